// DeactivatePhoneNumber: takes a number out of use; its occupier keeps it, with its features.
//
// Refuses, in this order: UNKNOWN_PHONE_NUMBER, INVALID_TRANSITION (neither ACTIVE nor PENDING), NUMBER_ASSIGNED.
//
// The voice entitlement that an active number used is free again. A main number is one no longer.

#include "domain/decide.h"
#include "domain/kernel/text.h"
#include "domain/states.h"

namespace tenure::domain {

Target target(const command::DeactivatePhoneNumber& command) {
  return {StreamKind::phone_number, text(command.number())};
}

Decision decide(const command::DeactivatePhoneNumber& command, const World& world) {
  const auto* number = world.phone_number(text(command.number()));
  if (number == nullptr) return refuse(Code::UNKNOWN_PHONE_NUMBER);
  if (number->status != NumberStatus::active && number->status != NumberStatus::pending) {
    return refuse(Code::INVALID_TRANSITION, "the number is not in use");
  }
  if (!number->user_id.empty()) return refuse(Code::NUMBER_ASSIGNED);

  event::NumberDeactivatedT deactivated;
  deactivated.number = text(command.number());
  deactivated.site_id = number->site_id;
  deactivated.occupier_id = number->occupier_id;
  return record(std::move(deactivated));
}

}  // namespace tenure::domain
