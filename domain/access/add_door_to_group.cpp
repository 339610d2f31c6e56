// AddDoorToGroup: lets the members of a group open a door.
//
// Refuses, in this order: UNKNOWN_ACCESS_GROUP, UNKNOWN_DOOR, DOOR_NOT_AT_SITE, ALREADY_EXISTS (the door is in the
// group already; the fact needs the group and the door to be known, so it comes last).

#include "domain/decide.h"
#include "domain/kernel/text.h"
#include "domain/states.h"

namespace tenure::domain {

Target target(const command::AddDoorToGroup& command) {
  return {StreamKind::access_group, text(command.group_id())};
}

Decision decide(const command::AddDoorToGroup& command, const World& world) {
  const auto* group = world.access_group(text(command.group_id()));
  const auto* door = world.door(text(command.door_id()));

  if (group == nullptr) return refuse(Code::UNKNOWN_ACCESS_GROUP);
  if (door == nullptr) return refuse(Code::UNKNOWN_DOOR);
  if (!group->site_ids.contains(door->site_id)) return refuse(Code::DOOR_NOT_AT_SITE);
  if (group->door_ids.contains(text(command.door_id()))) {
    return refuse(Code::ALREADY_EXISTS, "the door is in the group already");
  }

  event::DoorAddedToGroupT added;
  added.group_id = text(command.group_id());
  added.door_id = text(command.door_id());
  added.site_id = door->site_id;
  return record(std::move(added));
}

}  // namespace tenure::domain
