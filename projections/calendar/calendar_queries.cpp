#include <algorithm>
#include <set>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "domain/estate/space_calendar.h"
#include "domain/kernel/invariant.h"
#include "domain/kernel/zone.h"
#include "projections/calendar/calendar.h"
#include "projections/calendar/calendar_keys.h"
#include "projections/runtime/row_reader.h"

namespace tenure::projections::calendar {
namespace {

using domain::Instant;
using domain::Period;

/// A booking lasts at most so long, so that no earlier one reaches into the days that are asked for.
constexpr std::int64_t BOOKING_MICROSECONDS_MAX = std::int64_t{366} * 86'400 * 1'000'000;

/// The space, all that it lies in and all that lies in it, as far as the domain looks too.
Result<std::vector<std::string>> spaces_about(const RowReader& rows, std::string_view operator_id,
                                              const std::string& space_id, const SpaceRow& space) {
  std::vector<std::string> found{space_id};
  for (auto above = space.parent_space_id; !above.empty() && found.size() <= domain::space_depth_max;) {
    found.push_back(above);
    auto row = find<SpaceRow>(rows, space_key(operator_id, above));
    if (!row) return std::unexpected{row.error()};
    above = *row ? (*row)->parent_space_id : std::string{};
  }
  std::vector<std::string> waiting = space.child_space_ids;
  std::set<std::string> seen;
  while (!waiting.empty() && seen.size() < domain::space_descendants_max) {
    auto inside = std::move(waiting.back());
    waiting.pop_back();
    if (!seen.insert(inside).second) continue;
    auto row = find<SpaceRow>(rows, space_key(operator_id, inside));
    if (!row) return std::unexpected{row.error()};
    if (*row) waiting.insert(waiting.end(), (*row)->child_space_ids.begin(), (*row)->child_space_ids.end());
  }
  found.insert(found.end(), seen.begin(), seen.end());
  return found;
}

Result<void> add_leases(const RowReader& rows, std::string_view operator_id, const std::string& space_id,
                        Period days, std::vector<Lease>& out) {
  return for_each(rows, leases_of(operator_id, space_id), [&](std::string_view, std::string_view value) {
    Lease lease;
    if (!domain::from_archive(value, lease)) return false;
    if (days.overlaps({lease.from, lease.to.value_or(domain::DATE_LAST)})) out.push_back(std::move(lease));
    return true;
  });
}

Result<void> add_bookings(const RowReader& rows, std::string_view operator_id, const std::string& space_id,
                          Instant from, Instant to, std::vector<Booking>& out) {
  const Instant earliest{from.microseconds() - BOOKING_MICROSECONDS_MAX};
  const auto cursor =
      rows.scan(bookings_of(operator_id, space_id), bookings_from(operator_id, space_id, earliest));
  for (; cursor->valid(); cursor->next()) {
    Booking booking;
    if (!domain::from_archive(cursor->value(), booking)) return std::unexpected{damaged_row(cursor->key())};
    if (booking.starts_at >= to) break;
    if (booking.ends_at > from) out.push_back(std::move(booking));
  }
  if (auto fault = cursor->fault()) return std::unexpected{*std::move(fault)};
  return {};
}

}  // namespace

Result<std::optional<Calendar>> calendar_of_space(const View& view, std::string_view operator_id,
                                                  std::string_view space_id, Period days) {
  if (days.days() > calendar_days_max) {
    return std::unexpected{
        QueryError{QueryError::Kind::too_wide, fmt::format("at most {} days at once", calendar_days_max)}};
  }
  const auto read = view.rows(model_name);
  if (!read) return std::unexpected{read.error()};
  const auto& rows = **read;
  const auto space = find<SpaceRow>(rows, space_key(operator_id, space_id));
  if (!space) return std::unexpected{space.error()};
  if (!*space) return std::optional<Calendar>{};
  Calendar calendar{std::string{space_id}, (*space)->site_id, {}, {}};
  if (days.empty()) return std::optional{std::move(calendar)};

  const auto site = find<SiteRow>(rows, site_key(operator_id, calendar.site_id));
  if (!site) return std::unexpected{site.error()};
  const auto& time_zone = domain::existing(*site, "the site of a space").time_zone;
  const auto found_zone = domain::find_zone(time_zone);
  if (!found_zone) {
    return std::unexpected{
        QueryError{QueryError::Kind::storage, "this machine does not know the zone " + time_zone}};
  }
  const auto& zone = *found_zone;
  const auto spaces = spaces_about(rows, operator_id, calendar.space_id, **space);
  if (!spaces) return std::unexpected{spaces.error()};
  for (const auto& one : *spaces) {
    if (auto added = add_leases(rows, operator_id, one, days, calendar.leases); !added) {
      return std::unexpected{added.error()};
    }
    if (auto added = add_bookings(rows, operator_id, one, zone.start_of_day(days.from),
                                  zone.start_of_day(days.to), calendar.bookings);
        !added) {
      return std::unexpected{added.error()};
    }
  }
  std::ranges::sort(calendar.leases, {}, [](const Lease& one) {
    return std::tie(one.from, one.space_id, one.contract_id, one.line_id);
  });
  std::ranges::sort(calendar.bookings, {},
                    [](const Booking& one) { return std::tie(one.starts_at, one.space_id, one.booking_id); });
  return std::optional{std::move(calendar)};
}

}  // namespace tenure::projections::calendar
