// SetBillingReference and LinkExternalId.

#include <gtest/gtest.h>

#include "tests/domain/leased_house.h"
#include "tests/domain/scenario.h"

namespace tenure::test {
namespace {

TEST(SetBillingReference, SetsAndTakesAway) {
  run_table(leased_house, R"(
    case  set
    when  SetBillingReference {"occupier_id":"ACME","billing_reference":"PO-7"}
    then  BillingReferenceSet {"occupier_id":"ACME","billing_reference":"PO-7"}
    case  taken away
    when  SetBillingReference {"occupier_id":"ACME"}
    then  BillingReferenceSet {"occupier_id":"ACME","billing_reference":null}
    case  nobody's
    when  SetBillingReference {"occupier_id":"NONE"}
    then  UNKNOWN_OCCUPIER
  )");
}

TEST(LinkExternalId, GivesAnOccupierOneIdForEachSystemAndSite) {
  run_table(leased_house, R"(
    default LinkExternalId {"occupier_id":"ACME","system":"crm","external_id":"A/7"}
    given LinkExternalId {}

    case  another system, a site, another site
    when  LinkExternalId {"system":"erp"}
    then  ExternalIdLinked {"occupier_id":"ACME","system":"erp","external_id":"A/7","site_id":null,"previous_external_id":null}
    when  LinkExternalId {"site_id":"LON"}
    then  ExternalIdLinked {"site_id":"LON","previous_external_id":null}
    when  LinkExternalId {"site_id":"TOK","occupier_id":"BETA"}
    then  ExternalIdLinked {"site_id":"TOK"}
    case  a new one replaces the old, which is free again
    when  LinkExternalId {"external_id":"A/8"}
    then  ExternalIdLinked {"external_id":"A/8","previous_external_id":"A/7"}
    when  LinkExternalId {"occupier_id":"BETA","external_id":"A/7"}
    then  ExternalIdLinked {"previous_external_id":null}
    when  LinkExternalId {"external_id":"A/7"}
    then  EXTERNAL_ID_TAKEN
    case  the same once more
    when  LinkExternalId {}
    then  ALREADY_EXISTS
    case  another occupier's
    when  LinkExternalId {"occupier_id":"BETA"}
    then  EXTERNAL_ID_TAKEN
    case  no such occupier, no such site
    when  LinkExternalId {"occupier_id":"NONE","site_id":"NONE"}
    then  UNKNOWN_OCCUPIER
    when  LinkExternalId {"site_id":"NONE"}
    then  UNKNOWN_SITE
  )");
}

}  // namespace
}  // namespace tenure::test
