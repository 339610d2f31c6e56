// Whether a space is free for a lease or a booking.
//
// Is:       one question, asked by CreateContract with days and by RecordBooking and ChangeBooking with
//           instants.
// Promises: looks at the space, at all that it lies in and at all that lies in it: an office is taken when its floor
//           is let, or when one desk of it is booked. Leases are days of the site and begin and end where these days
//           do in the site's zone; everything is half-open, so one may begin where another ends.
// Fails:    with the refusal to answer: SPACE_UNAVAILABLE, its detail saying which space and what has it; or
//           BAD_TIME_ZONE where this machine has no tables for the site's zone, though the one that registered it had.
// Why:      two commands with two half-right copies of this rule is how double bookings happen.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

#include "domain/kernel/calendar.h"
#include "domain/kernel/decision.h"
#include "domain/world.h"

namespace tenure::domain {

/// Spaces inside one another, the outermost included: building, floor, office, desk is 4. AddSpace sees to it.
inline constexpr std::size_t space_depth_max = 16;
/// Spaces inside one space that are looked at; a space that holds more is never free.
inline constexpr std::size_t space_descendants_max = 20'000;

/// The time from `from` up to but not including `to`.
struct TimeSpan {
  Instant from;
  Instant to;

  friend constexpr bool operator==(TimeSpan, TimeSpan) = default;
};

/// Why the space cannot be let for these days; nothing where it is free. DATE_LAST as the end is for good.
/// The space exists.
[[nodiscard]] std::optional<Refusal> why_not_free(const World& world, std::string_view space_id, Period days);

/// Why the space cannot be booked for this time; nothing where it is free. What the booking `own_booking_id` holds
/// itself is not in the way. The space exists.
[[nodiscard]] std::optional<Refusal> why_not_free(const World& world, std::string_view space_id,
                                                  TimeSpan time, std::string_view own_booking_id);

/// The spaces that the space lies in, the nearest first. Ids stay valid as long as the world's states do.
[[nodiscard]] std::vector<std::string_view> spaces_above(const World& world, std::string_view space_id);

}  // namespace tenure::domain
