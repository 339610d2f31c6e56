#include "domain/estate/space_calendar.h"

#include <algorithm>
#include <limits>
#include <string>
#include <unordered_set>

#include <fmt/format.h>

#include "domain/kernel/invariant.h"
#include "domain/kernel/zone.h"
#include "domain/states.h"

namespace tenure::domain {
namespace {

constexpr Instant INSTANT_LAST{std::numeric_limits<std::int64_t>::max()};

/// What is asked for, in both measures: days for leases, instants for bookings.
struct Wish {
  /// Absent for a booking: its leases are compared as instants.
  std::optional<Period> days;
  TimeSpan time;
  std::string_view own_booking_id;
  Zone zone;
};

bool is_empty(TimeSpan time) { return time.to <= time.from; }

/// A day that a zone skips has no time in it, so a lease of that day alone is in no booking's way.
bool overlap(TimeSpan left, TimeSpan right) {
  return !is_empty(left) && !is_empty(right) && left.from < right.to && right.from < left.to;
}

Instant end_of(std::optional<Date> to, Zone zone) {
  return !to || *to >= DATE_LAST ? INSTANT_LAST : zone.start_of_day(*to);
}

bool takes(const Lease& lease, const Wish& wish) {
  if (wish.days) return wish.days->overlaps({lease.from, lease.to.value_or(DATE_LAST)});
  return overlap(wish.time, {wish.zone.start_of_day(lease.from), end_of(lease.to, wish.zone)});
}

/// Bookings of one space rise by start and never overlap, so the walk back from the wish's end is short.
const BookedTime* booking_in_the_way(const Space& space, const Wish& wish) {
  if (is_empty(wish.time)) return nullptr;
  auto at = std::ranges::lower_bound(space.bookings, wish.time.to, {}, &BookedTime::from);
  while (at != space.bookings.begin()) {
    --at;
    if (at->to <= wish.time.from) return nullptr;
    if (at->booking_id != wish.own_booking_id) return &*at;
  }
  return nullptr;
}

std::optional<Refusal> why_taken(std::string_view space_id, const Space& space, const Wish& wish) {
  for (const auto& lease : space.leases) {
    if (!takes(lease, wish)) continue;
    return Refusal{Code::SPACE_UNAVAILABLE,
                   fmt::format("{} is let by contract {} from {}{}", space_id, lease.contract_id,
                               format_date(lease.from), lease.to ? " to " + format_date(*lease.to) : "")};
  }
  if (const auto* booked = booking_in_the_way(space, wish)) {
    return Refusal{Code::SPACE_UNAVAILABLE,
                   fmt::format("{} is booked by {} from {} to {}", space_id, booked->booking_id,
                               format_instant(booked->from), format_instant(booked->to))};
  }
  return std::nullopt;
}

std::optional<Refusal> why_taken_inside(const World& world, std::string_view space_id, const Space& space,
                                        const Wish& wish) {
  std::unordered_set<std::string_view> seen{space_id};
  std::vector<const Space*> waiting{&space};
  while (!waiting.empty()) {
    const auto* outer = waiting.back();
    waiting.pop_back();
    for (const auto& child_id : outer->child_space_ids) {
      if (!seen.insert(child_id).second) continue;
      if (seen.size() > space_descendants_max) {
        return Refusal{Code::SPACE_UNAVAILABLE,
                       fmt::format("{} holds more than {} spaces", space_id, space_descendants_max)};
      }
      const auto* child = world.space(child_id);
      if (child == nullptr) continue;
      if (auto why = why_taken(child_id, *child, wish)) return why;
      waiting.push_back(child);
    }
  }
  return std::nullopt;
}

std::optional<Refusal> why_not_free(const World& world, std::string_view space_id, const Wish& wish) {
  const auto* space = world.space(space_id);
  if (auto why = why_taken(space_id, *space, wish)) return why;
  for (const auto above : spaces_above(world, space_id)) {
    if (auto why = why_taken(above, *world.space(above), wish)) return why;
  }
  return why_taken_inside(world, space_id, *space, wish);
}

std::optional<Zone> zone_at(const World& world, std::string_view space_id) {
  const auto& space = existing(world.space(space_id), "a space whose calendar is asked for");
  return find_zone(existing(world.site(space.site_id), "the site of a space").time_zone);
}

}  // namespace

std::optional<Refusal> why_not_free(const World& world, std::string_view space_id, Period days) {
  const auto zone = zone_at(world, space_id);
  if (!zone) return Refusal{Code::BAD_TIME_ZONE, {}};
  const TimeSpan time{zone->start_of_day(days.from), end_of(days.to, *zone)};
  return why_not_free(world, space_id, Wish{.days = days, .time = time, .own_booking_id = {}, .zone = *zone});
}

std::optional<Refusal> why_not_free(const World& world, std::string_view space_id, TimeSpan time,
                                    std::string_view own_booking_id) {
  const auto zone = zone_at(world, space_id);
  if (!zone) return Refusal{Code::BAD_TIME_ZONE, {}};
  return why_not_free(
      world, space_id,
      Wish{.days = std::nullopt, .time = time, .own_booking_id = own_booking_id, .zone = *zone});
}

std::vector<std::string_view> spaces_above(const World& world, std::string_view space_id) {
  std::vector<std::string_view> above;
  for (const auto* space = world.space(space_id); space != nullptr && !space->parent_space_id.empty();
       space = world.space(space->parent_space_id)) {
    // A parent exists before its child, so there are no circles; the limit holds whatever a log says.
    if (above.size() >= space_depth_max) break;
    above.push_back(space->parent_space_id);
  }
  return above;
}

}  // namespace tenure::domain
