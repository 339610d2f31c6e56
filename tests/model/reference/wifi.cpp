// Wi-Fi networks, accounts and devices.

#include <algorithm>
#include <cctype>

#include <fmt/format.h>
#include <xxhash.h>

#include "tests/model/reference/rules.h"

namespace tenure::model {
namespace {

bool has_contract(const Business& business, const std::string& occupier, const std::string& site) {
  return !find_contract(business, occupier, site, {"UPCOMING", "ACTIVE"}).empty();
}

/// The ASCII letters that the stories' logins are made of, in small.
std::string small(std::string text) {
  for (auto& letter : text) letter = static_cast<char>(std::tolower(static_cast<unsigned char>(letter)));
  return text;
}

/// For the ways in which the stories write addresses; empty where it is none of one device.
std::string mac_of(const std::string& written) {
  std::string digits;
  for (const auto letter : small(written)) {
    if (letter == ':' || letter == '-' || letter == '.') continue;
    if (std::string_view{"0123456789abcdef"}.find(letter) == std::string_view::npos) return {};
    digits += letter;
  }
  if (digits.size() != 12 || digits == "000000000000") return {};
  if (std::string_view{"13579bdf"}.find(digits[1]) != std::string_view::npos) return {};
  std::string mac;
  for (std::size_t at = 0; at < digits.size(); at += 2) mac += (at == 0 ? "" : ":") + digits.substr(at, 2);
  return mac;
}

/// The device that the command names, or why it cannot be.
struct Named {
  Code code;
  std::string mac;
  Device* device = nullptr;
};
Named device_of(Business& business, const Fields& command) {
  const auto site = text_of(command, "site_id");
  if (!business.sites.contains(site)) return {"UNKNOWN_SITE", {}, nullptr};
  const auto mac = mac_of(text_of(command, "mac"));
  if (mac.empty()) return {"BAD_MAC", {}, nullptr};
  const auto found = business.devices.find(site + "/" + mac);
  if (found == business.devices.end() || found->second.occupier.empty())
    return {"UNKNOWN_WIFI_DEVICE", mac, nullptr};
  return {{}, mac, &found->second};
}

Fields about(const Fields& command, const std::string& mac, const std::string& occupier) {
  return {{"site_id", text_of(command, "site_id")}, {"mac", mac}, {"occupier_id", occupier}};
}
std::string stream_of(const Fields& command, const std::string& mac) {
  return "wifi-device/" + text_of(command, "site_id") + "/" + mac;
}

}  // namespace

std::string login_stream_id(const std::string& login) {
  if (login.empty()) return {};
  const auto text = small(login);
  const auto hash = XXH3_128bits(text.data(), text.size());
  return fmt::format("{:016x}{:016x}", hash.high64, hash.low64);
}

std::string device_target(const Fields& command) {
  const auto mac = mac_of(text_of(command, "mac"));
  return text_of(command, "site_id") + "/" + (mac.empty() ? text_of(command, "mac") : mac);
}

Code RegisterNetwork(Business& business, const Fields& command) {
  const auto id = text_of(command, "network_id");
  const auto site = text_of(command, "site_id");
  if (business.networks.contains(id)) return "ALREADY_EXISTS";
  if (!business.sites.contains(site)) return "UNKNOWN_SITE";
  business.networks[id] = {site, text_of(command, "kind"), number_of(command, "vlan")};
  business.note("NetworkRegistered", command, {"network/" + id});
  return {};
}

Code EnableWifiAccount(Business& business, const Fields& command) {
  const auto id = text_of(command, "user_id");
  const auto login = small(text_of(command, "login"));
  if (!business.users.contains(id)) return "UNKNOWN_USER";
  auto& user = business.users.at(id);
  if (!user.active || (user.wifi_enabled && user.login == login)) return "INVALID_TRANSITION";
  const auto covered = [&](const std::string& site) { return has_contract(business, user.occupier, site); };
  if (std::ranges::none_of(user.sites, covered)) return "NO_CONTRACT";
  for (const auto& [other_id, other] : business.users) {
    if (other_id != id && other.login == login) return "LOGIN_IN_USE";
  }
  Fields data{{"user_id", id}, {"occupier_id", user.occupier}, {"login_hash", login_stream_id(login)}};
  take(data, command, {"login"});
  const auto before = user.login == login ? std::string{} : login_stream_id(user.login);
  put_text(data, "previous_login_hash", before);
  user.login = login;
  user.wifi_enabled = true;
  business.note("WifiAccountEnabled", data,
                {"user/" + id, "wifi-login/" + login_stream_id(login), "wifi-login/" + before});
  return {};
}

Code DisableWifiAccount(Business& business, const Fields& command) {
  const auto id = text_of(command, "user_id");
  if (!business.users.contains(id)) return "UNKNOWN_USER";
  auto& user = business.users.at(id);
  if (!user.wifi_enabled) return "INVALID_TRANSITION";
  user.wifi_enabled = false;
  business.note("WifiAccountDisabled", {{"user_id", id}, {"occupier_id", user.occupier}}, {"user/" + id});
  return {};
}

Code ResetWifiPassword(Business& business, const Fields& command) {
  const auto id = text_of(command, "user_id");
  if (!business.users.contains(id)) return "UNKNOWN_USER";
  const auto& user = business.users.at(id);
  if (!user.wifi_enabled) return "INVALID_TRANSITION";
  business.note("WifiPasswordReset", {{"user_id", id}, {"occupier_id", user.occupier}}, {"user/" + id});
  return {};
}

Code RegisterWifiDevice(Business& business, const Fields& command) {
  const auto site = text_of(command, "site_id");
  const auto occupier = text_of(command, "occupier_id");
  const auto network = text_of(command, "network_id");
  if (!business.sites.contains(site)) return "UNKNOWN_SITE";
  if (!business.occupiers.contains(occupier)) return "UNKNOWN_OCCUPIER";
  if (!business.networks.contains(network) || business.networks.at(network).site != site)
    return "UNKNOWN_NETWORK";
  const auto mac = mac_of(text_of(command, "mac"));
  if (mac.empty()) return "BAD_MAC";
  const bool randomised = std::string_view{"26ae"}.find(mac[1]) != std::string_view::npos;
  if (randomised && !flag_of(command, "allow_randomised")) return "MAC_RANDOMISED";
  if (!has_contract(business, occupier, site)) return "NO_CONTRACT";
  auto& device = business.devices[site + "/" + mac];
  if (!device.occupier.empty()) return "MAC_IN_USE";
  device = {occupier, network};
  auto data = about(command, mac, occupier);
  take(data, command, {"network_id", "name"});
  data["randomised"] = randomised;
  business.note("WifiDeviceRegistered", data, {stream_of(command, mac)});
  return {};
}

Code RenameWifiDevice(Business& business, const Fields& command) {
  const auto named = device_of(business, command);
  if (!named.code.empty()) return named.code;
  auto data = about(command, named.mac, named.device->occupier);
  take(data, command, {"name"});
  business.note("WifiDeviceRenamed", data, {stream_of(command, named.mac)});
  return {};
}

Code TransferWifiDevice(Business& business, const Fields& command) {
  const auto named = device_of(business, command);
  if (!named.code.empty()) return named.code;
  const auto occupier = text_of(command, "occupier_id");
  if (!business.occupiers.contains(occupier)) return "UNKNOWN_OCCUPIER";
  if (!has_contract(business, occupier, text_of(command, "site_id"))) return "NO_CONTRACT";
  if (named.device->occupier == occupier) return "INVALID_TRANSITION";
  auto data = about(command, named.mac, occupier);
  data["previous_occupier_id"] = named.device->occupier;
  named.device->occupier = occupier;
  business.note("WifiDeviceTransferred", data, {stream_of(command, named.mac)});
  return {};
}

Code RemoveWifiDevice(Business& business, const Fields& command) {
  const auto named = device_of(business, command);
  if (!named.code.empty()) return named.code;
  const auto data = about(command, named.mac, named.device->occupier);
  *named.device = {};
  business.note("WifiDeviceRemoved", data, {stream_of(command, named.mac)});
  return {};
}

}  // namespace tenure::model
