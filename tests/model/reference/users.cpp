// What happens to users after they were added.

#include <algorithm>

#include "tests/model/reference/rules.h"

namespace tenure::model {
namespace {

bool has_contract(const Business& business, const std::string& occupier, const std::string& site) {
  return !find_contract(business, occupier, site, {"UPCOMING", "ACTIVE"}).empty();
}

Fields about(const std::string& id, const User& user) {
  return {{"user_id", id}, {"occupier_id", user.occupier}};
}

}  // namespace

Code InviteUser(Business& business, const Fields& command) {
  const auto id = text_of(command, "user_id");
  if (!business.users.contains(id)) return "UNKNOWN_USER";
  const auto& user = business.users.at(id);
  if (!user.active) return "INVALID_TRANSITION";
  auto data = about(id, user);
  take(data, command, {"to"});
  business.note("UserInvited", data, {"user/" + id});
  return {};
}

Code SetUserRole(Business& business, const Fields& command) {
  const auto id = text_of(command, "user_id");
  if (!business.users.contains(id)) return "UNKNOWN_USER";
  auto& user = business.users.at(id);
  const bool admin = text_of(command, "role") == "ADMIN";
  if (!user.active || user.is_admin == admin) return "INVALID_TRANSITION";
  int admins_left = 0;
  for (const auto& [other_id, other] : business.users) {
    if (other_id != id && other.occupier == user.occupier && other.active && other.is_admin) ++admins_left;
  }
  if (!admin && admins_left == 0) return "LAST_ADMIN";
  user.is_admin = admin;
  auto data = about(id, user);
  take(data, command, {"role"});
  business.note("UserRoleSet", data, {"user/" + id, "occupier/" + user.occupier});
  return {};
}

Code SetUserSites(Business& business, const Fields& command) {
  const auto id = text_of(command, "user_id");
  const auto sites = texts_of(command, "site_ids");
  if (!business.users.contains(id)) return "UNKNOWN_USER";
  if (sites.empty()) return "UNKNOWN_SITE";
  for (const auto& site : sites) {
    if (!business.sites.contains(site)) return "UNKNOWN_SITE";
  }
  auto& user = business.users.at(id);
  for (const auto& site : sites) {
    if (!user.sites.contains(site) && !has_contract(business, user.occupier, site)) return "NO_CONTRACT";
  }
  const std::set<std::string> wanted{sites.begin(), sites.end()};
  for (const auto& [number_id, number] : business.numbers) {
    if (number.user == id && !wanted.contains(number.site)) return "USER_HAS_NUMBERS";
  }
  if (!user.active || wanted == user.sites) return "INVALID_TRANSITION";
  user.sites = wanted;
  auto data = about(id, user);
  data["site_ids"] = without_repeats(sites);
  business.note("UserSitesSet", data, {"user/" + id});
  return {};
}

Code ReactivateUser(Business& business, const Fields& command) {
  const auto id = text_of(command, "user_id");
  if (!business.users.contains(id)) return "UNKNOWN_USER";
  auto& user = business.users.at(id);
  if (user.active) return "INVALID_TRANSITION";
  for (const auto& site : user.sites) {
    if (!has_contract(business, user.occupier, site)) return "NO_CONTRACT";
  }
  user.active = true;
  auto data = about(id, user);
  data["is_admin"] = user.is_admin;
  business.note("UserReactivated", data, {"user/" + id, "occupier/" + user.occupier});
  return {};
}

}  // namespace tenure::model
