// What can happen to an access group after it was created.

#include <gtest/gtest.h>

#include "tests/domain/let_house.h"
#include "tests/domain/scenario.h"

namespace tenure::test {
namespace {

constexpr std::string_view groups = R"(
    default CreateAccessGroup {"group_id":"G1","site_ids":["LON"],"name":"Front door"}
    given AddUser {"user_id":"U1"}
    given CreateAccessGroup {}
)";

std::string house() { return std::string{let_house} + std::string{groups}; }

TEST(RemoveDoorFromGroup, TakesADoorOut) {
  run_table(house(), R"(
    case  a door, which may be added again
    given AddDoorToGroup {"group_id":"G1","door_id":"FRONT"}
    when  RemoveDoorFromGroup {"group_id":"G1","door_id":"FRONT"}
    then  DoorRemovedFromGroup {"group_id":"G1","door_id":"FRONT","site_id":"LON"}
    when  AddDoorToGroup {"group_id":"G1","door_id":"FRONT"}
    then  DoorAddedToGroup

    case  1 the group is unknown
    when  RemoveDoorFromGroup {"group_id":"G9","door_id":"NOTHING"}
    then  UNKNOWN_ACCESS_GROUP

    case  2 the door is unknown
    when  RemoveDoorFromGroup {"group_id":"G1","door_id":"NOTHING"}
    then  UNKNOWN_DOOR

    case  3 not in the group: never, of another site, or no longer
    when  RemoveDoorFromGroup {"group_id":"G1","door_id":"FRONT"}
    then  INVALID_TRANSITION
    when  RemoveDoorFromGroup {"group_id":"G1","door_id":"OXF-FRONT"}
    then  INVALID_TRANSITION
    given AddDoorToGroup {"group_id":"G1","door_id":"FRONT"}
    given RemoveDoorFromGroup {"group_id":"G1","door_id":"FRONT"}
    when  RemoveDoorFromGroup {"group_id":"G1","door_id":"FRONT"}
    then  INVALID_TRANSITION
  )");
}

TEST(SetGroupSchedule, SaysTheHoursAnew) {
  run_table(house(), R"(
    case  a working day and a night, again and again
    when  SetGroupSchedule {"group_id":"G1","schedule":[{"weekday":1,"from_minute":480,"to_minute":1080}, \
                                                        {"weekday":5,"from_minute":1320,"to_minute":360}]}
    then  GroupScheduleSet {"group_id":"G1","schedule":[{"weekday":1,"from_minute":480,"to_minute":1080}, \
                                                        {"weekday":5,"from_minute":1320,"to_minute":360}]}
    when  SetGroupSchedule {"group_id":"G1","schedule":[{"weekday":1,"from_minute":480,"to_minute":1080}, \
                                                        {"weekday":5,"from_minute":1320,"to_minute":360}]}
    then  GroupScheduleSet

    case  always, where nothing is said
    when  SetGroupSchedule {"group_id":"G1"}
    then  GroupScheduleSet {"schedule":null}
    when  SetGroupSchedule {"group_id":"G1","schedule":[]}
    then  GroupScheduleSet {"schedule":null}

    case  1 the group is unknown
    when  SetGroupSchedule {"group_id":"G9","schedule":[{"weekday":1,"from_minute":480,"to_minute":480}]}
    then  UNKNOWN_ACCESS_GROUP

    case  2 an entry that is empty
    when  SetGroupSchedule {"group_id":"G1","schedule":[{"weekday":1,"from_minute":1,"to_minute":2}, \
                                                        {"weekday":1,"from_minute":480,"to_minute":480}]}
    then  BAD_SCHEDULE entry 1
  )");
}

TEST(SuspendGroup, LastsUntilTheGroupIsResumed) {
  run_table(house(), R"(
    case  once each, and again
    when  SuspendGroup {"group_id":"G1"}
    then  GroupSuspended {"group_id":"G1"}
    when  SuspendGroup {"group_id":"G1"}
    then  INVALID_TRANSITION
    when  ResumeGroup {"group_id":"G1"}
    then  GroupResumed {"group_id":"G1"}
    when  ResumeGroup {"group_id":"G1"}
    then  INVALID_TRANSITION
    when  SuspendGroup {"group_id":"G1"}
    then  GroupSuspended

    case  doors and members can be changed meanwhile
    given SuspendGroup {"group_id":"G1"}
    when  AddDoorToGroup {"group_id":"G1","door_id":"FRONT"}
    then  DoorAddedToGroup
    when  AddUserToGroup {"group_id":"G1","user_id":"U1"}
    then  UserAddedToGroup

    case  1 the group is unknown
    when  SuspendGroup {"group_id":"G9"}
    then  UNKNOWN_ACCESS_GROUP
    when  ResumeGroup {"group_id":"G9"}
    then  UNKNOWN_ACCESS_GROUP

    case  2 not suspended
    when  ResumeGroup {"group_id":"G1"}
    then  INVALID_TRANSITION
  )");
}

}  // namespace
}  // namespace tenure::test
