// The publisher: lets the world see a drain once it is durable, and then answers it.
//
// What it promises: drains in order; within one, first the stream index, then the feed and the committed position, then
//   the answers: who has an answer finds everything it speaks of.
// Threads: one of its own. Completions and wake-ups run on it.
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <mutex>
#include <optional>
#include <string_view>
#include <thread>

#include "eventstore/channel.h"
#include "eventstore/drain.h"
#include "eventstore/feed.h"
#include "eventstore/indexer.h"
#include "eventstore/ingest_offsets.h"
#include "eventstore/stream_index.h"

namespace tenure::eventstore {

/// Where the durable log ends.
struct LogEnd {
  Position position;
  CommitNumber number;
  ChainHash chain;
  domain::Instant recorded_at{0};
};

class Publisher {
 public:
  /// `done` takes each drain over, empty.
  Publisher(StreamIndex& streams, Feed& feed, Indexer& indexer, LogEnd end, IngestOffsets ingested,
            std::function<void(Drain*)> done);

  void start();
  void push(Drain* drain) { drains_.push(drain); }
  /// Ends after the last drain.
  void join();

  /// The last commit that is visible.
  [[nodiscard]] CommitNumber published() const { return {published_.load(std::memory_order_acquire)}; }
  [[nodiscard]] LogEnd end() const;
  /// Of the marks that are visible.
  [[nodiscard]] std::optional<std::uint64_t> ingest_offset(std::string_view topic,
                                                           std::uint32_t partition) const;

 private:
  void run();
  void publish(Drain& drain);
  void hand_on(Drain& drain);
  static void answer(Drain& drain);

  StreamIndex& streams_;
  Feed& feed_;
  Indexer& indexer_;
  std::function<void(Drain*)> done_;
  Channel<Drain*> drains_;
  std::atomic<std::uint64_t> published_;
  mutable std::mutex mutex_;
  LogEnd end_;
  IngestOffsets ingested_;
  std::jthread thread_;
};

}  // namespace tenure::eventstore
