// CreateAccessGroup: creates a group whose members may open its doors; always, or within its schedule.
//
// Refuses, in this order: ALREADY_EXISTS, UNKNOWN_SITE (the first of the list that does not exist, or an empty list),
// BAD_SCHEDULE (an entry that ends in the minute in which it starts; a whole day is 0 to 1440).
//
// An empty schedule is none: the members may always enter. A site named twice counts once.

#include <algorithm>

#include "domain/access/schedule.h"
#include "domain/decide.h"
#include "domain/kernel/text.h"
#include "domain/states.h"

namespace tenure::domain {

Target target(const command::CreateAccessGroup& command) {
  return {StreamKind::access_group, text(command.group_id())};
}

Decision decide(const command::CreateAccessGroup& command, const World& world) {
  if (world.access_group(text(command.group_id())) != nullptr) return refuse(Code::ALREADY_EXISTS);
  if (command.site_ids()->size() == 0) return refuse(Code::UNKNOWN_SITE, "name one site or more");

  event::AccessGroupCreatedT created;
  for (const auto* site_id : *command.site_ids()) {
    if (world.site(text(site_id)) == nullptr) return refuse(Code::UNKNOWN_SITE, copy(site_id));
    if (std::ranges::find(created.site_ids, text(site_id)) == created.site_ids.end()) {
      created.site_ids.push_back(copy(site_id));
    }
  }
  auto schedule = schedule_of(command.schedule());
  if (!schedule) return std::unexpected(std::move(schedule.error()));
  created.schedule = std::move(*schedule);
  created.group_id = text(command.group_id());
  created.name = text(command.name());
  return record(std::move(created));
}

}  // namespace tenure::domain
