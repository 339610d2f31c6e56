// RenewContract, and contracts that renew themselves.

#include <gtest/gtest.h>

#include "tests/domain/leased_house.h"
#include "tests/domain/scenario.h"

namespace tenure::test {
namespace {

constexpr std::string_view to_renew = R"(
    given CreateContract {"ends_on":"2026-02-15","notice_months":3,"deposit":500,"lines":[ \
            {"line_id":"L1","product_id":"RENT","space_id":"YARD","monthly_price":31000}, \
            {"line_id":"OLD","product_id":"RENT","monthly_price":1,"to":"2026-02-14"}]}
    given SignContract {}
)";

TEST(RenewContract, AgreesASuccessor) {
  run_table(std::string{leased_house} + std::string{to_renew}, R"(
    case  the old terms, the lines of the last day at its prices
    given SchedulePriceStep {"from":"2026-02-01","monthly_price":28000}
    given days LON 2026-01-10
    when  RenewContract {"ends_on":"2027-02-15"}
    then  ContractCreated {"contract_id":"C2","occupier_id":"ACME","site_id":"LON","starts_on":"2026-02-15","ends_on":"2027-02-15", \
            "currency":"GBP","billing_day":1,"billing":"IN_ADVANCE","proration":"ACTUAL_DAYS","notice_months":3, \
            "minimum_term_months":null,"auto_renew_months":null,"deposit":null, \
            "lines":[{"line_id":"L1","product_id":"RENT","space_id":"YARD","monthly_price":28000,"from":"2026-02-15","to":"2027-02-15"}]}
    then  ContractSigned {"contract_id":"C2"}
    then  ContractRenewed {"contract_id":"C1","occupier_id":"ACME","site_id":"LON","new_contract_id":"C2"}
    case  other lines, without an end
    when  RenewContract {"lines":[{"line_id":"NEW","product_id":"RENT","monthly_price":5}]}
    then  ContractCreated {"ends_on":null,"lines":[{"line_id":"NEW","product_id":"RENT","monthly_price":5,"from":"2026-02-15"}]}
    then  ContractSigned
    then  ContractRenewed
    case  after notice
    given CreateContract {"contract_id":"C5","ends_on":"2026-03-01"}
    given SignContract {"contract_id":"C5"}
    given days LON 2026-01-10
    given GiveNotice {"contract_id":"C5","given_on":"2026-01-10","ends_on":"2026-03-01"}
    when  RenewContract {"contract_id":"C5","new_contract_id":"C6"}
    then  ContractCreated {"starts_on":"2026-03-01"}
    then  ContractSigned
    then  ContractRenewed
    case  again, after the successor was discarded
    given RenewContract {}
    given DiscardContract {"contract_id":"C2"}
    when  RenewContract {"new_contract_id":"C3"}
    then  ContractCreated
    then  ContractSigned
    then  ContractRenewed {"new_contract_id":"C3"}
  )");
}

TEST(RenewContract, CarriesServicesAndNumbersOn) {
  run_table(std::string{leased_house} + std::string{to_renew}, R"(
    given ActivateService {"entitlements":{"phone_numbers":1}}
    given ActivateService {"service_id":"ONCE","product_id":"SETUP"}
    given days LON 2026-01-10
    given ProvisionPhoneNumber {"number":"+442079460001"}
    given AllocatePhoneNumber {"number":"+442079460001"}
    given ActivatePhoneNumber {"number":"+442079460001"}

    case  on the day
    given RenewContract {}
    given days LON 2026-02-14
    when  OpenBusinessDay {"date":"2026-02-15"}
    then  BusinessDayOpened
    then  ContractEnded {"contract_id":"C1","on":"2026-02-15","terminated":false,"renewed":true}
    then  ServiceContinued {"service_id":"S1","contract_id":"C2","previous_contract_id":"C1","occupier_id":"ACME","site_id":"LON"}
    then  ServiceContinued {"service_id":"ONCE"}
    then  ContractStarted {"contract_id":"C2"}
    then  ChargeRaised {"charge_id":"lease:C2:L1:2026-02-15:2026-03-01","net":15500}
    then  ChargeRaised {"charge_id":"service:S1:2026-02-15:2026-03-01","contract_id":"C2","net":1550}
    given days LON 2026-02-28
    when  OpenBusinessDay {"date":"2026-03-01"}
    then  BusinessDayOpened
    then  ChargeRaised {"charge_id":"lease:C2:L1:2026-03-01:2026-04-01"}
    then  ChargeRaised {"charge_id":"service:S1:2026-03-01:2026-04-01","contract_id":"C2","net":3100}
    when  CeaseService {"service_id":"S1","effective_on":"2026-02-10"}
    then  SERVICE_IN_USE
    given TerminateContract {"contract_id":"C2","on":"2026-02-20"}
    case  a service is ended for a day of the former contract
    given RenewContract {}
    given days LON 2026-02-20
    given ActivateService {"service_id":"S3","contract_id":"C2","from":"2026-02-20","entitlements":{"phone_numbers":1}}
    when  CeaseService {"service_id":"S1","effective_on":"2026-02-10"}
    then  ServiceCeased {"contract_id":"C2"}
    then  ChargeReversed {"charge_id":"service:S1:2026-02-01:2026-02-15","contract_id":"C1"}
    then  ChargeRaised {"charge_id":"service:S1:2026-02-01:2026-02-10","contract_id":"C1","net":996}
    then  ChargeReversed {"charge_id":"service:S1:2026-02-15:2026-03-01","contract_id":"C2"}
    case  the successor was discarded: services cease as they would have
    given RenewContract {}
    given DiscardContract {"contract_id":"C2"}
    given days LON 2026-02-14
    when  OpenBusinessDay {"date":"2026-02-15"}
    then  BusinessDayOpened
    then  ContractEnded {"renewed":null}
    then  ServiceCeased
    then  ServiceCeased
    then  NumberReleased
    case  the old one is terminated earlier: nothing carries on
    given RenewContract {}
    when  TerminateContract {"on":"2026-01-10"}
    among ContractEnded {"terminated":true,"renewed":null}
    among ServiceCeased {"service_id":"S1"}
    without ServiceContinued
  )");
}

TEST(RenewContract, IsCaughtUpInTheOrderOfTime) {
  run_table(leased_house, R"(
    case  both are over by the site's first day, the successor's id is the lower one
    given CreateContract {"contract_id":"B-OLD","ends_on":"2026-01-11"}
    given SignContract {"contract_id":"B-OLD"}
    given ActivateService {"contract_id":"B-OLD","product_id":"CLEANING"}
    given RenewContract {"contract_id":"B-OLD","new_contract_id":"A-NEW","ends_on":"2026-01-21"}
    when  OpenBusinessDay {"date":"2026-03-01"}
    then  BusinessDayOpened
    then  ContractStarted {"contract_id":"B-OLD"}
    then  ContractEnded {"contract_id":"B-OLD","renewed":true}
    then  ChargeRaised {"charge_id":"lease:B-OLD:L1:2026-01-01:2026-01-11"}
    then  ServiceContinued {"contract_id":"A-NEW"}
    then  ChargeRaised {"charge_id":"service:S1:2026-01-01:2026-01-11","contract_id":"B-OLD","net":5000}
    then  ContractStarted {"contract_id":"A-NEW"}
    then  ContractEnded {"contract_id":"A-NEW"}
    then  ChargeRaised {"charge_id":"lease:A-NEW:L1:2026-01-11:2026-01-21"}
    then  ServiceCeased {"contract_id":"A-NEW","effective_on":"2026-01-21"}
    then  ChargeRaised {"charge_id":"service:S1:2026-01-11:2026-01-21","contract_id":"A-NEW","net":5000}
  )");
}

TEST(RenewContract, RefusesInThisOrder) {
  run_table(std::string{leased_house} + std::string{to_renew}, R"(
    default RenewContract {"contract_id":"C1","new_contract_id":"C1","ends_on":"2026-02-15", \
            "lines":[{"line_id":"L:1","product_id":"NONE","space_id":"NONE","monthly_price":1}]}
    case  no such contract, and all below
    when  RenewContract {"contract_id":"NONE"}
    then  UNKNOWN_CONTRACT
    case  a draft, and all below
    given CreateContract {"contract_id":"D1","ends_on":"2026-03-01"}
    when  RenewContract {"contract_id":"D1"}
    then  INVALID_TRANSITION
    case  over, and all below
    given days LON 2026-01-10
    given TerminateContract {"on":"2026-01-10"}
    when  RenewContract {}
    then  INVALID_TRANSITION
    case  terminated for a day to come
    given days LON 2026-01-10
    given TerminateContract {"on":"2026-02-10"}
    when  RenewContract {}
    then  INVALID_TRANSITION
    case  renewed already
    given RenewContract {"new_contract_id":"C2","ends_on":"2026-03-01","lines":null}
    when  RenewContract {}
    then  INVALID_TRANSITION C2
    case  the new id is taken, and all below
    when  RenewContract {}
    then  ALREADY_EXISTS
    case  no such product, and all below
    when  RenewContract {"new_contract_id":"C2"}
    then  UNKNOWN_PRODUCT
    case  no such space, and all below
    when  RenewContract {"new_contract_id":"C2","lines":[{"line_id":"L:1","product_id":"VOICE","space_id":"NONE","monthly_price":1}]}
    then  UNKNOWN_SPACE
    case  it ends where it starts, and all below
    when  RenewContract {"new_contract_id":"C2","lines":[{"line_id":"L:1","product_id":"VOICE","monthly_price":1}]}
    then  BAD_PERIOD
    case  open-ended
    given CreateContract {"contract_id":"OPEN"}
    given SignContract {"contract_id":"OPEN"}
    when  RenewContract {"contract_id":"OPEN","new_contract_id":"C2","ends_on":null,"lines":null}
    then  BAD_PERIOD no end
    case  a line that ends before it begins
    when  RenewContract {"new_contract_id":"C2","ends_on":"2026-03-01","lines":[{"line_id":"L:1","product_id":"VOICE","monthly_price":1,"to":"2026-02-15"}]}
    then  BAD_PERIOD
    case  no line
    when  RenewContract {"new_contract_id":"C2","ends_on":"2026-03-01","lines":[]}
    then  BAD_LINES
    case  no line is left on the last day
    given AmendContract {"effective_on":"2026-02-01","end_line_ids":["L1"]}
    when  RenewContract {"new_contract_id":"C2","ends_on":"2026-03-01","lines":null}
    then  BAD_LINES
    case  a colon, and all below
    when  RenewContract {"new_contract_id":"C2","ends_on":"2026-03-01","lines":[{"line_id":"L:1","product_id":"VOICE","monthly_price":1}]}
    then  BAD_LINES colon
    case  not a lease, and all below
    when  RenewContract {"new_contract_id":"C2","ends_on":"2026-03-01","lines":[{"line_id":"L1","product_id":"VOICE","monthly_price":1,"from":"2026-02-14"}]}
    then  WRONG_PRODUCT_KIND
    case  before its first day
    when  RenewContract {"new_contract_id":"C2","ends_on":"2026-03-01","lines":[{"line_id":"L1","product_id":"RENT","monthly_price":1,"from":"2026-02-14"}]}
    then  OUTSIDE_CONTRACT
    case  somebody else has the space by then
    given CreateContract {"contract_id":"C9","starts_on":"2026-02-20","lines":[{"line_id":"L1","product_id":"RENT","space_id":"YARD","monthly_price":1}]}
    when  RenewContract {"new_contract_id":"C2","ends_on":"2026-03-01","lines":null}
    then  SPACE_UNAVAILABLE YARD
    when  RenewContract {"new_contract_id":"C2","ends_on":"2026-02-20","lines":null}
    then  ContractCreated
    then  ContractSigned
    then  ContractRenewed
  )");
}

TEST(AutoRenewal, ExtendsAContractThatNobodyEnded) {
  run_table(leased_house, R"(
    given CreateContract {"starts_on":"2025-12-31","ends_on":"2026-01-31","auto_renew_months":1,"billing_day":15,"lines":[ \
            {"line_id":"L1","product_id":"RENT","space_id":"YARD","monthly_price":31000}, \
            {"line_id":"SHORT","product_id":"RENT","monthly_price":3100,"to":"2026-01-30"}]}
    given SignContract {}

    case  again and again, from the agreed end; what was cut off at the end is charged as a whole
    given days LON 2026-01-30
    when  OpenBusinessDay {"date":"2026-01-31"}
    then  BusinessDayOpened
    then  ContractExtended {"contract_id":"C1","previous_ends_on":"2026-01-31","ends_on":"2026-02-28","space_ids":["YARD"]}
    then  ChargeReversed {"charge_id":"lease:C1:L1:2026-01-15:2026-01-31","net":16000,"kind":"REPLACED"}
    then  ChargeRaised {"charge_id":"lease:C1:L1:2026-01-15:2026-02-15","net":31000}
    given days LON 2026-02-27
    when  OpenBusinessDay {"date":"2026-02-28"}
    among ContractExtended {"previous_ends_on":"2026-02-28","ends_on":"2026-03-31"}
    without ContractEnded
    when  CreateContract {"contract_id":"C9","starts_on":"2026-03-30","lines":[{"line_id":"L1","product_id":"RENT","space_id":"YARD","monthly_price":1}]}
    then  SPACE_UNAVAILABLE
    case  notice for the end stops it
    given days LON 2026-01-10
    given GiveNotice {"given_on":"2026-01-10","ends_on":"2026-01-31"}
    given days LON 2026-01-30
    when  OpenBusinessDay {"date":"2026-01-31"}
    among ContractEnded {"terminated":false}
    without ContractExtended
    case  so does a termination
    given days LON 2026-01-10
    given TerminateContract {"on":"2026-01-30"}
    given days LON 2026-01-29
    when  OpenBusinessDay {"date":"2026-01-30"}
    among ContractEnded {"terminated":true}
    case  and a successor
    given days LON 2026-01-10
    given RenewContract {}
    given days LON 2026-01-30
    when  OpenBusinessDay {"date":"2026-01-31"}
    among ContractEnded {"renewed":true}
    without ContractExtended
    case  somebody else has the space by then: it ends as agreed
    given days LON 2026-01-10
    given CreateContract {"contract_id":"C9","starts_on":"2026-02-27","lines":[{"line_id":"L1","product_id":"RENT","space_id":"YARD","monthly_price":1}]}
    given days LON 2026-01-30
    when  OpenBusinessDay {"date":"2026-01-31"}
    among ContractEnded {"contract_id":"C1"}
    without ContractExtended
  )");
  run_table(leased_house, R"(
    case  signed when three terms have passed
    given CreateContract {"starts_on":"2026-01-01","ends_on":"2026-02-01","auto_renew_months":1}
    given days LON 2026-04-10
    when  SignContract {}
    then  ContractSigned
    then  ContractStarted
    then  ContractExtended {"ends_on":"2026-03-01"}
    then  ContractExtended {"ends_on":"2026-04-01"}
    then  ContractExtended {"ends_on":"2026-05-01"}
    then  ChargeRaised {"charge_id":"lease:C1:L1:2026-01-01:2026-02-01"}
    then  ChargeRaised {"charge_id":"lease:C1:L1:2026-02-01:2026-03-01"}
    then  ChargeRaised {"charge_id":"lease:C1:L1:2026-03-01:2026-04-01"}
    then  ChargeRaised {"charge_id":"lease:C1:L1:2026-04-01:2026-05-01"}
  )");
}

}  // namespace
}  // namespace tenure::test
