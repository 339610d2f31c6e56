// TransferWifiDevice: gives a device to another occupier at the site.
//
// Refuses, in this order: UNKNOWN_SITE, BAD_MAC, UNKNOWN_WIFI_DEVICE, UNKNOWN_OCCUPIER, NO_CONTRACT (the other occupier
// has none in force or upcoming at the site), INVALID_TRANSITION (it is the occupier's already).

#include "domain/decide.h"
#include "domain/kernel/mac_address.h"
#include "domain/kernel/text.h"
#include "domain/states.h"
#include "domain/wifi/device_id.h"

namespace tenure::domain {

Target target(const command::TransferWifiDevice& command) {
  return {StreamKind::wifi_device, device_id(text(command.site_id()), text(command.mac()))};
}

Decision decide(const command::TransferWifiDevice& command, const World& world) {
  const auto site_id = text(command.site_id());
  const auto* occupier = world.occupier(text(command.occupier_id()));

  if (world.site(site_id) == nullptr) return refuse(Code::UNKNOWN_SITE);
  const auto mac = MacAddress::parse(text(command.mac()));
  if (!mac) return refuse(Code::BAD_MAC);
  const auto* device = world.wifi_device(device_id(site_id, *mac));
  if (device == nullptr || device->occupier_id.empty()) return refuse(Code::UNKNOWN_WIFI_DEVICE);
  if (occupier == nullptr) return refuse(Code::UNKNOWN_OCCUPIER);
  if (occupier->contract_in_force_or_upcoming(site_id) == nullptr) return refuse(Code::NO_CONTRACT);
  if (device->occupier_id == text(command.occupier_id())) {
    return refuse(Code::INVALID_TRANSITION, "the device is the occupier's already");
  }

  event::WifiDeviceTransferredT transferred;
  transferred.site_id = site_id;
  transferred.mac = mac->text();
  transferred.occupier_id = text(command.occupier_id());
  transferred.previous_occupier_id = device->occupier_id;
  return record(std::move(transferred));
}

}  // namespace tenure::domain
