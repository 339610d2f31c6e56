// What happens to access groups after they were created, and credentials.

#include "tests/model/reference/rules.h"

namespace tenure::model {

Code RemoveDoorFromGroup(Business& business, const Fields& command) {
  const auto id = text_of(command, "group_id");
  const auto door = text_of(command, "door_id");
  if (!business.groups.contains(id)) return "UNKNOWN_ACCESS_GROUP";
  if (!business.doors.contains(door)) return "UNKNOWN_DOOR";
  if (business.groups.at(id).doors.erase(door) == 0) return "INVALID_TRANSITION";
  business.note("DoorRemovedFromGroup",
                {{"group_id", id}, {"door_id", door}, {"site_id", business.doors.at(door)}},
                {"access-group/" + id});
  return {};
}

Code SetGroupSchedule(Business& business, const Fields& command) {
  const auto id = text_of(command, "group_id");
  if (!business.groups.contains(id)) return "UNKNOWN_ACCESS_GROUP";
  for (const auto& entry : objects_of(command, "schedule")) {
    if (number_of(entry, "from_minute") == number_of(entry, "to_minute")) return "BAD_SCHEDULE";
  }
  Fields data = command;
  if (objects_of(command, "schedule").empty()) data.erase("schedule");
  business.note("GroupScheduleSet", data, {"access-group/" + id});
  return {};
}

Code SuspendGroup(Business& business, const Fields& command) {
  const auto id = text_of(command, "group_id");
  if (!business.groups.contains(id)) return "UNKNOWN_ACCESS_GROUP";
  auto& group = business.groups.at(id);
  if (group.suspended) return "INVALID_TRANSITION";
  group.suspended = true;
  business.note("GroupSuspended", command, {"access-group/" + id});
  return {};
}

Code ResumeGroup(Business& business, const Fields& command) {
  const auto id = text_of(command, "group_id");
  if (!business.groups.contains(id)) return "UNKNOWN_ACCESS_GROUP";
  auto& group = business.groups.at(id);
  if (!group.suspended) return "INVALID_TRANSITION";
  group.suspended = false;
  business.note("GroupResumed", command, {"access-group/" + id});
  return {};
}

Code IssueCredential(Business& business, const Fields& command) {
  const auto id = text_of(command, "credential_id");
  const auto user_id = text_of(command, "user_id");
  if (!business.users.contains(user_id)) return "UNKNOWN_USER";
  const auto& user = business.users.at(user_id);
  if (!user.active) return "INVALID_TRANSITION";
  const auto until = time_of(command, "valid_until");
  if (until && *until <= business.now) return "BAD_PERIOD";
  auto& credential = business.credentials[id];
  if (!credential.user.empty()) return "CREDENTIAL_IN_USE";
  credential = {user_id, user.occupier, text_of(command, "kind"), until};
  Fields data{{"credential_id", id}, {"user_id", user_id}, {"occupier_id", user.occupier}};
  take(data, command, {"kind", "valid_until"});
  business.note("CredentialIssued", data, {"credential/" + id, "user/" + user_id});
  return {};
}

Code RevokeCredential(Business& business, const Fields& command) {
  const auto id = text_of(command, "credential_id");
  if (!business.credentials.contains(id)) return "UNKNOWN_CREDENTIAL";
  auto& credential = business.credentials.at(id);
  if (credential.user.empty()) return "INVALID_TRANSITION";
  const auto user = credential.user;
  Fields data{{"credential_id", id}, {"user_id", user}, {"occupier_id", credential.occupier}};
  credential = {{}, {}, credential.kind, {}};
  business.note("CredentialRevoked", data, {"credential/" + id, "user/" + user});
  return {};
}

}  // namespace tenure::model
