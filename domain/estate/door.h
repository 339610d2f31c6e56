// A door of a site.
#pragma once

#include <string>
#include <tuple>

#include "domain/kernel/stream.h"
#include "domain/kernel/text.h"
#include "schemas/events/estate_generated.h"

namespace tenure::domain {

struct Door {
  std::string site_id;

  bool operator==(const Door&) const = default;
  template <class Self>
  static auto fields(Self& self) {
    return std::tie(self.site_id);
  }
};

inline void streams(const event::DoorAdded& event, StreamList& out) {
  out.add(StreamKind::door, text(event.door_id()));
}

inline void evolve(Door& state, const event::DoorAdded& event) { state.site_id = text(event.site_id()); }

}  // namespace tenure::domain
