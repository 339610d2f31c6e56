// ActivatePhoneNumber: puts an allocated number into use; it uses one voice entitlement of the occupier at the site.
//
// Refuses, in this order: UNKNOWN_PHONE_NUMBER, INVALID_TRANSITION (not RESERVED), NO_ENTITLEMENT.
//
// While the contract is still upcoming the number becomes PENDING without a look at entitlements: their services may
// be activated until the contract's first day, which activates the number.

#include "domain/decide.h"
#include "domain/kernel/invariant.h"
#include "domain/kernel/text.h"
#include "domain/states.h"

namespace tenure::domain {
namespace {

template <class Event>
Event about(const command::ActivatePhoneNumber& command, const PhoneNumber& number) {
  Event event;
  event.number = text(command.number());
  event.site_id = number.site_id;
  event.occupier_id = number.occupier_id;
  return event;
}

}  // namespace

Target target(const command::ActivatePhoneNumber& command) {
  return {StreamKind::phone_number, text(command.number())};
}

Decision decide(const command::ActivatePhoneNumber& command, const World& world) {
  const auto* number = world.phone_number(text(command.number()));
  if (number == nullptr) return refuse(Code::UNKNOWN_PHONE_NUMBER);
  if (number->status != NumberStatus::reserved) {
    return refuse(Code::INVALID_TRANSITION, "the number is not reserved for an occupier");
  }

  const auto& occupier = existing(world.occupier(number->occupier_id), "the occupier of a reserved number");
  // The end of the last contract at the site releases the number, so one that is not in force is still to come.
  if (occupier.contract_in_force(number->site_id) == nullptr) {
    return record(about<event::NumberActivationRequestedT>(command, *number));
  }
  const auto& holding = existing(occupier.holding_at(number->site_id), "what the holder of a number holds");
  if (holding.active_numbers() >= holding.entitled_numbers) return refuse(Code::NO_ENTITLEMENT);
  return record(about<event::NumberActivatedT>(command, *number));
}

}  // namespace tenure::domain
