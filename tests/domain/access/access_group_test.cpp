#include <gtest/gtest.h>

#include "tests/domain/let_house.h"
#include "tests/domain/scenario.h"

namespace tenure::test {
namespace {

constexpr std::string_view groups = R"(
    default CreateAccessGroup {"group_id":"G1","site_ids":["LON"],"name":"Front door"}
    given AddUser {"user_id":"U1"}
)";

std::string house_with_groups() { return std::string{let_house} + std::string{groups}; }

TEST(CreateAccessGroup, CreatesAGroup) {
  run_table(house_with_groups(), R"(
    case  without a schedule
    when  CreateAccessGroup {}
    then  AccessGroupCreated {"group_id":"G1","site_ids":["LON"],"name":"Front door","schedule":null}

    case  for several sites, one of them named twice
    when  CreateAccessGroup {"site_ids":["OXF","LON","OXF"]}
    then  AccessGroupCreated {"site_ids":["OXF","LON"]}

    case  with a schedule: a working day, a night, a whole day, until midnight either way
    when  CreateAccessGroup {"schedule":[{"weekday":1,"from_minute":480,"to_minute":1080}, \
                                         {"weekday":5,"from_minute":1320,"to_minute":360}, \
                                         {"weekday":6,"from_minute":0,"to_minute":1440}, \
                                         {"weekday":7,"from_minute":600,"to_minute":0}]}
    then  AccessGroupCreated {"schedule":[{"weekday":1,"from_minute":480,"to_minute":1080}, \
                                          {"weekday":5,"from_minute":1320,"to_minute":360}, \
                                          {"weekday":6,"from_minute":0,"to_minute":1440}, \
                                          {"weekday":7,"from_minute":600,"to_minute":0}]}
  )");
}

TEST(CreateAccessGroup, RefusesInThisOrder) {
  run_table(house_with_groups(), R"(
    default CreateAccessGroup {"schedule":[{"weekday":1,"from_minute":1,"to_minute":2}, \
                                           {"weekday":1,"from_minute":480,"to_minute":480}], \
                               "group_id":"G1","site_ids":["LON"],"name":"Front door"}
    case  1 the id is taken
    given CreateAccessGroup {"schedule":null}
    when  CreateAccessGroup {"site_ids":["NOWHERE"]}
    then  ALREADY_EXISTS
    when  CreateAccessGroup {"site_ids":[]}
    then  ALREADY_EXISTS

    case  2 a site is unknown
    when  CreateAccessGroup {"site_ids":["LON","NOWHERE"]}
    then  UNKNOWN_SITE NOWHERE

    case  2 no site at all
    when  CreateAccessGroup {"site_ids":[]}
    then  UNKNOWN_SITE one site or more

    case  3 an entry that is empty
    when  CreateAccessGroup {}
    then  BAD_SCHEDULE entry 1
  )");
}

TEST(AddDoorToGroup, AddsADoorOfOneOfTheSites) {
  run_table(house_with_groups(), R"(
    case  a door
    given CreateAccessGroup {"site_ids":["LON","OXF"]}
    when  AddDoorToGroup {"group_id":"G1","door_id":"FRONT"}
    then  DoorAddedToGroup {"group_id":"G1","door_id":"FRONT","site_id":"LON"}
    when  AddDoorToGroup {"group_id":"G1","door_id":"OXF-FRONT"}
    then  DoorAddedToGroup {"group_id":"G1","door_id":"OXF-FRONT","site_id":"OXF"}
  )");
}

TEST(AddDoorToGroup, RefusesInThisOrder) {
  run_table(house_with_groups(), R"(
    given CreateAccessGroup {}

    case  1 the group is unknown
    when  AddDoorToGroup {"group_id":"G9","door_id":"NOTHING"}
    then  UNKNOWN_ACCESS_GROUP

    case  2 the door is unknown
    when  AddDoorToGroup {"group_id":"G1","door_id":"NOTHING"}
    then  UNKNOWN_DOOR

    case  3 the door is at another site
    when  AddDoorToGroup {"group_id":"G1","door_id":"OXF-FRONT"}
    then  DOOR_NOT_AT_SITE

    case  4 the door is in the group
    given AddDoorToGroup {"group_id":"G1","door_id":"FRONT"}
    when  AddDoorToGroup {"group_id":"G1","door_id":"FRONT"}
    then  ALREADY_EXISTS
  )");
}

TEST(AddUserToGroup, AddsAMemberForATime) {
  run_table(house_with_groups(), R"(
    given CreateAccessGroup {}

    case  for good
    when  AddUserToGroup {"group_id":"G1","user_id":"U1"}
    then  UserAddedToGroup {"group_id":"G1","user_id":"U1","from":null,"to":null}

    case  for a time
    when  AddUserToGroup {"group_id":"G1","user_id":"U1","from":"2026-01-10T08:00:00Z","to":"2026-01-10T18:00:00Z"}
    then  UserAddedToGroup {"from":"2026-01-10T08:00:00Z","to":"2026-01-10T18:00:00Z"}

    case  another time replaces the one before
    given AddUserToGroup {"group_id":"G1","user_id":"U1"}
    when  AddUserToGroup {"group_id":"G1","user_id":"U1","to":"2026-01-10T18:00:00Z"}
    then  UserAddedToGroup {"from":null,"to":"2026-01-10T18:00:00Z"}
    when  AddUserToGroup {"group_id":"G1","user_id":"U1"}
    then  UserAddedToGroup {"from":null,"to":null}
  )");
}

TEST(AddUserToGroup, RefusesInThisOrder) {
  run_table(house_with_groups(), R"(
    default AddUserToGroup {"group_id":"G1","user_id":"U1"}
    given CreateAccessGroup {}

    case  1 the group is unknown
    when  AddUserToGroup {"group_id":"G9","user_id":"NOBODY", \
                          "from":"2026-01-10T08:00:00Z","to":"2026-01-10T08:00:00Z"}
    then  UNKNOWN_ACCESS_GROUP

    case  2 the user is unknown
    when  AddUserToGroup {"user_id":"NOBODY","from":"2026-01-10T08:00:00Z","to":"2026-01-10T08:00:00Z"}
    then  UNKNOWN_USER

    case  3 a time that is empty or ends before it begins
    when  AddUserToGroup {"from":"2026-01-10T08:00:00Z","to":"2026-01-10T08:00:00Z"}
    then  BAD_PERIOD
    when  AddUserToGroup {"from":"2026-01-10T08:00:00Z","to":"2026-01-10T07:59:59.999999Z"}
    then  BAD_PERIOD

    case  4 a member for good already
    given AddUserToGroup {}
    when  AddUserToGroup {}
    then  ALREADY_EXISTS

    case  4 a member for this time already, written otherwise
    given AddUserToGroup {"from":"2026-01-10T08:00:00Z","to":"2026-01-10T18:00:00Z"}
    when  AddUserToGroup {"from":"2026-01-10T09:00:00+01:00","to":"2026-01-10T18:00:00Z"}
    then  ALREADY_EXISTS
  )");
}

TEST(RemoveUserFromGroup, RemovesAMember) {
  run_table(house_with_groups(), R"(
    given CreateAccessGroup {}

    case  a member
    given AddUserToGroup {"group_id":"G1","user_id":"U1"}
    when  RemoveUserFromGroup {"group_id":"G1","user_id":"U1"}
    then  UserRemovedFromGroup {"group_id":"G1","user_id":"U1"}
    when  AddUserToGroup {"group_id":"G1","user_id":"U1"}
    then  UserAddedToGroup

    case  one whose time is over
    given AddUserToGroup {"group_id":"G1","user_id":"U1","to":"2020-01-01T00:00:00Z"}
    when  RemoveUserFromGroup {"group_id":"G1","user_id":"U1"}
    then  UserRemovedFromGroup
  )");
}

TEST(RemoveUserFromGroup, RefusesInThisOrder) {
  run_table(house_with_groups(), R"(
    given CreateAccessGroup {}

    case  1 the group is unknown
    when  RemoveUserFromGroup {"group_id":"G9","user_id":"NOBODY"}
    then  UNKNOWN_ACCESS_GROUP

    case  2 the user is unknown
    when  RemoveUserFromGroup {"group_id":"G1","user_id":"NOBODY"}
    then  UNKNOWN_USER

    case  3 not a member, or no longer
    when  RemoveUserFromGroup {"group_id":"G1","user_id":"U1"}
    then  INVALID_TRANSITION
    given AddUserToGroup {"group_id":"G1","user_id":"U1"}
    given RemoveUserFromGroup {"group_id":"G1","user_id":"U1"}
    when  RemoveUserFromGroup {"group_id":"G1","user_id":"U1"}
    then  INVALID_TRANSITION
  )");
}

}  // namespace
}  // namespace tenure::test
