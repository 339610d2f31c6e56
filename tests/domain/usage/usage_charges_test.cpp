// From a call to its charge: rated when it is recorded, charged when its month is over.

#include <algorithm>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "domain/states.h"
#include "tests/domain/let_house.h"
#include "tests/domain/scenario.h"

namespace tenure::test {
namespace {

// National calls 2.00 pence a minute by the second, included minutes first; France 60 pence a minute after a fee of 5
// pence, never included. Anything else has no rate.
constexpr std::string_view calls = R"(
  default DefineTariff {"tariff_id":"STANDARD","currency":"GBP"}
  default ProvisionPhoneNumber {"site_id":"LON","kind":"GEOGRAPHIC"}
  default AllocatePhoneNumber {"occupier_id":"ACME"}
  default ActivateService {"contract_id":"ACME-LON","product_id":"VOICE","quantity":1,"from":"2026-01-01"}
  default RecordUsage {"meter_id":"PBX-1","usage_id":"1","kind":"CALL","number":"+442079460001", \
                       "starts_at":"2026-01-05T09:00:00Z","seconds":61,"destination":"+442079460099"}
  default SetSiteTariff {"site_id":"LON","tariff_id":"STANDARD","product_id":"CALLS","from":"2026-01-01"}
  given DefineProduct {"product_id":"CALLS","kind":"USAGE"}
  given DefineTariff {"from":"2026-01-01","rates":[ \
      {"prefix":"44","connection_fee":0,"per_minute":2000000,"initial_seconds":1,"increment_seconds":1}, \
      {"prefix":"33","connection_fee":5000000,"per_minute":60000000,"initial_seconds":60,"increment_seconds":60, \
       "use_allowance":false}]}
  given SetSiteTariff {}
  given ProvisionPhoneNumber {"number":"+442079460001"}
  given AllocatePhoneNumber {"number":"+442079460001"}
)";

std::string house_that_calls() { return std::string{let_house} + std::string{calls}; }

TEST(UsageRating, IsFrozenWithTheCall) {
  run_table(house_that_calls(), R"(
    case  by the longest prefix, to the increment
    when  RecordUsage {"destination":"+33123456789"}
    then  UsageRecorded {"rating":{"tariff_id":"STANDARD","tariff_from":"2026-01-01","product_id":"CALLS", \
                         "prefix":"33","billed_seconds":120,"connection_fee":5000000,"per_minute":60000000, \
                         "use_allowance":false,"currency":"GBP","currency_exponent":2},"first_unsettled":true}

    case  a national destination is read in the site's country
    when  RecordUsage {"destination":"020 7946 0099"}
    then  UsageRecorded {"rating":{"tariff_id":"STANDARD","tariff_from":"2026-01-01","product_id":"CALLS", \
                         "prefix":"44","billed_seconds":61,"connection_fee":0,"per_minute":2000000, \
                         "use_allowance":true,"currency":"GBP","currency_exponent":2}}

    case  the next one of the month does not begin to wait
    given RecordUsage {}
    when  RecordUsage {"usage_id":"2"}
    then  UsageRecorded {"first_unsettled":false}

    case  a call that nobody answered costs nothing and needs no rate
    when  RecordUsage {"seconds":0,"destination":"+81312345678"}
    then  UsageRecorded {"rating":null,"first_unsettled":null}

    case  what is not a call is not rated
    when  RecordUsage {"kind":"PRINT","seconds":null,"units":4}
    then  UsageRecorded {"rating":null}

    case  the version of the day of the call, whatever was defined since
    given DefineTariff {"from":"2026-01-06","rates":[{"prefix":"44","connection_fee":0,"per_minute":9000000, \
                        "initial_seconds":1,"increment_seconds":1}]}
    given days LON 2026-01-10
    when  RecordUsage {"starts_at":"2026-01-05T23:59:59Z"}
    then  UsageRecorded {"rating":{"tariff_id":"STANDARD","tariff_from":"2026-01-01","product_id":"CALLS", \
                         "prefix":"44","billed_seconds":61,"connection_fee":0,"per_minute":2000000, \
                         "use_allowance":true,"currency":"GBP","currency_exponent":2}}
    when  RecordUsage {"usage_id":"2","starts_at":"2026-01-06T00:00:00Z"}
    then  UsageRecorded {"rating":{"tariff_id":"STANDARD","tariff_from":"2026-01-06","product_id":"CALLS", \
                         "prefix":"44","billed_seconds":61,"connection_fee":0,"per_minute":9000000, \
                         "use_allowance":true,"currency":"GBP","currency_exponent":2}}
  )");
}

TEST(UsageRating, RefusesWhatItCannotRate) {
  run_table(house_that_calls(), R"(
    case  a destination without a rate
    when  RecordUsage {"destination":"+81312345678"}
    then  NO_RATE

    case  no destination, where there is no rate for every number
    when  RecordUsage {"destination":null}
    then  NO_RATE

    case  the site's tariff has no version yet
    given DefineTariff {"tariff_id":"LATER","from":"2026-03-01","rates":[{"connection_fee":0, \
                        "per_minute":0,"initial_seconds":1,"increment_seconds":1}]}
    given SetSiteTariff {"tariff_id":"LATER"}
    when  RecordUsage {}
    then  NO_RATE begins later

    case  a call that is too long
    given DefineTariff {"from":"2026-01-01","rates":[{"prefix":"44","connection_fee":0,"per_minute":1, \
                        "initial_seconds":1,"increment_seconds":86400}]}
    when  RecordUsage {"seconds":4294967295}
    then  AMOUNT_OVERFLOW

    case  a month that would cost more than there is
    given DefineTariff {"from":"2026-01-01","rates":[{"prefix":"44","connection_fee":9000000000000000000, \
                        "per_minute":9000000000000000000,"initial_seconds":1,"increment_seconds":1}]}
    given RecordUsage {"seconds":4000}
    when  RecordUsage {"usage_id":"2","seconds":4000}
    then  AMOUNT_OVERFLOW
  )");
}

TEST(UsageCharges, AreRaisedWhenTheMonthIsOver) {
  run_table(house_that_calls(), R"(
    given RecordUsage {"seconds":90}
    given RecordUsage {"usage_id":"2","destination":"+33123456789"}
    given days LON 2026-01-31

    case  once for the month: 3 pence of national calls, 125 of calls to France
    when  OpenBusinessDay {"site_id":"LON","date":"2026-02-01"}
    among ChargeRaised {"charge_id":"usage:LON/ACME:2026-01:1","occupier_id":"ACME","site_id":"LON","product_id":"CALLS", \
                        "cause":"USAGE","contract_id":"ACME-LON","subject_id":"LON/ACME/2026-01","quantity":1, \
                        "unit_price":128,"net":128,"currency":"GBP","on":"2026-02-01","service_from":"2026-01-01", \
                        "service_to":"2026-02-01"}
    among UsageSettled {"occupier_id":"ACME","site_id":"LON","month":"2026-01-01","calls":2,"billed_seconds":210, \
                        "allowance_seconds":0,"charge_id":"usage:LON/ACME:2026-01:1","net":128,"on":"2026-02-01"}

    case  and not again
    given days LON 2026-02-01
    when  OpenBusinessDay {"site_id":"LON","date":"2026-02-02"}
    without ChargeRaised
    without UsageSettled

    case  a call that comes late is charged with the others when the next day opens
    given days LON 2026-02-10
    given RecordUsage {"usage_id":"3","seconds":60,"starts_at":"2026-01-04T09:00:00Z","number":null, \
                       "occupier_id":"ACME","site_id":"LON"}
    when  OpenBusinessDay {"site_id":"LON","date":"2026-02-11"}
    then  BusinessDayOpened
    then  ChargeReversed {"charge_id":"usage:LON/ACME:2026-01:1","net":128,"kind":"REPLACED","on":"2026-02-11"}
    then  ChargeRaised {"charge_id":"usage:LON/ACME:2026-01:2","net":130,"on":"2026-02-11"}
    then  UsageSettled {"calls":3,"charge_id":"usage:LON/ACME:2026-01:2","net":130}

    case  a late call that costs nothing changes no charge
    given DefineTariff {"from":"2026-01-01","rates":[{"prefix":"44","connection_fee":0,"per_minute":0, \
                        "initial_seconds":1,"increment_seconds":1}]}
    given days LON 2026-02-10
    given RecordUsage {"usage_id":"3"}
    when  OpenBusinessDay {"site_id":"LON","date":"2026-02-11"}
    then  BusinessDayOpened
    then  UsageSettled {"calls":3,"charge_id":"usage:LON/ACME:2026-01:1","net":128}

    case  a month that comes to nothing has no charge
    given DefineTariff {"from":"2026-02-01","rates":[{"prefix":"44","connection_fee":0,"per_minute":0, \
                        "initial_seconds":1,"increment_seconds":1}]}
    given days LON 2026-02-28
    given RecordUsage {"usage_id":"3","starts_at":"2026-02-05T09:00:00Z"}
    when  OpenBusinessDay {"site_id":"LON","date":"2026-03-01"}
    among UsageSettled {"month":"2026-02-01","calls":1,"charge_id":null,"net":0}
    without ChargeRaised {"cause":"USAGE"}
  )");
}

TEST(UsageCharges, IncludedMinutesGoToTheCallsThatStartedFirst) {
  run_table(house_that_calls(), R"(
    given ActivateService {"service_id":"S1","quantity":2,"entitlements":{"call_minutes":5}}

    case  whatever order they arrive in: ten minutes are included, of the last call two minutes are charged
    given RecordUsage {"usage_id":"3","seconds":240,"starts_at":"2026-01-20T09:00:00Z"}
    given RecordUsage {"usage_id":"1","seconds":240,"starts_at":"2026-01-06T09:00:00Z"}
    given RecordUsage {"usage_id":"2","seconds":240,"starts_at":"2026-01-07T09:00:00Z"}
    given days LON 2026-01-31
    when  OpenBusinessDay {"site_id":"LON","date":"2026-02-01"}
    among ChargeRaised {"cause":"USAGE","net":4}
    among UsageSettled {"calls":3,"billed_seconds":720,"allowance_seconds":600,"net":4}

    case  calls that may not use them leave them alone
    given RecordUsage {"usage_id":"1","seconds":60,"destination":"+33123456789"}
    given RecordUsage {"usage_id":"2","seconds":600}
    given days LON 2026-01-31
    when  OpenBusinessDay {"site_id":"LON","date":"2026-02-01"}
    among UsageSettled {"calls":2,"billed_seconds":660,"allowance_seconds":600,"net":65}

    case  a month that is over keeps its minutes when the service changes
    given RecordUsage {"usage_id":"1","seconds":600}
    given days LON 2026-02-03
    given ChangeService {"service_id":"S1","effective_on":"2026-02-02","quantity":1}
    given RecordUsage {"usage_id":"2","seconds":60,"starts_at":"2026-01-06T09:00:00Z"}
    when  OpenBusinessDay {"site_id":"LON","date":"2026-02-04"}
    among UsageSettled {"month":"2026-01-01","calls":2,"billed_seconds":660,"allowance_seconds":600,"net":2}

    case  of a month in which it changed, the most of its days
    given days LON 2026-01-15
    given ChangeService {"service_id":"S1","effective_on":"2026-01-10","quantity":1}
    given ChangeService {"service_id":"S1","effective_on":"2026-01-15","quantity":1,"entitlements":{"call_minutes":0}}
    given RecordUsage {"usage_id":"1","seconds":660}
    given days LON 2026-01-31
    when  OpenBusinessDay {"site_id":"LON","date":"2026-02-01"}
    among UsageSettled {"calls":1,"billed_seconds":660,"allowance_seconds":600,"net":2}

    case  a service that ceased before the month includes nothing
    given days LON 2026-01-20
    given CeaseService {"service_id":"S1","effective_on":"2026-01-20"}
    given days LON 2026-02-28
    given RecordUsage {"seconds":600,"starts_at":"2026-02-05T09:00:00Z"}
    when  OpenBusinessDay {"site_id":"LON","date":"2026-03-01"}
    among UsageSettled {"allowance_seconds":0,"net":20}
  )");
}

TEST(UsageCharges, AreFinalWhenTheOccupierLeaves) {
  run_table(house_that_calls(), R"(
    given RecordUsage {"seconds":60}
    given TerminateContract {"contract_id":"ACME-LON","on":"2026-01-10","termination_reason":"moved"}
    given days LON 2026-01-09

    case  when the contract ends, not when the month does
    when  OpenBusinessDay {"site_id":"LON","date":"2026-01-10"}
    among ChargeRaised {"cause":"USAGE","net":2,"on":"2026-01-10"}

    case  and once more for what comes late
    given days LON 2026-01-10
    given RecordUsage {"usage_id":"2","seconds":60,"starts_at":"2026-01-08T09:00:00Z"}
    when  OpenBusinessDay {"site_id":"LON","date":"2026-01-11"}
    then  BusinessDayOpened
    then  ChargeReversed {"cause":"USAGE","net":2}
    then  ChargeRaised {"cause":"USAGE","net":4}
    then  UsageSettled {"calls":2,"net":4}
  )");
}

TEST(UsageCharges, WhatWasLetOffIsNotChargedAgain) {
  run_table(house_that_calls(), R"(
    given RecordUsage {"seconds":3600}
    given days LON 2026-02-01
    given WaiveCharge {"charge_id":"usage:LON/ACME:2026-01:1","waiver_reason":"goodwill"}

    case  only what came later is
    given RecordUsage {"usage_id":"2","seconds":120}
    when  OpenBusinessDay {"site_id":"LON","date":"2026-02-02"}
    then  BusinessDayOpened
    then  ChargeRaised {"charge_id":"usage:LON/ACME:2026-01:2","net":4}
    then  UsageSettled {"calls":2,"net":4}
  )");
}

TEST(WaiveCharge, IsAReversalThatSaysSo) {
  run_table(house_that_calls(), R"(
    default AddCharge {"charge_id":"CH1","occupier_id":"ACME","site_id":"LON","product_id":"TEA","quantity":1}
    default WaiveCharge {"charge_id":"CH1","waiver_reason":"goodwill"}
    case  as it was
    given AddCharge {}
    when  WaiveCharge {}
    then  ChargeReversed {"charge_id":"CH1","net":250,"kind":"WAIVED","reversal_reason":"goodwill","on":"2026-01-05"}

    case  1 unknown
    when  WaiveCharge {}
    then  UNKNOWN_CHARGE

    case  2 waived already
    given AddCharge {}
    given WaiveCharge {}
    when  WaiveCharge {}
    then  ALREADY_REVERSED

    case  2 reversed already
    given AddCharge {}
    given ReverseCharge {"charge_id":"CH1","reversal_reason":"wrong"}
    when  WaiveCharge {}
    then  ALREADY_REVERSED
  )");
}

/// What the charges of January stand at when its calls came in this order, the first `late` of them after it was over.
std::int64_t charged(const std::vector<std::string>& records, std::size_t late) {
  Scenario scenario;
  prepare(scenario, house_that_calls());
  scenario.given(R"(ActivateService {"service_id":"S1","entitlements":{"call_minutes":7}})");
  for (auto i = late; i < records.size(); ++i) scenario.given(records[i]);
  scenario.open_days("LON", domain::from_civil({2026, 2, 1}));
  for (std::size_t i = 0; i < late; ++i) {
    scenario.given(records[i]);
    if (i % 3 == 0) scenario.open_days("LON", *scenario.world().site("LON")->business_day + 1);
  }
  scenario.open_days("LON", domain::from_civil({2026, 2, 28}));
  return scenario.world().usage_month("LON/ACME/2026-01")->charged.value();
}

RC_GTEST_PROP(UsageCharges, DoNotDependOnTheOrderInWhichCallsArrive, ()) {
  const auto number_of_calls = *rc::gen::inRange<std::size_t>(1, 12);
  std::vector<std::string> records;
  for (std::size_t i = 0; i < number_of_calls; ++i) {
    const auto day = *rc::gen::inRange(5, 9);
    const auto seconds = *rc::gen::inRange(1, 400);
    const auto* to = *rc::gen::element("+442079460099", "+33123456789");
    records.push_back(fmt::format(
        R"(RecordUsage {{"usage_id":"{}","starts_at":"2026-01-{:02}T09:00:00Z","seconds":{},"destination":"{}"}})",
        i, day, seconds, to));
  }
  const auto in_order = charged(records, 0);
  for (std::size_t swaps = 0; swaps < number_of_calls; ++swaps) {
    std::swap(records[*rc::gen::inRange<std::size_t>(0, number_of_calls)], records[swaps]);
  }
  RC_ASSERT(charged(records, *rc::gen::inRange<std::size_t>(0, number_of_calls + 1)) == in_order);
}

}  // namespace
}  // namespace tenure::test
