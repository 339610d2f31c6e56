// One thing that a meter counted: a call, pages, data. Its id is "meter/usage id".
//
// It is recorded once; what else it says decides only whether the same is said again.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <tuple>

#include "domain/kernel/calendar.h"
#include "domain/kernel/stream.h"
#include "domain/kernel/text.h"
#include "domain/usage/usage_month.h"
#include "schemas/events/usage_generated.h"

namespace tenure::domain {

struct Usage {
  UsageKind kind = UsageKind::CALL;
  /// Empty where it was not of a number.
  std::string number;
  std::string occupier_id;
  std::string site_id;
  Instant starts_at{0};
  std::optional<std::uint32_t> seconds;
  std::optional<std::uint64_t> units;
  std::string destination;

  bool operator==(const Usage&) const = default;
  template <class Self>
  static auto fields(Self& self) {
    return std::tie(self.kind, self.number, self.occupier_id, self.site_id, self.starts_at, self.seconds,
                    self.units, self.destination);
  }
};

inline void streams(const event::UsageRecorded& event, StreamList& out) {
  out.add(StreamKind::usage, text(event.meter_id()), "/", text(event.usage_id()));
  if (event.rating() == nullptr) return;
  out.add(StreamKind::usage_month,
          usage_month_id(text(event.site_id()), text(event.occupier_id()), first_of_month(Date{event.on()})));
  if (event.first_unsettled().value_or(false)) out.add(StreamKind::site, text(event.site_id()));
}

inline void evolve(Usage& state, const event::UsageRecorded& event) {
  state.kind = event.kind();
  state.number = text(event.number());
  state.occupier_id = text(event.occupier_id());
  state.site_id = text(event.site_id());
  state.starts_at = Instant{event.starts_at()};
  state.seconds = event.seconds();
  state.units = event.units();
  state.destination = text(event.destination());
}

}  // namespace tenure::domain
