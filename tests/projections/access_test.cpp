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

std::string ask_with(const View& view, std::string_view credential, std::string_view user,
                     std::string_view door, std::string_view time = noon) {
  const auto answer = must(may_with(view, operator_id, credential, user, door, at(time)));
  if (answer.verdict.missing == Missing::credential) return "no credential";
  if (answer.verdict.missing == Missing::user) return "no user";
  if (answer.verdict.missing == Missing::door) return "no door";
  return fmt::format("{} {} {}", answer.user_id, domain::name_of(answer.verdict.reason),
                     answer.verdict.group_id);
}

TEST(Access, LooksAtTheCredentialThatIsShown) {
  House house;
  open_doors(house);
  house.at_time("2026-01-05T10:00:00Z");
  house.given(R"(
    IssueCredential {"credential_id":"CARD","user_id":"ADA","kind":"CARD"}
    IssueCredential {"credential_id":"FOB","user_id":"ADA","kind":"FOB","valid_until":"2026-01-06T12:00:00Z"})");
  const auto issued = house.last();
  // Alone it stands for its user; with a user it has to be the user's.
  EXPECT_EQ(ask_with(house.view(), "CARD", "", "LON-FRONT"), "ADA ALLOWED STAFF");
  EXPECT_EQ(ask_with(house.view(), "CARD", "ADA", "LON-FRONT"), "ADA ALLOWED STAFF");
  EXPECT_EQ(ask_with(house.view(), "CARD", "BOB", "LON-FRONT"), "BOB CREDENTIAL_OF_ANOTHER_USER ");
  EXPECT_EQ(ask_with(house.view(), "CARD", "NOBODY", "LON-FRONT"), "no user");
  EXPECT_EQ(ask_with(house.view(), "CARD", "", "NOWHERE"), "no door");
  EXPECT_EQ(ask_with(house.view(), "NOTHING", "", "LON-FRONT"), "no credential");
  EXPECT_EQ(ask_with(house.view(), "CARD", "", "LON-ROOM"), "ADA OUTSIDE_SCHEDULE ");
  EXPECT_EQ(ask_with(house.view(), "FOB", "", "LON-FRONT", "2026-01-06T11:59:59.999999Z"),
            "ADA ALLOWED STAFF");
  EXPECT_EQ(ask_with(house.view(), "FOB", "", "LON-FRONT"), "ADA CREDENTIAL_EXPIRED ");

  house.given(R"(RevokeCredential {"credential_id":"CARD"})");
  EXPECT_EQ(ask_with(house.view(), "CARD", "", "LON-FRONT"), "ADA CREDENTIAL_REVOKED ");
  EXPECT_EQ(ask(house.view(), "ADA", "LON-FRONT"), "ALLOWED STAFF");
  EXPECT_EQ(ask_with(house.view_at(issued), "CARD", "", "LON-FRONT"), "ADA ALLOWED STAFF");
  house.given(R"(IssueCredential {"credential_id":"CARD","user_id":"BOB","kind":"CARD"})");
  EXPECT_EQ(ask_with(house.view(), "CARD", "", "LON-FRONT"), "BOB ALLOWED STAFF");
  EXPECT_EQ(ask_with(house.view(), "CARD", "ADA", "LON-FRONT"), "ADA CREDENTIAL_OF_ANOTHER_USER ");
}

TEST(Access, ListsCredentialsOfAUser) {
  House house;
  open_doors(house);
  house.at_time("2026-01-05T10:00:00Z");
  house.given(R"(
    IssueCredential {"credential_id":"PHONE","user_id":"ADA","kind":"MOBILE","valid_until":"2026-01-06T12:00:00Z"}
    IssueCredential {"credential_id":"CARD","user_id":"ADA","kind":"CARD"}
    IssueCredential {"credential_id":"FOB","user_id":"ADA","kind":"FOB"}
    RevokeCredential {"credential_id":"FOB"}
    IssueCredential {"credential_id":"FOB","user_id":"BOB","kind":"FOB"})");
  EXPECT_EQ(must(credentials(house.view(), operator_id, "ADA")),
            (std::vector<CredentialOfUser>{{"CARD", CredentialKind::CARD, std::nullopt},
                                           {"PHONE", CredentialKind::MOBILE, at("2026-01-06T12:00:00Z")}}));
  EXPECT_EQ(must(credentials(house.view(), operator_id, "BOB")).size(), 1U);
  EXPECT_TRUE(must(credentials(house.view(), operator_id, "NOBODY")).empty());
}

TEST(Access, ASuspendedGroupLetsNobodyInUntilItIsResumed) {
  House house;
  open_doors(house);
  house.given(R"(SuspendGroup {"group_id":"STAFF"})");
  EXPECT_EQ(ask(house.view(), "ADA", "OXF-FRONT"), "GROUP_SUSPENDED ");
  // The other group of the door is closed now and open at night.
  EXPECT_EQ(ask(house.view(), "ADA", "LON-FRONT"), "OUTSIDE_SCHEDULE ");
  EXPECT_EQ(ask(house.view(), "ADA", "LON-FRONT", "2026-01-05T23:00:00Z"), "ALLOWED NIGHT");
  const auto view = house.view();
  const auto doors = must(doors_of_user(view, operator_id, "ADA", at(noon)));
  ASSERT_TRUE(doors);
  ASSERT_EQ(doors->size(), 3U);
  EXPECT_EQ(doors->at(2).verdict.reason, domain::AccessReason::GROUP_SUSPENDED);
  const auto users = must(users_of_door(view, operator_id, "LON-FRONT", at(noon)));
  ASSERT_TRUE(users);
  ASSERT_EQ(users->size(), 2U);
  EXPECT_EQ(users->at(1).verdict.reason, domain::AccessReason::GROUP_SUSPENDED);
  house.given(R"(ResumeGroup {"group_id":"STAFF"})");
  EXPECT_EQ(ask(house.view(), "ADA", "OXF-FRONT"), "ALLOWED STAFF");
}

TEST(Access, FollowsSchedulesDoorsAndReactivation) {
  House house;
  open_doors(house);
  house.given(
      R"(SetGroupSchedule {"group_id":"STAFF","schedule":[{"weekday":1,"from_minute":1320,"to_minute":360}]})");
  EXPECT_EQ(ask(house.view(), "ADA", "OXF-FRONT"), "OUTSIDE_SCHEDULE ");
  EXPECT_EQ(ask(house.view(), "ADA", "OXF-FRONT", "2026-01-06T05:59:59Z"), "ALLOWED STAFF");
  house.given(R"(SetGroupSchedule {"group_id":"STAFF"})");
  EXPECT_EQ(ask(house.view(), "ADA", "OXF-FRONT"), "ALLOWED STAFF");
  house.given(R"(RemoveDoorFromGroup {"group_id":"STAFF","door_id":"OXF-FRONT"})");
  EXPECT_EQ(ask(house.view(), "ADA", "OXF-FRONT"), "NO_COMMON_GROUP ");
  EXPECT_EQ(must(doors_of_user(house.view(), operator_id, "ADA", at(noon)))->size(), 2U);
  EXPECT_TRUE(must(users_of_door(house.view(), operator_id, "OXF-FRONT", at(noon)))->empty());
  house.given(R"(
    DeactivateUser {"user_id":"ADA"}
    ReactivateUser {"user_id":"ADA"})");
  EXPECT_EQ(ask(house.view(), "ADA", "LON-FRONT"), "ALLOWED STAFF");
}

TEST(Access, ListsGroupsOfAUserAndOfAnOccupier) {
  House house;
  open_doors(house);
  house.given(R"(
    AddUser {"user_id":"EVE"}
    AddUserToGroup {"group_id":"STAFF","user_id":"EVE"}
    AddUserToGroup {"group_id":"STAFF","user_id":"EVE","to":"2026-02-01T00:00:00Z"}
    SuspendGroup {"group_id":"NIGHT"})");
  EXPECT_EQ(must(memberships(house.view(), operator_id, "EVE")),
            (std::vector<GroupOfUser>{{"STAFF", "Staff", std::nullopt, at("2026-02-01T00:00:00Z"), 0}}));
  EXPECT_EQ(must(memberships(house.view(), operator_id, "ADA")),
            (std::vector<GroupOfUser>{{"NIGHT", "Night", std::nullopt, std::nullopt, 1},
                                      {"STAFF", "Staff", std::nullopt, std::nullopt, 0}}));
  EXPECT_TRUE(must(memberships(house.view(), operator_id, "NOBODY")).empty());

  const auto groups = must(groups_of_occupier(house.view(), operator_id, "ACME", {}));
  EXPECT_EQ(groups.items, (std::vector<GroupOfOccupier>{{"NIGHT", "Night", {"LON"}, 1, 1},
                                                        {"STAFF", "Staff", {"LON", "OXF"}, 0, 2}}));
  house.given(R"(
    RemoveUserFromGroup {"group_id":"STAFF","user_id":"EVE"}
    RemoveUserFromGroup {"group_id":"NIGHT","user_id":"ADA"})");
  const auto left = must(groups_of_occupier(house.view(), operator_id, "ACME", {}));
  EXPECT_EQ(left.items, (std::vector<GroupOfOccupier>{{"STAFF", "Staff", {"LON", "OXF"}, 0, 1}}));
}

}  // namespace
}  // namespace tenure::projections::access
