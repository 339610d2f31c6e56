// TerminateContract: ends a signed or running contract early. What was charged beyond the day is given back in the same
// decision; a day that the site's business day has reached ends the contract at once.
//
// Refuses, in this order: UNKNOWN_CONTRACT, INVALID_TRANSITION (a draft, or ended), BAD_PERIOD (before the first day, or
// not before the agreed end), TOO_LARGE.

#include "domain/decide.h"
#include "domain/draft.h"
#include "domain/kernel/text.h"
#include "domain/policy/contract_life.h"
#include "domain/states.h"

namespace tenure::domain {
Target target(const command::TerminateContract& command) {
  return {StreamKind::contract, text(command.contract_id())};
}

Decision decide(const command::TerminateContract& command, const World& world) {
  const auto contract_id = text(command.contract_id());
  const auto* contract = world.contract(contract_id);
  const Date on{command.on()};
  if (contract == nullptr) return refuse(Code::UNKNOWN_CONTRACT);
  if (!is_in_force_or_upcoming(contract->status)) {
    return refuse(Code::INVALID_TRANSITION, "only a signed contract that has not ended can be terminated");
  }
  if (on < contract->starts_on) return refuse(Code::BAD_PERIOD, "the day lies before the contract's first");
  if (contract->ends_on && on >= *contract->ends_on) {
    return refuse(Code::BAD_PERIOD, "the contract ends by then anyway");
  }

  Draft draft{world};
  event::ContractTerminatedT terminated;
  terminated.contract_id = contract_id;
  terminated.occupier_id = contract->occupier_id;
  terminated.site_id = contract->site_id;
  terminated.on = command.on();
  terminated.termination_reason = text(command.termination_reason());
  terminated.space_ids = contract->spaces();
  draft.record(std::move(terminated));
  settle_change(draft, contract_id);
  return draft.finish();
}

}  // namespace tenure::domain
