// Calendar: what takes a space, when.
//
// What it is: the query; it answers as of the view's position.
// What it promises: leases and bookings of the space itself, of all that it lies in and of all that lies in it, since
//   each of them takes it (domain/estate/space_calendar.h). Drafts hold their spaces already. Bookings that were
//   cancelled and contracts that were discarded are gone. Both lists are by start, then by space.
// What can go wrong: QueryError; a space that is unknown has no answer.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "domain/kernel/calendar.h"
#include "projections/runtime/query.h"
#include "projections/runtime/view.h"

namespace tenure::projections::calendar {

inline constexpr std::string_view model_name = "calendar";

struct Lease {
  std::string space_id;
  std::string contract_id;
  std::string line_id;
  std::string occupier_id;
  domain::Date from;
  /// First day no longer covered; absent where no end is known.
  std::optional<domain::Date> to;

  bool operator==(const Lease&) const = default;
  template <class Self>
  static auto fields(Self& self) {
    return std::tie(self.space_id, self.contract_id, self.line_id, self.occupier_id, self.from, self.to);
  }
};

struct Booking {
  std::string space_id;
  std::string booking_id;
  std::string occupier_id;
  domain::Instant starts_at;
  domain::Instant ends_at;

  bool operator==(const Booking&) const = default;
  template <class Self>
  static auto fields(Self& self) {
    return std::tie(self.space_id, self.booking_id, self.occupier_id, self.starts_at, self.ends_at);
  }
};

struct Calendar {
  std::string space_id;
  std::string site_id;
  std::vector<Lease> leases;
  std::vector<Booking> bookings;

  bool operator==(const Calendar&) const = default;
};

/// Days that one answer holds.
inline constexpr std::int64_t calendar_days_max = 400;

/// What takes the space on the days of the site, from the first up to but not including the last. `too_wide` for more than
/// `calendar_days_max` days.
[[nodiscard]] Result<std::optional<Calendar>> calendar_of_space(const View& view,
                                                                std::string_view operator_id,
                                                                std::string_view space_id,
                                                                domain::Period days);

}  // namespace tenure::projections::calendar
