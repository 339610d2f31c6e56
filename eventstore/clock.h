// The clock the sequencer stamps commits with; the only one in the engine. Tests bring their own.
#pragma once

#include "domain/kernel/calendar.h"

namespace tenure::eventstore {

class Clock {
 public:
  virtual ~Clock() = default;
  /// Any thread. May go back; the sequencer never does.
  [[nodiscard]] virtual domain::Instant now() const = 0;
};

/// The machine's wall clock, UTC, in microseconds.
[[nodiscard]] const Clock& system_clock();

}  // namespace tenure::eventstore
