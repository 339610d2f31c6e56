// RemoveDoorFromGroup: takes a door out of an access group.
//
// Refuses, in this order: UNKNOWN_ACCESS_GROUP, UNKNOWN_DOOR, INVALID_TRANSITION (the door is not in the group).

#include "domain/decide.h"
#include "domain/kernel/text.h"
#include "domain/states.h"

namespace tenure::domain {

Target target(const command::RemoveDoorFromGroup& command) {
  return {StreamKind::access_group, text(command.group_id())};
}

Decision decide(const command::RemoveDoorFromGroup& command, const World& world) {
  const auto* group = world.access_group(text(command.group_id()));
  const auto* door = world.door(text(command.door_id()));

  if (group == nullptr) return refuse(Code::UNKNOWN_ACCESS_GROUP);
  if (door == nullptr) return refuse(Code::UNKNOWN_DOOR);
  if (!group->door_ids.contains(text(command.door_id()))) {
    return refuse(Code::INVALID_TRANSITION, "the door is not in the group");
  }

  event::DoorRemovedFromGroupT removed;
  removed.group_id = text(command.group_id());
  removed.door_id = text(command.door_id());
  removed.site_id = door->site_id;
  return record(std::move(removed));
}

}  // namespace tenure::domain
