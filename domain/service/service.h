// A service that an occupier consumes under a contract.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <tuple>

#include "domain/kernel/billed.h"
#include "domain/kernel/calendar.h"
#include "domain/kernel/money.h"
#include "domain/kernel/stream.h"
#include "domain/kernel/text.h"
#include "schemas/events/charge_generated.h"
#include "schemas/events/service_generated.h"

namespace tenure::domain {

struct Service {
  std::string contract_id;
  std::string occupier_id;
  std::string site_id;
  std::string product_id;
  std::uint32_t quantity = 0;
  Date from{0};
  /// First day no longer covered; set when it ceased.
  std::optional<Date> to;
  MinorUnits unit_price{0};
  PricePer per = PricePer::MONTH;
  /// Voice entitlements of the whole quantity.
  std::uint32_t phone_numbers = 0;
  /// Automatic charges.
  Billed billed;

  bool operator==(const Service&) const = default;
  template <class Self>
  static auto fields(Self& self) {
    return std::tie(self.contract_id, self.occupier_id, self.site_id, self.product_id, self.quantity,
                    self.from, self.to, self.unit_price, self.per, self.phone_numbers, self.billed);
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
}
inline void evolve(Service& state, const event::ServiceCeased& event) {
  state.to = Date{event.effective_on()};
}
inline void evolve(Service& state, const event::ChargeRaised& event) { evolve(state.billed, event); }
inline void evolve(Service& state, const event::ChargeReversed& event) { evolve(state.billed, event); }

}  // namespace tenure::domain
