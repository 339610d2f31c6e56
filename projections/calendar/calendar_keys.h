// How calendar's rows are found. Internal to this folder.
//
//   z  operator, site                        -> SiteRow
//   s  operator, space                       -> SpaceRow
//   c  operator, contract                    -> ContractRow
//   l  operator, space, contract, line       -> Lease
//   b  operator, space, start, booking       -> Booking     start: microseconds, sorting as they do
//   k  operator, booking                     -> BookingRow
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "domain/kernel/calendar.h"
#include "projections/runtime/key.h"

namespace tenure::projections::calendar {

[[nodiscard]] inline Key site_key(std::string_view operator_id, std::string_view site_id) {
  return Key{'z', operator_id}.text(site_id);
}
[[nodiscard]] inline Key space_key(std::string_view operator_id, std::string_view space_id) {
  return Key{'s', operator_id}.text(space_id);
}
[[nodiscard]] inline Key contract_key(std::string_view operator_id, std::string_view contract_id) {
  return Key{'c', operator_id}.text(contract_id);
}
[[nodiscard]] inline Key leases_of(std::string_view operator_id, std::string_view space_id) {
  return Key{'l', operator_id}.text(space_id);
}
[[nodiscard]] inline Key bookings_of(std::string_view operator_id, std::string_view space_id) {
  return Key{'b', operator_id}.text(space_id);
}
/// Instants before 1970 sort before those after it.
[[nodiscard]] inline Key bookings_from(std::string_view operator_id, std::string_view space_id,
                                       domain::Instant start) {
  const auto sortable = static_cast<std::uint64_t>(start.microseconds()) ^ (std::uint64_t{1} << 63);
  return bookings_of(operator_id, space_id).position({sortable});
}
[[nodiscard]] inline Key booking_key(std::string_view operator_id, std::string_view booking_id) {
  return Key{'k', operator_id}.text(booking_id);
}

struct SiteRow {
  std::string time_zone;

  template <class Self>
  static auto fields(Self& self) {
    return std::tie(self.time_zone);
  }
};
struct SpaceRow {
  std::string site_id;
  std::string parent_space_id;
  std::vector<std::string> child_space_ids;

  template <class Self>
  static auto fields(Self& self) {
    return std::tie(self.site_id, self.parent_space_id, self.child_space_ids);
  }
};
/// A line of a contract that takes a space.
struct TakenLine {
  std::string line_id;
  std::string space_id;

  template <class Self>
  static auto fields(Self& self) {
    return std::tie(self.line_id, self.space_id);
  }
};
struct ContractRow {
  std::vector<TakenLine> lines;

  template <class Self>
  static auto fields(Self& self) {
    return std::tie(self.lines);
  }
};
/// Where a booking is.
struct BookingRow {
  std::string space_id;
  domain::Instant starts_at;

  template <class Self>
  static auto fields(Self& self) {
    return std::tie(self.space_id, self.starts_at);
  }
};

}  // namespace tenure::projections::calendar
