// SignContract: signs a draft. Where the site's business day has reached its first day, it starts at once and is charged
// for all that is due by then; and ends, where its end has come too.
//
// Refuses, in this order: UNKNOWN_CONTRACT, INVALID_TRANSITION (not a draft), TOO_LARGE.

#include "domain/decide.h"
#include "domain/draft.h"
#include "domain/kernel/invariant.h"
#include "domain/kernel/text.h"
#include "domain/policy/contract_life.h"
#include "domain/states.h"

namespace tenure::domain {

Target target(const command::SignContract& command) {
  return {StreamKind::contract, text(command.contract_id())};
}

Decision decide(const command::SignContract& command, const World& world) {
  const auto contract_id = text(command.contract_id());
  const auto* contract = world.contract(contract_id);
  if (contract == nullptr) return refuse(Code::UNKNOWN_CONTRACT);
  if (contract->status != ContractStatus::draft) {
    return refuse(Code::INVALID_TRANSITION, "the contract is signed already");
  }

  Draft draft{world};
  event::ContractSignedT done;
  done.contract_id = contract_id;
  done.occupier_id = contract->occupier_id;
  done.site_id = contract->site_id;
  draft.record(std::move(done));
  const auto today = existing(world.site(contract->site_id), "the site of a contract").business_day;
  if (today) advance_contract(draft, contract_id, *today);
  return draft.finish();
}

}  // namespace tenure::domain
