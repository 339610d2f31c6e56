// The indexer: work that may take its time. Seals index segments, saves states, lets go of cold aggregates.
//
// What it promises: everything it writes is about durable events only. Nothing it does is needed for correctness: what
//   it has not done when the process ends is done again from the log.
// What can go wrong: a write fails; the partition stops, because its memory would grow without bound otherwise.
// Threads: one of its own; tasks may come from any.
#pragma once

#include <functional>
#include <memory>
#include <thread>
#include <variant>
#include <vector>

#include "eventstore/aggregate_cache.h"
#include "eventstore/channel.h"
#include "eventstore/health.h"
#include "eventstore/segment_sealer.h"

namespace tenure::eventstore {

/// States whose events are durable.
struct SaveTask {
  std::vector<StateToSave> states;
};
/// Aggregates that the cache let go of.
struct LetGoTask {
  std::shared_ptr<AggregateCache::Generation> generation;
};
using IndexerTask = std::variant<SealTask, SaveTask, LetGoTask>;

class Indexer {
 public:
  Indexer(Storage& storage, SegmentSealer& sealer, Health& health)
      : storage_{storage}, sealer_{sealer}, health_{health} {}

  void start();
  void push(IndexerTask task) { tasks_.push(std::make_unique<IndexerTask>(std::move(task))); }
  /// Finishes what was pushed.
  void finish();

 private:
  void run();
  void perform(const SealTask& task);
  void perform(const SaveTask& task);
  void perform(LetGoTask& task);
  void save(const std::vector<StateToSave>& states);
  void fail(std::string_view what, std::string_view why);

  Storage& storage_;
  SegmentSealer& sealer_;
  Health& health_;
  Channel<std::unique_ptr<IndexerTask>> tasks_;
  std::jthread thread_;
};

}  // namespace tenure::eventstore
