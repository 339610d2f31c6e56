// GiveNotice and DiscardContract.

#include <gtest/gtest.h>

#include "tests/domain/leased_house.h"
#include "tests/domain/scenario.h"

namespace tenure::test {
namespace {

constexpr std::string_view with_terms = R"(
    given CreateContract {"starts_on":"2026-01-01","ends_on":"2028-01-01","notice_months":3,"minimum_term_months":12, \
            "lines":[{"line_id":"L1","product_id":"RENT","space_id":"YARD","monthly_price":31000}]}
    given SignContract {}
    given days LON 2026-01-05
)";

TEST(GiveNotice, EndsTheContractOnItsDay) {
  run_table(std::string{leased_house} + std::string{with_terms}, R"(
    case  a day to come: in force until then, the space is free from then on
    when  GiveNotice {"given_on":"2026-10-01","ends_on":"2027-01-01"}
    then  NoticeGiven {"contract_id":"C1","occupier_id":"ACME","site_id":"LON","given_on":"2026-10-01","ends_on":"2027-01-01", \
            "override_reason":null,"approved_by":null,"space_ids":["YARD"]}
    when  CreateContract {"contract_id":"C9","starts_on":"2027-01-01","lines":[{"line_id":"L1","product_id":"RENT","space_id":"YARD","monthly_price":1}]}
    then  ContractCreated
    when  ActivateService {"from":"2026-12-31"}
    then  ServiceActivated
    when  ActivateService {"service_id":"S2","from":"2027-01-01"}
    then  NO_CONTRACT
    case  an override is recorded and what was charged beyond is given back
    when  GiveNotice {"given_on":"2026-01-05","ends_on":"2026-01-16","override_reason":"flooded","approved_by":"Ada Byron"}
    then  NoticeGiven {"override_reason":"flooded","approved_by":"Ada Byron"}
    then  ChargeReversed {"charge_id":"lease:C1:L1:2026-01-01:2026-02-01","kind":"REPLACED"}
    then  ChargeRaised {"charge_id":"lease:C1:L1:2026-01-01:2026-01-16","net":15000}
    given days LON 2026-01-15
    when  OpenBusinessDay {"date":"2026-01-16"}
    then  BusinessDayOpened
    then  ContractEnded {"on":"2026-01-16","terminated":false,"renewed":null}
    case  a day that has come ends it at once
    when  GiveNotice {"given_on":"2026-01-02","ends_on":"2026-01-04","override_reason":"flooded","approved_by":"Ada Byron"}
    then  NoticeGiven
    then  ContractEnded {"on":"2026-01-04","terminated":false}
    then  ChargeReversed
    then  ChargeRaised {"charge_id":"lease:C1:L1:2026-01-01:2026-01-04","net":3000}
    case  the agreed end
    when  GiveNotice {"given_on":"2026-01-02","ends_on":"2028-01-01"}
    then  NoticeGiven
    case  terminated after notice
    given GiveNotice {"given_on":"2026-10-01","ends_on":"2027-01-01"}
    when  TerminateContract {"on":"2026-01-05"}
    among ContractEnded {"terminated":true}
  )");
}

TEST(GiveNotice, CountsMonthsOfTheCalendar) {
  run_table(leased_house, R"(
    case  31 August and six months are 28 February
    given CreateContract {"notice_months":6}
    given SignContract {}
    given days LON 2026-01-05
    when  GiveNotice {"given_on":"2026-08-31","ends_on":"2027-02-27"}
    then  NOTICE_TOO_SHORT 2027-02-28
    when  GiveNotice {"given_on":"2026-08-31","ends_on":"2027-02-28"}
    then  NoticeGiven
    case  a leap year's last day of February and a year
    given CreateContract {"starts_on":"2024-02-29","minimum_term_months":12}
    given SignContract {}
    given days LON 2024-02-29
    when  GiveNotice {"given_on":"2024-03-01","ends_on":"2025-02-27"}
    then  MIN_TERM 2025-02-28
    when  GiveNotice {"given_on":"2024-03-01","ends_on":"2025-02-28"}
    then  NoticeGiven
  )");
}

TEST(GiveNotice, RefusesInThisOrder) {
  run_table(std::string{leased_house} + std::string{with_terms}, R"(
    case  no such contract, and all below
    when  GiveNotice {"contract_id":"NONE","given_on":"2026-02-01","ends_on":"2026-02-01","override_reason":"x"}
    then  UNKNOWN_CONTRACT
    case  a draft, and all below
    given CreateContract {"contract_id":"D1"}
    when  GiveNotice {"contract_id":"D1","given_on":"2026-02-01","ends_on":"2026-02-01","override_reason":"x"}
    then  INVALID_TRANSITION
    case  twice
    given GiveNotice {"given_on":"2026-10-01","ends_on":"2027-01-01"}
    when  GiveNotice {"given_on":"2026-10-01","ends_on":"2027-02-01"}
    then  INVALID_TRANSITION
    case  terminated, though still in force
    given TerminateContract {"on":"2026-06-01"}
    when  GiveNotice {"given_on":"2026-02-01","ends_on":"2026-05-01"}
    then  INVALID_TRANSITION
    case  renewed
    given RenewContract {}
    when  GiveNotice {"given_on":"2026-10-01","ends_on":"2027-01-01"}
    then  INVALID_TRANSITION C2
    case  not after the day it is given, and all below
    when  GiveNotice {"given_on":"2026-02-01","ends_on":"2026-02-01","override_reason":"x"}
    then  BAD_PERIOD
    case  before the first day
    when  GiveNotice {"given_on":"2025-02-01","ends_on":"2025-12-31","override_reason":"x"}
    then  BAD_PERIOD
    case  after the end
    when  GiveNotice {"given_on":"2026-02-01","ends_on":"2028-01-02","override_reason":"x"}
    then  BAD_PERIOD
    case  a reason without an approver, and all below
    when  GiveNotice {"given_on":"2026-01-01","ends_on":"2026-03-31","override_reason":"x"}
    then  OVERRIDE_NOT_AUTHORISED
    case  an approver without a reason
    when  GiveNotice {"given_on":"2026-01-01","ends_on":"2026-03-31","approved_by":"Ada"}
    then  OVERRIDE_NOT_AUTHORISED
    case  too short, and within the minimum term
    when  GiveNotice {"given_on":"2026-01-01","ends_on":"2026-03-31"}
    then  NOTICE_TOO_SHORT 2026-04-01
    case  within the minimum term
    when  GiveNotice {"given_on":"2026-01-01","ends_on":"2026-12-31"}
    then  MIN_TERM 2027-01-01
  )");
}

TEST(DiscardContract, UndoesWhatWasPrepared) {
  run_table(leased_house, R"(
    given CreateContract {"starts_on":"2026-02-01","lines":[{"line_id":"L1","product_id":"RENT","space_id":"YARD","monthly_price":31000}]}
    given ProvisionPhoneNumber {"number":"+442079460001"}

    case  a draft
    when  DiscardContract {}
    then  ContractDiscarded {"contract_id":"C1","occupier_id":"ACME","site_id":"LON","space_ids":["YARD"]}
    when  CreateContract {"contract_id":"C2","lines":[{"line_id":"L1","product_id":"RENT","space_id":"YARD","monthly_price":1}]}
    then  ContractCreated
    when  SignContract {}
    then  INVALID_TRANSITION
    case  signed, with a service and a number
    given SignContract {}
    given days LON 2026-01-10
    given ActivateService {"from":"2026-02-01","entitlements":{"phone_numbers":1}}
    given AllocatePhoneNumber {"number":"+442079460001"}
    when  DiscardContract {}
    then  ContractDiscarded
    then  ServiceCeased {"service_id":"S1","effective_on":"2026-02-01"}
    then  NumberReleased {"number":"+442079460001","on":"2026-01-10","cooldown_until":"2026-01-20"}
    given days LON 2026-01-31
    when  OpenBusinessDay {"date":"2026-02-01"}
    then  BusinessDayOpened
    case  before the first business day
    given SignContract {}
    given AllocatePhoneNumber {"number":"+442079460001"}
    when  DiscardContract {}
    then  ContractDiscarded
    then  NumberReleased {"on":"2026-02-01"}
    case  another contract keeps the number
    given SignContract {}
    given AllocatePhoneNumber {"number":"+442079460001"}
    given CreateContract {"contract_id":"C2","starts_on":"2026-03-01"}
    given SignContract {"contract_id":"C2"}
    when  DiscardContract {}
    then  ContractDiscarded
  )");
}

TEST(DiscardContract, RefusesInThisOrder) {
  run_table(leased_house, R"(
    given CreateContract {}
    case  no such contract
    when  DiscardContract {"contract_id":"NONE"}
    then  UNKNOWN_CONTRACT
    case  in force
    given SignContract {}
    given days LON 2026-01-10
    when  DiscardContract {}
    then  CONTRACT_STARTED
    case  over
    given SignContract {}
    given days LON 2026-01-10
    given TerminateContract {"on":"2026-01-10"}
    when  DiscardContract {}
    then  CONTRACT_STARTED
    case  twice
    given DiscardContract {}
    when  DiscardContract {}
    then  INVALID_TRANSITION
  )");
}

}  // namespace
}  // namespace tenure::test
