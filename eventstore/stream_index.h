// The stream index: from a stream and a version to the position of the event.
//
// What it is: tails in memory for the newest durable events, and the sealed index behind them.
// What it promises: exact up to the last commit that was added. A read never misses an event while segments are being
//   sealed, because a tail is dropped only after its file is in place.
// What can go wrong: the sealed index cannot be read; the error says so.
// Threads: `add` and `close_segment` from the publisher, `sealed` from the indexer, the rest from any thread.
#pragma once

#include <cstdint>
#include <expected>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "domain/kernel/stream.h"
#include "eventstore/commit.h"
#include "eventstore/sealed_index.h"
#include "eventstore/stream_segment.h"
#include "eventstore/subscription.h"

namespace tenure::eventstore {

class StreamIndex {
 public:
  StreamIndex(Storage& storage, SealedIndex& sealed);

  /// Adds all events of a commit.
  void add(const Commit& commit);
  /// Closes the open segment behind the last commit that was added.
  [[nodiscard]] std::shared_ptr<const StreamSegment> close_segment();
  /// The segment is in the sealed index now; the tail need not keep it.
  void sealed(const std::shared_ptr<const StreamSegment>& segment);

  /// False: the stream has no event. Asks memory alone.
  [[nodiscard]] bool may_exist(std::string_view operator_id, domain::StreamName stream) const;
  /// Positions of the stream's events with versions above `after_version`, rising, at most `limit`.
  [[nodiscard]] std::expected<std::vector<Position>, ReadError> positions(std::string_view operator_id,
                                                                          domain::StreamName stream,
                                                                          std::uint64_t after_version,
                                                                          std::size_t limit) const;

 private:
  struct Tail {
    /// First version that the tail has; the sealed index has those below.
    std::uint64_t first_version = 0;
    std::vector<Position> positions;
  };
  [[nodiscard]] Tail tail_of(std::uint64_t hash, std::string_view key, std::uint64_t after_version,
                             std::size_t limit) const;
  [[nodiscard]] std::expected<void, ReadError> read_sealed(std::string_view key, std::uint64_t after_version,
                                                           std::size_t limit,
                                                           std::vector<Position>& out) const;

  Storage& storage_;
  SealedIndex& sealed_;
  mutable std::mutex mutex_;
  std::shared_ptr<StreamSegment> open_;
  /// Closed and not yet sealed, the oldest first.
  std::vector<std::shared_ptr<const StreamSegment>> closed_;
  /// Reused for keys, under the mutex.
  std::string key_;
};

}  // namespace tenure::eventstore
