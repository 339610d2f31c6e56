// ResumeGroup: lets a suspended group allow again.
//
// Refuses, in this order: UNKNOWN_ACCESS_GROUP, INVALID_TRANSITION (the group is not suspended).

#include "domain/decide.h"
#include "domain/kernel/text.h"
#include "domain/states.h"

namespace tenure::domain {

Target target(const command::ResumeGroup& command) {
  return {StreamKind::access_group, text(command.group_id())};
}

Decision decide(const command::ResumeGroup& command, const World& world) {
  const auto* group = world.access_group(text(command.group_id()));
  if (group == nullptr) return refuse(Code::UNKNOWN_ACCESS_GROUP);
  if (group->suspended == 0) return refuse(Code::INVALID_TRANSITION, "the group is not suspended");

  event::GroupResumedT resumed;
  resumed.group_id = text(command.group_id());
  return record(std::move(resumed));
}

}  // namespace tenure::domain
