// RevokeCredential: takes a credential back; it may be issued again.
//
// Refuses, in this order: UNKNOWN_CREDENTIAL, INVALID_TRANSITION (it is revoked already).

#include "domain/decide.h"
#include "domain/kernel/text.h"
#include "domain/states.h"

namespace tenure::domain {

Target target(const command::RevokeCredential& command) {
  return {StreamKind::credential, text(command.credential_id())};
}

Decision decide(const command::RevokeCredential& command, const World& world) {
  const auto* credential = world.credential(text(command.credential_id()));
  if (credential == nullptr) return refuse(Code::UNKNOWN_CREDENTIAL);
  if (credential->user_id.empty())
    return refuse(Code::INVALID_TRANSITION, "the credential is revoked already");

  event::CredentialRevokedT revoked;
  revoked.credential_id = text(command.credential_id());
  revoked.user_id = credential->user_id;
  revoked.occupier_id = credential->occupier_id;
  return record(std::move(revoked));
}

}  // namespace tenure::domain
