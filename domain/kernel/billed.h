// What was charged automatically for a contract line or a service, so that a change can take it back and charge anew.
#pragma once

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

  bool operator==(const BilledPart&) const = default;
  template <class Self>
  static auto fields(Self& self) {
    return std::tie(self.from, self.to, self.net, self.charge_id);
  }
};

inline void add_billed(std::vector<BilledPart>& billed, const event::ChargeRaised& event) {
  billed.push_back({Date{event.service_from()}, Date{event.service_to()}, MinorUnits{event.net()},
                    copy(event.charge_id())});
}

inline void remove_billed(std::vector<BilledPart>& billed, const event::ChargeReversed& event) {
  std::erase_if(billed, [&](const BilledPart& part) { return part.charge_id == text(event.charge_id()); });
}

}  // namespace tenure::domain
