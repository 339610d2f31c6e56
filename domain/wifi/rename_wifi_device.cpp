// RenameWifiDevice: gives a device another name.
//
// Refuses, in this order: UNKNOWN_SITE, BAD_MAC, UNKNOWN_WIFI_DEVICE.

#include "domain/decide.h"
#include "domain/kernel/mac_address.h"
#include "domain/kernel/text.h"
#include "domain/states.h"
#include "domain/wifi/device_id.h"

namespace tenure::domain {

Target target(const command::RenameWifiDevice& command) {
  return {StreamKind::wifi_device, device_id(text(command.site_id()), text(command.mac()))};
}

Decision decide(const command::RenameWifiDevice& command, const World& world) {
  const auto site_id = text(command.site_id());
  if (world.site(site_id) == nullptr) return refuse(Code::UNKNOWN_SITE);
  const auto mac = MacAddress::parse(text(command.mac()));
  if (!mac) return refuse(Code::BAD_MAC);
  const auto* device = world.wifi_device(device_id(site_id, *mac));
  if (device == nullptr || device->occupier_id.empty()) return refuse(Code::UNKNOWN_WIFI_DEVICE);

  event::WifiDeviceRenamedT renamed;
  renamed.site_id = site_id;
  renamed.mac = mac->text();
  renamed.occupier_id = device->occupier_id;
  renamed.name = text(command.name());
  return record(std::move(renamed));
}

}  // namespace tenure::domain
