// A record of an input topic that could not be applied and was put aside: parked, later retried or discarded.
//
// Its bytes are in the event alone: a state by which nothing is decided should not hold a megabyte in memory.
#pragma once

#include <cstdint>
#include <tuple>

#include "domain/kernel/stream.h"
#include "domain/kernel/text.h"
#include "schemas/events/parked_input_generated.h"

namespace tenure::domain {

enum class ParkedInputStatus : std::uint8_t { parked, retried, discarded };

struct ParkedInput {
  ParkedInputStatus status = ParkedInputStatus::parked;

  bool operator==(const ParkedInput&) const = default;
  template <class Self>
  static auto fields(Self& self) {
    return std::tie(self.status);
  }
};

inline void streams(const event::InputParked& event, StreamList& out) {
  out.add(StreamKind::parked_input, text(event.parked_id()));
}
inline void streams(const event::ParkedInputResolved& event, StreamList& out) {
  out.add(StreamKind::parked_input, text(event.parked_id()));
}

inline void evolve(ParkedInput& state, const event::InputParked&) {
  state.status = ParkedInputStatus::parked;
}
inline void evolve(ParkedInput& state, const event::ParkedInputResolved& event) {
  state.status = event.resolution() == ParkedInputResolution::RETRIED ? ParkedInputStatus::retried
                                                                      : ParkedInputStatus::discarded;
}

}  // namespace tenure::domain
