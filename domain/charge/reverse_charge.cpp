// ReverseCharge: takes a charge back in full, on the site's business day.
//
// Refuses, in this order: UNKNOWN_CHARGE, ALREADY_REVERSED.
//
// An automatic charge can be taken back too; its cause key stays used, so it is not raised again.
// A charge that is on an invoice will have its refusal, ALREADY_INVOICED, between the two.

#include "domain/charge/reversal.h"
#include "domain/decide.h"
#include "domain/kernel/invariant.h"
#include "domain/kernel/text.h"
#include "domain/states.h"

namespace tenure::domain {

Target target(const command::ReverseCharge& command) {
  return {StreamKind::charge, text(command.charge_id())};
}

Decision decide(const command::ReverseCharge& command, const World& world) {
  const auto charge_id = text(command.charge_id());
  const auto* charge = world.charge(charge_id);
  if (charge == nullptr) return refuse(Code::UNKNOWN_CHARGE);
  if (charge->status == ChargeStatus::reversed) return refuse(Code::ALREADY_REVERSED);

  const auto& site = existing(world.site(charge->site_id), "the site of a charge");
  const auto today =
      existing(site.business_day ? &*site.business_day : nullptr, "a business day at a charge's site");
  return record(reversal_of(charge_id, *charge, today, text(command.reversal_reason())));
}

}  // namespace tenure::domain
