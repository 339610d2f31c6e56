// SetUserRole: makes a user an admin of its occupier, or no longer one.
//
// Refuses, in this order: UNKNOWN_USER, INVALID_TRANSITION (the user is inactive, or has the role already), LAST_ADMIN
// (the only active admin; who stays on as a user is one of those who would be left without).

#include "domain/decide.h"
#include "domain/kernel/invariant.h"
#include "domain/kernel/text.h"
#include "domain/states.h"

namespace tenure::domain {

Target target(const command::SetUserRole& command) { return {StreamKind::user, text(command.user_id())}; }

Decision decide(const command::SetUserRole& command, const World& world) {
  const auto* user = world.user(text(command.user_id()));
  if (user == nullptr) return refuse(Code::UNKNOWN_USER);
  if (user->active == 0) return refuse(Code::INVALID_TRANSITION, "the user is inactive");
  if (user->role == command.role()) return refuse(Code::INVALID_TRANSITION, "the user has the role already");

  const auto& occupier = existing(world.occupier(user->occupier_id), "the occupier of a user");
  if (user->role == UserRole::ADMIN && occupier.active_admins == 1) return refuse(Code::LAST_ADMIN);

  event::UserRoleSetT set;
  set.user_id = text(command.user_id());
  set.occupier_id = user->occupier_id;
  set.role = command.role();
  return record(std::move(set));
}

}  // namespace tenure::domain
