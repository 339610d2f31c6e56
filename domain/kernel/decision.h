// A decision: the events that a command causes, or the refusal.
//
// What it is: the value every `decide` returns.
// What it promises: an accepted decision holds one event or more, in the order in which they are recorded.
// What can go wrong: nothing; a refusal is an answer.
// Why this way: events are FlatBuffers object-API values, so a command file reads `record(NumberAssignedT{...})`
//   and never touches a buffer.
#pragma once

#include <expected>
#include <string>
#include <utility>
#include <vector>

#include "domain/kernel/rejection.h"
#include "schemas/events/event_generated.h"

namespace tenure::domain {

struct Refusal {
  Code code;
  /// What exactly was in the way, without personal data; may be empty.
  std::string detail;
  bool operator==(const Refusal&) const = default;
};

using Events = std::vector<event::EventBodyUnion>;
using Decision = std::expected<Events, Refusal>;

[[nodiscard]] inline Decision refuse(Code code, std::string detail = {}) {
  return std::unexpected(Refusal{code, std::move(detail)});
}

/// Appends an event to a decision in the making.
template <class Event>
void append(Events& events, Event&& body) {
  event::EventBodyUnion boxed;
  boxed.Set(std::forward<Event>(body));
  events.push_back(std::move(boxed));
}

template <class... Bodies>
[[nodiscard]] Decision record(Bodies&&... bodies) {
  Events events;
  events.reserve(sizeof...(bodies));
  (append(events, std::forward<Bodies>(bodies)), ...);
  return events;
}

}  // namespace tenure::domain
