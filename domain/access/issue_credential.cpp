// IssueCredential: gives a user a card, a fob or a mobile credential.
//
// Refuses, in this order: UNKNOWN_USER, INVALID_TRANSITION (the user is inactive), BAD_PERIOD (`valid_until` is not in
// the future), CREDENTIAL_IN_USE (issued and not revoked; one that has expired still is).

#include "domain/decide.h"
#include "domain/kernel/text.h"
#include "domain/states.h"

namespace tenure::domain {

Target target(const command::IssueCredential& command) {
  return {StreamKind::credential, text(command.credential_id())};
}

Decision decide(const command::IssueCredential& command, const World& world) {
  const auto* user = world.user(text(command.user_id()));
  const auto* credential = world.credential(text(command.credential_id()));

  if (user == nullptr) return refuse(Code::UNKNOWN_USER);
  if (user->active == 0) return refuse(Code::INVALID_TRANSITION, "the user is inactive");
  if (command.valid_until() && Instant{*command.valid_until()} <= world.recorded_at()) {
    return refuse(Code::BAD_PERIOD, "valid_until must lie in the future");
  }
  if (credential != nullptr && !credential->user_id.empty()) return refuse(Code::CREDENTIAL_IN_USE);

  event::CredentialIssuedT issued;
  issued.credential_id = text(command.credential_id());
  issued.user_id = text(command.user_id());
  issued.occupier_id = user->occupier_id;
  issued.kind = command.kind();
  issued.valid_until = command.valid_until();
  return record(std::move(issued));
}

}  // namespace tenure::domain
