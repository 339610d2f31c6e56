// The streams an event says it belongs to, its home first, each with the event's version there.
#pragma once

#include <cstdint>
#include <optional>

#include "domain/kernel/stream.h"
#include "domain/kernel/text.h"
#include "schemas/events/event_generated.h"

namespace tenure::eventstore {

/// Calls `take(std::optional<StreamName>, version)` for each; none where the text names no stream.
template <class Take>
void for_each_stream(const event::Event& event, Take take) {
  take(domain::parse_stream(domain::text(event.stream())), event.version());
  if (event.also_in() == nullptr) return;
  for (const auto* also : *event.also_in())
    take(domain::parse_stream(domain::text(also->stream())), also->version());
}

}  // namespace tenure::eventstore
