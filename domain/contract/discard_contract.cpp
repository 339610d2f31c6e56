// DiscardContract: discards a contract that has not started. Its spaces are free, its services cease as of their first
// day, and numbers that were prepared under it are released where no other contract holds the site.
//
// Refuses, in this order: UNKNOWN_CONTRACT, CONTRACT_STARTED, INVALID_TRANSITION (discarded already), TOO_LARGE.

#include <string>

#include "domain/decide.h"
#include "domain/draft.h"
#include "domain/kernel/invariant.h"
#include "domain/kernel/text.h"
#include "domain/policy/contract_life.h"
#include "domain/states.h"

namespace tenure::domain {

Target target(const command::DiscardContract& command) {
  return {StreamKind::contract, text(command.contract_id())};
}

Decision decide(const command::DiscardContract& command, const World& world) {
  const auto contract_id = text(command.contract_id());
  const auto* contract = world.contract(contract_id);
  if (contract == nullptr) return refuse(Code::UNKNOWN_CONTRACT);
  if (has_started(contract->status)) return refuse(Code::CONTRACT_STARTED);
  if (contract->status == ContractStatus::discarded) {
    return refuse(Code::INVALID_TRANSITION, "the contract was discarded already");
  }

  Draft draft{world};
  event::ContractDiscardedT discarded;
  discarded.contract_id = contract_id;
  discarded.occupier_id = contract->occupier_id;
  discarded.site_id = contract->site_id;
  discarded.space_ids = contract->spaces();
  draft.record(std::move(discarded));

  const auto today = existing(world.site(contract->site_id), "the site of a contract").business_day;
  for (const auto& service_id : contract->service_ids) {
    const auto from = existing(world.service(service_id), "a service of a contract").from;
    cease_service(draft, service_id, from, today);
  }
  const auto& occupier = existing(draft.occupier(contract->occupier_id), "the occupier of a contract");
  if (occupier.contract_in_force_or_upcoming(contract->site_id) == nullptr) {
    // Before the first business day the contract's first day is the only one there is.
    release_all_numbers(draft, contract->occupier_id, contract->site_id, today.value_or(contract->starts_on));
  }
  return draft.finish();
}

}  // namespace tenure::domain
