// The calls of an occupier at a site that are charged, by calendar month. Its id is "site/occupier/2026-11".
//
// Is:       the calls of the month, and the charge that stands for them.
// Promises: the calls are in the order of their start; in which order they were recorded makes no difference.
// Why:      included minutes go to calls in the order of their start, so a month is charged as a whole, and again when
//           calls come late.
#pragma once

#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include <fmt/format.h>

#include "domain/kernel/calendar.h"
#include "domain/kernel/money.h"
#include "domain/kernel/stream.h"
#include "domain/kernel/text.h"
#include "domain/usage/call_rating.h"
#include "schemas/events/charge_generated.h"
#include "schemas/events/usage_generated.h"

namespace tenure::domain {

struct UsageMonth {
  std::string occupier_id;
  std::string site_id;
  Date month{0};
  /// In the order of their start.
  std::vector<RatedCall> calls;
  /// Of the call that started last: what the charge says.
  std::string product_id;
  std::string contract_id;
  std::string currency;
  std::uint8_t currency_exponent = 0;
  /// What the calls cost without included minutes, each rounded up: that it fits sees to it that every bill does.
  MinorUnits at_most{0};
  /// Whether calls wait to be charged.
  std::uint8_t unsettled = 0;
  /// Charges raised so far.
  std::uint32_t charges = 0;
  /// The charge that stands; empty where there is none.
  std::string charge_id;
  MinorUnits charged{0};
  /// What was taken back by hand, which is not charged again.
  MinorUnits let_off{0};

  bool operator==(const UsageMonth&) const = default;
  template <class Self>
  static auto fields(Self& self) {
    return std::tie(self.occupier_id, self.site_id, self.month, self.calls, self.product_id, self.contract_id,
                    self.currency, self.currency_exponent, self.at_most, self.unsettled, self.charges,
                    self.charge_id, self.charged, self.let_off);
  }
};

[[nodiscard]] inline std::string usage_month_id(std::string_view site_id, std::string_view occupier_id,
                                                Date month) {
  return fmt::format("{}/{}/{}", site_id, occupier_id, format_month(month));
}

inline void streams(const event::UsageSettled& event, StreamList& out) {
  out.add(StreamKind::usage_month,
          usage_month_id(text(event.site_id()), text(event.occupier_id()), Date{event.month()}));
  out.add(StreamKind::site, text(event.site_id()));
}

inline void evolve(UsageMonth& state, const event::UsageRecorded& event) {
  const auto& rating = *event.rating();
  const RatedCall call{Instant{event.starts_at()}, rating.billed_seconds(), rating.connection_fee(),
                       rating.per_minute(), static_cast<std::uint8_t>(rating.use_allowance() ? 1 : 0)};
  const auto place = std::ranges::upper_bound(state.calls, call);
  if (place == state.calls.end()) {
    state.product_id = text(rating.product_id());
    state.contract_id = text(event.contract_id());
  }
  state.calls.insert(place, call);
  state.occupier_id = text(event.occupier_id());
  state.site_id = text(event.site_id());
  state.month = first_of_month(Date{event.on()});
  state.currency = text(rating.currency());
  state.currency_exponent = rating.currency_exponent();
  state.at_most = MinorUnits{state.at_most.value() + cost_at_most(call).value_or(MinorUnits{0}).value()};
  state.unsettled = 1;
}
inline void evolve(UsageMonth& state, const event::UsageSettled&) { state.unsettled = 0; }
inline void evolve(UsageMonth& state, const event::ChargeRaised& event) {
  ++state.charges;
  state.charge_id = text(event.charge_id());
  state.charged = MinorUnits{event.net()};
}
inline void evolve(UsageMonth& state, const event::ChargeReversed& event) {
  if (state.charge_id != text(event.charge_id())) return;
  // What one month's calls come to was checked to fit, and no more than that is ever let off.
  if (event.kind() != ReversalKind::REPLACED) {
    state.let_off = MinorUnits{state.let_off.value() + state.charged.value()};
  }
  state.charge_id.clear();
  state.charged = MinorUnits{0};
}

}  // namespace tenure::domain
