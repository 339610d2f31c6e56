// From an opened database to a partition that can go on: reads the log behind the last sealed segment again.
//
// What it promises: every commit read is whole, continues the chain, and leaves no gap in positions and numbers; the
//   sealed indexes belong to this log. Tails of the indexes, greatest ids and ingest offsets are as they were.
// What can go wrong: damage, with its position.
// Why only the tail: what is before the last sealed segment was checked when it was written, and is checked whenever it
//   is read; `verify` reads all of it.
#pragma once

#include <cstdint>
#include <expected>
#include <optional>

#include "eventstore/aggregate_cache.h"
#include "eventstore/command_index.h"
#include "eventstore/ingest_offsets.h"
#include "eventstore/log.h"
#include "eventstore/publisher.h"
#include "eventstore/sealed_index.h"
#include "eventstore/segment_sealer.h"
#include "eventstore/storage.h"
#include "eventstore/stream_index.h"

namespace tenure::eventstore {

class Recovery {
 public:
  struct Parts {
    const Options& options;
    Storage& storage;
    Log& log;
    SealedIndex& sealed_streams;
    SealedIndex& sealed_commands;
    StreamIndex& streams;
    CommandIndex& commands;
    AggregateCache& cache;
    SegmentSealer& sealer;
  };
  struct Result {
    LogEnd end;
    /// Rows in the open segments.
    std::uint64_t segment_rows = 0;
    IngestOffsets ingested;
  };

  explicit Recovery(const Parts& parts) : parts_{parts} {}
  [[nodiscard]] std::expected<Result, OpenError> run();

 private:
  using Step = std::expected<void, OpenError>;
  [[nodiscard]] Step load_sealed();
  [[nodiscard]] Step load_ingested();
  [[nodiscard]] Step check_mark(LogCursor& cursor);
  [[nodiscard]] Step replay(const Commit& commit);
  void note_new_streams(const Commit& commit);
  [[nodiscard]] Step seal_if_full(const Commit& commit);
  [[nodiscard]] Step find_last_time();

  Parts parts_;
  /// Up to where both indexes are sealed.
  std::optional<SealMark> mark_;
  Result result_;
};

}  // namespace tenure::eventstore
