#include <cctype>
#include <map>
#include <set>

#include <fmt/format.h>

#include "tests/model/reference/answers.h"

namespace tenure::model::wifi {
namespace {

std::string small(std::string text) {
  for (auto& letter : text) letter = static_cast<char>(std::tolower(static_cast<unsigned char>(letter)));
  return text;
}

struct Network {
  std::string site;
  std::string kind;
  std::string line;
};
std::map<std::string, Network> networks(const History& history) {
  std::map<std::string, Network> all;
  for (const auto* record : history.of("NetworkRegistered")) {
    const auto& data = record->fact.data;
    const auto id = text_of(data, "network_id");
    const auto vlan = number_of(data, "vlan");
    all[id] = {text_of(data, "site_id"), text_of(data, "kind"),
               fmt::format("{} at {} {} {} vlan {}", id, text_of(data, "site_id"), text_of(data, "ssid"),
                           text_of(data, "kind"), vlan ? fmt::format("{}", *vlan) : "none")};
  }
  return all;
}

struct Device {
  std::string occupier;
  std::string network;
  std::string line;
};
/// Those that are registered, by site and address.
std::map<std::pair<std::string, std::string>, Device> devices(const History& history) {
  std::map<std::pair<std::string, std::string>, const Recorded*> registered;
  std::map<std::pair<std::string, std::string>, std::string> names;
  std::map<std::pair<std::string, std::string>, const Recorded*> newest;
  for (const auto* record : history.of({})) {
    const auto& [type, data, streams] = record->fact;
    if (!type.starts_with("WifiDevice")) continue;
    const std::pair key{text_of(data, "site_id"), text_of(data, "mac")};
    if (type == "WifiDeviceRegistered") registered[key] = record;
    if (type == "WifiDeviceRemoved") registered.erase(key);
    if (const auto name = text_of(data, "name"); !name.empty()) names[key] = name;
    newest[key] = record;
  }
  std::map<std::pair<std::string, std::string>, Device> all;
  for (const auto& [key, record] : registered) {
    const auto& data = record->fact.data;
    const auto occupier = text_of(newest[key]->fact.data, "occupier_id");
    const auto network = text_of(data, "network_id");
    all[key] = {occupier, network,
                fmt::format("{}/{} of {} in {} {} randomised {} since {} {}", key.first, key.second, occupier,
                            network, names[key], flag_of(data, "randomised") ? 1 : 0, newest[key]->position,
                            time_text(newest[key]->recorded_at))};
  }
  return all;
}

}  // namespace

Lines networks_of_site(const History& history, const std::string& site) {
  Lines lines;
  for (const auto& [id, network] : networks(history)) {
    if (network.site == site) lines.push_back(network.line);
  }
  return lines;
}

Lines devices_of_occupier(const History& history, const std::string& occupier) {
  Lines lines;
  for (const auto& [key, device] : devices(history)) {
    if (device.occupier == occupier) lines.push_back(device.line);
  }
  return lines;
}

Lines device(const History& history, const std::string& site, const std::string& mac) {
  const auto all = devices(history);
  const auto found = all.find({site, mac});
  if (found == all.end()) return {"UNKNOWN_DEVICE"};
  if (!in_force(history, found->second.occupier, site)) return {"NO_CONTRACT_IN_FORCE", found->second.line};
  return {"ALLOWED", found->second.line, networks(history).at(found->second.network).line};
}

Lines account(const History& history, const std::string& site, const std::string& login) {
  // Whose each login is now, and whose account is enabled.
  std::map<std::string, std::string> login_of;
  std::set<std::string> enabled;
  std::map<std::string, std::set<std::string>> sites_of;
  std::map<std::string, std::string> occupier_of;
  for (const auto* record : history.of({})) {
    const auto& [type, data, streams] = record->fact;
    const auto user = text_of(data, "user_id");
    if (type == "WifiAccountEnabled") {
      login_of[user] = small(text_of(data, "login"));
      enabled.insert(user);
    }
    if (type == "WifiAccountDisabled") enabled.erase(user);
    if (type == "UserAdded") occupier_of[user] = text_of(data, "occupier_id");
    if (type == "UserAdded" || type == "UserSitesSet") {
      const auto sites = texts_of(data, "site_ids");
      sites_of[user] = {sites.begin(), sites.end()};
    }
  }
  for (const auto& [user, its_login] : login_of) {
    if (its_login != small(login)) continue;
    const auto& occupier = occupier_of[user];
    const auto who = fmt::format(" {} of {}", user, occupier);
    if (!enabled.contains(user)) return {"ACCOUNT_DISABLED" + who};
    if (!is_active(history, user)) return {"USER_INACTIVE" + who};
    if (!sites_of[user].contains(site)) return {"NOT_AT_SITE" + who};
    if (!in_force(history, occupier, site)) return {"NO_CONTRACT_IN_FORCE" + who};
    for (const auto& [id, network] : networks(history)) {
      if (network.site == site && network.kind == "SECURE") return {"ALLOWED" + who, network.line};
    }
    return {"ALLOWED" + who};
  }
  return {"UNKNOWN_ACCOUNT"};
}

}  // namespace tenure::model::wifi
