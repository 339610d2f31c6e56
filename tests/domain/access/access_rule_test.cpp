// The rule of access, over literals: reasons in their order, schedules over midnight, and the days the clocks change.

#include <vector>

#include <gtest/gtest.h>

#include "domain/access/allowed.h"

namespace tenure::test {
namespace {

using domain::AccessGrant;
using domain::AccessQuestion;
using domain::AccessReason;
using domain::ContractStanding;
using domain::Instant;
using domain::ScheduleStretch;
using domain::UserStanding;
using domain::Zone;

constexpr auto monday = 1;
constexpr auto friday = 5;
constexpr auto saturday = 6;
constexpr auto sunday = 7;

Instant instant(std::string_view text) { return domain::parse_instant(text).value(); }
Zone zone(std::string_view name) { return domain::find_zone(name).value(); }

constexpr ScheduleStretch stretch(int weekday, int from_hour, int from_minute, int to_hour, int to_minute) {
  return {static_cast<std::uint8_t>(weekday), static_cast<std::uint16_t>(from_hour * 60 + from_minute),
          static_cast<std::uint16_t>(to_hour * 60 + to_minute)};
}

AccessReason ask(std::vector<AccessGrant> grants, Instant at, std::string_view zone_name = "Europe/London") {
  return allowed({UserStanding::active, grants, ContractStanding::in_force}, zone(zone_name), at);
}

/// Whether the schedule lets one in at the moment, all else being well.
AccessReason at_time(std::vector<ScheduleStretch> schedule, std::string_view at,
                     std::string_view zone_name = "Europe/London") {
  return ask({{std::nullopt, std::nullopt, schedule}}, instant(at), zone_name);
}

constexpr auto yes = AccessReason::ALLOWED;
constexpr auto no = AccessReason::OUTSIDE_SCHEDULE;

TEST(Allowed, GivesTheFirstReasonInTheDocumentedOrder) {
  const std::vector closed{stretch(monday, 8, 0, 9, 0)};
  const auto at = instant("2026-01-06T12:00:00Z");  // a Tuesday
  const auto earlier = instant("2026-01-05T12:00:00Z");
  const auto later = instant("2026-01-07T12:00:00Z");
  const std::vector<AccessGrant> over{{earlier, at, closed}};
  const std::vector<AccessGrant> now_but_closed{{at, later, closed}};
  const std::vector<AccessGrant> open{{at, later, {}}};
  const auto london = zone("Europe/London");

  const auto answer = [&](UserStanding user, const std::vector<AccessGrant>& grants,
                          ContractStanding contract) {
    return allowed({user, grants, contract}, london, at);
  };
  // Each row breaks its own rule and all that come after it.
  EXPECT_EQ(answer(UserStanding::inactive, {}, ContractStanding::none), AccessReason::USER_INACTIVE);
  EXPECT_EQ(answer(UserStanding::active, {}, ContractStanding::none), AccessReason::NO_COMMON_GROUP);
  EXPECT_EQ(answer(UserStanding::active, over, ContractStanding::none), AccessReason::OUTSIDE_MEMBERSHIP);
  EXPECT_EQ(answer(UserStanding::active, now_but_closed, ContractStanding::none),
            AccessReason::OUTSIDE_SCHEDULE);
  EXPECT_EQ(answer(UserStanding::active, open, ContractStanding::none), AccessReason::NO_CONTRACT_IN_FORCE);
  EXPECT_EQ(answer(UserStanding::active, open, ContractStanding::in_force), AccessReason::ALLOWED);
  // And each rule alone.
  EXPECT_EQ(answer(UserStanding::inactive, open, ContractStanding::in_force), AccessReason::USER_INACTIVE);
  EXPECT_EQ(answer(UserStanding::active, {}, ContractStanding::in_force), AccessReason::NO_COMMON_GROUP);
  EXPECT_EQ(answer(UserStanding::active, over, ContractStanding::in_force), AccessReason::OUTSIDE_MEMBERSHIP);
  EXPECT_EQ(answer(UserStanding::active, now_but_closed, ContractStanding::in_force),
            AccessReason::OUTSIDE_SCHEDULE);
}

AccessReason with_credential(domain::ShownCredential credential, UserStanding user, Instant at) {
  const std::vector<AccessGrant> open{{std::nullopt, std::nullopt, {}}};
  return allowed({user, open, ContractStanding::in_force, credential}, zone("Europe/London"), at);
}

TEST(Allowed, LooksAtTheCredentialBeforeTheUser) {
  using domain::CredentialHolder;
  using domain::CredentialStanding;
  const auto at = instant("2026-01-06T12:00:00Z");
  const Instant before{at.microseconds() - 1};
  const Instant after{at.microseconds() + 1};
  constexpr auto issued = CredentialStanding::issued;
  constexpr auto revoked = CredentialStanding::revoked;
  constexpr auto mine = CredentialHolder::this_user;
  constexpr auto anothers = CredentialHolder::another_user;
  constexpr auto active = UserStanding::active;
  constexpr auto inactive = UserStanding::inactive;
  // Each row breaks its own rule and all that come after it.
  EXPECT_EQ(with_credential({revoked, before, anothers}, inactive, at), AccessReason::CREDENTIAL_REVOKED);
  EXPECT_EQ(with_credential({issued, before, anothers}, inactive, at), AccessReason::CREDENTIAL_EXPIRED);
  EXPECT_EQ(with_credential({issued, after, anothers}, inactive, at),
            AccessReason::CREDENTIAL_OF_ANOTHER_USER);
  EXPECT_EQ(with_credential({issued, after, mine}, inactive, at), AccessReason::USER_INACTIVE);
  EXPECT_EQ(with_credential({issued, after, mine}, active, at), AccessReason::ALLOWED);
  // And each rule alone.
  EXPECT_EQ(with_credential({revoked, std::nullopt, mine}, active, at), AccessReason::CREDENTIAL_REVOKED);
  EXPECT_EQ(with_credential({issued, before, mine}, active, at), AccessReason::CREDENTIAL_EXPIRED);
  EXPECT_EQ(with_credential({issued, std::nullopt, anothers}, active, at),
            AccessReason::CREDENTIAL_OF_ANOTHER_USER);
  EXPECT_EQ(with_credential({issued, std::nullopt, mine}, active, at), AccessReason::ALLOWED);
  // From the end of its time on it opens nothing.
  EXPECT_EQ(with_credential({issued, at, mine}, active, at), AccessReason::CREDENTIAL_EXPIRED);
}

TEST(Allowed, GetsNothingFromASuspendedGroup) {
  const auto at = instant("2026-01-06T12:00:00Z");
  const std::vector closed{stretch(monday, 8, 0, 9, 0)};
  constexpr auto suspended = domain::GroupStanding::suspended;
  const AccessGrant stopped{std::nullopt, std::nullopt, {}, suspended};
  const AccessGrant stopped_and_over{std::nullopt, at, closed, suspended};
  const AccessGrant over{std::nullopt, at, {}};
  const AccessGrant shut{std::nullopt, std::nullopt, closed};
  const AccessGrant open{std::nullopt, std::nullopt, {}};

  EXPECT_EQ(ask({stopped}, at), AccessReason::GROUP_SUSPENDED);
  EXPECT_EQ(ask({stopped_and_over, stopped}, at), AccessReason::GROUP_SUSPENDED);
  // Another group is nearer to letting the user in, whatever stands in its way.
  EXPECT_EQ(ask({stopped, over}, at), AccessReason::OUTSIDE_MEMBERSHIP);
  EXPECT_EQ(ask({over, stopped}, at), AccessReason::OUTSIDE_MEMBERSHIP);
  EXPECT_EQ(ask({shut, stopped, over}, at), AccessReason::OUTSIDE_SCHEDULE);
  EXPECT_EQ(ask({stopped, open}, at), AccessReason::ALLOWED);
  EXPECT_EQ(ask({open, stopped}, at), AccessReason::ALLOWED);
}

TEST(Allowed, AddsGrantsUp) {
  const std::vector closed{stretch(monday, 8, 0, 9, 0)};
  const auto at = instant("2026-01-06T12:00:00Z");
  const AccessGrant over{std::nullopt, at, {}};
  const AccessGrant shut{std::nullopt, std::nullopt, closed};
  const AccessGrant open{std::nullopt, std::nullopt, {}};

  EXPECT_EQ(ask({over, shut, open}, at), AccessReason::ALLOWED);
  EXPECT_EQ(ask({open, shut, over}, at), AccessReason::ALLOWED);
  // The best of them gives the reason, in whatever order they come.
  EXPECT_EQ(ask({over, shut}, at), AccessReason::OUTSIDE_SCHEDULE);
  EXPECT_EQ(ask({shut, over}, at), AccessReason::OUTSIDE_SCHEDULE);
  EXPECT_EQ(ask({over, over}, at), AccessReason::OUTSIDE_MEMBERSHIP);
}

TEST(Allowed, CountsAMembershipFromItsStartUpToButNotAtItsEnd) {
  const auto from = instant("2026-01-06T08:00:00Z");
  const auto to = instant("2026-01-06T18:00:00Z");
  const AccessGrant grant{from, to, {}};
  EXPECT_EQ(ask({grant}, Instant{from.microseconds() - 1}), AccessReason::OUTSIDE_MEMBERSHIP);
  EXPECT_EQ(ask({grant}, from), AccessReason::ALLOWED);
  EXPECT_EQ(ask({grant}, Instant{to.microseconds() - 1}), AccessReason::ALLOWED);
  EXPECT_EQ(ask({grant}, to), AccessReason::OUTSIDE_MEMBERSHIP);
}

TEST(Allowed, KeepsHoursOnTheirWeekday) {
  const std::vector hours{stretch(monday, 8, 30, 18, 0)};
  EXPECT_EQ(at_time(hours, "2026-01-05T08:29:59.999999Z"), no);
  EXPECT_EQ(at_time(hours, "2026-01-05T08:30:00Z"), yes);
  EXPECT_EQ(at_time(hours, "2026-01-05T17:59:59.999999Z"), yes);
  EXPECT_EQ(at_time(hours, "2026-01-05T18:00:00Z"), no);
  EXPECT_EQ(at_time(hours, "2026-01-06T12:00:00Z"), no);
}

TEST(Allowed, TakesTheWeekdayAndTheHourOfTheDoorsZone) {
  // Monday 23:30 in London is Tuesday 08:30 in Tokyo and Monday 18:30 in New York.
  const auto at = "2026-01-05T23:30:00Z";
  EXPECT_EQ(at_time({stretch(monday, 23, 0, 24, 0)}, at, "Europe/London"), yes);
  EXPECT_EQ(at_time({stretch(monday, 23, 0, 24, 0)}, at, "Asia/Tokyo"), no);
  EXPECT_EQ(at_time({stretch(2, 8, 0, 9, 0)}, at, "Asia/Tokyo"), yes);
  EXPECT_EQ(at_time({stretch(monday, 18, 0, 19, 0)}, at, "America/New_York"), yes);
}

TEST(Allowed, RunsOverMidnightIntoTheNextDay) {
  const std::vector night{stretch(friday, 22, 0, 6, 0)};
  EXPECT_EQ(at_time(night, "2026-01-09T21:59:59Z"), no);
  EXPECT_EQ(at_time(night, "2026-01-09T22:00:00Z"), yes);
  EXPECT_EQ(at_time(night, "2026-01-09T23:59:59Z"), yes);
  EXPECT_EQ(at_time(night, "2026-01-10T00:00:00Z"), yes);
  EXPECT_EQ(at_time(night, "2026-01-10T05:59:59Z"), yes);
  EXPECT_EQ(at_time(night, "2026-01-10T06:00:00Z"), no);
  EXPECT_EQ(at_time(night, "2026-01-09T03:00:00Z"), no) << "the morning before belongs to Thursday's night";
  EXPECT_EQ(at_time({stretch(sunday, 22, 0, 6, 0)}, "2026-01-12T05:59:00Z"), yes)
      << "from Sunday into Monday";
}

TEST(Allowed, EndsAtMidnightHoweverItIsWritten) {
  for (const auto& evening : {stretch(saturday, 20, 0, 24, 0), stretch(saturday, 20, 0, 0, 0)}) {
    EXPECT_EQ(at_time({evening}, "2026-01-10T23:59:59.999999Z"), yes);
    EXPECT_EQ(at_time({evening}, "2026-01-11T00:00:00Z"), no);
  }
  const std::vector whole_day{stretch(saturday, 0, 0, 24, 0)};
  EXPECT_EQ(at_time(whole_day, "2026-01-10T00:00:00Z"), yes);
  EXPECT_EQ(at_time(whole_day, "2026-01-10T23:59:59Z"), yes);
  EXPECT_EQ(at_time(whole_day, "2026-01-09T23:59:59Z"), no);
  EXPECT_EQ(at_time(whole_day, "2026-01-11T00:00:00Z"), no);
}

TEST(Allowed, FollowsTheWallClockWhenItGoesForward) {
  // London, Sunday 29 March 2026: 00:59:59 is followed by 02:00:00, which is 01:00:00 UTC.
  const std::vector hours{stretch(sunday, 0, 30, 3, 0)};
  EXPECT_EQ(at_time(hours, "2026-03-29T00:29:59Z"), no);
  EXPECT_EQ(at_time(hours, "2026-03-29T00:30:00Z"), yes);
  EXPECT_EQ(at_time(hours, "2026-03-29T01:00:00Z"), yes);
  EXPECT_EQ(at_time(hours, "2026-03-29T01:59:59Z"), yes);
  EXPECT_EQ(at_time(hours, "2026-03-29T02:00:00Z"), no) << "it is three o'clock there";
  // The hour that does not occur lets nobody in.
  const std::vector skipped{stretch(sunday, 1, 0, 2, 0)};
  EXPECT_EQ(at_time(skipped, "2026-03-29T00:59:59Z"), no);
  EXPECT_EQ(at_time(skipped, "2026-03-29T01:00:00Z"), no);
  // A night over the change ends by the wall clock, an hour shorter than others.
  const std::vector night{stretch(saturday, 22, 0, 6, 0)};
  EXPECT_EQ(at_time(night, "2026-03-29T04:59:59Z"), yes);
  EXPECT_EQ(at_time(night, "2026-03-29T05:00:00Z"), no);
}

TEST(Allowed, CountsAnHourThatComesTwiceBothTimes) {
  // London, Sunday 25 October 2026: 01:59:59 is followed by 01:00:00, which is 01:00:00 UTC.
  const std::vector hour{stretch(sunday, 1, 0, 2, 0)};
  EXPECT_EQ(at_time(hour, "2026-10-24T23:59:59Z"), no);
  EXPECT_EQ(at_time(hour, "2026-10-25T00:00:00Z"), yes);
  EXPECT_EQ(at_time(hour, "2026-10-25T01:00:00Z"), yes);
  EXPECT_EQ(at_time(hour, "2026-10-25T01:59:59Z"), yes);
  EXPECT_EQ(at_time(hour, "2026-10-25T02:00:00Z"), no);
}

TEST(Allowed, KnowsADayThatBeginsWithAGap) {
  // Asuncion skipped 00:00 to 01:00 on Sunday 1 October 2023: 03:59:59 UTC was Saturday 23:59:59.
  const std::vector whole_sunday{stretch(sunday, 0, 0, 24, 0)};
  EXPECT_EQ(at_time(whole_sunday, "2023-10-01T03:59:59Z", "America/Asuncion"), no);
  EXPECT_EQ(at_time(whole_sunday, "2023-10-01T04:00:00Z", "America/Asuncion"), yes);
  const std::vector first_half_hour{stretch(saturday, 23, 0, 0, 30)};
  EXPECT_EQ(at_time(first_half_hour, "2023-10-01T03:59:59Z", "America/Asuncion"), yes);
  EXPECT_EQ(at_time(first_half_hour, "2023-10-01T04:00:00Z", "America/Asuncion"), no);
}

TEST(AccessReason, HasANameForEach) {
  EXPECT_EQ(name_of(AccessReason::CREDENTIAL_REVOKED), "CREDENTIAL_REVOKED");
  EXPECT_EQ(name_of(AccessReason::CREDENTIAL_EXPIRED), "CREDENTIAL_EXPIRED");
  EXPECT_EQ(name_of(AccessReason::CREDENTIAL_OF_ANOTHER_USER), "CREDENTIAL_OF_ANOTHER_USER");
  EXPECT_EQ(name_of(AccessReason::USER_INACTIVE), "USER_INACTIVE");
  EXPECT_EQ(name_of(AccessReason::NO_COMMON_GROUP), "NO_COMMON_GROUP");
  EXPECT_EQ(name_of(AccessReason::GROUP_SUSPENDED), "GROUP_SUSPENDED");
  EXPECT_EQ(name_of(AccessReason::OUTSIDE_MEMBERSHIP), "OUTSIDE_MEMBERSHIP");
  EXPECT_EQ(name_of(AccessReason::OUTSIDE_SCHEDULE), "OUTSIDE_SCHEDULE");
  EXPECT_EQ(name_of(AccessReason::NO_CONTRACT_IN_FORCE), "NO_CONTRACT_IN_FORCE");
  EXPECT_EQ(name_of(AccessReason::ALLOWED), "ALLOWED");
}

}  // namespace
}  // namespace tenure::test
