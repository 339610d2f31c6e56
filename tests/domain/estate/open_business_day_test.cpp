// OpenBusinessDay: which day may be opened, and in which order all that happens which a day sets off.

#include <gtest/gtest.h>

#include "tests/domain/leased_house.h"
#include "tests/domain/scenario.h"

namespace tenure::test {
namespace {

TEST(OpenBusinessDay, OpensOneDayAfterAnother) {
  run_table(leased_house, R"(
    case  no such site
    when  OpenBusinessDay {"site_id":"NONE","date":"2026-01-01"}
    then  UNKNOWN_SITE
    case  the first day may be any
    when  OpenBusinessDay {"date":"2019-02-28"}
    then  BusinessDayOpened {"site_id":"LON","date":"2019-02-28"}
    when  OpenBusinessDay {"date":"2019-03-01"}
    then  BusinessDayOpened
    case  the same day again
    given days LON 2026-02-28
    when  OpenBusinessDay {"date":"2026-02-28"}
    then  DAY_OUT_OF_ORDER the next day is 2026-03-01
    case  a day too late
    given days LON 2026-02-28
    when  OpenBusinessDay {"date":"2026-03-02"}
    then  DAY_OUT_OF_ORDER the next day is 2026-03-01
    case  a day before
    given days LON 2026-02-28
    when  OpenBusinessDay {"date":"2026-02-27"}
    then  DAY_OUT_OF_ORDER
    case  each site has its own day
    given days LON 2026-02-28
    when  OpenBusinessDay {"site_id":"TOK","date":"2025-01-01"}
    then  BusinessDayOpened {"site_id":"TOK"}
  )");
}

TEST(OpenBusinessDay, EndsThenStartsThenChargesThenFreesNumbers) {
  run_table(leased_house, R"(
    given CreateContract {"contract_id":"D-ENDS","ends_on":"2026-02-01"}
    given CreateContract {"contract_id":"C-RUNS"}
    given CreateContract {"contract_id":"B-STARTS","occupier_id":"BETA","starts_on":"2026-02-01"}
    given CreateContract {"contract_id":"A-LATER","starts_on":"2026-02-02"}
    given CreateContract {"contract_id":"0-DRAFT","starts_on":"2026-02-01"}
    given SignContract {"contract_id":"D-ENDS"}
    given SignContract {"contract_id":"C-RUNS"}
    given SignContract {"contract_id":"B-STARTS"}
    given SignContract {"contract_id":"A-LATER"}
    given ActivateService {"contract_id":"C-RUNS","service_id":"Z"}
    given ActivateService {"contract_id":"C-RUNS","service_id":"Y"}
    given CreateContract {"contract_id":"BETA-SHORT","occupier_id":"BETA","starts_on":"2026-01-20"}
    given SignContract {"contract_id":"BETA-SHORT"}
    given ProvisionPhoneNumber {"number":"+442079460002"}
    given ProvisionPhoneNumber {"number":"+442079460001"}
    given AllocatePhoneNumber {"number":"+442079460002","occupier_id":"BETA"}
    given AllocatePhoneNumber {"number":"+442079460001","occupier_id":"BETA"}
    given days LON 2026-01-22
    given TerminateContract {"contract_id":"B-STARTS","on":"2026-02-02"}
    given TerminateContract {"contract_id":"BETA-SHORT","on":"2026-01-22"}

    case  the first of February, ten days after two numbers were released
    given days LON 2026-01-31
    when  OpenBusinessDay {"date":"2026-02-01"}
    then  BusinessDayOpened {"date":"2026-02-01"}
    then  ContractEnded {"contract_id":"D-ENDS","on":"2026-02-01","terminated":false}
    then  ContractStarted {"contract_id":"B-STARTS","on":"2026-02-01"}
    then  ChargeRaised {"charge_id":"lease:B-STARTS:L1:2026-02-01:2026-02-02"}
    then  ChargeRaised {"charge_id":"lease:C-RUNS:L1:2026-02-01:2026-03-01"}
    then  ChargeRaised {"charge_id":"service:Z:2026-02-01:2026-03-01"}
    then  ChargeRaised {"charge_id":"service:Y:2026-02-01:2026-03-01"}
    then  NumberCooledDown {"number":"+442079460001","site_id":"LON"}
    then  NumberCooledDown {"number":"+442079460002","site_id":"LON"}
  )");
}

TEST(OpenBusinessDay, BeginsWithWhatIsOver) {
  run_table(leased_house, R"(
    case  signed before the site opened, over by its first day
    given CreateContract {"ends_on":"2026-01-16"}
    given SignContract {}
    when  OpenBusinessDay {"date":"2026-03-01"}
    then  BusinessDayOpened
    then  ContractStarted {"on":"2026-01-01"}
    then  ContractEnded {"on":"2026-01-16"}
    then  ChargeRaised {"charge_id":"lease:C1:L1:2026-01-01:2026-01-16","net":15000,"on":"2026-03-01"}
  )");
}

TEST(OpenBusinessDay, EndsRestsOnTheirDay) {
  run_table(leased_house, R"(
    given CreateContract {}
    given SignContract {}
    given ProvisionPhoneNumber {"number":"+442079460001"}
    given AllocatePhoneNumber {"number":"+442079460001"}
    given days LON 2026-01-10

    case  ten days at this site
    given TerminateContract {"on":"2026-01-10"}
    given days LON 2026-01-19
    when  AllocatePhoneNumber {"number":"+442079460001","occupier_id":"ACME"}
    then  NO_CONTRACT
    when  OpenBusinessDay {"date":"2026-01-20"}
    then  BusinessDayOpened
    then  NumberCooledDown {"number":"+442079460001"}
    when  OpenBusinessDay {"date":"2026-01-21"}
    then  BusinessDayOpened
  )");
}

}  // namespace
}  // namespace tenure::test
