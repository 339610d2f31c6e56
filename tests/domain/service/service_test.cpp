// ActivateService and CeaseService.

#include <gtest/gtest.h>

#include "tests/domain/leased_house.h"
#include "tests/domain/scenario.h"

namespace tenure::test {
namespace {

TEST(ActivateService, FreezesPriceAndEntitlements) {
  run_table(leased_house, R"(
    given CreateContract {"ends_on":"2027-01-01"}
    given SignContract {}
    given SetPrice {"product_id":"VOICE","unit_price":4000,"per":"MONTH","from":"2026-03-01"}

    case  of the whole quantity, at the price of the first day
    when  ActivateService {"quantity":3,"from":"2026-02-28", \
            "entitlements":{"phone_numbers":2,"bandwidth_mbps":100,"hunt_groups":1,"ivr":true}}
    then  ServiceActivated {"service_id":"S1","contract_id":"C1","occupier_id":"ACME","site_id":"LON", \
            "product_id":"VOICE","quantity":3,"from":"2026-02-28","unit_price":3100,"per":"MONTH", \
            "phone_numbers":6,"bandwidth_mbps":300,"hunt_groups":3,"ivr":true}
    case  nothing said is nothing entitled
    when  ActivateService {"from":"2026-03-01"}
    then  ServiceActivated {"unit_price":4000,"phone_numbers":0,"bandwidth_mbps":0,"hunt_groups":0,"ivr":false}
    case  what the contract owes already is charged at once
    given days LON 2026-02-10
    when  ActivateService {"quantity":2,"from":"2026-01-11"}
    then  ServiceActivated
    then  ChargeRaised {"charge_id":"service:S1:2026-01-11:2026-02-01","occupier_id":"ACME","site_id":"LON", \
            "product_id":"VOICE","cause":"SERVICE","contract_id":"C1","subject_id":"S1","quantity":2, \
            "unit_price":3100,"net":4200,"currency":"GBP","currency_exponent":2,"on":"2026-02-10", \
            "service_from":"2026-01-11","service_to":"2026-02-01"}
    then  ChargeRaised {"charge_id":"service:S1:2026-02-01:2026-03-01","net":6200}
  )");
}

// Each case breaks its rule and all that come after it.
TEST(ActivateService, RefusesInThisOrder) {
  run_table(leased_house, R"(
    given CreateContract {"ends_on":"2027-01-01"}
    given SignContract {}
    given ActivateService {"service_id":"OLD"}
    given CreateContract {"contract_id":"DRAFT"}
    given CreateContract {"contract_id":"OVER"}
    given SignContract {"contract_id":"OVER"}
    given days LON 2026-01-05
    given TerminateContract {"contract_id":"OVER","on":"2026-01-05"}

    default ActivateService {"service_id":"S1","contract_id":"C1","product_id":"VOICE","quantity":1000000, \
                             "from":"2026-01-01","entitlements":{"phone_numbers":100000}}

    case  the id is taken
    when  ActivateService {"service_id":"OLD","contract_id":"NONE","product_id":"NONE","from":"2024-01-01"}
    then  ALREADY_EXISTS
    case  no such contract
    when  ActivateService {"contract_id":"NONE","product_id":"NONE","from":"2024-01-01"}
    then  UNKNOWN_CONTRACT
    case  no such product
    when  ActivateService {"contract_id":"DRAFT","product_id":"NONE","from":"2024-01-01"}
    then  UNKNOWN_PRODUCT
    case  the contract is a draft
    when  ActivateService {"contract_id":"DRAFT","product_id":"RENT"}
    then  NO_CONTRACT
    case  the contract has ended
    when  ActivateService {"contract_id":"OVER","product_id":"RENT"}
    then  NO_CONTRACT
    case  before the contract's first day
    when  ActivateService {"product_id":"RENT","from":"2025-12-31"}
    then  NO_CONTRACT
    case  on the contract's end
    when  ActivateService {"product_id":"RENT","from":"2027-01-01"}
    then  NO_CONTRACT
    case  not a service
    when  ActivateService {"product_id":"RENT"}
    then  WRONG_PRODUCT_KIND
    case  no price
    given DefineProduct {"product_id":"MAIL","kind":"SERVICE"}
    when  ActivateService {"product_id":"MAIL"}
    then  NOT_IN_PRICEBOOK
    case  no price yet
    given DefineProduct {"product_id":"MAIL","kind":"SERVICE"}
    given SetPrice {"product_id":"MAIL","unit_price":1,"per":"MONTH","from":"2026-01-02"}
    when  ActivateService {"product_id":"MAIL"}
    then  NOT_IN_PRICEBOOK
    case  a price per hour
    when  ActivateService {"product_id":"GUARD"}
    then  NOT_IN_PRICEBOOK per hour
    case  more numbers than can be counted
    when  ActivateService {}
    then  AMOUNT_OVERFLOW
  )");
}

TEST(ActivateService, RefusesWhatCannotBeCounted) {
  run_table(leased_house, R"(
    given CreateContract {}
    given SignContract {}

    case  bandwidth
    when  ActivateService {"quantity":2,"entitlements":{"bandwidth_mbps":2147483648}}
    then  AMOUNT_OVERFLOW
    case  the most bandwidth
    when  ActivateService {"quantity":1,"entitlements":{"bandwidth_mbps":4294967295}}
    then  ServiceActivated {"bandwidth_mbps":4294967295}
    case  hunt groups
    when  ActivateService {"quantity":42950,"entitlements":{"hunt_groups":100000}}
    then  AMOUNT_OVERFLOW
    case  numbers together with those of another service
    given ActivateService {"service_id":"S0","quantity":42949,"entitlements":{"phone_numbers":100000}}
    when  ActivateService {"quantity":1,"entitlements":{"phone_numbers":67296}}
    then  AMOUNT_OVERFLOW
    case  the most numbers
    given ActivateService {"service_id":"S0","quantity":42949,"entitlements":{"phone_numbers":100000}}
    when  ActivateService {"quantity":1,"entitlements":{"phone_numbers":67295}}
    then  ServiceActivated
    case  a price that fits once, but not as often as it is sold
    given SetPrice {"product_id":"VOICE","unit_price":1000000000000000,"per":"MONTH","from":"2026-01-01"}
    when  ActivateService {"quantity":2}
    then  AMOUNT_OVERFLOW
    case  a month that fits
    given SetPrice {"product_id":"VOICE","unit_price":1000000000000000,"per":"MONTH","from":"2026-01-01"}
    when  ActivateService {"quantity":1}
    then  ServiceActivated
    case  a day that fits, but not a month of them
    given SetPrice {"product_id":"VOICE","unit_price":33000000000000,"per":"DAY","from":"2026-01-01"}
    when  ActivateService {"quantity":1}
    then  AMOUNT_OVERFLOW
  )");
}

TEST(ActivateService, ActivatesNumbersThatWaitForAnEntitlement) {
  run_table(leased_house, R"(
    case  two were pending when the contract started, one entitlement comes
    given CreateContract {}
    given SignContract {}
    given ProvisionPhoneNumber {"number":"+442079460001"}
    given ProvisionPhoneNumber {"number":"+442079460002"}
    given AllocatePhoneNumber {"number":"+442079460001"}
    given AllocatePhoneNumber {"number":"+442079460002"}
    given ActivatePhoneNumber {"number":"+442079460001"}
    given ActivatePhoneNumber {"number":"+442079460002"}
    given days LON 2026-01-01
    when  ActivateService {"entitlements":{"phone_numbers":1}}
    then  ServiceActivated
    then  ChargeRaised
    then  NumberActivated {"number":"+442079460001","site_id":"LON","occupier_id":"ACME"}
  )");
}

TEST(CeaseService, GivesBackWhatWasChargedBeyondTheDay) {
  run_table(leased_house, R"(
    given CreateContract {}
    given SignContract {}
    given days LON 2026-02-10

    case  by the month
    given ActivateService {"quantity":2,"from":"2026-02-01","entitlements":{"phone_numbers":3}}
    when  CeaseService {"effective_on":"2026-02-08"}
    then  ServiceCeased {"service_id":"S1","contract_id":"C1","occupier_id":"ACME","site_id":"LON", \
            "effective_on":"2026-02-08","phone_numbers":6}
    then  ChargeReversed {"charge_id":"service:S1:2026-02-01:2026-03-01","net":6200,"subject_id":"S1","cause":"SERVICE"}
    then  ChargeRaised {"charge_id":"service:S1:2026-02-01:2026-02-08","net":1550}
    case  by the day
    given ActivateService {"product_id":"CLEANING","from":"2026-02-01"}
    when  CeaseService {"effective_on":"2026-02-08"}
    then  ServiceCeased
    then  ChargeReversed {"charge_id":"service:S1:2026-02-01:2026-03-01","net":14000}
    then  ChargeRaised {"charge_id":"service:S1:2026-02-01:2026-02-08","net":3500}
    case  once: it has been given
    given ActivateService {"product_id":"SETUP","from":"2026-02-01"}
    when  CeaseService {"effective_on":"2026-02-02"}
    then  ServiceCeased
    case  once, on its first day: it was not given
    given ActivateService {"product_id":"SETUP","from":"2026-02-01"}
    when  CeaseService {"effective_on":"2026-02-01"}
    then  ServiceCeased
    then  ChargeReversed {"charge_id":"service:S1:2026-02-01:2026-02-02","net":9900}
    case  today, from today
    given ActivateService {"from":"2026-02-10"}
    when  CeaseService {"effective_on":"2026-02-10"}
    then  ServiceCeased
    then  ChargeReversed {"charge_id":"service:S1:2026-02-10:2026-03-01"}
    case  called off before its first day
    given ActivateService {"from":"2026-06-01"}
    when  CeaseService {"effective_on":"2026-06-01"}
    then  ServiceCeased
    case  the days after are charged no more
    given ActivateService {"from":"2026-02-01"}
    given CeaseService {"effective_on":"2026-02-08"}
    given days LON 2026-02-28
    when  OpenBusinessDay {"date":"2026-03-01"}
    then  BusinessDayOpened
    then  ChargeRaised {"charge_id":"lease:C1:L1:2026-03-01:2026-04-01"}
  )");
}

TEST(CeaseService, ChargesTheLastPartInArrears) {
  run_table(leased_house, R"(
    case  up to the day
    given CreateContract {"billing":"IN_ARREARS"}
    given SignContract {}
    given days LON 2026-02-10
    given ActivateService {"from":"2026-01-11"}
    when  CeaseService {"effective_on":"2026-02-08"}
    then  ServiceCeased
    then  ChargeRaised {"charge_id":"service:S1:2026-02-01:2026-02-08","net":775}
  )");
}

// Each case breaks its rule and all that come after it.
TEST(CeaseService, RefusesInThisOrder) {
  run_table(leased_house, R"(
    given CreateContract {}
    given SignContract {}
    given ActivateService {"from":"2026-01-05","entitlements":{"phone_numbers":2}}
    given ActivateService {"service_id":"OTHER"}
    given CeaseService {"service_id":"OTHER","effective_on":"2026-01-01"}
    given ProvisionPhoneNumber {"number":"+442079460001"}
    given AllocatePhoneNumber {"number":"+442079460001"}
    given days LON 2026-01-10
    given ActivatePhoneNumber {"number":"+442079460001"}

    case  no such service
    when  CeaseService {"service_id":"NONE","effective_on":"2026-01-04"}
    then  UNKNOWN_SERVICE
    case  it ceased before
    when  CeaseService {"service_id":"OTHER","effective_on":"2025-12-31"}
    then  INVALID_TRANSITION
    case  before its first day
    when  CeaseService {"effective_on":"2026-01-04"}
    then  BAD_PERIOD
    case  a day to come
    when  CeaseService {"effective_on":"2026-01-11"}
    then  BAD_PERIOD 2026-01-10
    case  a number uses its entitlement
    when  CeaseService {"effective_on":"2026-01-10"}
    then  SERVICE_IN_USE
    case  another service has enough
    given ActivateService {"service_id":"MORE","entitlements":{"phone_numbers":1}}
    when  CeaseService {"effective_on":"2026-01-10"}
    among ServiceCeased {"service_id":"S1"}
    case  a service without voice is never in the way
    given ActivateService {"service_id":"PLAIN"}
    when  CeaseService {"service_id":"PLAIN","effective_on":"2026-01-10"}
    among ServiceCeased {"service_id":"PLAIN"}
  )");
}

TEST(CeaseService, NeedsNoBusinessDayToCallOff) {
  run_table(leased_house, R"(
    given CreateContract {}
    given SignContract {}
    given ActivateService {"from":"2026-06-01"}
    case  its first day
    when  CeaseService {"effective_on":"2026-06-01"}
    then  ServiceCeased
    case  a day later
    when  CeaseService {"effective_on":"2026-06-02"}
    then  BAD_PERIOD
  )");
}

}  // namespace
}  // namespace tenure::test
