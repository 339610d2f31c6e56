// A site: its zone, currency, prices and business day, and what the next business day has to look after there.
//
// What it is: the state that opening a business day starts from; the running contracts, services and resting numbers
//   of the site are listed here so that no command has to search for them.
// What it promises: `price_on` answers the price in force on a date; a price never changes for dates before its own.
#pragma once

#include <algorithm>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "domain/kernel/calendar.h"
#include "domain/kernel/money.h"
#include "domain/kernel/stream.h"
#include "domain/kernel/text.h"
#include "schemas/events/contract_generated.h"
#include "schemas/events/estate_generated.h"
#include "schemas/events/service_generated.h"
#include "schemas/events/telephony_generated.h"

namespace tenure::domain {

struct Price {
  Date from{0};
  MinorUnits unit_price{0};
  PricePer per = PricePer::UNIT;

  bool operator==(const Price&) const = default;
  template <class Self>
  static auto fields(Self& self) {
    return std::tie(self.from, self.unit_price, self.per);
  }
};

struct Site {
  std::string legal_entity_id;
  std::string time_zone;
  std::string country;
  std::string currency;
  std::uint8_t currency_exponent = 0;
  Rounding rounding = Rounding::HALF_UP;
  std::uint16_t number_cooldown_days = 0;
  /// The open business day; none before the first is opened.
  std::optional<Date> business_day;
  /// By product, each list rising by date.
  std::map<std::string, std::vector<Price>, std::less<>> prices;
  /// Signed and not yet ended.
  std::set<std::string, std::less<>> contracts;
  /// Activated and not yet ceased.
  std::set<std::string, std::less<>> services;
  /// Numbers at rest, and the day on which they are available again.
  std::map<std::string, Date, std::less<>> resting_numbers;

  /// The price in force on the date, if the site has one by then.
  [[nodiscard]] const Price* price_on(std::string_view product_id, Date date) const {
    const auto found = prices.find(product_id);
    if (found == prices.end()) return nullptr;
    const auto& list = found->second;
    const auto next = std::ranges::upper_bound(list, date, {}, &Price::from);
    return next == list.begin() ? nullptr : &*std::prev(next);
  }

  bool operator==(const Site&) const = default;
  template <class Self>
  static auto fields(Self& self) {
    return std::tie(self.legal_entity_id, self.time_zone, self.country, self.currency, self.currency_exponent,
                    self.rounding, self.number_cooldown_days, self.business_day, self.prices, self.contracts,
                    self.services, self.resting_numbers);
  }
};

inline void streams(const event::SiteRegistered& event, StreamList& out) {
  out.add(StreamKind::site, text(event.site_id()));
}
inline void streams(const event::PriceSet& event, StreamList& out) {
  out.add(StreamKind::site, text(event.site_id()));
}
inline void streams(const event::BusinessDayOpened& event, StreamList& out) {
  out.add(StreamKind::site, text(event.site_id()));
}

inline void evolve(Site& state, const event::SiteRegistered& event) {
  state.legal_entity_id = text(event.legal_entity_id());
  state.time_zone = text(event.time_zone());
  state.country = text(event.country());
  state.currency = text(event.currency());
  state.currency_exponent = event.currency_exponent();
  state.rounding = event.rounding();
  state.number_cooldown_days = event.number_cooldown_days();
}

inline void evolve(Site& state, const event::PriceSet& event) {
  const Price price{Date{event.from()}, MinorUnits{event.unit_price()}, event.per()};
  auto& list = state.prices.try_emplace(copy(event.product_id())).first->second;
  const auto at = std::ranges::lower_bound(list, price.from, {}, &Price::from);
  if (at != list.end() && at->from == price.from) {
    *at = price;
  } else {
    list.insert(at, price);
  }
}

inline void evolve(Site& state, const event::BusinessDayOpened& event) {
  state.business_day = Date{event.date()};
}
inline void evolve(Site& state, const event::ContractSigned& event) {
  state.contracts.insert(copy(event.contract_id()));
}
inline void evolve(Site& state, const event::ContractEnded& event) {
  state.contracts.erase(copy(event.contract_id()));
}
inline void evolve(Site& state, const event::ServiceActivated& event) {
  state.services.insert(copy(event.service_id()));
}
inline void evolve(Site& state, const event::ServiceCeased& event) {
  state.services.erase(copy(event.service_id()));
}
inline void evolve(Site& state, const event::NumberReleased& event) {
  state.resting_numbers.insert_or_assign(copy(event.number()), Date{event.cooldown_until()});
}
inline void evolve(Site& state, const event::NumberCooledDown& event) {
  state.resting_numbers.erase(copy(event.number()));
}

}  // namespace tenure::domain
