// Decides batches into a drain: idempotency, expected version, decision, events.
//
// What it is: all that the sequencer does with a command, without its threads.
// What it promises: commands are decided in order, each against the effects of all before it. For each command, in
//   this order: a stored answer is given again (or IDEMPOTENCY_CONFLICT, where the content differs); another version
//   than the expected one is VERSION_CONFLICT; then the command's own rules. Refusals are recorded like events are,
//   but for IDEMPOTENCY_CONFLICT: that id already has its answer.
//   An atomic batch that fails leaves no trace at all: nothing of it is recorded, so it can be mended and sent again
//   with the same ids.
//   A trial is decided like any other batch, without a look at earlier answers, and leaves no trace either.
//   A batch read from an input topic is decided only where its mark begins at the topic partition's offset; the mark
//   then becomes part of the drain, unless it waits for all commands to be accepted and one is not.
// What can go wrong: cold data cannot be read; the drain is then unusable and the partition has to stop.
// Threads: the sequencer's.
#pragma once

#include <cstdint>
#include <expected>
#include <utility>

#include "eventstore/aggregate_cache.h"
#include "eventstore/batch.h"
#include "eventstore/command_index.h"
#include "eventstore/drain.h"
#include "eventstore/event_encoder.h"
#include "eventstore/ingest_offsets.h"
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
  /// `ingested` is how far the input was read.
  Decider(AggregateCache& cache, CommandIndex& commands, IngestOffsets ingested)
      : cache_{cache}, commands_{commands}, world_{cache}, encoder_{cache}, ingested_{std::move(ingested)} {}

  /// Appends the batch's events, refusals and answers to the drain, stamped with its `recorded_at`.
  [[nodiscard]] std::expected<PendingBatch, ReadError> decide(const Batch& batch, Drain& drain);

  [[nodiscard]] const AnswerCounts& counts() const { return counts_; }
  /// With the marks that are not durable yet.
  [[nodiscard]] const IngestOffsets& ingested() const { return ingested_; }

 private:
  [[nodiscard]] std::expected<PendingBatch, ReadError> decide_each(const Batch& batch, Drain& drain);
  [[nodiscard]] std::expected<PendingBatch, ReadError> decide_all(const Batch& batch, Drain& drain);
  [[nodiscard]] std::expected<PendingBatch, ReadError> decide_trial(const Batch& batch, const Drain& drain);
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
  [[nodiscard]] bool is_stale(const IngestMark& mark) const;
  void record_mark(const Batch& batch, PendingBatch& pending, Drain& drain);
  void count(const Answer& answer);

  AggregateCache& cache_;
  CommandIndex& commands_;
  PartitionWorld world_;
  EventEncoder encoder_;
  AnswerCounts counts_;
  IngestOffsets ingested_;
};

}  // namespace tenure::eventstore
