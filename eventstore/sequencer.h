// The sequencer: decides one batch after another and hands the drain to the writer as soon as that is free.
//
// What it promises: one total order. While a drain is written, the next one grows; no timer decides its size. Nothing
//   it decides is answered before it is durable; a repeat of a command still on its way to the disk waits for it.
// What can go wrong: cold data cannot be read, or the disk is nearly full: batches are answered `stopped`.
// Threads: one of its own.
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <thread>
#include <vector>

#include "eventstore/channel.h"
#include "eventstore/decider.h"
#include "eventstore/disk_guard.h"
#include "eventstore/health.h"
#include "eventstore/inbox.h"
#include "eventstore/indexer.h"
#include "eventstore/log_writer.h"
#include "eventstore/options.h"
#include "eventstore/publisher.h"

namespace tenure::eventstore {

class Sequencer {
 public:
  struct Parts {
    const Options& options;
    Inbox& inbox;
    AggregateCache& cache;
    CommandIndex& commands;
    LogWriter& writer;
    Publisher& publisher;
    Indexer& indexer;
    Health& health;
    DiskGuard& disk;
  };
  /// Where the log ends and what is known by then.
  struct Start {
    LogEnd end;
    /// How many rows the open index segments have.
    std::uint64_t segment_rows = 0;
    IngestOffsets ingested;
  };
  Sequencer(const Parts& parts, Start start);
  ~Sequencer();

  void start();
  /// Ends after the inbox is closed and all is decided; the last drain is then on its way.
  void join();
  /// An empty drain comes back.
  void give_back(Drain* drain) { free_.push(drain); }

  [[nodiscard]] AnswerCounts counts() const;
  [[nodiscard]] std::size_t cache_bytes() const { return cache_bytes_.load(std::memory_order_relaxed); }

 private:
  void run();
  void process(Submission& submission);
  [[nodiscard]] bool begin_drain();
  void hand_over();
  void finish();
  void close_segment_if_full();
  void tidy_cache();
  void publish_counts();
  [[nodiscard]] bool full() const;

  Parts parts_;
  Decider decider_;
  std::vector<std::unique_ptr<Drain>> drains_;
  Channel<Drain*> free_;
  Drain* drain_ = nullptr;
  Position next_position_;
  CommitNumber next_number_;
  domain::Instant recorded_at_;
  std::uint64_t segment_rows_;

  std::atomic<std::uint64_t> accepted_ = 0;
  std::atomic<std::uint64_t> refused_ = 0;
  std::atomic<std::uint64_t> repeated_ = 0;
  std::atomic<std::size_t> cache_bytes_ = 0;
  std::jthread thread_;
};

}  // namespace tenure::eventstore
