// RemoveUserFromGroup: removes a user from an access group.
//
// Refuses, in this order: UNKNOWN_ACCESS_GROUP, UNKNOWN_USER, INVALID_TRANSITION (not a member; one whose time is over
// still is).

#include "domain/decide.h"
#include "domain/kernel/text.h"
#include "domain/states.h"

namespace tenure::domain {

Target target(const command::RemoveUserFromGroup& command) {
  return {StreamKind::access_group, text(command.group_id())};
}

Decision decide(const command::RemoveUserFromGroup& command, const World& world) {
  const auto* group = world.access_group(text(command.group_id()));
  const auto* user = world.user(text(command.user_id()));

  if (group == nullptr) return refuse(Code::UNKNOWN_ACCESS_GROUP);
  if (user == nullptr) return refuse(Code::UNKNOWN_USER);
  if (!group->members.contains(text(command.user_id()))) {
    return refuse(Code::INVALID_TRANSITION, "the user is not in the group");
  }

  event::UserRemovedFromGroupT removed;
  removed.group_id = text(command.group_id());
  removed.user_id = text(command.user_id());
  return record(std::move(removed));
}

}  // namespace tenure::domain
