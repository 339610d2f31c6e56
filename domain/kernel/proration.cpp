#include "domain/kernel/proration.h"

#include <algorithm>
#include <cstdint>
#include <limits>

namespace tenure::domain {
namespace {

constexpr std::int64_t MONTHS_PER_YEAR = 12;
constexpr std::int64_t DAYS_PER_YEAR = 365;
constexpr std::int64_t DAYS_PER_MONTH = 30;

// The last day decides, not the day after it: 2 to 31 October ends on 1 November, and is 30 days of October.
std::int64_t days_of_30_day_months(Period part) {
  const CivilDate first = to_civil(part.from);
  const CivilDate last = to_civil(part.to - 1);
  if (first.year == last.year && first.month == last.month) return part.days();
  return part.days() - (std::int64_t{days_in_month(first.year, first.month)} - DAYS_PER_MONTH);
}

/// By what a rule divides the price of `whole`.
std::int64_t parts_of(Period whole, tenure::Proration rule) {
  switch (rule) {
    case tenure::Proration::ACTUAL_DAYS:
      return whole.days();
    case tenure::Proration::ANNUAL_365:
      return DAYS_PER_YEAR;
    case tenure::Proration::FIXED_30:
      return DAYS_PER_MONTH;
    case tenure::Proration::NONE:
      break;
  }
  return 1;
}

/// How many of those `part` costs: none when it is empty, all of them when it is the whole.
std::int64_t share(Period part, Period whole, tenure::Proration rule) {
  const auto all = parts_of(whole, rule);
  if (part.empty()) return 0;
  if (part == whole) return all;
  switch (rule) {
    case tenure::Proration::ACTUAL_DAYS:
      return part.days();
    case tenure::Proration::ANNUAL_365:
      return std::min(MONTHS_PER_YEAR * part.days(), all);
    case tenure::Proration::FIXED_30:
      return std::clamp<std::int64_t>(days_of_30_day_months(part), 0, all);
    case tenure::Proration::NONE:
      break;
  }
  return all;
}

}  // namespace

std::expected<MinorUnits, AmountOverflow> prorate(MinorUnits price, Period part, Period whole,
                                                  tenure::Proration rule, tenure::Rounding rounding) {
  return prorate_stretch(price, part, part, whole, rule, rounding);
}

std::expected<MinorUnits, AmountOverflow> prorate_stretch(MinorUnits price, Period stretch, Period part,
                                                          Period whole, tenure::Proration rule,
                                                          tenure::Rounding rounding) {
  const Period billed_part = part.intersect(whole);
  const Period billed = stretch.intersect(billed_part);
  if (billed.empty()) return MinorUnits(0);
  // Shares lie between nothing and all, so the amount lies between nothing and the price, and fits.
  const auto before = share({billed_part.from, billed.from}, whole, rule);
  const auto up_to = share({billed_part.from, billed.to}, whole, rule);
  return multiply_divide(price, up_to - before, parts_of(whole, rule), rounding);
}

std::expected<MinorUnits, AmountOverflow> repair_credit(MinorUnits billed, MinorUnits recomputed_kept,
                                                        MinorUnits credits_already) {
  const __int128 remaining = __int128{billed.value()} - recomputed_kept.value() - credits_already.value();
  if (remaining <= 0) return MinorUnits(0);
  if (remaining > std::numeric_limits<std::int64_t>::max()) return std::unexpected(AmountOverflow{});
  return MinorUnits(static_cast<std::int64_t>(remaining));
}

}  // namespace tenure::domain
