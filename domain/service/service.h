// A service that an occupier consumes under a contract.
#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "domain/kernel/billed.h"
#include "domain/kernel/calendar.h"
#include "domain/kernel/money.h"
#include "domain/kernel/stream.h"
#include "domain/kernel/text.h"
#include "schemas/events/charge_generated.h"
#include "schemas/events/service_generated.h"

namespace tenure::domain {

/// How much of the service is consumed from a day on, and the minutes of calls that it includes a month.
struct QuantityChange {
  Date from{0};
  std::uint32_t quantity = 0;
  std::uint32_t call_minutes = 0;

  bool operator==(const QuantityChange&) const = default;
  template <class Self>
  static auto fields(Self& self) {
    return std::tie(self.from, self.quantity, self.call_minutes);
  }
};

struct Service {
  /// The one it runs under now.
  std::string contract_id;
  std::string occupier_id;
  std::string site_id;
  std::string product_id;
  /// As last changed.
  std::uint32_t quantity = 0;
  Date from{0};
  /// First day no longer covered; set when it ceased.
  std::optional<Date> to;
  MinorUnits unit_price{0};
  PricePer per = PricePer::MONTH;
  /// Entitlements of the whole quantity, as they are now.
  std::uint32_t phone_numbers = 0;
  std::uint32_t bandwidth_mbps = 0;
  std::uint32_t hunt_groups = 0;
  std::uint8_t ivr = 0;
  std::uint32_t call_minutes = 0;
  /// Rising by date; the first is that of the activation.
  std::vector<QuantityChange> quantities;
  /// Days that are not charged, in their order; DATE_LAST as the end while it is suspended.
  std::vector<Period> suspensions;
  /// That it ran under before; each was renewed by the next.
  std::vector<std::string> previous_contract_ids;
  /// Automatic charges.
  Billed billed;

  [[nodiscard]] bool is_suspended() const {
    return !suspensions.empty() && suspensions.back().to == DATE_LAST;
  }
  /// The day of its last change, suspension or resumption; its first where there was none.
  [[nodiscard]] Date last_change() const {
    auto last = std::max(from, quantities.back().from);
    if (!suspensions.empty()) {
      const auto& suspension = suspensions.back();
      last = std::max(last, is_suspended() ? suspension.from : suspension.to);
    }
    return last;
  }

  bool operator==(const Service&) const = default;
  template <class Self>
  static auto fields(Self& self) {
    return std::tie(self.contract_id, self.occupier_id, self.site_id, self.product_id, self.quantity,
                    self.from, self.to, self.unit_price, self.per, self.phone_numbers, self.bandwidth_mbps,
                    self.hunt_groups, self.ivr, self.call_minutes, self.quantities, self.suspensions,
                    self.previous_contract_ids, self.billed);
  }
};

inline void streams(const event::ServiceActivated& event, StreamList& out) {
  out.add(StreamKind::service, text(event.service_id()));
  out.add(StreamKind::contract, text(event.contract_id()));
  out.add(StreamKind::occupier, text(event.occupier_id()));
  out.add(StreamKind::site, text(event.site_id()));
}
inline void streams(const event::ServiceCeased& event, StreamList& out) {
  out.add(StreamKind::service, text(event.service_id()));
  out.add(StreamKind::contract, text(event.contract_id()));
  out.add(StreamKind::occupier, text(event.occupier_id()));
  out.add(StreamKind::site, text(event.site_id()));
}
inline void streams(const event::ServiceChanged& event, StreamList& out) {
  out.add(StreamKind::service, text(event.service_id()));
  out.add(StreamKind::occupier, text(event.occupier_id()));
}
inline void streams(const event::ServiceSuspended& event, StreamList& out) {
  out.add(StreamKind::service, text(event.service_id()));
}
inline void streams(const event::ServiceResumed& event, StreamList& out) {
  out.add(StreamKind::service, text(event.service_id()));
}
inline void streams(const event::ServiceContinued& event, StreamList& out) {
  out.add(StreamKind::service, text(event.service_id()));
  out.add(StreamKind::contract, text(event.contract_id()));
  out.add(StreamKind::contract, text(event.previous_contract_id()));
}

inline void evolve(Service& state, const event::ServiceActivated& event) {
  state.contract_id = text(event.contract_id());
  state.occupier_id = text(event.occupier_id());
  state.site_id = text(event.site_id());
  state.product_id = text(event.product_id());
  state.quantity = event.quantity();
  state.from = Date{event.from()};
  state.unit_price = MinorUnits{event.unit_price()};
  state.per = event.per();
  state.phone_numbers = event.phone_numbers();
  state.bandwidth_mbps = event.bandwidth_mbps();
  state.hunt_groups = event.hunt_groups();
  state.ivr = event.ivr() ? 1 : 0;
  state.call_minutes = event.call_minutes().value_or(0);
  state.quantities.push_back({state.from, state.quantity, state.call_minutes});
}
/// A change of the same day is replaced.
inline void evolve(Service& state, const event::ServiceChanged& event) {
  const QuantityChange change{Date{event.effective_on()}, event.quantity(), event.call_minutes()};
  if (state.quantities.back().from == change.from) {
    state.quantities.back() = change;
  } else {
    state.quantities.push_back(change);
  }
  state.quantity = event.quantity();
  state.phone_numbers = event.phone_numbers();
  state.bandwidth_mbps = event.bandwidth_mbps();
  state.hunt_groups = event.hunt_groups();
  state.ivr = event.ivr() ? 1 : 0;
  state.call_minutes = event.call_minutes();
}
inline void evolve(Service& state, const event::ServiceSuspended& event) {
  state.suspensions.push_back({Date{event.effective_on()}, DATE_LAST});
}
inline void evolve(Service& state, const event::ServiceResumed& event) {
  if (state.is_suspended()) state.suspensions.back().to = Date{event.effective_on()};
}
inline void evolve(Service& state, const event::ServiceCeased& event) {
  state.to = Date{event.effective_on()};
}
inline void evolve(Service& state, const event::ServiceContinued& event) {
  state.previous_contract_ids.push_back(std::move(state.contract_id));
  state.contract_id = text(event.contract_id());
}
inline void evolve(Service& state, const event::ChargeRaised& event) { evolve(state.billed, event); }
inline void evolve(Service& state, const event::ChargeReversed& event) { evolve(state.billed, event); }

}  // namespace tenure::domain
