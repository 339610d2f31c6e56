// The charges that a line or a service should stand for, found day by day: the plain reference of the properties.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <map>
#include <ostream>
#include <set>
#include <vector>

#include <fmt/format.h>

#include "domain/kernel/calendar.h"
#include "domain/kernel/money.h"
#include "domain/kernel/proration.h"
#include "domain/states.h"

namespace tenure::test {

/// A charge of a line or service that was raised and not reversed.
struct Standing {
  domain::Date from;
  domain::Date to;
  std::int64_t net = 0;

  friend auto operator<=>(const Standing&, const Standing&) = default;
};

inline void showValue(const Standing& one, std::ostream& out) {
  out << fmt::format("[{}, {}) {}", domain::format_date(one.from), domain::format_date(one.to), one.net);
}

/// What a line or a service is, in the words of somebody who only knows days.
struct Account {
  /// Price of a line, or quantity of a service, from a day on.
  std::map<domain::Date, std::int64_t> rates;
  std::int64_t unit_price = 1;
  PricePer per = PricePer::MONTH;
  std::set<domain::Date> suspended;
  std::set<domain::Date> taken_back;

  [[nodiscard]] std::int64_t rate_on(domain::Date day) const {
    const auto next = rates.upper_bound(day);
    return next == rates.begin() ? next->second : std::prev(next)->second;
  }
  [[nodiscard]] bool costs_on(domain::Date day) const {
    return rate_on(day) * unit_price != 0 && !suspended.contains(day) && !taken_back.contains(day);
  }
};

/// The charges of the days of one part of a billing period.
inline void add_part(std::set<Standing>& due, const Account& account, const domain::Contract& contract,
                     const std::vector<domain::Date>& days) {
  const bool whole = account.per == PricePer::MONTH && contract.proration == Proration::NONE;
  const domain::Period part{days.front(), days.back() + 1};
  const auto is_taken_back = [&](domain::Date day) { return account.taken_back.contains(day); };
  if (whole && std::ranges::any_of(days, is_taken_back)) return;
  const auto period = domain::billing_period_containing(days.front(), contract.billing_day);
  for (std::size_t i = 0; i < days.size();) {
    if (!account.costs_on(days[i])) {
      ++i;
      continue;
    }
    const auto first = i;
    const auto rate = account.rate_on(days[first]);
    while (i < days.size() && account.costs_on(days[i]) && (whole || account.rate_on(days[i]) == rate)) ++i;
    const domain::Period stretch{days[first], days[i - 1] + 1};
    const domain::MinorUnits price{rate * account.unit_price};
    const auto net =
        account.per == PricePer::DAY
            ? *domain::multiply(price, stretch.days())
            : *domain::prorate_stretch(price, stretch, part, period, contract.proration, Rounding::HALF_UP);
    if (net != domain::MinorUnits{0}) due.insert({stretch.from, stretch.to, net.value()});
    if (whole) return;
  }
}

/// What an account should stand for on a day for its days under one contract, found day by day.
inline void add_due(std::set<Standing>& due, const Account& account, const domain::Contract& contract,
                    domain::Period covered, domain::Date today) {
  if (!domain::has_started(contract.status)) return;
  std::map<domain::Date, std::vector<domain::Date>> days_by_period;
  // Nothing that begins more than a period from now can be due.
  for (auto day = covered.from; day < std::min(covered.to, today + 40); day = day + 1) {
    days_by_period[domain::billing_period_containing(day, contract.billing_day).from].push_back(day);
  }
  for (const auto& [first, days] : days_by_period) {
    const domain::Period part{days.front(), days.back() + 1};
    if ((contract.billing == BillingMode::IN_ADVANCE ? part.from : part.to) > today) continue;
    add_part(due, account, contract, days);
  }
}

}  // namespace tenure::test
