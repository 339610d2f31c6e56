// A calendar month: what finance cuts its lists by.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "domain/kernel/calendar.h"

namespace tenure::projections::billing {

/// Months since January of the year 0.
struct Month {
  std::int32_t index = 0;
  friend auto operator<=>(Month, Month) = default;
};

[[nodiscard]] Month month_of(domain::Date date);
/// Exactly "YYYY-MM", years 0001 to 9999.
[[nodiscard]] std::optional<Month> parse_month(std::string_view text);
[[nodiscard]] std::string format_month(Month month);
/// The first day of the month.
[[nodiscard]] domain::Date first_day(Month month);

}  // namespace tenure::projections::billing
