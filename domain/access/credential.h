// A card, a fob or a mobile credential that a user shows to a door.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <tuple>

#include "domain/kernel/calendar.h"
#include "domain/kernel/stream.h"
#include "domain/kernel/text.h"
#include "schemas/events/access_generated.h"

namespace tenure::domain {

struct Credential {
  /// Empty while it is not issued.
  std::string user_id;
  std::string occupier_id;
  CredentialKind kind = CredentialKind::CARD;
  std::optional<Instant> valid_until;

  bool operator==(const Credential&) const = default;
  template <class Self>
  static auto fields(Self& self) {
    return std::tie(self.user_id, self.occupier_id, self.kind, self.valid_until);
  }
};

inline void streams(const event::CredentialIssued& event, StreamList& out) {
  out.add(StreamKind::credential, text(event.credential_id()));
  out.add(StreamKind::user, text(event.user_id()));
}
inline void streams(const event::CredentialRevoked& event, StreamList& out) {
  out.add(StreamKind::credential, text(event.credential_id()));
  out.add(StreamKind::user, text(event.user_id()));
}

inline void evolve(Credential& state, const event::CredentialIssued& event) {
  state.user_id = text(event.user_id());
  state.occupier_id = text(event.occupier_id());
  state.kind = event.kind();
  state.valid_until.reset();
  if (const auto until = event.valid_until()) state.valid_until = Instant{*until};
}
inline void evolve(Credential& state, const event::CredentialRevoked&) {
  state.user_id.clear();
  state.occupier_id.clear();
  state.valid_until.reset();
}

}  // namespace tenure::domain
