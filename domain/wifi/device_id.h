// The id of a Wi-Fi device: its site and its MAC address, "LON1/00:1b:44:11:3a:b7".
//
// Promises: what names the same device has the same id, in whatever form the MAC is written. A text that is no MAC
//   makes an id that no device has.
#pragma once

#include <string>
#include <string_view>

#include <fmt/format.h>

#include "domain/kernel/mac_address.h"

namespace tenure::domain {

[[nodiscard]] inline std::string device_id(std::string_view site_id, const MacAddress& mac) {
  return fmt::format("{}/{}", site_id, mac.text());
}
[[nodiscard]] inline std::string device_id(std::string_view site_id, std::string_view mac_as_written) {
  const auto mac = MacAddress::parse(mac_as_written);
  return mac ? device_id(site_id, *mac) : fmt::format("{}/{}", site_id, mac_as_written);
}

}  // namespace tenure::domain
