// The monthly reports of an occupier at a site: what they say, from the read models.
//
// What it is: a head and a source of rows for the services report and the usage report.
// What it promises: a function of the view and what is asked, so the same position gives the same bytes. A turn reads
//   `rows_at_once` rows or `turns_at_once` keys, however long the month is, and keeps none of them. A month of which
//   nothing is known is a report without sections whose totals are zero.
// What can go wrong: nothing is there where occupier or site is unknown; QueryError where the read models cannot be
//   asked. A source answers SourceFailed where rows cannot be read on, where a sum of amounts has no int64, or where the
//   services report does not come to billing's total.
// Threads: as report::Source. The report owns its view, which keeps trimming away from it.
// Words: months, sites and what belongs to them are those of billing and usage. Covered periods are half-open here as in
//   the whole API: the column is called "To (excl.)".
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "adapters/report/report.h"
#include "adapters/report/source.h"
#include "domain/kernel/calendar.h"
#include "projections/billing/month.h"
#include "projections/runtime/query.h"
#include "projections/runtime/view.h"

namespace tenure::report {

/// Rows of a read model that a turn reads.
inline constexpr std::size_t rows_at_once = 50;
/// Keys of calls that a turn of looking for the end of included minutes reads.
inline constexpr std::size_t turns_at_once = 1'000;
/// Digits behind the point of what a single call costs, more than the currency has.
inline constexpr std::uint8_t call_digits = 4;

/// Whose report of which month, and when the view's position was recorded.
struct Subject {
  std::string operator_id;
  std::string occupier_id;
  std::string site_id;
  projections::billing::Month month;
  domain::Instant recorded_at;
};

struct MonthlyReport {
  Head head;
  std::unique_ptr<Source> source;
};

/// Charges of the month, by what caused them: leases, services, bookings, calls, sales; a section that has none is left
/// out. A charge that was taken back is listed and says how; its net is in a column of its own and not counted. The view
/// is of directory and billing.
[[nodiscard]] projections::Result<std::optional<MonthlyReport>> services_report(projections::View view,
                                                                                Subject subject);

enum class Detail : std::uint8_t {
  calls,    ///< a section for a number and its user, a row for a call
  numbers,  ///< a row for a number and its user
};
/// Calls of the month, by number. A call's amount is what it costs beyond included minutes, rounded half up for itself;
/// totals are the exact sums, rounded once. The report's totals say what was charged and by which charge. While nothing
/// was charged, which seconds are included is not known: the cells are empty and amounts are without them. The view is of
/// directory and usage.
[[nodiscard]] projections::Result<std::optional<MonthlyReport>> usage_report(projections::View view,
                                                                             Subject subject, Detail detail);

}  // namespace tenure::report
