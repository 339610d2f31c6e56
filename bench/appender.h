// A closed loop over Partition::submit: so many commands in flight, never more, each awaited.
//
// Is:       the load that `append` and its relatives put on a partition from one thread.
// Promises: checking and hashing (Batch::add) are inside the measured time, the making of the commands is not. The
//           latency of a batch runs from before its first `add` until its completion is called. Every answer is
//           looked at.
// Fails:    an answer that is not "accepted", or a submit that is refused, ends the scenario.
// Why:      batches, because that is how commands come in large numbers (a request, a poll); a batch of one is what a
//           person's request is.
#pragma once

#include <cstddef>
#include <filesystem>
#include <memory>
#include <string>

#include "bench/command_block.h"
#include "bench/runner.h"
#include "bench/workload.h"
#include "eventstore/partition.h"

namespace tenure::bench {

struct Load {
  std::size_t in_flight;
  /// Commands a batch; divides in_flight.
  std::size_t batch;
};

/// Sends all commands of the block and waits for their answers; the rate is of commands.
[[nodiscard]] Sample append(eventstore::Partition& partition, const CommandBlock& commands, Load load);
/// The same with commands that are made on the way, one batch at a time: for more than memory should hold. Making one
/// costs about 0.1 µs and is inside the measured time.
[[nodiscard]] Sample append_made(eventstore::Partition& partition, Charges& charges, std::size_t count,
                                 Load load);

/// Takes the estate's commands in; all must be accepted.
void add_estate(eventstore::Partition& partition);
/// A new partition in the folder that has taken the estate's commands in.
[[nodiscard]] std::unique_ptr<eventstore::Partition> open_partition(const std::filesystem::path& folder);
[[nodiscard]] std::unique_ptr<eventstore::Partition> open_with_estate(const std::filesystem::path& folder);

/// The bytes of the commits behind `after`, at least `bytes_max` of them if there are as many.
[[nodiscard]] std::string commit_bytes(eventstore::Partition& partition, eventstore::Position after,
                                       std::size_t bytes_max);

}  // namespace tenure::bench
