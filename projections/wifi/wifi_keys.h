// How Wi-Fi's rows are found. Internal to this folder.
//
//   n  operator, site, network          -> Network
//   s  operator, site                   -> SiteRow
//   d  operator, site, mac              -> Device
//   o  operator, occupier, site, mac    (key alone)
//   l  operator, login hash             -> LoginRow
//   u  operator, user                   -> UserRow
//   k  operator, contract               (key alone), while in force
//   c  operator, occupier, site         -> InForce
#pragma once

#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "projections/runtime/key.h"

namespace tenure::projections::wifi {

[[nodiscard]] inline Key networks_of(std::string_view operator_id, std::string_view site_id) {
  return Key{'n', operator_id}.text(site_id);
}
[[nodiscard]] inline Key site_key(std::string_view operator_id, std::string_view site_id) {
  return Key{'s', operator_id}.text(site_id);
}
[[nodiscard]] inline Key device_key(std::string_view operator_id, std::string_view site_id,
                                    std::string_view mac) {
  return Key{'d', operator_id}.text(site_id).text(mac);
}
[[nodiscard]] inline Key devices_of(std::string_view operator_id, std::string_view occupier_id) {
  return Key{'o', operator_id}.text(occupier_id);
}
[[nodiscard]] inline Key login_key(std::string_view operator_id, std::string_view login_hash) {
  return Key{'l', operator_id}.text(login_hash);
}
[[nodiscard]] inline Key user_key(std::string_view operator_id, std::string_view user_id) {
  return Key{'u', operator_id}.text(user_id);
}
[[nodiscard]] inline Key contract_key(std::string_view operator_id, std::string_view contract_id) {
  return Key{'k', operator_id}.text(contract_id);
}
[[nodiscard]] inline Key in_force_key(std::string_view operator_id, std::string_view occupier_id,
                                      std::string_view site_id) {
  return Key{'c', operator_id}.text(occupier_id).text(site_id);
}

struct SiteRow {
  /// The first by id of its networks of kind SECURE.
  std::string secure_network_id;

  template <class Self>
  static auto fields(Self& self) {
    return std::tie(self.secure_network_id);
  }
};
/// Whose login it is.
struct LoginRow {
  std::string user_id;

  template <class Self>
  static auto fields(Self& self) {
    return std::tie(self.user_id);
  }
};
struct UserRow {
  std::string occupier_id;
  std::vector<std::string> site_ids;
  std::uint8_t active = 0;
  /// The Wi-Fi account.
  std::uint8_t enabled = 0;

  template <class Self>
  static auto fields(Self& self) {
    return std::tie(self.occupier_id, self.site_ids, self.active, self.enabled);
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

}  // namespace tenure::projections::wifi
