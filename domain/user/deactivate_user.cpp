// DeactivateUser: ends a user's access to everything; the user stays known.
//
// Refuses, in this order: UNKNOWN_USER, INVALID_TRANSITION (inactive already), LAST_ADMIN, USER_HAS_NUMBERS.
//
// The only active admin may go when nobody else is left to administer: an occupier that moves out can be emptied.

#include "domain/decide.h"
#include "domain/kernel/invariant.h"
#include "domain/kernel/text.h"
#include "domain/states.h"

namespace tenure::domain {

Target target(const command::DeactivateUser& command) { return {StreamKind::user, text(command.user_id())}; }

Decision decide(const command::DeactivateUser& command, const World& world) {
  const auto* user = world.user(text(command.user_id()));
  if (user == nullptr) return refuse(Code::UNKNOWN_USER);
  if (user->active == 0) return refuse(Code::INVALID_TRANSITION, "the user is inactive already");

  const auto& occupier = existing(world.occupier(user->occupier_id), "the occupier of a user");
  const auto is_admin = user->role == UserRole::ADMIN;
  if (is_admin && occupier.active_admins == 1 && occupier.active_users > 1) return refuse(Code::LAST_ADMIN);
  if (!user->numbers.empty()) return refuse(Code::USER_HAS_NUMBERS);

  event::UserDeactivatedT deactivated;
  deactivated.user_id = text(command.user_id());
  deactivated.occupier_id = user->occupier_id;
  deactivated.was_admin = is_admin;
  return record(std::move(deactivated));
}

}  // namespace tenure::domain
