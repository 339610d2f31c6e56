// The automatic charges of contract lines and services.
//
// Is:       what makes a contract's charges agree with its days, called whenever a day opens or a line, a service or
//           the contract starts or ends.
// Promises: each day of a line or service stands in at most one charge; called twice, the second call records nothing;
//           one rounding for each charge. What is charged is cut by the billing periods of the contract's billing day:
//             IN_ADVANCE  a period, or what the subject covers of it, on the first covered day
//             IN_ARREARS  the same when its last covered day is over
//           and whatever was missed, because the contract or service was back-dated or the site opened later, is
//           caught up period by period. Where a subject ends earlier than it was charged, the charge is reversed and,
//           where days are kept, another is raised for them at once.
//           A contract line costs its monthly price. A service costs its price times its quantity: per MONTH prorated
//           like a line; per DAY for each covered day; per ONCE or UNIT in one charge on its first day, which
//           is never prorated. A charge that would come to nothing is not raised.
// Fails:    never: that amounts fit is checked when lines and services are created.
// Why:      charging is agreement of two lists, due and charged, not a reaction to single events; so it does not
//           matter what was missed or in which order it is learned.
#pragma once

#include <cstdint>
#include <string_view>

#include "domain/draft.h"
#include "domain/kernel/calendar.h"

namespace tenure::domain {

/// A billing period has at most this many days.
inline constexpr std::int64_t billing_period_days_max = 31;

/// Lines in their order, then services in the order of activation. Records nothing before the contract has started.
void charge_contract(Draft& draft, std::string_view contract_id, Date today);
void charge_lines(Draft& draft, std::string_view contract_id, Date today);
void charge_service(Draft& draft, std::string_view service_id, Date today);

}  // namespace tenure::domain
