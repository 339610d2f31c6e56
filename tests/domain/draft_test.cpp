// A decision in the making sees its own events, leaves the world beneath alone, and has a size it may not exceed.

#include "domain/draft.h"

#include <gtest/gtest.h>

#include "domain/states.h"
#include "tests/domain/leased_house.h"
#include "tests/domain/scenario.h"

namespace tenure::test {
namespace {

event::BusinessDayOpenedT day_opened(int day) {
  event::BusinessDayOpenedT opened;
  opened.site_id = "LON";
  opened.date = day;
  return opened;
}

class DraftTest : public ::testing::Test {
 protected:
  DraftTest() {
    scenario.given(R"(
      RegisterLegalEntity {"legal_entity_id":"LE","name":"H","country":"GB","currency":"GBP","invoice_prefix":"H","rounding":"HALF_UP","tax_rounding":"LINE"}
      RegisterSite {"site_id":"LON","legal_entity_id":"LE","name":"A house","time_zone":"Europe/London","country":"GB"}
    )");
  }
  Scenario scenario;
};

TEST_F(DraftTest, SeesItsOwnEventsAndOnlyItDoes) {
  domain::Draft draft{scenario.world()};
  EXPECT_FALSE(draft.site("LON")->business_day);
  draft.record(day_opened(20'000));
  EXPECT_EQ(draft.site("LON")->business_day, domain::Date{20'000});
  EXPECT_EQ(draft.aggregate({domain::StreamKind::site, "LON"})->version(), 2u);
  EXPECT_FALSE(scenario.world().site("LON")->business_day);

  event::DoorAddedT door;
  door.site_id = "LON";
  door.door_id = "NEW";
  draft.record(std::move(door));
  EXPECT_NE(draft.door("NEW"), nullptr);
  EXPECT_EQ(draft.door("OTHER"), nullptr);
  EXPECT_EQ(scenario.world().door("NEW"), nullptr);
}

TEST_F(DraftTest, KeepsTheOrderOfItsEvents) {
  domain::Draft draft{scenario.world()};
  draft.record(day_opened(20'000));
  draft.record(day_opened(20'001));
  const auto decision = draft.finish();
  ASSERT_TRUE(decision);
  ASSERT_EQ(decision->size(), 2u);
  EXPECT_EQ((*decision)[0].AsBusinessDayOpened()->date, 20'000);
  EXPECT_EQ((*decision)[1].AsBusinessDayOpened()->date, 20'001);
}

TEST_F(DraftTest, KnowsTheTimeOfTheWorldBeneath) {
  scenario.world().set_recorded_at(domain::Instant{42});
  EXPECT_EQ(domain::Draft{scenario.world()}.recorded_at(), domain::Instant{42});
}

TEST_F(DraftTest, HoldsSoManyEventsAndNoMore) {
  domain::Draft full{scenario.world()};
  for (std::size_t i = 0; i < domain::decision_events_max; ++i) full.record(day_opened(20'000));
  const auto accepted = full.finish();
  ASSERT_TRUE(accepted);
  EXPECT_EQ(accepted->size(), domain::decision_events_max);

  domain::Draft over{scenario.world()};
  for (std::size_t i = 0; i < domain::decision_events_max + 2; ++i) over.record(day_opened(20'000));
  const auto refused = over.finish();
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, domain::Code::TOO_LARGE);
}

}  // namespace
}  // namespace tenure::test
