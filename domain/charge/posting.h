// How a charge will be posted, said once when it is raised.
#pragma once

#include "domain/estate/product.h"
#include "domain/estate/site.h"
#include "schemas/events/charge_generated.h"

namespace tenure::domain {

/// Freezes legal entity, income account (the product's own, or that of the cause) and posting rule in the charge. Charges
/// of leases and services whose contract is billed in advance are posted with their invoice; all others at once.
void say_posting(event::ChargeRaisedT& raised, const Site& site, const Product& product, PostingRule rule);

/// Of what recurs under a contract.
[[nodiscard]] PostingRule posting_rule_of(BillingMode billing);

}  // namespace tenure::domain
