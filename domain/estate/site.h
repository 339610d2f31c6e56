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
#include "schemas/events/usage_generated.h"

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

/// By which tariff calls are rated from a day on.
struct SiteTariff {
  Date from{0};
  std::string tariff_id;
  std::string product_id;

  bool operator==(const SiteTariff&) const = default;
  template <class Self>
  static auto fields(Self& self) {
    return std::tie(self.from, self.tariff_id, self.product_id);
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

  /// Rising by date.
  std::vector<SiteTariff> tariffs;
  /// First days of the months with calls that wait to be charged, by occupier.
  std::map<std::string, std::set<Date>, std::less<>> unsettled_usage;

  /// By which tariff calls are rated on the date, if by any.
  [[nodiscard]] const SiteTariff* tariff_on(Date date) const {
    const auto next = std::ranges::upper_bound(tariffs, date, {}, &SiteTariff::from);
    return next == tariffs.begin() ? nullptr : &*std::prev(next);
  }
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
                    self.services, self.resting_numbers, self.tariffs, self.unsettled_usage);
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

inline void evolve(Site& state, const event::SiteTariffSet& event) {
  const SiteTariff tariff{Date{event.from()}, copy(event.tariff_id()), copy(event.product_id())};
  const auto at = std::ranges::lower_bound(state.tariffs, tariff.from, {}, &SiteTariff::from);
  if (at != state.tariffs.end() && at->from == tariff.from) {
    *at = tariff;
  } else {
    state.tariffs.insert(at, tariff);
  }
}
// On the site's stream once for each month that begins to wait.
inline void evolve(Site& state, const event::UsageRecorded& event) {
  state.unsettled_usage[copy(event.occupier_id())].insert(first_of_month(Date{event.on()}));
}
inline void evolve(Site& state, const event::UsageSettled& event) {
  const auto waiting = state.unsettled_usage.find(text(event.occupier_id()));
  if (waiting == state.unsettled_usage.end()) return;
  waiting->second.erase(Date{event.month()});
  if (waiting->second.empty()) state.unsettled_usage.erase(waiting);
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
inline void evolve(Site& state, const event::ContractDiscarded& event) {
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
inline void evolve(Site& state, const event::NumberPortedOut& event) {
  state.resting_numbers.erase(copy(event.number()));
}

}  // namespace tenure::domain
