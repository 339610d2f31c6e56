// AddDoor: adds a door to a site.
//
// Refuses, in this order: ALREADY_EXISTS, UNKNOWN_SITE.

#include "domain/decide.h"
#include "domain/kernel/text.h"
#include "domain/states.h"

namespace tenure::domain {

Target target(const command::AddDoor& command) { return {StreamKind::door, text(command.door_id())}; }

Decision decide(const command::AddDoor& command, const World& world) {
  if (world.door(text(command.door_id())) != nullptr) return refuse(Code::ALREADY_EXISTS);
  if (world.site(text(command.site_id())) == nullptr) return refuse(Code::UNKNOWN_SITE);

  event::DoorAddedT added;
  added.site_id = text(command.site_id());
  added.door_id = text(command.door_id());
  added.name = text(command.name());
  return record(std::move(added));
}

}  // namespace tenure::domain
