#include "tests/model/check/states_people.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "tests/model/reference/rules.h"

namespace tenure::model {

std::string describe(const domain::User& state) {
  return fmt::format("{} at {} {} active {} numbers {} login {} enabled {}", state.occupier_id,
                     fmt::join(state.site_ids, " "), EnumNameUserRole(state.role), state.active,
                     fmt::join(state.numbers, " "), state.wifi_login_hash, state.wifi_enabled);
}
std::string describe(const domain::Network& state) {
  return fmt::format("at {} {} vlan {}", state.site_id, EnumNameNetworkKind(state.kind),
                     state.vlan.value_or(0));
}
std::string describe(const domain::WifiLogin& state) { return state.user_id; }
std::string describe(const domain::WifiDevice& state) {
  return fmt::format("{} in {}", state.occupier_id, state.network_id);
}
std::string describe(const domain::Credential& state) {
  return fmt::format("{} of {} for {} until {}", EnumNameCredentialKind(state.kind), state.user_id,
                     state.occupier_id,
                     state.valid_until ? time_text(state.valid_until->microseconds()) : "open");
}
std::string describe(const domain::AccessGroup& state) {
  std::string members;
  for (const auto& [user, time] : state.members) {
    members += fmt::format("{} {} to {} ", user, time.from ? time_text(time.from->microseconds()) : "open",
                           time.to ? time_text(time.to->microseconds()) : "open");
  }
  return fmt::format("sites {} doors {} members {}suspended {}", fmt::join(state.site_ids, " "),
                     fmt::join(state.door_ids, " "), members, state.suspended);
}

namespace {

std::string user_text(const Business& business, const std::string& id) {
  const auto& user = business.users.at(id);
  std::vector<std::string> numbers;
  for (const auto& [number_id, number] : business.numbers) {
    if (number.user == id) numbers.push_back(number_id);
  }
  return fmt::format("{} at {} {} active {} numbers {} login {} enabled {}", user.occupier,
                     fmt::join(user.sites, " "), user.is_admin ? "ADMIN" : "USER", user.active ? 1 : 0,
                     fmt::join(numbers, " "), login_stream_id(user.login), user.wifi_enabled ? 1 : 0);
}

std::string login_text(const Business& business, const std::string& id) {
  for (const auto& [user_id, user] : business.users) {
    if (login_stream_id(user.login) == id) return user_id;
  }
  return {};
}

std::string group_text(const Group& group) {
  std::string members;
  for (const auto& [user, time] : group.members) {
    members += fmt::format("{} {} to {} ", user, time.first ? time_text(*time.first) : "open",
                           time.second ? time_text(*time.second) : "open");
  }
  return fmt::format("sites {} doors {} members {}suspended {}", fmt::join(group.sites, " "),
                     fmt::join(group.doors, " "), members, group.suspended ? 1 : 0);
}

}  // namespace

std::optional<std::string> text_of_people(const Business& business, std::string_view kind,
                                          const std::string& id) {
  if (kind == "user") return user_text(business, id);
  if (kind == "network") {
    const auto& network = business.networks.at(id);
    return fmt::format("at {} {} vlan {}", network.site, network.kind, network.vlan.value_or(0));
  }
  if (kind == "wifi-login") return login_text(business, id);
  if (kind == "wifi-device") {
    const auto& device = business.devices.at(id);
    return fmt::format("{} in {}", device.occupier, device.network);
  }
  if (kind == "credential") {
    const auto& credential = business.credentials.at(id);
    return fmt::format("{} of {} for {} until {}", credential.kind, credential.user, credential.occupier,
                       credential.until ? time_text(*credential.until) : "open");
  }
  if (kind == "access-group") return group_text(business.groups.at(id));
  return std::nullopt;
}

}  // namespace tenure::model
