// Fault points: named places at which a test can have the process killed.
//
// What it is: `fault_point("relay.produced")` between two steps of a protocol. The process is killed (SIGKILL, so
//   nothing is finished or flushed) at the count-th pass when TENURE_FAULT=relay.produced:count is in the environment.
// What it promises: nothing happens without that variable; in release builds the call is not even there. A name that is
//   not in the table does not compile, so tests that go through the table reach every place.
// What can go wrong: a variable that names no point or no count stops the process: the test would test nothing.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <string_view>

namespace tenure::kafka {

/// In the order in which a relay passes them.
inline constexpr std::array<std::string_view, 8> relay_fault_points{
    "relay.initialised",  ///< the producer is ours, an older transaction is settled
    "relay.claimed",      ///< the claim is committed
    "relay.cursor_read",  ///< it is known where to go on
    "relay.begun",        ///< a transaction is open, nothing is in it
    "relay.record",       ///< one record more is handed to the producer
    "relay.produced",     ///< all records are handed over, the cursor is not
    "relay.cursor",       ///< all is handed over, the commit is not asked for
    "relay.committed",    ///< committed, and nobody knows yet
};

/// In the order in which an ingest passes them.
inline constexpr std::array<std::string_view, 6> ingest_fault_points{
    "ingest.assigned",   ///< it is known where to read from
    "ingest.gathered",   ///< records are read, nothing is sent
    "ingest.submitted",  ///< a batch is with the store, its answer is not there
    "ingest.answered",   ///< it is durable, and nobody knows yet
    "ingest.parking",    ///< what was refused is with the store once more, to be parked
    "ingest.marked",     ///< the topic's offset has moved for one of the store's partitions
};

/// Every fault point there is.
inline constexpr auto fault_point_names = [] {
  std::array<std::string_view, relay_fault_points.size() + ingest_fault_points.size()> names;
  std::ranges::copy(ingest_fault_points, std::ranges::copy(relay_fault_points, names.begin()).out);
  return names;
}();

/// A name of the table.
class FaultPoint {
 public:
  consteval FaultPoint(const char* name)
      : index_{0} {  // NOLINT(google-explicit-constructor): a checked literal
    while (fault_point_names[index_] != std::string_view{name}) ++index_;  // past the end: does not compile
  }
  [[nodiscard]] constexpr std::size_t index() const { return index_; }

 private:
  std::size_t index_;
};

#ifdef TENURE_FAULT_POINTS
void fault_point(FaultPoint point);
#else
inline void fault_point(FaultPoint) {}
#endif

}  // namespace tenure::kafka
