// The automatic charges of contract lines and services.
//
// Is:       what makes a contract's charges agree with its days, called whenever a day opens or a line, a service or
//           the contract starts, ends or changes. What should stand is said by due_charges.h.
// Promises: each day of a line or service stands in at most one charge; called twice, the second call records nothing;
//           one rounding for each charge. What was missed, because the contract or service was back-dated or the site
//           opened later, is caught up period by period. A charge that stands and should not, because its days, its
//           price or where it is cut have changed, is reversed as REPLACED and what should stand in its place is raised
//           at once. What somebody took back by hand stays taken back.
//           A cause key that was used before, by a charge that was reversed since, gets a number: ":2", ":3".
// Fails:    never: that amounts fit is checked when lines and services are agreed.
// Why:      charging is agreement of two lists, due and charged, not a reaction to single events; so it does not
//           matter what was missed or in which order it is learned.
#pragma once

#include <cstdint>
#include <string_view>

#include "domain/draft.h"
#include "domain/kernel/calendar.h"

namespace tenure::domain {

/// How far back charges are looked at. `open_days`: only what was never charged, for a day on which nothing has
/// changed but the date. `all_days`: from the first day on.
enum class Reach : std::uint8_t { open_days, all_days };

/// Lines in their order, then services in the order of activation. Records nothing before the contract has started.
void charge_contract(Draft& draft, std::string_view contract_id, Date today, Reach reach);
void charge_lines(Draft& draft, std::string_view contract_id, Date today, Reach reach);
void charge_service(Draft& draft, std::string_view service_id, Date today, Reach reach);
/// After the days or the quantity of a service changed: all of its charges, once its site has a business day.
void repair_service(Draft& draft, std::string_view service_id);

}  // namespace tenure::domain
