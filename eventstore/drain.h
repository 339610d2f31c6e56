// A drain: what the sequencer decided and the writer writes as one commit, with those who wait for its answers.
//
// What it is: the parts of a commit in the making, filled by the sequencer, then owned by the writer, then by the
//   publisher, who gives it back empty. Its buffers keep their memory.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

#include "eventstore/aggregate_cache.h"
#include "eventstore/batch.h"
#include "eventstore/command_segment.h"
#include "eventstore/commit_builder.h"
#include "eventstore/greatest_ids.h"
#include "eventstore/ingest_offsets.h"
#include "eventstore/options.h"

namespace tenure::eventstore {

/// A batch whose answers are decided and wait for the sync.
struct PendingBatch {
  Completion completion;
  /// Kept until it is answered: whoever answers frees it, which would cost the sequencer time.
  Batch batch;
  std::vector<Answer> answers;
  /// Whether anything of it is part of the commit.
  bool recorded = false;
  /// Whether its mark is.
  bool marked = false;
  /// Of a trial.
  std::vector<domain::Events> trials = {};
  /// It was not decided: another reader of its input was here. That is said when what the other one did is durable.
  bool stale = false;
};

/// The segment of the indexes that ends with the drain.
struct ClosedSegment {
  std::shared_ptr<const CommandSegment> commands;
  std::shared_ptr<const GreatestIds> greatest_commands;
  std::shared_ptr<const GreatestIds> greatest_streams;
  std::shared_ptr<const IngestOffsets> ingested;
};

struct Drain {
  // The commit.
  Position first_position;
  CommitNumber number;
  std::vector<std::uint8_t> events;
  std::vector<std::uint32_t> starts;
  std::vector<stored::Accepted> accepted;
  std::vector<RefusedCommand> refused;
  std::vector<IngestMark> ingested;
  domain::Instant recorded_at{0};

  // Who waits, and what else becomes possible once it is durable.
  std::vector<PendingBatch> pending;
  std::size_t commands = 0;
  ClosedSegment closed;
  std::vector<StateToSave> states;

  // Set by the writer: null where nothing was recorded, or where writing failed.
  CommitPtr commit;
  bool failed = false;
  /// The last one; there is nothing after it.
  bool last = false;

  [[nodiscard]] bool records() const { return rows() > 0; }
  /// How much longer the drain makes the tail that is read again when the partition is opened.
  [[nodiscard]] std::size_t rows() const { return starts.size() + refused.size() + ingested.size(); }
  [[nodiscard]] bool empty() const { return pending.empty(); }
  [[nodiscard]] Position next_position() const { return {first_position.value + starts.size()}; }
  [[nodiscard]] CommandSegment::CommitPlace place() const { return {first_position, number}; }
  void clear();
};

}  // namespace tenure::eventstore
