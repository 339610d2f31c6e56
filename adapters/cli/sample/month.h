// The sample month: October 2026 of a small operator with a site in London and one in New York.
//
// What it is: the month's commands in the order in which they happened, one JSON document a line, in the form that
//   POST /v1/operators/harbour/commands takes. It begins on 30 September, when everything is set up, and ends on the
//   morning of 1 November, when what is charged in arrears for October is raised.
// What it promises: the same bytes every time; every command is accepted by an empty operator; ids rise with time.
// What can go wrong: nothing; it reads the zone tables only to place bookings at local hours.
// Why this way: tables of rows that can be read and changed; a month of days written out by hand would be neither.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace tenure::cli::sample {

/// The operator the month belongs to.
inline constexpr std::string_view operator_id = "harbour";

/// The lines, without line ends.
[[nodiscard]] std::vector<std::string> month();

}  // namespace tenure::cli::sample
