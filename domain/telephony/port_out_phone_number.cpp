// PortOutPhoneNumber: gives a number away to another carrier, for good.
//
// Refuses, in this order: UNKNOWN_PHONE_NUMBER, INVALID_TRANSITION (it is gone already), NUMBER_ASSIGNED, NUMBER_ACTIVE.
//
// Who held it, and until which day, is remembered, because usage is metered late.

#include "domain/decide.h"
#include "domain/kernel/invariant.h"
#include "domain/kernel/text.h"
#include "domain/states.h"

namespace tenure::domain {

Target target(const command::PortOutPhoneNumber& command) {
  return {StreamKind::phone_number, text(command.number())};
}

Decision decide(const command::PortOutPhoneNumber& command, const World& world) {
  const auto* number = world.phone_number(text(command.number()));
  if (number == nullptr) return refuse(Code::UNKNOWN_PHONE_NUMBER);
  if (number->status == NumberStatus::ported_out) {
    return refuse(Code::INVALID_TRANSITION, "the number was ported out before");
  }
  if (!number->user_id.empty()) return refuse(Code::NUMBER_ASSIGNED);
  if (number->status == NumberStatus::active) return refuse(Code::NUMBER_ACTIVE);

  event::NumberPortedOutT ported;
  ported.number = text(command.number());
  ported.site_id = number->site_id;
  ported.occupier_id = number->occupier_id;
  const auto& site = existing(world.site(number->site_id), "the site of a number");
  if (site.business_day) ported.on = site.business_day->days();
  return record(std::move(ported));
}

}  // namespace tenure::domain
