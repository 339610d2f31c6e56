// Many readers of streams on one thread.
//
// Is:       sockets that read and throw away, until each has seen what it waits for.
// Promises: reads in pieces of 64 KiB from whichever has something; the time runs from before the first connection's
//           request until the last reader is done.
// Fails:    a stream that ends early, or stands still for a minute, ends the scenario.
// Why:      a hundred readers must not need a hundred threads, or the readers are what is measured.
#pragma once

#include <cstdint>
#include <string>

namespace tenure::bench {

struct ReadStreams {
  double seconds = 0;
  /// Of all readers together.
  std::uint64_t bytes = 0;
};

/// Until each reader's bytes end with an event that holds `last`.
[[nodiscard]] ReadStreams read_until(std::uint16_t port, std::size_t readers, const std::string& request,
                                     const std::string& last);
/// Until each stream is closed by the other side.
[[nodiscard]] ReadStreams read_until_closed(std::uint16_t port, std::size_t readers);

}  // namespace tenure::bench
