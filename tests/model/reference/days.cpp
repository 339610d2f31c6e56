#include "tests/model/reference/days.h"

#include <cstdlib>

#include <fmt/format.h>

#include "domain/kernel/calendar.h"

namespace tenure::model {
namespace {

using domain::Date;
using domain::Instant;

[[noreturn]] void stop(std::string_view what, std::string_view found) {
  fmt::print(stderr, "the model test itself is wrong: {} '{}'\n", what, found);
  std::abort();
}

/// What the zone's clocks are ahead of UTC, in minutes; published for 2026.
int minutes_ahead(Time time, std::string_view zone) {
  if (zone == "Europe/London") {
    static const Time forward = time_from("2026-03-29T01:00:00Z");
    static const Time back = time_from("2026-10-25T01:00:00Z");
    return forward <= time && time < back ? 60 : 0;
  }
  if (zone == "America/New_York") {
    static const Time forward = time_from("2026-03-08T07:00:00Z");
    static const Time back = time_from("2026-11-01T06:00:00Z");
    return forward <= time && time < back ? -240 : -300;
  }
  stop("no such zone", zone);
}

Time on_the_wall(Time time, std::string_view zone) {
  return time + minutes_ahead(time, zone) * (microseconds_per_hour / 60);
}

}  // namespace

Day day_from(std::string_view text) {
  const auto date = domain::parse_date(text);
  if (!date) stop("no such date", text);
  return date->days();
}
std::string day_text(Day day) { return domain::format_date(Date{day}); }

Time time_from(std::string_view text) {
  const auto instant = domain::parse_instant(text);
  if (!instant) stop("no such time", text);
  return instant->microseconds();
}
std::string time_text(Time time) { return domain::format_instant(Instant{time}); }

Day next_month(Day day) {
  const auto month = domain::to_civil(Date{day}).month;
  while (domain::to_civil(Date{day}).month == month) ++day;
  return day;
}
std::string month_text(Day day) { return day_text(day).substr(0, 7); }

// All times of the model are after 1970, so whole days are below the quotient.
Day local_day(Time time, std::string_view zone) {
  return static_cast<Day>(on_the_wall(time, zone) / microseconds_per_day);
}
int local_minute(Time time, std::string_view zone) {
  return static_cast<int>(on_the_wall(time, zone) % microseconds_per_day / (microseconds_per_hour / 60));
}

Time start_of(Day day, std::string_view zone) {
  // The half hours around it, until the wall shows the day.
  Time time = (Day{day} - 1) * microseconds_per_day;
  while (local_day(time, zone) < day) time += microseconds_per_hour / 2;
  return time;
}

int weekday_of(Day day) {
  constexpr int thursday = 4;  // 1970-01-01
  return (day + thursday - 1) % 7 + 1;
}

bool begins_period(Day day, int billing_day) {
  const auto date = domain::to_civil(Date{day});
  const auto tomorrow = domain::to_civil(Date{day + 1});
  const auto day_of_month = static_cast<int>(date.day);
  const bool is_last_of_month = tomorrow.month != date.month;
  return day_of_month == billing_day || (is_last_of_month && day_of_month < billing_day);
}

std::int64_t rounded(__int128 numerator, std::int64_t denominator, Halves halves) {
  const auto whole = static_cast<std::int64_t>(numerator / denominator);
  const __int128 twice_rest = 2 * (numerator % denominator);
  if (twice_rest < denominator) return whole;
  if (twice_rest > denominator || halves == Halves::up) return whole + 1;
  return whole % 2 == 0 ? whole : whole + 1;
}

}  // namespace tenure::model
