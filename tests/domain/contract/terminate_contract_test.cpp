// TerminateContract, and how a contract ends: what it gives back and what it takes with it.

#include <gtest/gtest.h>

#include "tests/domain/leased_house.h"
#include "tests/domain/scenario.h"

namespace tenure::test {
namespace {

TEST(TerminateContract, GivesBackWhatWasChargedBeyondTheDay) {
  run_table(leased_house, R"(
    given CreateContract {}
    given SignContract {}

    case  a day in the month that is charged: reversal and replacement, at once though the day is to come
    given days LON 2026-01-10
    when  TerminateContract {"on":"2026-01-16"}
    then  ContractTerminated {"contract_id":"C1","occupier_id":"ACME","site_id":"LON","on":"2026-01-16", \
            "termination_reason":"moved out","space_ids":null}
    then  ChargeReversed {"charge_id":"lease:C1:L1:2026-01-01:2026-02-01","net":31000,"on":"2026-01-10", \
            "service_from":"2026-01-01","service_to":"2026-02-01","cause":"LEASE","contract_id":"C1","subject_id":"L1"}
    then  ChargeRaised {"charge_id":"lease:C1:L1:2026-01-01:2026-01-16","net":15000,"on":"2026-01-10"}
    case  the day opens: nothing more to charge
    given days LON 2026-01-10
    given TerminateContract {"on":"2026-01-16"}
    given days LON 2026-01-15
    when  OpenBusinessDay {"date":"2026-01-16"}
    then  BusinessDayOpened
    then  ContractEnded {"contract_id":"C1","on":"2026-01-16","terminated":true}
    case  a month that is not charged yet
    given days LON 2026-01-10
    when  TerminateContract {"on":"2026-02-15"}
    then  ContractTerminated
    when  TerminateContract {"on":"2026-02-01"}
    then  ContractTerminated
    case  the part of the last month is charged as a part
    given days LON 2026-01-10
    given TerminateContract {"on":"2026-02-15"}
    given days LON 2026-01-31
    when  OpenBusinessDay {"date":"2026-02-01"}
    then  BusinessDayOpened
    then  ChargeRaised {"charge_id":"lease:C1:L1:2026-02-01:2026-02-15","net":15500}
    case  a day that has come ends it at once; a month wholly beyond it is given back
    given days LON 2026-02-10
    when  TerminateContract {"on":"2026-01-31"}
    then  ContractTerminated
    then  ContractEnded {"on":"2026-01-31","terminated":true}
    then  ChargeReversed {"charge_id":"lease:C1:L1:2026-01-01:2026-02-01","net":31000,"on":"2026-02-10"}
    then  ChargeRaised {"charge_id":"lease:C1:L1:2026-01-01:2026-01-31","net":30000,"on":"2026-02-10"}
    then  ChargeReversed {"charge_id":"lease:C1:L1:2026-02-01:2026-03-01","net":31000}
    case  its first day: nothing is kept
    given days LON 2026-01-10
    when  TerminateContract {"on":"2026-01-01"}
    then  ContractTerminated
    then  ContractEnded
    then  ChargeReversed {"charge_id":"lease:C1:L1:2026-01-01:2026-02-01","net":31000}
    case  twice, each time earlier
    given days LON 2026-01-10
    given TerminateContract {"on":"2026-01-20"}
    when  TerminateContract {"on":"2026-01-16"}
    then  ContractTerminated
    then  ChargeReversed {"charge_id":"lease:C1:L1:2026-01-01:2026-01-20","net":19000}
    then  ChargeRaised {"charge_id":"lease:C1:L1:2026-01-01:2026-01-16","net":15000}
    case  what was taken back by hand stays taken back
    given days LON 2026-01-10
    given ReverseCharge {"charge_id":"lease:C1:L1:2026-01-01:2026-02-01","reversal_reason":"goodwill"}
    when  TerminateContract {"on":"2026-01-16"}
    then  ContractTerminated
  )");
}

TEST(TerminateContract, FreesItsSpaces) {
  run_table(leased_house, R"(
    case  each once
    given CreateContract {"lines":[ \
            {"line_id":"A","product_id":"RENT","space_id":"YARD","monthly_price":0,"to":"2026-02-01"}, \
            {"line_id":"B","product_id":"RENT","space_id":"YARD","monthly_price":0,"from":"2026-02-01"}, \
            {"line_id":"C","product_id":"RENT","monthly_price":0}, \
            {"line_id":"D","product_id":"RENT","space_id":"OFFICE-1","monthly_price":0}]}
    given SignContract {}
    when  TerminateContract {"on":"2026-03-01"}
    then  ContractTerminated {"space_ids":["YARD","OFFICE-1"]}
  )");
}

TEST(TerminateContract, ChargesTheLastPartInArrears) {
  run_table(leased_house, R"(
    given CreateContract {"billing":"IN_ARREARS"}
    given SignContract {}
    given days LON 2026-02-10

    case  a day to come: charged when it has come
    when  TerminateContract {"on":"2026-02-15"}
    then  ContractTerminated
    given days LON 2026-02-14
    when  OpenBusinessDay {"date":"2026-02-15"}
    then  BusinessDayOpened
    then  ContractEnded
    then  ChargeRaised {"charge_id":"lease:C1:L1:2026-02-01:2026-02-15","net":15500,"on":"2026-02-15"}
    case  a day that has come: charged at once, and what was charged beyond it given back
    when  TerminateContract {"on":"2026-01-16"}
    then  ContractTerminated
    then  ContractEnded
    then  ChargeReversed {"charge_id":"lease:C1:L1:2026-01-01:2026-02-01","net":31000}
    then  ChargeRaised {"charge_id":"lease:C1:L1:2026-01-01:2026-01-16","net":15000}
  )");
}

TEST(TerminateContract, RefusesInThisOrder) {
  run_table(leased_house, R"(
    given CreateContract {"ends_on":"2026-12-31"}

    case  no such contract
    when  TerminateContract {"contract_id":"NONE","on":"2025-01-01"}
    then  UNKNOWN_CONTRACT
    case  a draft, and before its first day
    when  TerminateContract {"on":"2025-12-31"}
    then  INVALID_TRANSITION
    case  ended already, and before its first day
    given SignContract {}
    given days LON 2026-01-10
    given TerminateContract {"on":"2026-01-05"}
    when  TerminateContract {"on":"2025-12-31"}
    then  INVALID_TRANSITION
    case  before its first day
    given SignContract {}
    when  TerminateContract {"on":"2025-12-31"}
    then  BAD_PERIOD
    case  its end
    given SignContract {}
    when  TerminateContract {"on":"2026-12-31"}
    then  BAD_PERIOD
    case  its first day, which is to come: it never starts
    given SignContract {}
    given days LON 2025-12-30
    when  TerminateContract {"on":"2026-01-01"}
    then  ContractTerminated
    given days LON 2025-12-31
    when  OpenBusinessDay {"date":"2026-01-01"}
    then  BusinessDayOpened
    then  ContractEnded {"on":"2026-01-01","terminated":true}
  )");
}

}  // namespace
}  // namespace tenure::test
