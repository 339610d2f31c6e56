// AllocatePhoneNumber: reserves an available number for an occupier.
//
// Refuses, in this order: UNKNOWN_PHONE_NUMBER, UNKNOWN_OCCUPIER, NO_CONTRACT (none in force or upcoming at the
// number's site), INVALID_TRANSITION (the number is not AVAILABLE).

#include "domain/decide.h"
#include "domain/kernel/invariant.h"
#include "domain/kernel/text.h"
#include "domain/states.h"

namespace tenure::domain {

Target target(const command::AllocatePhoneNumber& command) {
  return {StreamKind::phone_number, text(command.number())};
}

Decision decide(const command::AllocatePhoneNumber& command, const World& world) {
  const auto* number = world.phone_number(text(command.number()));
  const auto* occupier = world.occupier(text(command.occupier_id()));

  if (number == nullptr) return refuse(Code::UNKNOWN_PHONE_NUMBER);
  if (occupier == nullptr) return refuse(Code::UNKNOWN_OCCUPIER);
  if (occupier->contract_in_force_or_upcoming(number->site_id) == nullptr) return refuse(Code::NO_CONTRACT);
  if (number->status != NumberStatus::available) {
    return refuse(Code::INVALID_TRANSITION, "the number is not available");
  }

  event::NumberAllocatedT allocated;
  allocated.number = text(command.number());
  allocated.site_id = number->site_id;
  allocated.occupier_id = text(command.occupier_id());
  const auto& site = existing(world.site(number->site_id), "the site of a number");
  if (site.business_day) allocated.on = site.business_day->days();
  return record(std::move(allocated));
}

}  // namespace tenure::domain
