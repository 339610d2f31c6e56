// An access group: its members may open its doors, always or within its schedule.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <tuple>
#include <vector>

#include "domain/kernel/calendar.h"
#include "domain/kernel/stream.h"
#include "domain/kernel/text.h"
#include "schemas/events/access_generated.h"

namespace tenure::domain {

/// A membership for `[from, to)`; open where nothing is said.
struct Membership {
  std::optional<Instant> from;
  std::optional<Instant> to;

  bool operator==(const Membership&) const = default;
  template <class Self>
  static auto fields(Self& self) {
    return std::tie(self.from, self.to);
  }
};

struct AccessGroup {
  std::set<std::string, std::less<>> site_ids;
  std::set<std::string, std::less<>> door_ids;
  std::map<std::string, Membership, std::less<>> members;
  std::uint8_t suspended = 0;

  bool operator==(const AccessGroup&) const = default;
  template <class Self>
  static auto fields(Self& self) {
    return std::tie(self.site_ids, self.door_ids, self.members, self.suspended);
  }
};

inline void streams(const event::AccessGroupCreated& event, StreamList& out) {
  out.add(StreamKind::access_group, text(event.group_id()));
}
inline void streams(const event::DoorAddedToGroup& event, StreamList& out) {
  out.add(StreamKind::access_group, text(event.group_id()));
}
inline void streams(const event::UserAddedToGroup& event, StreamList& out) {
  out.add(StreamKind::access_group, text(event.group_id()));
}
inline void streams(const event::UserRemovedFromGroup& event, StreamList& out) {
  out.add(StreamKind::access_group, text(event.group_id()));
}
inline void streams(const event::DoorRemovedFromGroup& event, StreamList& out) {
  out.add(StreamKind::access_group, text(event.group_id()));
}
inline void streams(const event::GroupScheduleSet& event, StreamList& out) {
  out.add(StreamKind::access_group, text(event.group_id()));
}
inline void streams(const event::GroupSuspended& event, StreamList& out) {
  out.add(StreamKind::access_group, text(event.group_id()));
}
inline void streams(const event::GroupResumed& event, StreamList& out) {
  out.add(StreamKind::access_group, text(event.group_id()));
}

inline void evolve(AccessGroup& state, const event::AccessGroupCreated& event) {
  for (const auto* site : *event.site_ids()) state.site_ids.insert(copy(site));
}
inline void evolve(AccessGroup& state, const event::DoorAddedToGroup& event) {
  state.door_ids.insert(copy(event.door_id()));
}
inline void evolve(AccessGroup& state, const event::DoorRemovedFromGroup& event) {
  state.door_ids.erase(copy(event.door_id()));
}
inline void evolve(AccessGroup& state, const event::GroupSuspended&) { state.suspended = 1; }
inline void evolve(AccessGroup& state, const event::GroupResumed&) { state.suspended = 0; }
inline void evolve(AccessGroup& state, const event::UserAddedToGroup& event) {
  Membership membership;
  if (const auto from = event.from()) membership.from = Instant{*from};
  if (const auto to = event.to()) membership.to = Instant{*to};
  state.members.insert_or_assign(copy(event.user_id()), membership);
}
inline void evolve(AccessGroup& state, const event::UserRemovedFromGroup& event) {
  state.members.erase(copy(event.user_id()));
}

}  // namespace tenure::domain
