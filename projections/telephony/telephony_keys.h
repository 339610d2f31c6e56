// How telephony's rows are found. Internal to this folder.
//
//   n  operator, number                  -> Number
//   a  operator, site, number            -> Number, again
//   s  operator, site, status, number    -> Number, again
//   o  operator, occupier, number        -> Number, again, while the occupier holds it
//   h  operator, number, position        -> NumberEvent
//   d  operator, site, number            -> Listed, while it is assigned or a main number
//   c  operator, site, occupier          -> CallHandling, once a main number was nominated or it was set
//   e  operator, site, occupier          -> Entitled, while there is something in it
//   v  operator, service                 -> Grant, what the service gives, until it ceases
//   z  operator, site                    -> SiteZone
//   u  operator, user                    -> UserName
//   p  operator, occupier                -> OccupierName
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <tuple>

#include "domain/occupier/occupier.h"
#include "projections/runtime/key.h"
#include "projections/runtime/query.h"

namespace tenure::projections::telephony {

[[nodiscard]] inline Key number_key(std::string_view operator_id, std::string_view number) {
  return Key{'n', operator_id}.text(number);
}
[[nodiscard]] inline Key site_key(std::string_view operator_id, std::string_view site_id) {
  return Key{'a', operator_id}.text(site_id);
}
[[nodiscard]] inline Key status_key(std::string_view operator_id, std::string_view site_id,
                                    domain::NumberStatus status) {
  return Key{'s', operator_id}.text(site_id).byte(static_cast<std::uint8_t>(status));
}
[[nodiscard]] inline Key holder_key(std::string_view operator_id, std::string_view occupier_id) {
  return Key{'o', operator_id}.text(occupier_id);
}
[[nodiscard]] inline Key history_key(std::string_view operator_id, std::string_view number) {
  return Key{'h', operator_id}.text(number);
}
[[nodiscard]] inline Key listed_key(std::string_view operator_id, std::string_view site_id) {
  return Key{'d', operator_id}.text(site_id);
}
[[nodiscard]] inline Key user_key(std::string_view operator_id, std::string_view user_id) {
  return Key{'u', operator_id}.text(user_id);
}
[[nodiscard]] inline Key occupier_key(std::string_view operator_id, std::string_view occupier_id) {
  return Key{'p', operator_id}.text(occupier_id);
}

[[nodiscard]] inline Key handling_key(std::string_view operator_id, std::string_view site_id) {
  return Key{'c', operator_id}.text(site_id);
}
[[nodiscard]] inline Key entitled_key(std::string_view operator_id, std::string_view site_id) {
  return Key{'e', operator_id}.text(site_id);
}
[[nodiscard]] inline Key grant_key(std::string_view operator_id, std::string_view service_id) {
  return Key{'v', operator_id}.text(service_id);
}
[[nodiscard]] inline Key zone_key(std::string_view operator_id, std::string_view site_id) {
  return Key{'z', operator_id}.text(site_id);
}

/// A number in a site's directory; a main number has no user.
struct Listed {
  std::string user_id;
  std::string extension;
  std::string occupier_id;

  template <class Self>
  static auto fields(Self& self) {
    return std::tie(self.user_id, self.extension, self.occupier_id);
  }
};
struct UserName {
  std::string given_name;   ///< personal
  std::string family_name;  ///< personal

  template <class Self>
  static auto fields(Self& self) {
    return std::tie(self.given_name, self.family_name);
  }
};
struct OccupierName {
  std::string name;

  template <class Self>
  static auto fields(Self& self) {
    return std::tie(self.name);
  }
};

/// Sums over the services of an occupier at a site, and its active numbers there.
struct Entitled {
  std::uint32_t phone_numbers = 0;
  std::uint32_t active_numbers = 0;
  std::uint32_t hunt_groups = 0;
  std::uint32_t bandwidth_mbps = 0;
  /// Services that have it.
  std::uint32_t ivr = 0;

  bool operator==(const Entitled&) const = default;
  template <class Self>
  static auto fields(Self& self) {
    return std::tie(self.phone_numbers, self.active_numbers, self.hunt_groups, self.bandwidth_mbps, self.ivr);
  }
};
/// What one service gives; its ceasing says no more than its id.
struct Grant {
  std::uint32_t phone_numbers = 0;
  std::uint32_t hunt_groups = 0;
  std::uint32_t bandwidth_mbps = 0;
  std::uint32_t ivr = 0;

  template <class Self>
  static auto fields(Self& self) {
    return std::tie(self.phone_numbers, self.hunt_groups, self.bandwidth_mbps, self.ivr);
  }
};
struct SiteZone {
  std::string time_zone;

  template <class Self>
  static auto fields(Self& self) {
    return std::tie(self.time_zone);
  }
};

}  // namespace tenure::projections::telephony
