// ProvisionPhoneNumber: takes a phone number into the stock of a site.
//
// Refuses, in this order: UNKNOWN_SITE, BAD_NUMBER, ALREADY_EXISTS.
//
// The id is the E.164 form, which a national input has only in its site's country; so whether the id is taken is asked
// last, unlike elsewhere.

#include "domain/decide.h"
#include "domain/kernel/phone_number.h"
#include "domain/kernel/text.h"
#include "domain/states.h"

namespace tenure::domain {

// The number as it was given. Only one that is in E.164 already can name a stream that exists; any other is at version
// 0, which is true of every number that may still be provisioned, and `decide` finds the others.
Target target(const command::ProvisionPhoneNumber& command) {
  return {StreamKind::phone_number, text(command.number())};
}

Decision decide(const command::ProvisionPhoneNumber& command, const World& world) {
  const auto* site = world.site(text(command.site_id()));
  if (site == nullptr) return refuse(Code::UNKNOWN_SITE);

  const auto number = to_e164(text(command.number()), site->country);
  if (!number) return refuse(Code::BAD_NUMBER);
  if (world.phone_number(*number) != nullptr) return refuse(Code::ALREADY_EXISTS);

  event::NumberProvisionedT provisioned;
  provisioned.number = *number;
  provisioned.site_id = text(command.site_id());
  provisioned.kind = command.kind();
  return record(std::move(provisioned));
}

}  // namespace tenure::domain
