// What a contract's start and end set off.
//
// Is:       the cascades that OpenBusinessDay, SignContract and TerminateContract share.
// Promises: the order of events is fixed:
//   start   ContractStarted; pending numbers of the occupier at the site are activated, in the order of the numbers,
//           as far as its entitlements reach
//   end     ContractEnded; what is due for the lines up to the end, and what was charged beyond it given back; then for
//           each service in the order of activation ServiceCeased and the same for its charges; then what services
//           that had ceased already were charged beyond the contract's end is given back; then, where no other
//           contract of the occupier covers the site on this day, for each of its numbers there in the order of
//           the numbers NumberUnassigned (where a user has it) and NumberReleased
// Fails:    never.
// Why:      numbers belong to the occupier at a site, not to one contract, so a renewal from one contract to the next
//           keeps them. A start and an end carry the agreed day, whenever they are recorded.
#pragma once

#include <optional>
#include <string_view>

#include "domain/draft.h"
#include "domain/kernel/calendar.h"

namespace tenure::domain {

/// Starts a signed contract whose first day has come, ends it if its end has come too, and otherwise charges it for what
/// is due by `today`.
void advance_contract(Draft& draft, std::string_view contract_id, Date today);

/// Starts a signed contract whose first day has come and which ends after that; otherwise does nothing.
void start_if_due(Draft& draft, std::string_view contract_id, Date today);
/// Ends a signed contract whose end has come; otherwise does nothing.
void end_if_due(Draft& draft, std::string_view contract_id, Date today);

/// Ceases one service and settles its charges, where a business day is open.
void cease_service(Draft& draft, std::string_view service_id, Date effective_on, std::optional<Date> today);
/// Activates pending numbers of the occupier as far as its entitlements at the site reach.
void activate_pending_numbers(Draft& draft, std::string_view occupier_id, std::string_view site_id);

}  // namespace tenure::domain
