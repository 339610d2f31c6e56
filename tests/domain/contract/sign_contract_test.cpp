// SignContract, and how a contract starts.

#include <gtest/gtest.h>

#include "tests/domain/leased_house.h"
#include "tests/domain/scenario.h"

namespace tenure::test {
namespace {

TEST(SignContract, StartsAtOnceWhereTheDayHasCome) {
  run_table(leased_house, R"(
    given CreateContract {"starts_on":"2026-01-10"}

    case  no business day is open
    when  SignContract {}
    then  ContractSigned {"contract_id":"C1","occupier_id":"ACME","site_id":"LON"}
    case  the day before
    given days LON 2026-01-09
    when  SignContract {}
    then  ContractSigned
    case  the first day
    given days LON 2026-01-10
    when  SignContract {}
    then  ContractSigned
    then  ContractStarted {"contract_id":"C1","occupier_id":"ACME","site_id":"LON","on":"2026-01-10"}
    then  ChargeRaised {"charge_id":"lease:C1:L1:2026-01-10:2026-02-01","net":22000,"on":"2026-01-10"}
    case  later: it starts on the agreed day, and what was missed is charged
    given days LON 2026-02-20
    when  SignContract {}
    then  ContractSigned
    then  ContractStarted {"on":"2026-01-10"}
    then  ChargeRaised {"charge_id":"lease:C1:L1:2026-01-10:2026-02-01","net":22000,"on":"2026-02-20"}
    then  ChargeRaised {"charge_id":"lease:C1:L1:2026-02-01:2026-03-01","net":31000,"on":"2026-02-20"}
  )");
}

TEST(SignContract, EndsAtOnceWhatIsOver) {
  run_table(leased_house, R"(
    case  wholly in the past
    given CreateContract {"ends_on":"2026-01-16"}
    given days LON 2026-02-20
    when  SignContract {}
    then  ContractSigned
    then  ContractStarted {"on":"2026-01-01"}
    then  ContractEnded {"contract_id":"C1","on":"2026-01-16","terminated":false}
    then  ChargeRaised {"charge_id":"lease:C1:L1:2026-01-01:2026-01-16","net":15000,"on":"2026-02-20"}
  )");
}

TEST(SignContract, RefusesInThisOrder) {
  run_table(leased_house, R"(
    case  no such contract
    when  SignContract {"contract_id":"NONE"}
    then  UNKNOWN_CONTRACT
    case  signed already
    given CreateContract {}
    given SignContract {}
    when  SignContract {}
    then  INVALID_TRANSITION
    case  in force
    given CreateContract {}
    given SignContract {}
    given days LON 2026-01-01
    when  SignContract {}
    then  INVALID_TRANSITION
    case  ended
    given CreateContract {}
    given SignContract {}
    given days LON 2026-01-05
    given TerminateContract {"on":"2026-01-03"}
    when  SignContract {}
    then  INVALID_TRANSITION
  )");
}

// A back-dated contract can owe more charges than a decision may hold: 1,512 months, 200 lines.
TEST(SignContract, RefusesWhatDoesNotFitOneDecision) {
  std::string lines;
  for (int i = 0; i < 200; ++i) {
    lines += std::string{i == 0 ? "" : ","} + R"({"line_id":"L)" + std::to_string(i) +
             R"(","product_id":"RENT","monthly_price":100})";
  }
  run_table(leased_house, R"(
    given CreateContract {"starts_on":"1900-01-01","lines":[)" +
                              lines + R"(]}
    given days LON 2026-01-01
    case  too much
    when  SignContract {}
    then  TOO_LARGE 100000
  )");
}

}  // namespace
}  // namespace tenure::test
