// RegisterNetwork: registers a Wi-Fi network of a site.
//
// Refuses, in this order: ALREADY_EXISTS, UNKNOWN_SITE.

#include "domain/decide.h"
#include "domain/kernel/text.h"
#include "domain/states.h"

namespace tenure::domain {

Target target(const command::RegisterNetwork& command) {
  return {StreamKind::network, text(command.network_id())};
}

Decision decide(const command::RegisterNetwork& command, const World& world) {
  if (world.network(text(command.network_id())) != nullptr) return refuse(Code::ALREADY_EXISTS);
  if (world.site(text(command.site_id())) == nullptr) return refuse(Code::UNKNOWN_SITE);

  event::NetworkRegisteredT registered;
  registered.site_id = text(command.site_id());
  registered.network_id = text(command.network_id());
  registered.ssid = text(command.ssid());
  registered.kind = command.kind();
  registered.vlan = command.vlan();
  return record(std::move(registered));
}

}  // namespace tenure::domain
