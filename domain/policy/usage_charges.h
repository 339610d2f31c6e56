// The charges of calls.
//
// Is:       what makes the charge of a calendar month agree with the calls that are known of it, called whenever a business
//           day opens: for each month of an occupier at the site that is over, or whose occupier has no contract there any
//           longer, and of which calls wait to be charged.
// Promises: one charge stands for a month: where calls came late it is reversed and another is raised in its place, and
//           nothing where both come to the same. Included minutes are those of the services of the occupier at the site
//           that cover a day of the month, as many as each included on any of those days. What was taken back by hand is not charged again. One rounding for each charge,
//           by the site's rule. Records UsageSettled for each month, also where it comes to nothing.
// Fails:    never: RecordUsage sees to it that a month's calls fit.
// Why:      once a day, not with each record: a switch that delivers a thousand calls late makes one correction.
#pragma once

#include <string_view>

#include "domain/draft.h"
#include "domain/kernel/calendar.h"

namespace tenure::domain {

/// In the order of occupiers and months.
void charge_usage(Draft& draft, std::string_view site_id, Date today);

}  // namespace tenure::domain
