#include "domain/charge/posting.h"

#include "domain/ledger/chart.h"

namespace tenure::domain {

void say_posting(event::ChargeRaisedT& raised, const Site& site, const Product& product, PostingRule rule) {
  raised.legal_entity_id = site.legal_entity_id;
  raised.revenue_account =
      product.revenue_account.empty() ? income_account(raised.cause) : product.revenue_account;
  raised.posting_rule = rule;
}

PostingRule posting_rule_of(BillingMode billing) {
  return billing == BillingMode::IN_ADVANCE ? PostingRule::WITH_INVOICE : PostingRule::ACCRUAL_1;
}

}  // namespace tenure::domain
