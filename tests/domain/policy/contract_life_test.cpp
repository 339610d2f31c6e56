// What a contract's start and end do to services and numbers.

#include <gtest/gtest.h>

#include "domain/states.h"
#include "tests/domain/leased_house.h"
#include "tests/domain/scenario.h"

namespace tenure::test {
namespace {

TEST(ContractStart, ActivatesPendingNumbersUpToTheEntitlement) {
  run_table(leased_house, R"(
    given CreateContract {"starts_on":"2026-01-10"}
    given SignContract {}
    given ProvisionPhoneNumber {"number":"+442079460003"}
    given ProvisionPhoneNumber {"number":"+442079460001"}
    given ProvisionPhoneNumber {"number":"+442079460002"}
    given ProvisionPhoneNumber {"number":"+442079460000"}
    given AllocatePhoneNumber {"number":"+442079460003"}
    given AllocatePhoneNumber {"number":"+442079460001"}
    given AllocatePhoneNumber {"number":"+442079460002"}
    given AllocatePhoneNumber {"number":"+442079460000"}
    given ActivatePhoneNumber {"number":"+442079460003"}
    given ActivatePhoneNumber {"number":"+442079460001"}
    given ActivatePhoneNumber {"number":"+442079460002"}

    case  two of three, in the order of the numbers; one was not asked for
    given ActivateService {"quantity":2,"from":"2026-01-10","entitlements":{"phone_numbers":1}}
    given days LON 2026-01-09
    when  OpenBusinessDay {"date":"2026-01-10"}
    then  BusinessDayOpened
    then  ContractStarted
    then  NumberActivated {"number":"+442079460001","site_id":"LON","occupier_id":"ACME"}
    then  NumberActivated {"number":"+442079460002"}
    then  ChargeRaised {"cause":"LEASE"}
    then  ChargeRaised {"cause":"SERVICE"}
    case  none without an entitlement
    given days LON 2026-01-09
    when  OpenBusinessDay {"date":"2026-01-10"}
    then  BusinessDayOpened
    then  ContractStarted
    then  ChargeRaised
  )");
}

constexpr std::string_view with_numbers = R"(
    given CreateContract {"ends_on":"2026-02-01"}
    given SignContract {}
    given ActivateService {"service_id":"VOICE-1","entitlements":{"phone_numbers":2}}
    given ActivateService {"service_id":"CLEAN","product_id":"CLEANING"}
    given ActivateService {"service_id":"LATER","from":"2026-01-25"}
    given days LON 2026-01-05
    given AddUser {"user_id":"ADA"}
    given ProvisionPhoneNumber {"number":"+442079460003"}
    given ProvisionPhoneNumber {"number":"+442079460001"}
    given ProvisionPhoneNumber {"number":"+442079460002"}
    given AllocatePhoneNumber {"number":"+442079460003"}
    given AllocatePhoneNumber {"number":"+442079460001"}
    given AllocatePhoneNumber {"number":"+442079460002"}
    given ActivatePhoneNumber {"number":"+442079460001"}
    given ActivatePhoneNumber {"number":"+442079460002"}
    given AssignPhoneNumber {"number":"+442079460002","user_id":"ADA","extension":"202"}
)";

TEST(ContractEnd, TakesServicesAndNumbersWithIt) {
  run_table(std::string{leased_house} + std::string{with_numbers}, R"(
    case  as agreed
    given days LON 2026-01-31
    when  OpenBusinessDay {"date":"2026-02-01"}
    then  BusinessDayOpened
    then  ContractEnded {"contract_id":"C1","occupier_id":"ACME","site_id":"LON","on":"2026-02-01","terminated":false}
    then  ServiceCeased {"service_id":"VOICE-1","effective_on":"2026-02-01","phone_numbers":2}
    then  ServiceCeased {"service_id":"CLEAN","effective_on":"2026-02-01"}
    then  ServiceCeased {"service_id":"LATER","effective_on":"2026-02-01"}
    then  NumberReleased {"number":"+442079460001","site_id":"LON","occupier_id":"ACME","cooldown_until":"2026-02-11", \
                          "on":"2026-02-01"}
    then  NumberUnassigned {"number":"+442079460002","site_id":"LON","occupier_id":"ACME","user_id":"ADA","extension":"202"}
    then  NumberReleased {"number":"+442079460002"}
    then  NumberReleased {"number":"+442079460003"}

    case  early: services are repaired like lines; one that has not begun ceases on its first day
    given days LON 2026-01-10
    when  TerminateContract {"on":"2026-01-09"}
    then  ContractTerminated
    then  ContractEnded {"terminated":true}
    then  ChargeReversed {"charge_id":"lease:C1:L1:2026-01-01:2026-02-01"}
    then  ChargeRaised {"charge_id":"lease:C1:L1:2026-01-01:2026-01-09","net":8000}
    then  ServiceCeased {"service_id":"VOICE-1","effective_on":"2026-01-09"}
    then  ChargeReversed {"charge_id":"service:VOICE-1:2026-01-01:2026-02-01"}
    then  ChargeRaised {"charge_id":"service:VOICE-1:2026-01-01:2026-01-09","net":800}
    then  ServiceCeased {"service_id":"CLEAN","effective_on":"2026-01-09"}
    then  ChargeReversed {"charge_id":"service:CLEAN:2026-01-01:2026-02-01"}
    then  ChargeRaised {"charge_id":"service:CLEAN:2026-01-01:2026-01-09","net":4000}
    then  ServiceCeased {"service_id":"LATER","effective_on":"2026-01-25"}
    then  NumberReleased {"cooldown_until":"2026-01-20","on":"2026-01-10"}
    then  NumberUnassigned
    then  NumberReleased
    then  NumberReleased

    case  a service that ceased before the day is left alone
    given days LON 2026-01-10
    given CeaseService {"service_id":"CLEAN","effective_on":"2026-01-08"}
    when  TerminateContract {"on":"2026-01-08"}
    without ServiceCeased {"service_id":"CLEAN"}
    without ChargeReversed {"subject_id":"CLEAN"}
    case  a service that ceased after the day is given back in part
    given days LON 2026-01-10
    given CeaseService {"service_id":"CLEAN","effective_on":"2026-01-08"}
    when  TerminateContract {"on":"2026-01-07"}
    without ServiceCeased {"service_id":"CLEAN"}
    among ChargeReversed {"charge_id":"service:CLEAN:2026-01-01:2026-01-08","net":3500}
    among ChargeRaised {"charge_id":"service:CLEAN:2026-01-01:2026-01-07","net":3000}
  )");
}

TEST(ContractEnd, LeavesNumbersToTheNextContract) {
  run_table(std::string{leased_house} + std::string{with_numbers}, R"(
    case  one that starts on the day
    given CreateContract {"contract_id":"C2","starts_on":"2026-02-01"}
    given SignContract {"contract_id":"C2"}
    given days LON 2026-01-31
    when  OpenBusinessDay {"date":"2026-02-01"}
    among ContractEnded {"contract_id":"C1"}
    among ServiceCeased {"service_id":"VOICE-1"}
    among ContractStarted {"contract_id":"C2"}
    without NumberReleased
    without NumberUnassigned
    case  one that is a draft does not keep them
    given CreateContract {"contract_id":"C2","starts_on":"2026-02-01"}
    given days LON 2026-01-31
    when  OpenBusinessDay {"date":"2026-02-01"}
    among NumberReleased
    case  one that starts a day later does not keep them
    given CreateContract {"contract_id":"C2","starts_on":"2026-02-02"}
    given SignContract {"contract_id":"C2"}
    given days LON 2026-01-31
    when  OpenBusinessDay {"date":"2026-02-01"}
    among NumberReleased
    case  one at another site does not keep them
    given CreateContract {"contract_id":"C2","site_id":"TOK","currency":"JPY"}
    given SignContract {"contract_id":"C2"}
    given days TOK 2026-01-05
    given days LON 2026-01-31
    when  OpenBusinessDay {"date":"2026-02-01"}
    among NumberReleased
  )");
}

TEST(ContractEnd, LeavesOtherSitesAndOccupiersAlone) {
  run_table(std::string{leased_house} + std::string{with_numbers}, R"(
    case  numbers of another occupier
    given CreateContract {"contract_id":"C2","occupier_id":"BETA"}
    given SignContract {"contract_id":"C2"}
    given ProvisionPhoneNumber {"number":"+442079460009"}
    given AllocatePhoneNumber {"number":"+442079460009","occupier_id":"BETA"}
    given days LON 2026-01-31
    when  OpenBusinessDay {"date":"2026-02-01"}
    among NumberReleased {"number":"+442079460001"}
    without NumberReleased {"number":"+442079460009"}
  )");
}

TEST(ContractEnd, LeavesNothingBehind) {
  run_table(std::string{leased_house} + std::string{with_numbers}, R"(
    case  a released number can be given to another after its rest, an entitlement is gone
    given days LON 2026-02-11
    given CreateContract {"contract_id":"C2","starts_on":"2026-02-11"}
    given SignContract {"contract_id":"C2"}
    given AllocatePhoneNumber {"number":"+442079460002"}
    when  ActivatePhoneNumber {"number":"+442079460002"}
    then  NO_ENTITLEMENT
    given ActivateService {"service_id":"VOICE-2","contract_id":"C2","from":"2026-02-11","entitlements":{"phone_numbers":1}}
    when  ActivatePhoneNumber {"number":"+442079460002"}
    then  NumberActivated
    when  AssignPhoneNumber {"number":"+442079460002","user_id":"ADA","extension":"202"}
    then  NumberAssigned
  )");
}

}  // namespace
}  // namespace tenure::test
