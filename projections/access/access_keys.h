// How access's rows are found. Internal to this folder.
//
//   u  operator, user             -> UserRow
//   d  operator, door             -> DoorRow
//   s  operator, site             -> SiteRow
//   g  operator, group            -> GroupRow
//   m  operator, user, group      -> domain::Membership       n  operator, group, user  (key alone)
//   a  operator, door, group      (key alone)                 b  operator, group, door  (key alone)
//   k  operator, contract         (key alone), while in force
//   c  operator, occupier, site   -> InForce
//   h  operator, occupier, group  -> Members
//   e  operator, credential       -> CredentialRow
//   f  operator, user, credential (key alone), while issued
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "domain/access/access_group.h"
#include "domain/kernel/calendar.h"
#include "projections/runtime/key.h"
#include "schemas/common_generated.h"

namespace tenure::projections::access {

[[nodiscard]] inline Key user_key(std::string_view operator_id, std::string_view user_id) {
  return Key{'u', operator_id}.text(user_id);
}
[[nodiscard]] inline Key door_key(std::string_view operator_id, std::string_view door_id) {
  return Key{'d', operator_id}.text(door_id);
}
[[nodiscard]] inline Key site_key(std::string_view operator_id, std::string_view site_id) {
  return Key{'s', operator_id}.text(site_id);
}
[[nodiscard]] inline Key group_key(std::string_view operator_id, std::string_view group_id) {
  return Key{'g', operator_id}.text(group_id);
}
[[nodiscard]] inline Key groups_of_user(std::string_view operator_id, std::string_view user_id) {
  return Key{'m', operator_id}.text(user_id);
}
[[nodiscard]] inline Key users_of_group(std::string_view operator_id, std::string_view group_id) {
  return Key{'n', operator_id}.text(group_id);
}
[[nodiscard]] inline Key groups_of_door(std::string_view operator_id, std::string_view door_id) {
  return Key{'a', operator_id}.text(door_id);
}
[[nodiscard]] inline Key doors_of_group(std::string_view operator_id, std::string_view group_id) {
  return Key{'b', operator_id}.text(group_id);
}
[[nodiscard]] inline Key contract_key(std::string_view operator_id, std::string_view contract_id) {
  return Key{'k', operator_id}.text(contract_id);
}
[[nodiscard]] inline Key groups_with_users_of(std::string_view operator_id, std::string_view occupier_id) {
  return Key{'h', operator_id}.text(occupier_id);
}
[[nodiscard]] inline Key credential_key(std::string_view operator_id, std::string_view credential_id) {
  return Key{'e', operator_id}.text(credential_id);
}
[[nodiscard]] inline Key credentials_of_user(std::string_view operator_id, std::string_view user_id) {
  return Key{'f', operator_id}.text(user_id);
}
[[nodiscard]] inline Key in_force_key(std::string_view operator_id, std::string_view occupier_id,
                                      std::string_view site_id) {
  return Key{'c', operator_id}.text(occupier_id).text(site_id);
}

struct UserRow {
  std::string occupier_id;
  std::string given_name;   ///< personal
  std::string family_name;  ///< personal
  std::uint8_t active = 0;

  template <class Self>
  static auto fields(Self& self) {
    return std::tie(self.occupier_id, self.given_name, self.family_name, self.active);
  }
};
struct DoorRow {
  std::string site_id;
  std::string name;

  template <class Self>
  static auto fields(Self& self) {
    return std::tie(self.site_id, self.name);
  }
};
struct SiteRow {
  std::string time_zone;

  template <class Self>
  static auto fields(Self& self) {
    return std::tie(self.time_zone);
  }
};
struct Stretch {
  std::uint8_t weekday = 1;
  std::uint16_t from_minute = 0;
  std::uint16_t to_minute = 0;

  template <class Self>
  static auto fields(Self& self) {
    return std::tie(self.weekday, self.from_minute, self.to_minute);
  }
};
struct GroupRow {
  std::string name;
  std::vector<std::string> site_ids;
  std::vector<Stretch> schedule;
  std::uint8_t suspended = 0;

  template <class Self>
  static auto fields(Self& self) {
    return std::tie(self.name, self.site_ids, self.schedule, self.suspended);
  }
};
/// Users of an occupier that are in a group.
struct Members {
  std::uint32_t users = 0;

  template <class Self>
  static auto fields(Self& self) {
    return std::tie(self.users);
  }
};
/// Kept when it is revoked, with whom it was.
struct CredentialRow {
  std::string user_id;
  CredentialKind kind = CredentialKind::CARD;
  std::optional<domain::Instant> valid_until;
  std::uint8_t revoked = 0;

  template <class Self>
  static auto fields(Self& self) {
    return std::tie(self.user_id, self.kind, self.valid_until, self.revoked);
  }
};
/// Contracts of an occupier that are in force at a site.
struct InForce {
  std::uint32_t contracts = 0;

  template <class Self>
  static auto fields(Self& self) {
    return std::tie(self.contracts);
  }
};

}  // namespace tenure::projections::access
