// Decides batches into a drain: idempotency, expected version, decision, events.
//
// What it is: all that the sequencer does with a command, without its threads.
// What it promises: commands are decided in order, each against the effects of all before it. For each command, in
//   this order: a stored answer is given again (or IDEMPOTENCY_CONFLICT, where the content differs); another version
//   than the expected one is VERSION_CONFLICT; then the command's own rules. Refusals are recorded like events are,
//   but for IDEMPOTENCY_CONFLICT: that id already has its answer.
//   An atomic batch that fails leaves no trace at all: nothing of it is recorded, so it can be mended and sent again
//   with the same ids.
// What can go wrong: cold data cannot be read; the drain is then unusable and the partition has to stop.
// Threads: the sequencer's.
#pragma once

#include <cstdint>
#include <expected>

#include "eventstore/aggregate_cache.h"
#include "eventstore/batch.h"
#include "eventstore/command_index.h"
#include "eventstore/drain.h"
#include "eventstore/event_encoder.h"
#include "eventstore/partition_world.h"

namespace tenure::eventstore {

/// How commands were answered.
struct AnswerCounts {
  std::uint64_t accepted = 0;
  std::uint64_t refused = 0;
  std::uint64_t repeated = 0;
};

class Decider {
 public:
  Decider(AggregateCache& cache, CommandIndex& commands)
      : cache_{cache}, commands_{commands}, world_{cache}, encoder_{cache} {}

  /// Appends the batch's events, refusals and answers to the drain, stamped with its `recorded_at`.
  [[nodiscard]] std::expected<PendingBatch, ReadError> decide(const Batch& batch, Drain& drain);

  [[nodiscard]] const AnswerCounts& counts() const { return counts_; }

 private:
  [[nodiscard]] std::expected<PendingBatch, ReadError> decide_each(const Batch& batch, Drain& drain);
  [[nodiscard]] std::expected<PendingBatch, ReadError> decide_all(const Batch& batch, Drain& drain);
  /// What the command comes to; accepted events are in the drain, a refusal is not recorded yet.
  [[nodiscard]] std::expected<Answer, ReadError> answer(const command::Command& command,
                                                        const codec::ContentHash& content,
                                                        const CommandKey& key, Drain& drain,
                                                        AggregateCache::UndoLog* undo);
  [[nodiscard]] std::expected<domain::Decision, ReadError> decision_on(const command::Command& command,
                                                                       const CachedOperator& owner,
                                                                       domain::Instant recorded_at);
  [[nodiscard]] CommandKey key_of(const command::Command& command);
  void record_accepted(const CommandKey& key, const codec::ContentHash& content, const Answer& answer,
                       Drain& drain);
  void record_refused(const CommandKey& key, const codec::ContentHash& content, const Answer& answer,
                      Drain& drain);
  void count(const Answer& answer);

  AggregateCache& cache_;
  CommandIndex& commands_;
  PartitionWorld world_;
  EventEncoder encoder_;
  AnswerCounts counts_;
};

}  // namespace tenure::eventstore
