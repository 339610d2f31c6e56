// ActivateService: starts a service of an occupier under a contract, at the price of the contract's site on the first
// day, which then stays. Its entitlements count from the activation on, so that numbers can be prepared before.
//
// Refuses, in this order:
//   ALREADY_EXISTS, UNKNOWN_CONTRACT, UNKNOWN_PRODUCT,
//   NO_CONTRACT         the contract is a draft or has ended, or does not cover the first day
//   WRONG_PRODUCT_KIND  the product is not a service
//   NOT_IN_PRICEBOOK    the site has no price on the first day, or one per hour
//   AMOUNT_OVERFLOW     price or entitlements times the quantity are too large
//   TOO_LARGE
//
// Records ServiceActivated and, where the contract is in force, what is due of its charges; then pending numbers of the
// occupier at the site are activated as far as its entitlements reach now.

#include "domain/decide.h"
#include "domain/draft.h"
#include "domain/kernel/invariant.h"
#include "domain/kernel/text.h"
#include "domain/policy/contract_life.h"
#include "domain/policy/recurring_charges.h"
#include "domain/service/service_terms.h"
#include "domain/states.h"

namespace tenure::domain {
namespace {

bool covers(const Contract& contract, Date day) {
  return is_in_force_or_upcoming(contract.status) &&
         Period{contract.starts_on, contract.ends_on.value_or(DATE_LAST)}.contains(day);
}

}  // namespace

Target target(const command::ActivateService& command) {
  return {StreamKind::service, text(command.service_id())};
}

Decision decide(const command::ActivateService& command, const World& world) {
  const auto contract_id = text(command.contract_id());
  const auto* contract = world.contract(contract_id);
  const auto* product = world.product(text(command.product_id()));
  const Date from{command.from()};

  if (world.service(text(command.service_id())) != nullptr) return refuse(Code::ALREADY_EXISTS);
  if (contract == nullptr) return refuse(Code::UNKNOWN_CONTRACT);
  if (product == nullptr) return refuse(Code::UNKNOWN_PRODUCT);
  if (!covers(*contract, from))
    return refuse(Code::NO_CONTRACT, "not a signed contract that covers the first day");
  if (product->kind != ProductKind::SERVICE) return refuse(Code::WRONG_PRODUCT_KIND);
  const auto& site = existing(world.site(contract->site_id), "the site of a contract");
  const auto* price = site.price_on(text(command.product_id()), from);
  if (price == nullptr) return refuse(Code::NOT_IN_PRICEBOOK);
  if (price->per == PricePer::HOUR) {
    return refuse(Code::NOT_IN_PRICEBOOK, "the price is per hour, which no service is charged by");
  }
  const auto& occupier = existing(world.occupier(contract->occupier_id), "the occupier of a contract");
  const auto* holding = occupier.holding_at(contract->site_id);
  const auto all = whole_entitlements({}, command.entitlements(), command.quantity(),
                                      holding == nullptr ? 0 : holding->entitled_numbers);
  if (!all || !charges_fit(price->unit_price, price->per, command.quantity()))
    return refuse(Code::AMOUNT_OVERFLOW);

  Draft draft{world};
  event::ServiceActivatedT activated;
  activated.service_id = text(command.service_id());
  activated.contract_id = contract_id;
  activated.occupier_id = contract->occupier_id;
  activated.site_id = contract->site_id;
  activated.product_id = text(command.product_id());
  activated.quantity = command.quantity();
  activated.from = command.from();
  activated.unit_price = price->unit_price.value();
  activated.per = price->per;
  activated.phone_numbers = all->phone_numbers;
  activated.bandwidth_mbps = all->bandwidth_mbps;
  activated.hunt_groups = all->hunt_groups;
  activated.ivr = all->ivr;
  activated.call_minutes = all->call_minutes;
  draft.record(std::move(activated));

  repair_service(draft, text(command.service_id()));
  if (occupier.contract_in_force(contract->site_id) != nullptr) {
    activate_pending_numbers(draft, contract->occupier_id, contract->site_id);
  }
  return draft.finish();
}

}  // namespace tenure::domain
