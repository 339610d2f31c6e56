// RegisterWifiDevice: lets a device of an occupier into a network of a site by its MAC address.
//
// Refuses, in this order: UNKNOWN_SITE, UNKNOWN_OCCUPIER, UNKNOWN_NETWORK (or one of another site), BAD_MAC,
// MAC_RANDOMISED (unless allowed), NO_CONTRACT (none in force or upcoming at the site), MAC_IN_USE.

#include "domain/decide.h"
#include "domain/kernel/mac_address.h"
#include "domain/kernel/text.h"
#include "domain/states.h"
#include "domain/wifi/device_id.h"

namespace tenure::domain {

Target target(const command::RegisterWifiDevice& command) {
  return {StreamKind::wifi_device, device_id(text(command.site_id()), text(command.mac()))};
}

Decision decide(const command::RegisterWifiDevice& command, const World& world) {
  const auto site_id = text(command.site_id());
  const auto* occupier = world.occupier(text(command.occupier_id()));
  const auto* network = world.network(text(command.network_id()));

  if (world.site(site_id) == nullptr) return refuse(Code::UNKNOWN_SITE);
  if (occupier == nullptr) return refuse(Code::UNKNOWN_OCCUPIER);
  if (network == nullptr || network->site_id != site_id) return refuse(Code::UNKNOWN_NETWORK);
  const auto mac = MacAddress::parse(text(command.mac()));
  if (!mac) return refuse(Code::BAD_MAC);
  if (mac->is_randomised() && !command.allow_randomised().value_or(false))
    return refuse(Code::MAC_RANDOMISED);
  if (occupier->contract_in_force_or_upcoming(site_id) == nullptr) return refuse(Code::NO_CONTRACT);
  const auto* device = world.wifi_device(device_id(site_id, *mac));
  if (device != nullptr && !device->occupier_id.empty()) return refuse(Code::MAC_IN_USE);

  event::WifiDeviceRegisteredT registered;
  registered.site_id = site_id;
  registered.mac = mac->text();
  registered.occupier_id = text(command.occupier_id());
  registered.network_id = text(command.network_id());
  registered.name = text(command.name());
  registered.randomised = mac->is_randomised();
  return record(std::move(registered));
}

}  // namespace tenure::domain
