// Business days: which are due at a site, and that a day is opened once.

#include "adapters/daemon/scheduler.h"

#include <gtest/gtest.h>

#include "domain/kernel/identifier.h"

namespace tenure::daemon {
namespace {

domain::Instant at(std::string_view text) { return *domain::parse_instant(text); }
std::optional<domain::Date> day(std::string_view text) { return domain::parse_date(text); }

std::vector<std::string> due(std::optional<domain::Date> business_day, std::string_view zone,
                             std::string_view now) {
  std::vector<std::string> days;
  for (const auto date : due_days(business_day, zone, at(now))) days.push_back(domain::format_date(date));
  return days;
}

using Days = std::vector<std::string>;

TEST(DueDays, TheDayOfTheSiteNotOfGreenwich) {
  EXPECT_EQ(due(day("2026-10-13"), "Europe/London", "2026-10-13T22:59:59Z"), Days{});
  EXPECT_EQ(due(day("2026-10-13"), "Europe/London", "2026-10-13T23:00:00Z"), Days{"2026-10-14"});
  EXPECT_EQ(due(day("2026-10-13"), "America/New_York", "2026-10-14T03:59:59Z"), Days{});
  EXPECT_EQ(due(day("2026-10-13"), "America/New_York", "2026-10-14T04:00:00Z"), Days{"2026-10-14"});
  EXPECT_EQ(due(day("2026-10-13"), "Asia/Tokyo", "2026-10-13T15:00:00Z"), Days{"2026-10-14"});
}

TEST(DueDays, WhereClocksChangeADayIsStillADay) {
  EXPECT_EQ(due(day("2026-10-24"), "Europe/London", "2026-10-25T23:59:59Z"), Days{"2026-10-25"});
  EXPECT_EQ(due(day("2026-10-24"), "Europe/London", "2026-10-26T00:00:00Z"),
            (Days{"2026-10-25", "2026-10-26"}));
}

TEST(DueDays, WhatWasMissedIsCaughtUpDayByDayAndBounded) {
  EXPECT_EQ(due(day("2026-10-10"), "Europe/London", "2026-10-13T12:00:00Z"),
            (Days{"2026-10-11", "2026-10-12", "2026-10-13"}));
  EXPECT_EQ(due(day("2020-01-01"), "Europe/London", "2026-10-13T12:00:00Z").size(), catch_up_days_max);
}

TEST(DueDays, NothingForASiteWithoutAFirstDayOrAnUnknownZone) {
  EXPECT_EQ(due(std::nullopt, "Europe/London", "2026-10-13T12:00:00Z"), Days{});
  EXPECT_EQ(due(day("2026-10-10"), "Europe/Atlantis", "2026-10-13T12:00:00Z"), Days{});
  EXPECT_EQ(due(day("2026-12-10"), "Europe/London", "2026-10-13T12:00:00Z"), Days{}) << "ahead of time";
}

TEST(CommandId, IsAnIdOfItsOwnForEachSiteAndDay) {
  EXPECT_EQ(business_day_command_id("LON", *day("2026-10-13")), "business-day:LON:2026-10-13");
  const std::string longest(64, 'x');
  const auto id = business_day_command_id(longest, *day("2026-10-13"));
  EXPECT_TRUE(domain::is_identifier(id));
  EXPECT_NE(id, business_day_command_id(longest, *day("2026-10-14")));
}

}  // namespace
}  // namespace tenure::daemon
