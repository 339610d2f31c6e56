// Wi-Fi: networks and devices, and whether a device or a login may in.
//
// What it is: the queries; each answers as of the view's position. The look-ups ask the domain's rule
//   (domain/wifi/may_connect.h) with what the log said by then.
// What it promises: a look-up reads a handful of rows by key and scans nothing, so that a RADIUS server can ask at every
//   authentication. What is not known is an answer, not an error.
// What can go wrong: QueryError.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>

#include "domain/kernel/calendar.h"
#include "domain/kernel/mac_address.h"
#include "domain/wifi/may_connect.h"
#include "projections/runtime/query.h"
#include "projections/runtime/view.h"
#include "schemas/common_generated.h"

namespace tenure::projections::wifi {

inline constexpr std::string_view model_name = "wifi";

struct Network {
  std::string network_id;
  std::string site_id;
  std::string ssid;
  NetworkKind kind = NetworkKind::SECURE;
  std::optional<std::uint16_t> vlan;

  bool operator==(const Network&) const = default;
  template <class Self>
  static auto fields(Self& self) {
    return std::tie(self.network_id, self.site_id, self.ssid, self.kind, self.vlan);
  }
};
/// By id.
[[nodiscard]] Result<Page<Network>> networks_of_site(const View& view, std::string_view operator_id,
                                                     std::string_view site_id, const PageRequest& page);

struct Device {
  std::string site_id;
  std::string mac;  ///< personal
  std::string occupier_id;
  std::string network_id;
  std::string name;  ///< personal
  /// Whether the device made its address up.
  std::uint8_t randomised = 0;
  Position position;
  domain::Instant recorded_at;

  bool operator==(const Device&) const = default;
  template <class Self>
  static auto fields(Self& self) {
    return std::tie(self.site_id, self.mac, self.occupier_id, self.network_id, self.name, self.randomised,
                    self.position.value, self.recorded_at);
  }
};
/// By site and address.
[[nodiscard]] Result<Page<Device>> devices_of_occupier(const View& view, std::string_view operator_id,
                                                       std::string_view occupier_id, const PageRequest& page);

struct DeviceVerdict {
  domain::WifiReason reason = domain::WifiReason::UNKNOWN_DEVICE;
  /// Nothing where it is not registered at the site.
  std::optional<Device> device;
  /// Where it is allowed: the one it is registered for.
  std::optional<Network> network;

  bool operator==(const DeviceVerdict&) const = default;
};
/// May the device into the Wi-Fi of the site?
[[nodiscard]] Result<DeviceVerdict> device(const View& view, std::string_view operator_id,
                                           std::string_view site_id, const domain::MacAddress& mac);

struct AccountVerdict {
  domain::WifiReason reason = domain::WifiReason::UNKNOWN_ACCOUNT;
  /// Empty where the login is nobody's.
  std::string user_id;
  std::string occupier_id;
  /// Where it is allowed: the site's network of kind SECURE, the first by id; nothing where it has none.
  std::optional<Network> network;

  bool operator==(const AccountVerdict&) const = default;
};
/// May the login, in whatever ASCII capitals, into the Wi-Fi of the site?
[[nodiscard]] Result<AccountVerdict> account(const View& view, std::string_view operator_id,
                                             std::string_view site_id, std::string_view login);

}  // namespace tenure::projections::wifi
