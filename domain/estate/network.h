// A Wi-Fi network of a site.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <tuple>

#include "domain/kernel/stream.h"
#include "domain/kernel/text.h"
#include "schemas/events/estate_generated.h"

namespace tenure::domain {

struct Network {
  std::string site_id;
  NetworkKind kind = NetworkKind::SECURE;
  std::optional<std::uint16_t> vlan;

  bool operator==(const Network&) const = default;
  template <class Self>
  static auto fields(Self& self) {
    return std::tie(self.site_id, self.kind, self.vlan);
  }
};

inline void streams(const event::NetworkRegistered& event, StreamList& out) {
  out.add(StreamKind::network, text(event.network_id()));
}

inline void evolve(Network& state, const event::NetworkRegistered& event) {
  state.site_id = text(event.site_id());
  state.kind = event.kind();
  state.vlan = event.vlan();
}

}  // namespace tenure::domain
