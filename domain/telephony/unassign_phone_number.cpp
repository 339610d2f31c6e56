// UnassignPhoneNumber: takes a number back from its user; it stays active, its extension is free again.
//
// Refuses, in this order: UNKNOWN_PHONE_NUMBER, INVALID_TRANSITION (assigned to nobody).

#include "domain/decide.h"
#include "domain/kernel/text.h"
#include "domain/states.h"

namespace tenure::domain {

Target target(const command::UnassignPhoneNumber& command) {
  return {StreamKind::phone_number, text(command.number())};
}

Decision decide(const command::UnassignPhoneNumber& command, const World& world) {
  const auto* number = world.phone_number(text(command.number()));
  if (number == nullptr) return refuse(Code::UNKNOWN_PHONE_NUMBER);
  if (number->user_id.empty()) return refuse(Code::INVALID_TRANSITION, "the number is assigned to nobody");

  event::NumberUnassignedT unassigned;
  unassigned.number = text(command.number());
  unassigned.site_id = number->site_id;
  unassigned.occupier_id = number->occupier_id;
  unassigned.user_id = number->user_id;
  unassigned.extension = number->extension;
  return record(std::move(unassigned));
}

}  // namespace tenure::domain
