// What a contract's start and end set off.
//
// Is:       the cascades that business days and the commands of contracts share.
// Promises: the order of events is fixed:
//   start   ContractStarted; pending numbers of the occupier at the site are activated, in the order of the numbers,
//           as far as its entitlements reach
//   end     ContractEnded; what is due for the lines up to the end, and what was charged beyond it given back; then for
//           each service in the order of activation ServiceContinued where a successor carries on, or ServiceCeased,
//           and the same for its charges; then what services that had ceased already were charged beyond the contract's
//           end is given back; then, where no other contract of the occupier covers the site on this day, for each of
//           its numbers there in the order of the numbers NumberUnassigned (where a user has it) and NumberReleased
//   end of a contract that renews itself   ContractExtended, once for each term that has passed
// Fails:    never.
// Why:      numbers belong to the occupier at a site, not to one contract, so a renewal from one contract to the next
//           keeps them. A start and an end carry the agreed day, whenever they are recorded.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "domain/contract/contract.h"
#include "domain/draft.h"
#include "domain/kernel/calendar.h"

namespace tenure::domain {

/// Starts a signed contract whose first day has come, ends it if its end has come too, and otherwise charges it for what
/// is due by `today`.
void advance_contract(Draft& draft, std::string_view contract_id, Date today);

/// Starts a signed contract whose first day has come and which ends after that; otherwise does nothing.
void start_if_due(Draft& draft, std::string_view contract_id, Date today);
/// Ends a signed contract whose end has come, or extends it as agreed; otherwise does nothing.
void end_if_due(Draft& draft, std::string_view contract_id, Date today);
/// After the end of a contract was moved, its lines or their prices changed: charges agree again with what is covered,
/// and an end that has come ends it at once.
void settle_change(Draft& draft, std::string_view contract_id);

/// The signed contract that carries on where this one ends, if there is one.
[[nodiscard]] const Contract* successor_of(const World& world, const Contract& contract);

/// Ceases one service and settles its charges, where a business day is open.
void cease_service(Draft& draft, std::string_view service_id, Date effective_on, std::optional<Date> today);
/// Activates pending numbers of the occupier as far as its entitlements at the site reach.
void activate_pending_numbers(Draft& draft, std::string_view occupier_id, std::string_view site_id);
/// Takes all numbers of the occupier at the site away from it.
void release_all_numbers(Draft& draft, const std::string& occupier_id, const std::string& site_id,
                         Date today);

}  // namespace tenure::domain
