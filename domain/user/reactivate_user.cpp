// ReactivateUser: makes a deactivated user active again, with the sites, role, groups and Wi-Fi account it had.
//
// Refuses, in this order: UNKNOWN_USER, INVALID_TRANSITION (the user is active), NO_CONTRACT (the first of its sites, by
// id, at which the occupier has no contract in force or upcoming).

#include "domain/decide.h"
#include "domain/kernel/invariant.h"
#include "domain/kernel/text.h"
#include "domain/states.h"

namespace tenure::domain {

Target target(const command::ReactivateUser& command) { return {StreamKind::user, text(command.user_id())}; }

Decision decide(const command::ReactivateUser& command, const World& world) {
  const auto* user = world.user(text(command.user_id()));
  if (user == nullptr) return refuse(Code::UNKNOWN_USER);
  if (user->active != 0) return refuse(Code::INVALID_TRANSITION, "the user is active");

  const auto& occupier = existing(world.occupier(user->occupier_id), "the occupier of a user");
  for (const auto& site_id : user->site_ids) {
    if (occupier.contract_in_force_or_upcoming(site_id) == nullptr) return refuse(Code::NO_CONTRACT, site_id);
  }

  event::UserReactivatedT reactivated;
  reactivated.user_id = text(command.user_id());
  reactivated.occupier_id = user->occupier_id;
  reactivated.is_admin = user->role == UserRole::ADMIN;
  return record(std::move(reactivated));
}

}  // namespace tenure::domain
