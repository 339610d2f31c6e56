// The limit of everything that appends: the bytes the partition wrote, one value for as many events as are in flight.
//
// Is:       a plain RocksDB, and the newest bytes of a partition's log to be written into it.
// Promises: as many events as the partition took, in values as large as a commit of `in_flight` events would be, each
//           with one synced Write; so the limit has nothing to check, decide, encode or index, and its batches are full.
// Fails:    with a Failure.
// Why:      the real bytes, because what a file system or a drive does with zeros is another story.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>

#include "bench/limits/plain_rocksdb.h"
#include "bench/runner.h"
#include "eventstore/partition.h"

namespace tenure::bench {

class SyncedValues {
 public:
  explicit SyncedValues(const std::filesystem::path& folder) : db_{folder} {}

  /// Remembers that the commits behind `after` had so many bytes together, and the first 32 MiB of them, which are
  /// written again and again.
  void learn(eventstore::Partition& partition, eventstore::Position after, std::uint64_t bytes);
  /// The rate is of events, the latency of one Write.
  [[nodiscard]] Sample write(std::size_t events, std::size_t in_flight);

 private:
  static constexpr std::size_t sample_bytes_max = 32 * eventstore::mebibyte;
  PlainRocksDb db_;
  std::string sample_;
  std::uint64_t bytes_ = 0;
};

}  // namespace tenure::bench
