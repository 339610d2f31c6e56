// The automatic charges of leases and services: when each is raised, for which days, and how much it is.

#include <gtest/gtest.h>

#include "tests/domain/leased_house.h"
#include "tests/domain/scenario.h"

namespace tenure::test {
namespace {

TEST(RecurringCharges, AreRaisedWhenTheirPeriodBegins) {
  run_table(leased_house, R"(
    given CreateContract {"starts_on":"2026-01-10","billing_day":15,"ends_on":"2026-03-20"}
    given SignContract {}

    case  the first part, the whole periods, the last part; nothing in between
    given days LON 2026-01-09
    when  OpenBusinessDay {"date":"2026-01-10"}
    then  BusinessDayOpened
    then  ContractStarted
    then  ChargeRaised {"charge_id":"lease:C1:L1:2026-01-10:2026-01-15","occupier_id":"ACME","site_id":"LON", \
            "product_id":"RENT","cause":"LEASE","contract_id":"C1","subject_id":"L1","quantity":1, \
            "unit_price":31000,"net":5000,"currency":"GBP","currency_exponent":2,"on":"2026-01-10", \
            "service_from":"2026-01-10","service_to":"2026-01-15","description":null}
    given days LON 2026-01-13
    when  OpenBusinessDay {"date":"2026-01-14"}
    then  BusinessDayOpened
    when  OpenBusinessDay {"date":"2026-01-15"}
    then  BusinessDayOpened
    then  ChargeRaised {"charge_id":"lease:C1:L1:2026-01-15:2026-02-15","net":31000,"on":"2026-01-15"}
    when  OpenBusinessDay {"date":"2026-01-16"}
    then  BusinessDayOpened
    given days LON 2026-02-14
    when  OpenBusinessDay {"date":"2026-02-15"}
    then  BusinessDayOpened
    then  ChargeRaised {"charge_id":"lease:C1:L1:2026-02-15:2026-03-15","net":31000,"on":"2026-02-15"}
    given days LON 2026-03-14
    when  OpenBusinessDay {"date":"2026-03-15"}
    then  BusinessDayOpened
    then  ChargeRaised {"charge_id":"lease:C1:L1:2026-03-15:2026-03-20","net":5000,"on":"2026-03-15"}
    given days LON 2026-03-19
    when  OpenBusinessDay {"date":"2026-03-20"}
    then  BusinessDayOpened
    then  ContractEnded
    when  OpenBusinessDay {"date":"2026-03-21"}
    then  BusinessDayOpened
  )");
}

TEST(RecurringCharges, AreRaisedInArrearsWhenTheirPeriodIsOver) {
  run_table(leased_house, R"(
    given CreateContract {"starts_on":"2026-01-10","billing_day":15,"ends_on":"2026-02-20","billing":"IN_ARREARS"}
    given SignContract {}
    case  each on the day after its last
    given days LON 2026-01-10
    given days LON 2026-01-14
    when  OpenBusinessDay {"date":"2026-01-15"}
    then  BusinessDayOpened
    then  ChargeRaised {"charge_id":"lease:C1:L1:2026-01-10:2026-01-15","net":5000,"on":"2026-01-15"}
    given days LON 2026-02-14
    when  OpenBusinessDay {"date":"2026-02-15"}
    then  BusinessDayOpened
    then  ChargeRaised {"charge_id":"lease:C1:L1:2026-01-15:2026-02-15","net":31000,"on":"2026-02-15"}
    given days LON 2026-02-19
    when  OpenBusinessDay {"date":"2026-02-20"}
    then  BusinessDayOpened
    then  ContractEnded
    then  ChargeRaised {"charge_id":"lease:C1:L1:2026-02-15:2026-02-20","net":5536,"on":"2026-02-20"}
  )");
}

TEST(RecurringCharges, KeepTheAnchorOfTheBillingDay) {
  run_table(leased_house, R"(
    given CreateContract {"starts_on":"2026-01-31","billing_day":31}
    given SignContract {}
    case  31 January, 28 February, 31 March
    when  OpenBusinessDay {"date":"2026-04-30"}
    then  BusinessDayOpened
    then  ContractStarted
    then  ChargeRaised {"charge_id":"lease:C1:L1:2026-01-31:2026-02-28","net":31000}
    then  ChargeRaised {"charge_id":"lease:C1:L1:2026-02-28:2026-03-31","net":31000}
    then  ChargeRaised {"charge_id":"lease:C1:L1:2026-03-31:2026-04-30","net":31000}
    then  ChargeRaised {"charge_id":"lease:C1:L1:2026-04-30:2026-05-31","net":31000}
  )");
}

TEST(RecurringCharges, FollowEachLinesOwnDays) {
  run_table(leased_house, R"(
    given CreateContract {"lines":[ \
            {"line_id":"ALL","product_id":"RENT","monthly_price":31000}, \
            {"line_id":"LATE","product_id":"RENT","monthly_price":31000,"from":"2026-01-17"}, \
            {"line_id":"SHORT","product_id":"RENT","monthly_price":31000,"to":"2026-01-17"}, \
            {"line_id":"FREE","product_id":"RENT","monthly_price":0}]}
    given SignContract {}
    case  a line's first day is a day to charge it
    when  OpenBusinessDay {"date":"2026-01-01"}
    then  BusinessDayOpened
    then  ContractStarted
    then  ChargeRaised {"charge_id":"lease:C1:ALL:2026-01-01:2026-02-01","net":31000}
    then  ChargeRaised {"charge_id":"lease:C1:SHORT:2026-01-01:2026-01-17","net":16000}
    given days LON 2026-01-16
    when  OpenBusinessDay {"date":"2026-01-17"}
    then  BusinessDayOpened
    then  ChargeRaised {"charge_id":"lease:C1:LATE:2026-01-17:2026-02-01","net":15000}
    given days LON 2026-01-31
    when  OpenBusinessDay {"date":"2026-02-01"}
    then  BusinessDayOpened
    then  ChargeRaised {"charge_id":"lease:C1:ALL:2026-02-01:2026-03-01","net":31000}
    then  ChargeRaised {"charge_id":"lease:C1:LATE:2026-02-01:2026-03-01","net":31000}
  )");
}

TEST(RecurringCharges, OfServicesFollowThePricesKind) {
  run_table(leased_house, R"(
    given CreateContract {"billing_day":15}
    given SignContract {}
    given days LON 2026-01-10

    case  per month, prorated
    when  ActivateService {"quantity":2,"from":"2026-01-10"}
    then  ServiceActivated
    then  ChargeRaised {"charge_id":"service:S1:2026-01-10:2026-01-15","net":1000,"unit_price":3100,"quantity":2}
    case  per day, each day it covers
    when  ActivateService {"product_id":"CLEANING","quantity":3,"from":"2026-01-10"}
    then  ServiceActivated
    then  ChargeRaised {"charge_id":"service:S1:2026-01-10:2026-01-15","net":7500,"unit_price":500,"quantity":3}
    case  once, never again
    given ActivateService {"product_id":"SETUP","quantity":2,"from":"2026-01-11"}
    when  OpenBusinessDay {"date":"2026-01-11"}
    then  BusinessDayOpened
    then  ChargeRaised {"charge_id":"service:S1:2026-01-11:2026-01-12","net":19800,"unit_price":9900,"quantity":2}
    when  OpenBusinessDay {"date":"2026-01-12"}
    then  BusinessDayOpened
    given days LON 2026-01-14
    when  OpenBusinessDay {"date":"2026-01-15"}
    then  BusinessDayOpened
    then  ChargeRaised {"charge_id":"lease:C1:L1:2026-01-15:2026-02-15"}
    case  by the unit, once too
    given SetPrice {"product_id":"SETUP","unit_price":700,"per":"UNIT","from":"2026-01-01"}
    when  ActivateService {"product_id":"SETUP","quantity":3,"from":"2026-01-10"}
    then  ServiceActivated
    then  ChargeRaised {"charge_id":"service:S1:2026-01-10:2026-01-11","net":2100}
    case  back-dated to before the contract's last billing day
    when  ActivateService {"from":"2026-01-05"}
    then  ServiceActivated
    then  ChargeRaised {"charge_id":"service:S1:2026-01-05:2026-01-15","net":1000}
    case  for nothing
    given SetPrice {"product_id":"VOICE","unit_price":0,"per":"MONTH","from":"2026-01-01"}
    when  ActivateService {"from":"2026-01-05"}
    then  ServiceActivated
  )");
}

TEST(RecurringCharges, OfAServiceOnceAreRaisedOnItsFirstDayInArrearsToo) {
  run_table(leased_house, R"(
    given CreateContract {"billing":"IN_ARREARS"}
    given SignContract {}
    given days LON 2026-01-10
    case  once
    when  ActivateService {"product_id":"SETUP","from":"2026-01-10"}
    then  ServiceActivated
    then  ChargeRaised {"charge_id":"service:S1:2026-01-10:2026-01-11","net":9900}
    case  per day: when the period is over
    when  ActivateService {"product_id":"CLEANING","from":"2026-01-10"}
    then  ServiceActivated
  )");
}

TEST(RecurringCharges, WaitForTheContract) {
  run_table(leased_house, R"(
    case  a service of a contract that is to come is charged when it starts
    given CreateContract {"starts_on":"2026-01-10"}
    given SignContract {}
    given days LON 2026-01-09
    given ActivateService {"from":"2026-01-10"}
    when  OpenBusinessDay {"date":"2026-01-10"}
    then  BusinessDayOpened
    then  ContractStarted
    then  ChargeRaised {"charge_id":"lease:C1:L1:2026-01-10:2026-02-01"}
    then  ChargeRaised {"charge_id":"service:S1:2026-01-10:2026-02-01","net":2200}
    case  a service ends with its contract, also in what it is charged in advance
    given CreateContract {"starts_on":"2026-01-10","ends_on":"2026-01-20"}
    given SignContract {}
    given days LON 2026-01-09
    given ActivateService {"from":"2026-01-10"}
    when  OpenBusinessDay {"date":"2026-01-10"}
    among ChargeRaised {"charge_id":"service:S1:2026-01-10:2026-01-20","net":1000}
  )");
}

TEST(RecurringCharges, RoundAndCountAsTheSiteDoes) {
  run_table(leased_house, R"(
    case  halves away from zero: 2.50 for 15 of 30 days of 5
    given CreateContract {"starts_on":"2026-04-16","lines":[{"line_id":"L1","product_id":"RENT","monthly_price":5}]}
    given SignContract {}
    when  OpenBusinessDay {"date":"2026-04-16"}
    among ChargeRaised {"net":3}
    case  halves to the even
    given CreateContract {"site_id":"ROUND","starts_on":"2026-04-16", \
                          "lines":[{"line_id":"L1","product_id":"RENT","monthly_price":5}]}
    given SignContract {}
    when  OpenBusinessDay {"site_id":"ROUND","date":"2026-04-16"}
    among ChargeRaised {"net":2}
    case  yen have no hundredths
    given CreateContract {"site_id":"TOK","currency":"JPY","starts_on":"2026-04-16"}
    given SignContract {}
    when  OpenBusinessDay {"site_id":"TOK","date":"2026-04-16"}
    among ChargeRaised {"net":15500,"currency":"JPY","currency_exponent":0}
    case  the quantity is multiplied before it is rounded: 3 at 0.05 for half a month are 0.075, not 3 times 0.03
    given CreateContract {"starts_on":"2026-04-01"}
    given SignContract {}
    given SetPrice {"product_id":"VOICE","unit_price":5,"per":"MONTH","from":"2026-01-01"}
    given days LON 2026-04-16
    when  ActivateService {"quantity":3,"from":"2026-04-16"}
    among ChargeRaised {"net":8}
    case  what rounds to nothing is not raised
    given CreateContract {"starts_on":"2026-04-30","lines":[{"line_id":"L1","product_id":"RENT","monthly_price":1}]}
    given SignContract {}
    when  OpenBusinessDay {"date":"2026-04-30"}
    then  BusinessDayOpened
    then  ContractStarted
    when  OpenBusinessDay {"date":"2026-05-01"}
    then  BusinessDayOpened
    then  ChargeRaised {"charge_id":"lease:C1:L1:2026-05-01:2026-06-01","net":1}
  )");
}

// The published cases, as contracts.
TEST(RecurringCharges, AgreeWithPublishedNumbers) {
  run_table(leased_house, R"(
    case  FIXED_30, 19.95: 15 to 23 May 2023, billing day 23
    given CreateContract {"starts_on":"2023-05-15","billing_day":23,"proration":"FIXED_30", \
                          "lines":[{"line_id":"L1","product_id":"RENT","monthly_price":1995}]}
    given SignContract {}
    when  OpenBusinessDay {"date":"2023-05-15"}
    among ChargeRaised {"service_from":"2023-05-15","service_to":"2023-05-23","net":532}
    case  FIXED_30, 19.95: 23 May to 15 June 2023, billing day 15
    given CreateContract {"starts_on":"2023-05-23","billing_day":15,"proration":"FIXED_30", \
                          "lines":[{"line_id":"L1","product_id":"RENT","monthly_price":1995}]}
    given SignContract {}
    when  OpenBusinessDay {"date":"2023-05-23"}
    among ChargeRaised {"service_from":"2023-05-23","service_to":"2023-06-15","net":1463}
    case  FIXED_30, 19.95: 23 April to 23 May billed, ended on 15 May, credit 5.32: 19.95 back, 14.63 kept
    given CreateContract {"starts_on":"2023-04-23","billing_day":23,"proration":"FIXED_30", \
                          "lines":[{"line_id":"L1","product_id":"RENT","monthly_price":1995}]}
    given SignContract {}
    given days LON 2023-04-23
    when  TerminateContract {"on":"2023-05-15"}
    then  ContractTerminated
    then  ChargeReversed {"net":1995}
    then  ChargeRaised {"service_from":"2023-04-23","service_to":"2023-05-15","net":1463}
    case  ACTUAL_DAYS: 50.00 from 10 August
    given CreateContract {"starts_on":"2026-08-10","lines":[{"line_id":"L1","product_id":"RENT","monthly_price":5000}]}
    given SignContract {}
    when  OpenBusinessDay {"date":"2026-08-10"}
    among ChargeRaised {"net":3548}
    case  ACTUAL_DAYS: 9.99 from 15 January
    given CreateContract {"starts_on":"2026-01-15","lines":[{"line_id":"L1","product_id":"RENT","monthly_price":999}]}
    given SignContract {}
    when  OpenBusinessDay {"date":"2026-01-15"}
    among ChargeRaised {"net":548}
    case  100,000.00 from 2 October 2011: FIXED_30
    given CreateContract {"starts_on":"2011-10-02","proration":"FIXED_30", \
                          "lines":[{"line_id":"L1","product_id":"RENT","monthly_price":10000000}]}
    given SignContract {}
    when  OpenBusinessDay {"date":"2011-10-02"}
    among ChargeRaised {"net":10000000}
    case  100,000.00 from 2 October 2011: ANNUAL_365
    given CreateContract {"starts_on":"2011-10-02","proration":"ANNUAL_365", \
                          "lines":[{"line_id":"L1","product_id":"RENT","monthly_price":10000000}]}
    given SignContract {}
    when  OpenBusinessDay {"date":"2011-10-02"}
    among ChargeRaised {"net":9863014}
    case  100,000.00 from 2 October 2011: ACTUAL_DAYS
    given CreateContract {"starts_on":"2011-10-02", \
                          "lines":[{"line_id":"L1","product_id":"RENT","monthly_price":10000000}]}
    given SignContract {}
    when  OpenBusinessDay {"date":"2011-10-02"}
    among ChargeRaised {"net":9677419}
    case  NONE
    given CreateContract {"starts_on":"2011-10-31","proration":"NONE"}
    given SignContract {}
    when  OpenBusinessDay {"date":"2011-10-31"}
    among ChargeRaised {"service_from":"2011-10-31","service_to":"2011-11-01","net":31000}
  )");
}

}  // namespace
}  // namespace tenure::test
