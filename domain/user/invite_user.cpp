// InviteUser: invites a user to the mobile app or the portal.
//
// Refuses, in this order: UNKNOWN_USER, INVALID_TRANSITION (the user is inactive).
//
// Again and again is fine: invitations get lost.

#include "domain/decide.h"
#include "domain/kernel/text.h"
#include "domain/states.h"

namespace tenure::domain {

Target target(const command::InviteUser& command) { return {StreamKind::user, text(command.user_id())}; }

Decision decide(const command::InviteUser& command, const World& world) {
  const auto* user = world.user(text(command.user_id()));
  if (user == nullptr) return refuse(Code::UNKNOWN_USER);
  if (user->active == 0) return refuse(Code::INVALID_TRANSITION, "the user is inactive");

  event::UserInvitedT invited;
  invited.user_id = text(command.user_id());
  invited.occupier_id = user->occupier_id;
  invited.to = command.to();
  return record(std::move(invited));
}

}  // namespace tenure::domain
