// DeallocatePhoneNumber: takes a number back from its occupier; it rests for the site's time before it is available again.
//
// Refuses, in this order: UNKNOWN_PHONE_NUMBER, INVALID_TRANSITION (nobody holds it, or no business day was opened at
// the site yet, so that no rest could begin), NUMBER_ASSIGNED, NUMBER_ACTIVE.

#include "domain/decide.h"
#include "domain/kernel/invariant.h"
#include "domain/kernel/text.h"
#include "domain/states.h"
#include "domain/telephony/release.h"

namespace tenure::domain {

Target target(const command::DeallocatePhoneNumber& command) {
  return {StreamKind::phone_number, text(command.number())};
}

Decision decide(const command::DeallocatePhoneNumber& command, const World& world) {
  const auto number_id = text(command.number());
  const auto* number = world.phone_number(number_id);
  if (number == nullptr) return refuse(Code::UNKNOWN_PHONE_NUMBER);
  if (number->occupier_id.empty()) return refuse(Code::INVALID_TRANSITION, "nobody holds the number");
  const auto& site = existing(world.site(number->site_id), "the site of a number");
  if (!site.business_day) return refuse(Code::INVALID_TRANSITION, "the site has no business day yet");
  if (!number->user_id.empty()) return refuse(Code::NUMBER_ASSIGNED);
  if (number->status == NumberStatus::active) return refuse(Code::NUMBER_ACTIVE);

  return record(release_of(number_id, *number, site, *site.business_day));
}

}  // namespace tenure::domain
