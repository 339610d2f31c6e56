// ChangeService: changes the quantity of a service from a day on, at the unit price that it began with, and what it
// entitles to from now on. What was charged for the day and later ones is charged anew.
//
// Refuses, in this order:
//   UNKNOWN_SERVICE,
//   INVALID_TRANSITION  it has ceased
//   BAD_PERIOD          before its first day or its last change, or after both the site's business day and its first day
//   AMOUNT_OVERFLOW     price or entitlements times the quantity are too large
//   SERVICE_IN_USE      the occupier's active numbers at the site need more than would be left
//   TOO_LARGE
//
// Records ServiceChanged, repairs, and where the contract is in force NumberActivated for numbers that waited.

#include "domain/decide.h"
#include "domain/draft.h"
#include "domain/kernel/invariant.h"
#include "domain/kernel/text.h"
#include "domain/policy/contract_life.h"
#include "domain/policy/recurring_charges.h"
#include "domain/service/service_terms.h"
#include "domain/states.h"

namespace tenure::domain {

Target target(const command::ChangeService& command) {
  return {StreamKind::service, text(command.service_id())};
}

Decision decide(const command::ChangeService& command, const World& world) {
  const auto* service = world.service(text(command.service_id()));
  if (service == nullptr) return refuse(Code::UNKNOWN_SERVICE);
  if (service->to) return refuse(Code::INVALID_TRANSITION, "the service has ceased");
  if (auto why = why_not_then(world, *service, Date{command.effective_on()})) {
    return std::unexpected(*std::move(why));
  }

  const auto& occupier = existing(world.occupier(service->occupier_id), "the occupier of a service");
  const auto& holding =
      existing(occupier.holding_at(service->site_id), "a holding where a service was activated");
  const auto of_others = holding.entitled_numbers - service->phone_numbers;
  const auto all =
      whole_entitlements(entitled_by_one(*service), command.entitlements(), command.quantity(), of_others);
  if (!all || !charges_fit(service->unit_price, service->per, command.quantity())) {
    return refuse(Code::AMOUNT_OVERFLOW);
  }
  if (all->phone_numbers < service->phone_numbers &&
      holding.active_numbers() > of_others + all->phone_numbers) {
    return refuse(Code::SERVICE_IN_USE);
  }

  Draft draft{world};
  event::ServiceChangedT changed;
  changed.service_id = text(command.service_id());
  changed.contract_id = service->contract_id;
  changed.occupier_id = service->occupier_id;
  changed.site_id = service->site_id;
  changed.effective_on = command.effective_on();
  changed.quantity = command.quantity();
  changed.phone_numbers = all->phone_numbers;
  changed.bandwidth_mbps = all->bandwidth_mbps;
  changed.hunt_groups = all->hunt_groups;
  changed.ivr = all->ivr;
  changed.call_minutes = all->call_minutes;
  changed.previous_phone_numbers = service->phone_numbers;
  draft.record(std::move(changed));

  repair_service(draft, text(command.service_id()));
  if (occupier.contract_in_force(service->site_id) != nullptr) {
    activate_pending_numbers(draft, service->occupier_id, service->site_id);
  }
  return draft.finish();
}

}  // namespace tenure::domain
