#include "domain/charge/reversal.h"

namespace tenure::domain {

event::ChargeReversedT reversal_of(std::string_view charge_id, const Charge& charge, Date on,
                                   std::string_view reason) {
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
  return reversed;
}

}  // namespace tenure::domain
