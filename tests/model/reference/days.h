// Days, times and shares of money as a person would work them out: by counting.
//
// Is:       the reference's own calendar. Only the texts of dates and times, and the parts of a date, come from the
//           domain's kernel, which has tests of its own.
// Promises: no formula where one can count; right for the two zones of the model's sites in the year 2026.
// Fails:    a zone it does not know stops the test.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace tenure::model {

/// Days since 1970-01-01.
using Day = std::int32_t;
/// Microseconds since 1970-01-01T00:00:00Z.
using Time = std::int64_t;

inline constexpr Time microseconds_per_hour = 3'600'000'000;
inline constexpr Time microseconds_per_day = 24 * microseconds_per_hour;

[[nodiscard]] Day day_from(std::string_view text);
[[nodiscard]] std::string day_text(Day day);
[[nodiscard]] Time time_from(std::string_view text);
[[nodiscard]] std::string time_text(Time time);
/// The first day of the next month.
[[nodiscard]] Day next_month(Day day);
[[nodiscard]] std::string month_text(Day day);

/// Which day and minute a clock on the wall at the zone shows.
[[nodiscard]] Day local_day(Time time, std::string_view zone);
[[nodiscard]] int local_minute(Time time, std::string_view zone);
[[nodiscard]] Time start_of(Day day, std::string_view zone);
/// Monday is 1.
[[nodiscard]] int weekday_of(Day day);

/// Whether a billing period begins on the day.
[[nodiscard]] bool begins_period(Day day, int billing_day);

enum class Halves : std::uint8_t { up, even };
/// numerator / denominator of amounts that are not negative.
[[nodiscard]] std::int64_t rounded(__int128 numerator, std::int64_t denominator, Halves halves);

}  // namespace tenure::model
