// A device of an occupier in a Wi-Fi network of a site. Its id is "site/mac".
#pragma once

#include <cstdint>
#include <string>
#include <tuple>

#include "domain/kernel/stream.h"
#include "domain/kernel/text.h"
#include "schemas/events/wifi_generated.h"

namespace tenure::domain {

struct WifiDevice {
  /// Empty while it is not registered.
  std::string occupier_id;
  std::string network_id;

  bool operator==(const WifiDevice&) const = default;
  template <class Self>
  static auto fields(Self& self) {
    return std::tie(self.occupier_id, self.network_id);
  }
};

template <class DeviceEvent>
void device_streams(const DeviceEvent& event, StreamList& out) {
  out.add(StreamKind::wifi_device, text(event.site_id()), "/", text(event.mac()));
}
inline void streams(const event::WifiDeviceRegistered& event, StreamList& out) { device_streams(event, out); }
inline void streams(const event::WifiDeviceRenamed& event, StreamList& out) { device_streams(event, out); }
inline void streams(const event::WifiDeviceTransferred& event, StreamList& out) {
  device_streams(event, out);
}
inline void streams(const event::WifiDeviceRemoved& event, StreamList& out) { device_streams(event, out); }

inline void evolve(WifiDevice& state, const event::WifiDeviceRegistered& event) {
  state.occupier_id = text(event.occupier_id());
  state.network_id = text(event.network_id());
}
inline void evolve(WifiDevice& state, const event::WifiDeviceTransferred& event) {
  state.occupier_id = text(event.occupier_id());
}
inline void evolve(WifiDevice& state, const event::WifiDeviceRemoved&) {
  state.occupier_id.clear();
  state.network_id.clear();
}

}  // namespace tenure::domain
