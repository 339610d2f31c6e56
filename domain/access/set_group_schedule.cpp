// SetGroupSchedule: says anew when the members of a group may enter; always where nothing is said.
//
// Refuses, in this order: UNKNOWN_ACCESS_GROUP, BAD_SCHEDULE (an entry that ends in the minute in which it starts; a
// whole day is 0 to 1440).
//
// The same schedule again is fine.

#include "domain/access/schedule.h"
#include "domain/decide.h"
#include "domain/kernel/text.h"
#include "domain/states.h"

namespace tenure::domain {

Target target(const command::SetGroupSchedule& command) {
  return {StreamKind::access_group, text(command.group_id())};
}

Decision decide(const command::SetGroupSchedule& command, const World& world) {
  if (world.access_group(text(command.group_id())) == nullptr) return refuse(Code::UNKNOWN_ACCESS_GROUP);
  auto schedule = schedule_of(command.schedule());
  if (!schedule) return std::unexpected(std::move(schedule.error()));

  event::GroupScheduleSetT set;
  set.group_id = text(command.group_id());
  set.schedule = std::move(*schedule);
  return record(std::move(set));
}

}  // namespace tenure::domain
