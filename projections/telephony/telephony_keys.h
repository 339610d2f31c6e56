// How telephony's rows are found. Internal to this folder.
//
//   n  operator, number                  -> Number
//   a  operator, site, number            -> Number, again
//   s  operator, site, status, number    -> Number, again
//   o  operator, occupier, number        -> Number, again, while the occupier holds it
//   h  operator, number, position        -> NumberEvent
//   d  operator, site, number            -> Listed, while it is assigned
//   u  operator, user                    -> UserName
//   p  operator, occupier                -> OccupierName
#pragma once

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

/// A number in a site's directory.
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

}  // namespace tenure::projections::telephony
