// A user: an employee of an occupier.
#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <tuple>

#include "domain/kernel/stream.h"
#include "domain/kernel/text.h"
#include "schemas/events/telephony_generated.h"
#include "schemas/events/user_generated.h"
#include "schemas/events/wifi_generated.h"

namespace tenure::domain {

struct User {
  std::string occupier_id;
  std::set<std::string, std::less<>> site_ids;
  UserRole role = UserRole::USER;
  std::uint8_t active = 0;
  /// Assigned phone numbers.
  std::set<std::string, std::less<>> numbers;
  /// The hash of the Wi-Fi login, which stays the user's while the account is disabled; empty where there never was one.
  std::string wifi_login_hash;
  std::uint8_t wifi_enabled = 0;

  bool operator==(const User&) const = default;
  template <class Self>
  static auto fields(Self& self) {
    return std::tie(self.occupier_id, self.site_ids, self.role, self.active, self.numbers,
                    self.wifi_login_hash, self.wifi_enabled);
  }
};

inline void streams(const event::UserAdded& event, StreamList& out) {
  out.add(StreamKind::user, text(event.user_id()));
  out.add(StreamKind::occupier, text(event.occupier_id()));
}
inline void streams(const event::UserDeactivated& event, StreamList& out) {
  out.add(StreamKind::user, text(event.user_id()));
  out.add(StreamKind::occupier, text(event.occupier_id()));
}
inline void streams(const event::UserInvited& event, StreamList& out) {
  out.add(StreamKind::user, text(event.user_id()));
}
inline void streams(const event::UserRoleSet& event, StreamList& out) {
  out.add(StreamKind::user, text(event.user_id()));
  out.add(StreamKind::occupier, text(event.occupier_id()));
}
inline void streams(const event::UserSitesSet& event, StreamList& out) {
  out.add(StreamKind::user, text(event.user_id()));
}
inline void streams(const event::UserReactivated& event, StreamList& out) {
  out.add(StreamKind::user, text(event.user_id()));
  out.add(StreamKind::occupier, text(event.occupier_id()));
}

inline void evolve(User& state, const event::UserAdded& event) {
  state.occupier_id = text(event.occupier_id());
  for (const auto* site : *event.site_ids()) state.site_ids.insert(copy(site));
  state.role = event.role();
  state.active = 1;
}
inline void evolve(User& state, const event::UserDeactivated&) { state.active = 0; }
inline void evolve(User& state, const event::UserReactivated&) { state.active = 1; }
inline void evolve(User& state, const event::UserRoleSet& event) { state.role = event.role(); }
inline void evolve(User& state, const event::UserSitesSet& event) {
  state.site_ids.clear();
  for (const auto* site : *event.site_ids()) state.site_ids.insert(copy(site));
}
inline void evolve(User& state, const event::NumberAssigned& event) {
  state.numbers.insert(copy(event.number()));
}
inline void evolve(User& state, const event::NumberUnassigned& event) {
  state.numbers.erase(copy(event.number()));
}
inline void evolve(User& state, const event::WifiAccountEnabled& event) {
  state.wifi_login_hash = text(event.login_hash());
  state.wifi_enabled = 1;
}
inline void evolve(User& state, const event::WifiAccountDisabled&) { state.wifi_enabled = 0; }

}  // namespace tenure::domain
