// Why a relay cannot go on.
#pragma once

#include <cstdint>
#include <string>

namespace tenure::kafka {

struct RelayError {
  enum class Kind : std::uint8_t {
    again,          ///< brokers away, or a producer at its end: from the start, after a pause
    configuration,  ///< topics, rights or settings: the same, and somebody has to mend it first
    fenced,         ///< another relay has taken over: this one stops
    split_history,  ///< what is published is not what the log says: this one stops
    log,            ///< the log cannot be read: this one stops
  };
  Kind kind = Kind::again;
  std::string message;
};

}  // namespace tenure::kafka
