#include "domain/kernel/zone.h"

#include <algorithm>
#include <chrono>
#include <exception>
#include <limits>
#include <vector>

// The installed library is built with these; the layout of its classes depends on them.
#define USE_OS_TZDB 1
#define HAS_STRING_VIEW 1
#define ONLY_C_LOCALE 1
#include <date/tz.h>
#include <fmt/format.h>

namespace tenure::domain {
namespace {

using std::chrono::microseconds;
using std::chrono::seconds;

constexpr std::int64_t MICROSECONDS_PER_SECOND = 1'000'000;
constexpr std::int64_t SECONDS_PER_DAY = 86'400;
constexpr std::string_view REMEDY =
    "; install the operating system's tzdata package, built with full tables ('zic -b fat')";

// Null where the machine has no zone tables: the library throws then, and domain/ does not.
const std::vector<date::time_zone>* all_zones() {
  static const std::vector<date::time_zone>* const zones = []() -> const std::vector<date::time_zone>* {
    try {
      return &date::get_tzdb().zones;
    } catch (const std::exception&) {
      return nullptr;
    }
  }();
  return zones;
}

// Files beside the zones that mean something else on every machine.
bool names_a_place(std::string_view name) {
  return name != "localtime" && name != "posixrules" && name != "Factory";
}

// The table is read on first use; a file that turns out not to be one throws.
bool readable(const date::time_zone& table) {
  try {
    return table.get_info(date::sys_seconds(seconds(0))).begin < date::sys_seconds::max();
  } catch (const std::exception&) {
    return false;
  }
}

date::sys_seconds whole_seconds(Instant instant) {
  return date::sys_seconds(std::chrono::floor<seconds>(microseconds(instant.microseconds())));
}

date::local_seconds local_seconds(const date::time_zone& table, Instant instant) {
  const date::sys_seconds utc = whole_seconds(instant);
  return date::local_seconds(utc.time_since_epoch() + table.get_info(utc).offset);
}

// A date outside the years that have a text may lie outside what microseconds can count.
Instant saturated(std::int64_t whole) {
  constexpr std::int64_t LIMIT = std::numeric_limits<std::int64_t>::max() / MICROSECONDS_PER_SECOND;
  return Instant(std::clamp(whole, -LIMIT, LIMIT) * MICROSECONDS_PER_SECOND);
}

Date to_date(date::local_days day) { return Date(static_cast<std::int32_t>(day.time_since_epoch().count())); }

}  // namespace

Instant Zone::start_of_day(Date date) const {
  const date::local_seconds midnight(seconds(date.days() * SECONDS_PER_DAY));
  const date::local_info info = table_->get_info(midnight);
  const date::sys_seconds start = info.result == date::local_info::nonexistent
                                      ? info.first.end
                                      : date::sys_seconds(midnight.time_since_epoch() - info.first.offset);
  return saturated(start.time_since_epoch().count());
}

Date Zone::local_date(Instant instant) const {
  return to_date(date::floor<date::days>(local_seconds(*table_, instant)));
}

LocalTime Zone::local_time(Instant instant) const {
  const date::local_seconds local = local_seconds(*table_, instant);
  const auto day = date::floor<date::days>(local);
  const auto second_of_day = static_cast<int>((local - day).count());
  return {.date = to_date(day), .minute_of_day = second_of_day / 60, .second = second_of_day % 60};
}

std::string_view Zone::name() const { return table_->name(); }

std::optional<Zone> find_zone(std::string_view iana_name) {
  const auto* zones = all_zones();
  if (zones == nullptr || !names_a_place(iana_name)) return std::nullopt;
  // Only the list is searched: the name never becomes a path.
  const auto found = std::ranges::lower_bound(
      *zones, iana_name, {}, [](const date::time_zone& table) -> std::string_view { return table.name(); });
  if (found == zones->end() || found->name() != iana_name || !readable(*found)) return std::nullopt;
  return Zone(&*found);
}

std::optional<std::string> zone_tables_fault() {
  if (all_zones() == nullptr) return fmt::format("the machine has no time zone tables{}", REMEDY);
  const auto london = find_zone("Europe/London");
  if (!london) return fmt::format("the machine's tables do not have the time zone Europe/London{}", REMEDY);
  // British Summer Time of the last year that full tables list.
  const Date last_summer = from_civil({.year = 2037, .month = 7, .day = 1});
  const Instant expected(last_summer.days() * SECONDS_PER_DAY * MICROSECONDS_PER_SECOND -
                         3600 * MICROSECONDS_PER_SECOND);
  if (london->start_of_day(last_summer) != expected) {
    return fmt::format("1 July 2037 in Europe/London should begin at {}, the machine's tables say {}{}",
                       format_instant(expected), format_instant(london->start_of_day(last_summer)), REMEDY);
  }
  return std::nullopt;
}

}  // namespace tenure::domain
