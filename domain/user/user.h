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

namespace tenure::domain {

struct User {
  std::string occupier_id;
  std::set<std::string, std::less<>> site_ids;
  UserRole role = UserRole::USER;
  std::uint8_t active = 0;
  /// Assigned phone numbers.
  std::set<std::string, std::less<>> numbers;

  bool operator==(const User&) const = default;
  template <class Self>
  static auto fields(Self& self) {
    return std::tie(self.occupier_id, self.site_ids, self.role, self.active, self.numbers);
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

inline void evolve(User& state, const event::UserAdded& event) {
  state.occupier_id = text(event.occupier_id());
  for (const auto* site : *event.site_ids()) state.site_ids.insert(copy(site));
  state.role = event.role();
  state.active = 1;
}
inline void evolve(User& state, const event::UserDeactivated&) { state.active = 0; }
inline void evolve(User& state, const event::NumberAssigned& event) {
  state.numbers.insert(copy(event.number()));
}
inline void evolve(User& state, const event::NumberUnassigned& event) {
  state.numbers.erase(copy(event.number()));
}

}  // namespace tenure::domain
