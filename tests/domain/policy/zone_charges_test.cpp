// Days of 23, 24.5 and 25 hours, and the one that Apia skipped: none is charged twice or not at all.

#include <string>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "domain/states.h"
#include "tests/domain/leased_house.h"
#include "tests/domain/scenario.h"

namespace tenure::test {
namespace {

using domain::Date;

struct Change {
  const char* zone;
  const char* first;
  const char* last;
};

class ZoneCharges : public testing::TestWithParam<Change> {};

TEST_P(ZoneCharges, EachDayOfTheCalendarIsChargedOnce) {
  const auto first = *domain::parse_date(GetParam().first);
  const auto last = *domain::parse_date(GetParam().last);
  Scenario scenario;
  prepare(scenario, leased_house);
  scenario.given(fmt::format(R"(
    RegisterSite {{"site_id":"FAR","time_zone":"{}"}}
    AddSpace {{"site_id":"FAR","space_id":"FAR-ROOM"}}
    SetPrice {{"site_id":"FAR","product_id":"CLEANING","unit_price":500,"per":"DAY","from":"2000-01-01"}}
    CreateContract {{"site_id":"FAR","starts_on":"{}","billing":"IN_ARREARS","lines":[{{"line_id":"L1","product_id":"RENT","space_id":"FAR-ROOM","monthly_price":31000}}]}}
    SignContract {{}}
    ActivateService {{"product_id":"CLEANING","from":"{}"}}
    OpenBusinessDay {{"site_id":"FAR","date":"{}"}})",
                             GetParam().zone, GetParam().first, GetParam().first, GetParam().first));
  std::int64_t lease = 0;
  std::int64_t cleaning = 0;
  Date charged_to = first;
  for (auto day = first + 1; day <= last; day = day + 1) {
    const auto opened = scenario.send(
        fmt::format(R"(OpenBusinessDay {{"site_id":"FAR","date":"{}"}})", domain::format_date(day)));
    ASSERT_TRUE(opened.has_value()) << domain::format_date(day);
    for (const auto& recorded : *opened) {
      const auto* raised = recorded.event().body_as_ChargeRaised();
      ASSERT_EQ(recorded.event().body_as_ChargeReversed(), nullptr);
      if (raised == nullptr) continue;
      (raised->cause() == ChargeCause::LEASE ? lease : cleaning) += raised->net();
      if (raised->cause() == ChargeCause::LEASE) {
        EXPECT_EQ(Date{raised->service_from()}, charged_to);
        charged_to = Date{raised->service_to()};
      }
    }
  }
  EXPECT_EQ(charged_to, last);
  EXPECT_EQ(lease, 2 * 31000) << "two whole months, however long";
  EXPECT_EQ(cleaning, 500 * (last - first));
}

INSTANTIATE_TEST_SUITE_P(Changes, ZoneCharges,
                         testing::Values(Change{"Europe/London", "2026-03-01", "2026-05-01"},
                                         Change{"Europe/London", "2026-10-01", "2026-12-01"},
                                         Change{"America/New_York", "2026-03-01", "2026-05-01"},
                                         Change{"America/New_York", "2026-10-01", "2026-12-01"},
                                         Change{"Australia/Lord_Howe", "2026-04-01", "2026-06-01"},
                                         Change{"Australia/Lord_Howe", "2026-10-01", "2026-12-01"},
                                         Change{"Pacific/Apia", "2011-12-01", "2012-02-01"}));

TEST(OpenBusinessDay, OpensADateThatItsZoneSkippedInItsTurn) {
  run_table(leased_house, R"(
    given RegisterSite {"site_id":"APIA","time_zone":"Pacific/Apia"}
    given AddSpace {"site_id":"APIA","space_id":"FALE"}
    given SetPrice {"site_id":"APIA","product_id":"CLEANING","unit_price":500,"per":"DAY","from":"2000-01-01"}
    given CreateContract {"site_id":"APIA","starts_on":"2011-12-30","ends_on":"2011-12-31", \
            "lines":[{"line_id":"L1","product_id":"RENT","space_id":"FALE","monthly_price":31000}]}
    given SignContract {}
    given ActivateService {"product_id":"CLEANING","from":"2011-12-30"}
    given OpenBusinessDay {"site_id":"APIA","date":"2011-12-29"}

    case  not passed over
    when  OpenBusinessDay {"site_id":"APIA","date":"2011-12-31"}
    then  DAY_OUT_OF_ORDER the next day is 2011-12-30
    case  a day of the calendar like any other
    when  OpenBusinessDay {"site_id":"APIA","date":"2011-12-30"}
    then  BusinessDayOpened
    then  ContractStarted {"on":"2011-12-30"}
    then  ChargeRaised {"charge_id":"lease:C1:L1:2011-12-30:2011-12-31","net":1000}
    then  ChargeRaised {"charge_id":"service:S1:2011-12-30:2011-12-31","net":500}
    when  OpenBusinessDay {"site_id":"APIA","date":"2011-12-31"}
    then  BusinessDayOpened
    then  ContractEnded {"on":"2011-12-31"}
    then  ServiceCeased
  )");
}

}  // namespace
}  // namespace tenure::test
