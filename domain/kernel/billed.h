// What was charged automatically for a contract line or a service, so that a change can take it back and charge anew.
#pragma once

#include <algorithm>
#include <cstdint>
#include <string>
#include <tuple>
#include <vector>

#include "domain/kernel/calendar.h"
#include "domain/kernel/money.h"
#include "domain/kernel/text.h"
#include "schemas/events/charge_generated.h"

namespace tenure::domain {

/// One standing charge for `[from, to)`.
struct BilledPart {
  Date from{0};
  Date to{0};
  MinorUnits net{0};
  std::string charge_id;
  std::uint32_t quantity = 1;
  MinorUnits unit_price{0};

  bool operator==(const BilledPart&) const = default;
  template <class Self>
  static auto fields(Self& self) {
    return std::tie(self.from, self.to, self.net, self.charge_id, self.quantity, self.unit_price);
  }
};

struct Billed {
  /// The charges that stand, in the order in which they were raised.
  std::vector<BilledPart> parts;
  /// Days of charges that somebody took back by hand; they are not charged anew.
  std::vector<Period> taken_back;
  /// First day that was never charged; DATE_FIRST before the first charge.
  Date until = DATE_FIRST;

  bool operator==(const Billed&) const = default;
  template <class Self>
  static auto fields(Self& self) {
    return std::tie(self.parts, self.taken_back, self.until);
  }
};

inline void evolve(Billed& state, const event::ChargeRaised& event) {
  state.parts.push_back({Date{event.service_from()}, Date{event.service_to()}, MinorUnits{event.net()},
                         copy(event.charge_id()), event.quantity(), MinorUnits{event.unit_price()}});
  state.until = std::max(state.until, Date{event.service_to()});
}

inline void evolve(Billed& state, const event::ChargeReversed& event) {
  const auto erased = std::erase_if(
      state.parts, [&](const BilledPart& part) { return part.charge_id == text(event.charge_id()); });
  if (erased == 0 || event.kind() == ReversalKind::REPLACED) return;
  state.taken_back.push_back({Date{event.service_from()}, Date{event.service_to()}});
}

}  // namespace tenure::domain
