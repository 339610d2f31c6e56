#include "domain/charge/reversal.h"

#include "domain/kernel/invariant.h"
#include "domain/states.h"

namespace tenure::domain {

event::ChargeReversedT reversal_of(std::string_view charge_id, const Charge& charge, Date on,
                                   std::string_view reason, ReversalKind kind) {
  event::ChargeReversedT reversed;
  reversed.charge_id = charge_id;
  reversed.occupier_id = charge.occupier_id;
  reversed.site_id = charge.site_id;
  reversed.product_id = charge.product_id;
  reversed.net = charge.net.value();
  reversed.currency = charge.currency;
  reversed.currency_exponent = charge.currency_exponent;
  reversed.on = on.days();
  reversed.service_from = charge.service_from.days();
  reversed.service_to = charge.service_to.days();
  reversed.cause = charge.cause;
  reversed.contract_id = charge.contract_id;
  reversed.subject_id = charge.subject_id;
  reversed.reversal_reason = reason;
  reversed.kind = kind;
  if (!charge.legal_entity_id.empty()) {
    reversed.legal_entity_id = charge.legal_entity_id;
    reversed.revenue_account = charge.revenue_account;
    reversed.posting_rule = charge.posting_rule;
  }
  return reversed;
}

Decision take_back(std::string_view charge_id, const World& world, std::string_view reason,
                   ReversalKind kind) {
  const auto* charge = world.charge(charge_id);
  if (charge == nullptr) return refuse(Code::UNKNOWN_CHARGE);
  if (charge->status == ChargeStatus::reversed) return refuse(Code::ALREADY_REVERSED);

  const auto& site = existing(world.site(charge->site_id), "the site of a charge");
  const auto today = existing(site.business_day, "a business day at a charge's site");
  return record(reversal_of(charge_id, *charge, today, reason, kind));
}

}  // namespace tenure::domain
