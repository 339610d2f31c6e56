#include "domain/policy/due_charges.h"

#include <algorithm>
#include <expected>
#include <iterator>

#include "domain/kernel/invariant.h"
#include "domain/kernel/proration.h"

namespace tenure::domain {
namespace {

MinorUnits fitting(std::expected<MinorUnits, AmountOverflow> amount) {
  return existing(amount ? &*amount : nullptr, "an amount that fits, as was checked before");
}

/// Days at one price.
struct Stretch {
  Period days;
  std::uint32_t quantity = 0;
  MinorUnits unit_price;
};

const Rate& rate_on(const ChargeTerms& terms, Date day) {
  const auto next = std::ranges::upper_bound(terms.rates, day, {}, &Rate::from);
  return next == terms.rates.begin() ? *next : *std::prev(next);
}

bool is_among(const std::vector<Period>& periods, Date day) {
  return std::ranges::any_of(periods, [&](Period period) { return period.contains(day); });
}

bool costs_nothing(const Rate& rate) { return rate.quantity == 0 || rate.unit_price == MinorUnits{0}; }

/// The days of the part on which something may change, its first and its end among them.
std::vector<Date> cuts_in(const ChargeTerms& terms, Period part) {
  std::vector<Date> cuts{part.from, part.to};
  const auto add = [&](Date day) {
    if (part.from < day && day < part.to) cuts.push_back(day);
  };
  for (const auto& rate : terms.rates) add(rate.from);
  for (const auto* periods : {&terms.suspended, &terms.taken_back}) {
    for (const auto period : *periods) {
      add(period.from);
      add(period.to);
    }
  }
  std::ranges::sort(cuts);
  const auto rest = std::ranges::unique(cuts);
  cuts.erase(rest.begin(), rest.end());
  return cuts;
}

/// Where a stretch ends: at another price too, or only where days are not charged.
enum class Cut : std::uint8_t { at_prices, at_gaps };

/// The charged stretches of a part, each at the price of its first day.
std::vector<Stretch> stretches_of(const ChargeTerms& terms, Period part, Cut cut) {
  std::vector<Stretch> stretches;
  const auto cuts = cuts_in(terms, part);
  for (std::size_t i = 0; i + 1 < cuts.size(); ++i) {
    const Period days{cuts[i], cuts[i + 1]};
    const auto& rate = rate_on(terms, days.from);
    if (costs_nothing(rate) || is_among(terms.suspended, days.from) ||
        is_among(terms.taken_back, days.from)) {
      continue;
    }
    if (!stretches.empty()) {
      auto& last = stretches.back();
      const bool same_price = last.quantity == rate.quantity && last.unit_price == rate.unit_price;
      if (last.days.to == days.from && (same_price || cut == Cut::at_gaps)) {
        last.days.to = days.to;
        continue;
      }
    }
    stretches.push_back({days, rate.quantity, rate.unit_price});
  }
  return stretches;
}

MinorUnits net_of(const ChargeTerms& terms, Period part, const Stretch& stretch) {
  const auto price = fitting(multiply(stretch.unit_price, stretch.quantity));
  if (terms.per == PricePer::DAY) return fitting(multiply(price, stretch.days.days()));
  return fitting(prorate_stretch(price, stretch.days, part,
                                 billing_period_containing(part.from, terms.billing_day), terms.proration,
                                 terms.rounding));
}

void add_charges(const ChargeTerms& terms, Period part, std::vector<DueCharge>& out) {
  const bool whole_part = terms.per == PricePer::MONTH && terms.proration == Proration::NONE;
  const auto in_part = [&](Period days) { return days.overlaps(part); };
  if (whole_part && std::ranges::any_of(terms.taken_back, in_part)) return;
  auto stretches = stretches_of(terms, part, whole_part ? Cut::at_gaps : Cut::at_prices);
  if (whole_part && stretches.size() > 1) stretches.resize(1);
  for (const auto& stretch : stretches) {
    const auto net = net_of(terms, part, stretch);
    if (net != MinorUnits{0}) out.push_back({stretch.days, stretch.quantity, stretch.unit_price, net});
  }
}

std::vector<DueCharge> charged_once(const ChargeTerms& terms, Date since, Date today) {
  const auto first = terms.covered.from;
  const auto& rate = rate_on(terms, first);
  if (terms.covered.empty() || first > today || since > first || costs_nothing(rate) ||
      is_among(terms.taken_back, first)) {
    return {};
  }
  return {{{first, first + 1},
           rate.quantity,
           rate.unit_price,
           fitting(multiply(rate.unit_price, rate.quantity))}};
}

}  // namespace

bool is_charged_once(PricePer per) { return per == PricePer::ONCE || per == PricePer::UNIT; }

Period part_around(Date day, Period covered, std::uint8_t billing_day) {
  if (!covered.contains(day)) return {day, day};
  return billing_period_containing(day, billing_day).intersect(covered);
}

bool is_due(Period part, BillingMode billing, Date today) {
  return (billing == BillingMode::IN_ADVANCE ? part.from : part.to) <= today;
}

std::vector<DueCharge> due_charges(const ChargeTerms& terms, Date since, Date today) {
  if (is_charged_once(terms.per)) return charged_once(terms, since, today);
  std::vector<DueCharge> due;
  auto part = part_around(std::max(terms.covered.from, since), terms.covered, terms.billing_day);
  while (!part.empty() && is_due(part, terms.billing, today)) {
    add_charges(terms, part, due);
    part = part_around(part.to, terms.covered, terms.billing_day);
  }
  return due;
}

}  // namespace tenure::domain
