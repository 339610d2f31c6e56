// Wi-Fi accounts and devices.

#include <algorithm>

#include "tests/model/story/author.h"
#include "tests/model/story/choose.h"
#include "tests/model/story/universe.h"

namespace tenure::model {
namespace {

std::vector<std::string> tenants_at(const Business& business, const std::string& site) {
  std::vector<std::string> tenants;
  for (const auto& [id, contract] : business.contracts) {
    if (is_live(contract) && contract.site == site) tenants.push_back(contract.occupier);
  }
  return tenants;
}

bool has_device(const Business& business, const std::string& site, std::string_view mac) {
  const auto found = business.devices.find(site + "/" + std::string{mac});
  return found != business.devices.end() && !found->second.occupier.empty();
}

}  // namespace

std::string Author::mac_where(const Business& business, const std::string& site, Registered registered) {
  if (slips()) return std::string{universe::macs[below(universe::macs.size())].written};
  std::vector<std::string> fitting;
  for (std::size_t i = 0; i < universe::macs_good; ++i) {
    const auto& [written, mac] = universe::macs[i];
    if (has_device(business, site, mac) == (registered == Registered::yes)) fitting.emplace_back(written);
  }
  if (fitting.empty() && !careless_) pointless_ = true;
  return fitting.empty() ? std::string{universe::macs[0].written} : any(fitting);
}

Fields Author::enable_wifi_account(const Business& business) {
  const auto fitting = ids_where(business.users, [](const User& user) { return user.active; });
  std::vector<std::string> free;
  for (const auto login : universe::logins) {
    const auto same = [&](const auto& entry) {
      return std::ranges::equal(entry.second.login, login,
                                [](char one, char other) { return one == (other | 0x20) || one == other; });
    };
    if (std::ranges::none_of(business.users, same)) free.emplace_back(login);
  }
  const auto user = mostly(fitting, universe::users);
  auto login = mostly(free, universe::logins);
  // Again with the user's own, which is fine where it is disabled.
  if (const auto found = business.users.find(user); found != business.users.end()) {
    const auto& own = found->second;
    if (!own.login.empty() && (slips() || (!own.wifi_enabled && chance(60)))) login = own.login;
  }
  return {{"user_id", user}, {"login", login}};
}

Fields Author::disable_wifi_account(const Business& business) {
  const auto enabled = ids_where(business.users, [](const User& user) { return user.wifi_enabled; });
  return {{"user_id", mostly(enabled, universe::users)}};
}

Fields Author::reset_wifi_password(const Business& business) {
  const auto enabled = ids_where(business.users, [](const User& user) { return user.wifi_enabled; });
  return {{"user_id", mostly(enabled, universe::users)}};
}

Fields Author::register_wifi_device(const Business& business) {
  const auto site = slips() ? stranger(universe::sites) : any(universe::sites);
  const auto networks =
      ids_where(business.networks, [&](const Network& network) { return network.site == site; });
  Fields device{{"site_id", site},
                {"mac", mac_where(business, site, Registered::no)},
                {"occupier_id", mostly(tenants_at(business, site), universe::occupiers)},
                {"network_id", mostly(networks, universe::networks)},
                {"name", "Device " + std::to_string(below(3))}};
  if (chance(60)) device["allow_randomised"] = !slips();
  return device;
}

Fields Author::rename_wifi_device(const Business& business) {
  const auto site = slips() ? stranger(universe::sites) : any(universe::sites);
  return {{"site_id", site},
          {"mac", mac_where(business, site, Registered::yes)},
          {"name", "Renamed " + std::to_string(below(3))}};
}

Fields Author::transfer_wifi_device(const Business& business) {
  const auto site = slips() ? stranger(universe::sites) : any(universe::sites);
  return {{"site_id", site},
          {"mac", mac_where(business, site, Registered::yes)},
          {"occupier_id", mostly(tenants_at(business, site), universe::occupiers)}};
}

Fields Author::remove_wifi_device(const Business& business) {
  const auto site = slips() ? stranger(universe::sites) : any(universe::sites);
  return {{"site_id", site}, {"mac", mac_where(business, site, Registered::yes)}};
}

}  // namespace tenure::model
