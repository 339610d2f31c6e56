// A Wi-Fi login: whose it is, so that no two users share it.
#pragma once

#include <string>
#include <string_view>
#include <tuple>

#include "domain/kernel/stream.h"
#include "domain/kernel/text.h"
#include "schemas/events/wifi_generated.h"

namespace tenure::domain {

/// Its id is the hash of the login: streams are named in the clear, and a login is personal.
struct WifiLogin {
  /// Empty while it is nobody's.
  std::string user_id;

  bool operator==(const WifiLogin&) const = default;
  template <class Self>
  static auto fields(Self& self) {
    return std::tie(self.user_id);
  }
};

inline void streams(const event::WifiAccountEnabled& event, StreamList& out) {
  out.add(StreamKind::user, text(event.user_id()));
  out.add(StreamKind::wifi_login, text(event.login_hash()));
  out.add(StreamKind::wifi_login, text(event.previous_login_hash()));
}
inline void streams(const event::WifiAccountDisabled& event, StreamList& out) {
  out.add(StreamKind::user, text(event.user_id()));
}
inline void streams(const event::WifiPasswordReset& event, StreamList& out) {
  out.add(StreamKind::user, text(event.user_id()));
}

inline void evolve(WifiLogin& state, const event::WifiAccountEnabled& event, std::string_view own_id) {
  if (own_id == text(event.login_hash())) {
    state.user_id = text(event.user_id());
  } else {
    state.user_id.clear();
  }
}

}  // namespace tenure::domain
