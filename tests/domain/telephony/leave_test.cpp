// Numbers out of use, back in the stock and gone for good.

#include <gtest/gtest.h>

#include "domain/states.h"
#include "tests/domain/scenario.h"
#include "tests/domain/telephony/telephone_house.h"

namespace tenure::test {
namespace {

TEST(DeactivatePhoneNumber, TakesANumberOutOfUse) {
  run_table(telephone_house(), R"(
    case  an active one, which its occupier keeps and may take into use again
    when  DeactivatePhoneNumber {"number":"+442079460001"}
    then  NumberDeactivated {"number":"+442079460001","site_id":"LON","occupier_id":"ACME"}
    when  ActivatePhoneNumber {"number":"+442079460001"}
    then  NumberActivated {"number":"+442079460001","occupier_id":"ACME"}

    case  one that waits for its contract, and then is not activated
    when  DeactivatePhoneNumber {"number":"+442079460007"}
    then  NumberDeactivated {"number":"+442079460007","site_id":"OXF"}
    when  ActivatePhoneNumber {"number":"+442079460007"}
    then  NumberActivationRequested

    case  its entitlement is free for another, and a service that it needed may cease
    given ActivateService {"service_id":"V1","contract_id":"BETA-LON"}
    given DeactivatePhoneNumber {"number":"+442079460005"}
    given CeaseService {"service_id":"V1","effective_on":"2026-01-05"}
    when  CeaseService {"service_id":"VB","effective_on":"2026-01-05"}
    among ServiceCeased

    case  a main number is one no longer, also when it is in use again
    given NominateMainNumber {"number":"+442079460001"}
    given DeactivatePhoneNumber {"number":"+442079460001"}
    given ActivatePhoneNumber {"number":"+442079460001"}
    when  AssignPhoneNumber {"number":"+442079460001","user_id":"U1"}
    then  NumberAssigned
    when  NominateMainNumber {"number":"+442079460002"}
    then  MainNumberNominated

    case  another than the main number leaves that as it is
    given NominateMainNumber {"number":"+442079460001"}
    given DeactivatePhoneNumber {"number":"+442079460002"}
    when  NominateMainNumber {"number":"+442079460003"}
    then  MAIN_NUMBER_EXISTS

    case  it keeps its features: calls would still come back
    given ConfigurePhoneNumber {"number":"+442079460001","features":{"forward_always":"+442079460002"}}
    given DeactivatePhoneNumber {"number":"+442079460001"}
    when  ConfigurePhoneNumber {"number":"+442079460002","features":{"forward_busy":"+442079460001"}}
    then  CALL_ROUTE_CYCLE
  )");
}

TEST(DeactivatePhoneNumber, RefusesInThisOrder) {
  run_table(telephone_house(), R"(
    case  1 the number is unknown
    when  DeactivatePhoneNumber {"number":"+442079460009"}
    then  UNKNOWN_PHONE_NUMBER
    when  DeactivatePhoneNumber {"number":"02079460001"}
    then  UNKNOWN_PHONE_NUMBER

    case  2 neither active nor pending
    when  DeactivatePhoneNumber {"number":"+442079460004"}
    then  INVALID_TRANSITION
    when  DeactivatePhoneNumber {"number":"+442079460006"}
    then  INVALID_TRANSITION

    case  2 out of use already
    given DeactivatePhoneNumber {"number":"+442079460001"}
    when  DeactivatePhoneNumber {"number":"+442079460001"}
    then  INVALID_TRANSITION

    case  3 a user has it
    given AssignPhoneNumber {"number":"+442079460001","user_id":"U1"}
    when  DeactivatePhoneNumber {"number":"+442079460001"}
    then  NUMBER_ASSIGNED
  )");
}

TEST(DeallocatePhoneNumber, LetsANumberRest) {
  run_table(telephone_house(), R"(
    case  for as long as the site says, from the business day on
    when  DeallocatePhoneNumber {"number":"+442079460004"}
    then  NumberReleased {"number":"+442079460004","site_id":"LON","occupier_id":"ACME", \
                          "cooldown_until":"2026-02-04","on":"2026-01-05"}
    when  AllocatePhoneNumber {"number":"+442079460004","occupier_id":"BETA"}
    then  INVALID_TRANSITION

    case  and then anyone may have it
    given DeallocatePhoneNumber {"number":"+442079460004"}
    given days LON 2026-02-03
    when  OpenBusinessDay {"site_id":"LON","date":"2026-02-04"}
    among NumberCooledDown {"number":"+442079460004","site_id":"LON"}
    when  AllocatePhoneNumber {"number":"+442079460004","occupier_id":"BETA"}
    then  NumberAllocated

    case  one that waits for its contract
    when  DeallocatePhoneNumber {"number":"+442079460007"}
    then  NumberReleased {"number":"+442079460007","site_id":"OXF"}

    case  its features do not come back to the next one
    given ConfigurePhoneNumber {"number":"+442079460001","features":{"forward_always":"+442079460002"}}
    given DeactivatePhoneNumber {"number":"+442079460001"}
    given DeallocatePhoneNumber {"number":"+442079460001"}
    when  ConfigurePhoneNumber {"number":"+442079460002","features":{"forward_busy":"+442079460001"}}
    then  NumberConfigured
  )");
}

TEST(DeallocatePhoneNumber, RefusesInThisOrder) {
  run_table(telephone_house(), R"(
    case  1 the number is unknown
    when  DeallocatePhoneNumber {"number":"+442079460009"}
    then  UNKNOWN_PHONE_NUMBER

    case  2 nobody holds it
    when  DeallocatePhoneNumber {"number":"+442079460006"}
    then  INVALID_TRANSITION

    case  2 no business day was opened at its site, so that no rest can begin
    when  DeallocatePhoneNumber {"number":"+442079460008"}
    then  INVALID_TRANSITION

    case  3 a user has it, and it is active
    given AssignPhoneNumber {"number":"+442079460001","user_id":"U1"}
    when  DeallocatePhoneNumber {"number":"+442079460001"}
    then  NUMBER_ASSIGNED

    case  4 it is active
    when  DeallocatePhoneNumber {"number":"+442079460001"}
    then  NUMBER_ACTIVE
  )");
}

TEST(PortOutPhoneNumber, GivesANumberAwayForGood) {
  run_table(telephone_house(), R"(
    case  one that its occupier holds
    when  PortOutPhoneNumber {"number":"+442079460004"}
    then  NumberPortedOut {"number":"+442079460004","site_id":"LON","occupier_id":"ACME","on":"2026-01-05"}
    when  AllocatePhoneNumber {"number":"+442079460004"}
    then  INVALID_TRANSITION
    when  DeallocatePhoneNumber {"number":"+442079460004"}
    then  INVALID_TRANSITION
    when  ProvisionPhoneNumber {"number":"+442079460004"}
    then  ALREADY_EXISTS

    case  one that nobody holds
    when  PortOutPhoneNumber {"number":"+442079460006"}
    then  NumberPortedOut {"number":"+442079460006","occupier_id":null}

    case  where no business day was opened
    when  PortOutPhoneNumber {"number":"+442079460008"}
    then  NumberPortedOut {"number":"+442079460008","occupier_id":"ACME","on":null}

    case  one that rests is never available again
    given DeallocatePhoneNumber {"number":"+442079460004"}
    given PortOutPhoneNumber {"number":"+442079460004"}
    given days LON 2026-02-03
    when  OpenBusinessDay {"site_id":"LON","date":"2026-02-04"}
    without NumberCooledDown

    case  what was pending is not activated by its contract
    given PortOutPhoneNumber {"number":"+442079460007"}
    given SetPrice {"product_id":"VOICE","site_id":"OXF","unit_price":1000,"per":"MONTH"}
    given ActivateService {"service_id":"VO","contract_id":"ACME-OXF","from":"2026-06-01"}
    given days OXF 2026-05-31
    when  OpenBusinessDay {"site_id":"OXF","date":"2026-06-01"}
    among ContractStarted
    without NumberActivated

    case  usage that is metered late finds who held it
    given days LON 2026-01-10
    given PortOutPhoneNumber {"number":"+442079460004"}
    when  RecordUsage {"meter_id":"PBX","usage_id":"1","number":"+442079460004","kind":"CALL", \
                       "starts_at":"2026-01-09T12:00:00Z","seconds":60}
    among UsageRecorded {"occupier_id":"ACME"}
    when  RecordUsage {"meter_id":"PBX","usage_id":"2","number":"+442079460004","kind":"CALL", \
                       "starts_at":"2026-01-10T12:00:00Z","seconds":60}
    then  NUMBER_NOT_HELD

    case  also who held it before its rest
    given days LON 2026-01-10
    given DeallocatePhoneNumber {"number":"+442079460004"}
    given days LON 2026-01-12
    given PortOutPhoneNumber {"number":"+442079460004"}
    when  RecordUsage {"meter_id":"PBX","usage_id":"1","number":"+442079460004","kind":"CALL", \
                       "starts_at":"2026-01-09T12:00:00Z","seconds":60}
    among UsageRecorded {"occupier_id":"ACME"}
  )");
}

TEST(PortOutPhoneNumber, RefusesInThisOrder) {
  run_table(telephone_house(), R"(
    case  1 the number is unknown
    when  PortOutPhoneNumber {"number":"+442079460009"}
    then  UNKNOWN_PHONE_NUMBER

    case  2 it is gone already
    given PortOutPhoneNumber {"number":"+442079460006"}
    when  PortOutPhoneNumber {"number":"+442079460006"}
    then  INVALID_TRANSITION

    case  3 a user has it, and it is active
    given AssignPhoneNumber {"number":"+442079460001","user_id":"U1"}
    when  PortOutPhoneNumber {"number":"+442079460001"}
    then  NUMBER_ASSIGNED

    case  4 it is active
    when  PortOutPhoneNumber {"number":"+442079460001"}
    then  NUMBER_ACTIVE
  )");
}

TEST(ContractEnd, LeavesNothingOfANumbersUse) {
  run_table(telephone_house(), R"(
    given ConfigurePhoneNumber {"number":"+442079460001","features":{"forward_always":"+442079460005"}}
    given NominateMainNumber {"number":"+442079460002"}
    given SetCallHandling {"in_hours":{"kind":"HUNT","members":["+442079460003"]}}

    case  active, main and configured numbers are released, and come clean to the next occupier
    when  TerminateContract {"contract_id":"ACME-LON","on":"2026-01-05","termination_reason":"moved out"}
    among NumberReleased {"number":"+442079460001"}
    among NumberReleased {"number":"+442079460002"}
    given days LON 2026-02-04
    given AllocatePhoneNumber {"number":"+442079460001","occupier_id":"BETA"}
    given AllocatePhoneNumber {"number":"+442079460002","occupier_id":"BETA"}
    given ActivatePhoneNumber {"number":"+442079460001"}
    given ActivatePhoneNumber {"number":"+442079460002"}
    when  ConfigurePhoneNumber {"number":"+442079460005","features":{"forward_always":"+442079460001"}}
    then  NumberConfigured
    when  NominateMainNumber {"number":"+442079460002","occupier_id":"BETA"}
    then  MainNumberNominated
  )");

  Scenario scenario;
  prepare(scenario, telephone_house());
  scenario.given(R"(
    NominateMainNumber {"number":"+442079460001"}
    TerminateContract {"contract_id":"ACME-LON","on":"2026-01-05","termination_reason":"moved out"}
  )");
  EXPECT_EQ(scenario.world().phone_number("+442079460001")->main, 0);
  EXPECT_EQ(scenario.world().call_handling("LON/ACME")->main_number, "");
}

TEST(ContractEnd, KeepsAMainNumberUnderTheNextContract) {
  run_table(telephone_house(), R"(
    given NominateMainNumber {"number":"+442079460001"}
    given CreateContract {"contract_id":"ACME-LON-2","occupier_id":"ACME","starts_on":"2026-01-05"}
    given SignContract {"contract_id":"ACME-LON-2"}

    case  it stays what it is
    when  TerminateContract {"contract_id":"ACME-LON","on":"2026-01-05","termination_reason":"another contract"}
    without NumberReleased
    when  NominateMainNumber {"number":"+442079460002"}
    then  MAIN_NUMBER_EXISTS
  )");
}

}  // namespace
}  // namespace tenure::test
