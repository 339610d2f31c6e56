// How directory's rows are found. Internal to this folder.
//
//   o  operator, occupier             -> Occupier
//   c  operator, occupier, contract   -> Contract      k  operator, contract -> HeldBy
//   e  operator, site, end, contract  -> HeldBy        end: days since 0001-01-01, DATE_LAST where open
//   x  operator, system, site, external id -> HeldBy
//   v  operator, occupier, service    -> Service
//   u  operator, occupier, user       -> User          w  operator, user -> HeldBy
//   s  operator, site                 -> Site
//   p  operator, site, space          -> Space
//   d  operator, site, door           -> Door
//   g  operator, product              -> Product
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>

#include "domain/kernel/calendar.h"
#include "projections/runtime/key.h"

namespace tenure::projections::directory {

[[nodiscard]] inline Key occupiers_of(std::string_view operator_id) { return Key{'o', operator_id}; }
[[nodiscard]] inline Key contracts_of(std::string_view operator_id, std::string_view occupier_id) {
  return Key{'c', operator_id}.text(occupier_id);
}
[[nodiscard]] inline Key held_by_key(std::string_view operator_id, std::string_view contract_id) {
  return Key{'k', operator_id}.text(contract_id);
}
[[nodiscard]] inline Key ends_of(std::string_view operator_id, std::string_view site_id) {
  return Key{'e', operator_id}.text(site_id);
}
[[nodiscard]] inline std::uint32_t end_in_key(std::optional<domain::Date> ends_on) {
  return static_cast<std::uint32_t>(ends_on.value_or(domain::DATE_LAST) - domain::DATE_FIRST);
}
[[nodiscard]] inline Key external_id_key(std::string_view operator_id, std::string_view system,
                                         std::string_view site_id, std::string_view external_id) {
  return Key{'x', operator_id}.text(system).text(site_id).text(external_id);
}
[[nodiscard]] inline Key services_of(std::string_view operator_id, std::string_view occupier_id) {
  return Key{'v', operator_id}.text(occupier_id);
}
[[nodiscard]] inline Key users_of(std::string_view operator_id, std::string_view occupier_id) {
  return Key{'u', operator_id}.text(occupier_id);
}
[[nodiscard]] inline Key user_of_key(std::string_view operator_id, std::string_view user_id) {
  return Key{'w', operator_id}.text(user_id);
}
[[nodiscard]] inline Key sites_of(std::string_view operator_id) { return Key{'s', operator_id}; }
[[nodiscard]] inline Key spaces_of(std::string_view operator_id, std::string_view site_id) {
  return Key{'p', operator_id}.text(site_id);
}
[[nodiscard]] inline Key doors_of(std::string_view operator_id, std::string_view site_id) {
  return Key{'d', operator_id}.text(site_id);
}
[[nodiscard]] inline Key products_of(std::string_view operator_id) { return Key{'g', operator_id}; }

/// Whose contract or user it is.
struct HeldBy {
  std::string occupier_id;

  template <class Self>
  static auto fields(Self& self) {
    return std::tie(self.occupier_id);
  }
};

}  // namespace tenure::projections::directory
