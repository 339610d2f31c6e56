// Feeds: the events that a device of the field has to follow, each a set of types.
//
// What it is: the table of feeds; GET /access/changes and GET /telephony/changes are GET /events with such a set.
// What it promises: a follower that applies every event of its feed in order needs no other to answer its own questions.
// Why this way: what an access controller, a RADIUS server or a PBX caches changes with these events and no others; it
//   asks the read models what follows from them.
#pragma once

#include <bitset>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <string_view>
#include <vector>

#include "schemas/events/event_generated.h"

namespace tenure::http {

/// A set of types of events.
class EventTypes {
 public:
  /// All there are and will be.
  EventTypes() { types_.set(); }
  EventTypes(std::initializer_list<event::EventBody> types) {
    for (const auto type : types) types_.set(index_of(type));
  }

  [[nodiscard]] bool contains(event::EventBody type) const { return types_.test(index_of(type)); }
  friend bool operator==(const EventTypes&, const EventTypes&) = default;

 private:
  static std::size_t index_of(event::EventBody type) { return static_cast<std::size_t>(type); }

  std::bitset<std::size_t{UINT8_MAX} + 1> types_;
};

/// Doors and Wi-Fi.
[[nodiscard]] const EventTypes& access_feed();
/// Phone numbers and what happens with calls.
[[nodiscard]] const EventTypes& telephony_feed();

}  // namespace tenure::http
