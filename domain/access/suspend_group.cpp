// SuspendGroup: takes away what a group allows until it is resumed.
//
// Refuses, in this order: UNKNOWN_ACCESS_GROUP, INVALID_TRANSITION (the group is suspended already).
//
// Doors and members can be changed meanwhile.

#include "domain/decide.h"
#include "domain/kernel/text.h"
#include "domain/states.h"

namespace tenure::domain {

Target target(const command::SuspendGroup& command) {
  return {StreamKind::access_group, text(command.group_id())};
}

Decision decide(const command::SuspendGroup& command, const World& world) {
  const auto* group = world.access_group(text(command.group_id()));
  if (group == nullptr) return refuse(Code::UNKNOWN_ACCESS_GROUP);
  if (group->suspended != 0) return refuse(Code::INVALID_TRANSITION, "the group is suspended already");

  event::GroupSuspendedT suspended;
  suspended.group_id = text(command.group_id());
  return record(std::move(suspended));
}

}  // namespace tenure::domain
