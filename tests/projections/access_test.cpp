// Access: given groups and contracts, then who may open which door, and why not.

#include "projections/access/access.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "tests/projections/house.h"

namespace tenure::projections::access {
namespace {

using domain::Instant;
using test::House;
using test::must;
using test::operator_id;

Instant at(std::string_view text) { return domain::parse_instant(text).value(); }

// A Tuesday at noon.
const std::string_view noon = "2026-01-06T12:00:00Z";

// STAFF opens the front doors always; NIGHT the server room at LON from 22:00 to 06:00 on Mondays.
void open_doors(House& house) {
  house.open();
  house.given(test::let_estate);
  house.set_default(
      R"(AddUser {"occupier_id":"ACME","site_ids":["LON"],"given_name":"Ada","family_name":"Byron","email":"a@example.org","role":"USER"})");
  house.given(R"(
    AddUser {"user_id":"ADA"}
    AddUser {"user_id":"BOB","occupier_id":"BETA","given_name":"Bob"}
    CreateAccessGroup {"group_id":"STAFF","site_ids":["LON","OXF"],"name":"Staff"}
    CreateAccessGroup {"group_id":"NIGHT","site_ids":["LON"],"name":"Night","schedule":[{"weekday":1,"from_minute":1320,"to_minute":360}]}
    AddDoorToGroup {"group_id":"STAFF","door_id":"LON-FRONT"}
    AddDoorToGroup {"group_id":"STAFF","door_id":"OXF-FRONT"}
    AddDoorToGroup {"group_id":"NIGHT","door_id":"LON-ROOM"}
    AddDoorToGroup {"group_id":"NIGHT","door_id":"LON-FRONT"}
    AddUserToGroup {"group_id":"STAFF","user_id":"ADA"}
    AddUserToGroup {"group_id":"NIGHT","user_id":"ADA"}
    AddUserToGroup {"group_id":"STAFF","user_id":"BOB","from":"2026-01-06T00:00:00Z","to":"2026-01-07T00:00:00Z"})");
}

std::string ask(const View& view, std::string_view user, std::string_view door,
                std::string_view time = noon) {
  const auto verdict = must(may(view, operator_id, user, door, at(time)));
  if (verdict.missing == Missing::user) return "no user";
  if (verdict.missing == Missing::door) return "no door";
  EXPECT_EQ(verdict.allowed(), verdict.reason == domain::AccessReason::ALLOWED);
  return fmt::format("{} {}", domain::name_of(verdict.reason), verdict.group_id);
}

TEST(Access, SaysWhetherAndWhy) {
  House house;
  open_doors(house);
  const auto before = house.last();
  house.given(R"(DeactivateUser {"user_id":"BOB"})");
  const auto view = house.view_at(before);

  EXPECT_EQ(ask(view, "ADA", "LON-FRONT"), "ALLOWED STAFF");
  EXPECT_EQ(ask(view, "NOBODY", "LON-FRONT"), "no user");
  EXPECT_EQ(ask(view, "ADA", "NOWHERE"), "no door");
  EXPECT_EQ(ask(view, "BOB", "LON-ROOM"), "NO_COMMON_GROUP ");
  EXPECT_EQ(ask(view, "ADA", "LON-ROOM"), "OUTSIDE_SCHEDULE ");
  EXPECT_EQ(ask(view, "ADA", "LON-ROOM", "2026-01-05T23:00:00Z"), "ALLOWED NIGHT");
  EXPECT_EQ(ask(view, "ADA", "LON-ROOM", "2026-01-06T05:59:00Z"), "ALLOWED NIGHT");
  EXPECT_EQ(ask(view, "ADA", "LON-FRONT", "2026-01-05T23:00:00Z"), "ALLOWED NIGHT");
  EXPECT_EQ(ask(view, "BOB", "LON-FRONT"), "ALLOWED STAFF");
  EXPECT_EQ(ask(view, "BOB", "LON-FRONT", "2026-01-07T00:00:00Z"), "OUTSIDE_MEMBERSHIP ");
  EXPECT_EQ(ask(view, "BOB", "OXF-FRONT"), "NO_CONTRACT_IN_FORCE ");
  EXPECT_EQ(ask(house.view(), "BOB", "LON-FRONT"), "USER_INACTIVE ");
}

TEST(Access, FollowsContractsAndMemberships) {
  House house;
  open_doors(house);
  const auto granted = house.last();
  house.given(R"(
    RemoveUserFromGroup {"group_id":"STAFF","user_id":"ADA"}
    TerminateContract {"contract_id":"BETA-LON","on":"2026-01-06","termination_reason":"moved"})");
  house.open_days("LON", "2026-01-06");
  const auto view = house.view();
  EXPECT_EQ(ask(view, "ADA", "OXF-FRONT"), "NO_COMMON_GROUP ");
  EXPECT_EQ(ask(view, "BOB", "LON-FRONT"), "NO_CONTRACT_IN_FORCE ");
  EXPECT_EQ(ask(house.view_at(granted), "ADA", "OXF-FRONT"), "ALLOWED STAFF");
  EXPECT_EQ(ask(house.view_at(granted), "BOB", "LON-FRONT"), "ALLOWED STAFF");
}

TEST(Access, AContractThatNeverStartedIsNotInForceAndEndsNothing) {
  House house;
  open_doors(house);
  house.given(R"(
    CreateContract {"contract_id":"BETA-OXF","occupier_id":"BETA","site_id":"OXF","starts_on":"2026-03-01","currency":"GBP","billing_day":1,"billing":"IN_ARREARS","proration":"ACTUAL_DAYS","lines":[{"line_id":"L1","product_id":"DESK","monthly_price":0}]}
    SignContract {"contract_id":"BETA-OXF"})");
  EXPECT_EQ(ask(house.view(), "BOB", "OXF-FRONT"), "NO_CONTRACT_IN_FORCE ");
  house.given(
      R"(TerminateContract {"contract_id":"BETA-OXF","on":"2026-03-01","termination_reason":"changed their mind"})");
  EXPECT_EQ(ask(house.view(), "BOB", "OXF-FRONT"), "NO_CONTRACT_IN_FORCE ");
  EXPECT_EQ(ask(house.view(), "BOB", "LON-FRONT"), "ALLOWED STAFF");
}

TEST(Access, ListsDoorsOfAUser) {
  House house;
  open_doors(house);
  const auto view = house.view();
  const auto doors = must(doors_of_user(view, operator_id, "ADA", at(noon)));
  ASSERT_TRUE(doors);
  std::string text;
  for (const auto& door : *doors) {
    text += fmt::format("{} {} {} {} {}; ", door.door_id, door.door_name, door.site_id,
                        fmt::join(door.group_ids, ","), domain::name_of(door.verdict.reason));
  }
  EXPECT_EQ(text,
            "LON-FRONT Front door LON NIGHT,STAFF ALLOWED; LON-ROOM Server room LON NIGHT OUTSIDE_SCHEDULE; "
            "OXF-FRONT Front door OXF STAFF ALLOWED; ");
  EXPECT_EQ(must(doors_of_user(view, operator_id, "NOBODY", at(noon))), std::nullopt);
}

TEST(Access, ListsUsersOfADoor) {
  House house;
  open_doors(house);
  const auto view = house.view();
  const auto users = must(users_of_door(view, operator_id, "LON-FRONT", at(noon)));
  ASSERT_TRUE(users);
  std::string text;
  for (const auto& user : *users) {
    text += fmt::format("{} {} {} {} {}; ", user.user_id, user.given_name, user.occupier_id,
                        fmt::join(user.group_ids, ","), domain::name_of(user.verdict.reason));
  }
  EXPECT_EQ(text, "ADA Ada ACME NIGHT,STAFF ALLOWED; BOB Bob BETA STAFF ALLOWED; ");
  EXPECT_EQ(must(users_of_door(view, operator_id, "NOWHERE", at(noon))), std::nullopt);
}

}  // namespace
}  // namespace tenure::projections::access
