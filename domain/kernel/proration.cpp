#include "domain/kernel/proration.h"

#include <algorithm>
#include <cstdint>
#include <limits>

namespace tenure::domain {
namespace {

constexpr std::int64_t MONTHS_PER_YEAR = 12;
constexpr std::int64_t DAYS_PER_YEAR = 365;
constexpr std::int64_t DAYS_PER_MONTH = 30;

struct Fraction {
  std::int64_t numerator = 0;
  std::int64_t denominator = 1;
};

// The last day decides, not the day after it: 2 to 31 October ends on 1 November, and is 30 days of October.
std::int64_t days_of_30_day_months(Period part) {
  const CivilDate first = to_civil(part.from);
  const CivilDate last = to_civil(part.to - 1);
  if (first.year == last.year && first.month == last.month) return part.days();
  return part.days() - (std::int64_t{days_in_month(first.year, first.month)} - DAYS_PER_MONTH);
}

Fraction share(Period part, Period whole, tenure::Proration rule) {
  switch (rule) {
    case tenure::Proration::ACTUAL_DAYS:
      return {.numerator = part.days(), .denominator = whole.days()};
    case tenure::Proration::ANNUAL_365:
      return {.numerator = MONTHS_PER_YEAR * part.days(), .denominator = DAYS_PER_YEAR};
    case tenure::Proration::FIXED_30:
      return {.numerator = days_of_30_day_months(part), .denominator = DAYS_PER_MONTH};
    case tenure::Proration::NONE:
      break;
  }
  return {.numerator = 1, .denominator = 1};
}

}  // namespace

std::expected<MinorUnits, AmountOverflow> prorate(MinorUnits price, Period part, Period whole,
                                                  tenure::Proration rule, tenure::Rounding rounding) {
  const Period billed = part.intersect(whole);
  if (billed.empty()) return MinorUnits(0);
  if (billed == whole) return price;
  const Fraction fraction = share(billed, whole, rule);
  // Clamping the fraction to [0, 1] clamps the amount to [0, price], before anything can overflow.
  const std::int64_t numerator = std::clamp<std::int64_t>(fraction.numerator, 0, fraction.denominator);
  return multiply_divide(price, numerator, fraction.denominator, rounding);
}

std::expected<MinorUnits, AmountOverflow> repair_credit(MinorUnits billed, MinorUnits recomputed_kept,
                                                        MinorUnits credits_already) {
  const __int128 remaining = __int128{billed.value()} - recomputed_kept.value() - credits_already.value();
  if (remaining <= 0) return MinorUnits(0);
  if (remaining > std::numeric_limits<std::int64_t>::max()) return std::unexpected(AmountOverflow{});
  return MinorUnits(static_cast<std::int64_t>(remaining));
}

}  // namespace tenure::domain
