// Time zones: which local date and time an instant has at a site, and when a local date begins there.
//
// Is:       a handle to one IANA zone of the machine's zone tables.
// Promises: a Zone is one pointer, valid for the life of the process, copied freely and used from any
//           thread. Lookups do not allocate. start_of_day never falls as the date rises, and
//           local_date(start_of_day(d)) = d for every date that exists in the zone, on days of 23 and 25
//           hours and on days that begin with a gap too.
// Fails:    find_zone gives nullopt for a name that is not in the tables (the caller refuses with
//           BAD_TIME_ZONE), and for every name where the machine has no readable tables; zone_tables_fault
//           says so to the operator.
// Why:      these tables are the one input of the domain that is not an argument: governments change them,
//           and two machines may hold different editions. It is acceptable because events store the dates
//           and instants that were derived, so a replay never asks again; an edition only moves decisions
//           that are still to come. The tables end in 2037: later instants keep the offset of the last
//           entry.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "domain/kernel/calendar.h"

namespace date {
class time_zone;
}

namespace tenure::domain {

/// Wall-clock time; minute_of_day 0 to 1439, second 0 to 59.
struct LocalTime {
  Date date;
  int minute_of_day = 0;
  int second = 0;

  friend constexpr auto operator<=>(const LocalTime&, const LocalTime&) = default;
};

class Zone {
 public:
  /// The first instant whose local date is `date`. Where midnight is skipped that is the instant of the
  /// transition; where the whole date is skipped (Pacific/Apia, 2011-12-30) it is the same instant as the
  /// next date's, so the skipped day is empty. Where midnight comes twice it is the first; the
  /// minutes that the clock was then put back (St John's, until 2011) have the date before and lie after it.
  [[nodiscard]] Instant start_of_day(Date date) const;
  [[nodiscard]] Date local_date(Instant instant) const;
  [[nodiscard]] LocalTime local_time(Instant instant) const;
  [[nodiscard]] std::string_view name() const;

  friend constexpr bool operator==(Zone, Zone) = default;

 private:
  explicit Zone(const date::time_zone* table) : table_(table) {}
  friend std::optional<Zone> find_zone(std::string_view iana_name);

  const date::time_zone* table_;
};

/// The zone of exactly this name, such as "Europe/London". The first call reads the list of zones, the first
/// call for a name its table; later calls are a binary search.
[[nodiscard]] std::optional<Zone> find_zone(std::string_view iana_name);

/// What is wrong with the machine's zone tables and what to do about it; nullopt if they can be relied on. To
/// be asked when a process starts: tables cut short (a "slim" build) would give wrong offsets without any
/// error.
[[nodiscard]] std::optional<std::string> zone_tables_fault();

}  // namespace tenure::domain
