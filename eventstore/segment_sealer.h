// Turns closed segments of both indexes into sorted files and puts them in place.
//
// What it promises: the files of both indexes are put in place together; after that, and not before, the tails may go.
//   Rows, mark, filter and greatest ids of a segment are in one file; ingest offsets are in that of the commands.
// What can go wrong: a file cannot be written or put in place; nothing has changed then.
// Threads: one at a time: whoever recovers, then the indexer.
#pragma once

#include <expected>
#include <memory>
#include <string>

#include "eventstore/command_index.h"
#include "eventstore/drain.h"
#include "eventstore/sealed_index.h"
#include "eventstore/stream_index.h"

namespace tenure::eventstore {

/// What is sealed at once: the tails of both indexes up to one commit.
struct SealTask {
  SealMark mark;
  ClosedSegment closed;
  std::shared_ptr<const StreamSegment> streams;
};

class SegmentSealer {
 public:
  SegmentSealer(Storage& storage, SealedIndex& sealed_streams, StreamIndex& streams,
                SealedIndex& sealed_commands, CommandIndex& commands)
      : storage_{storage},
        sealed_streams_{sealed_streams},
        streams_{streams},
        sealed_commands_{sealed_commands},
        commands_{commands} {}

  [[nodiscard]] std::expected<void, std::string> seal(const SealTask& task);

 private:
  [[nodiscard]] std::expected<void, std::string> write_streams(const SealTask& task, const std::string& path,
                                                               const SealedIndex::Filter& filter) const;
  [[nodiscard]] std::expected<void, std::string> write_commands(const SealTask& task, const std::string& path,
                                                                const SealedIndex::Filter& filter) const;
  [[nodiscard]] std::expected<void, std::string> put_in_place(const std::string& streams,
                                                              const std::string& commands) const;

  Storage& storage_;
  SealedIndex& sealed_streams_;
  StreamIndex& streams_;
  SealedIndex& sealed_commands_;
  CommandIndex& commands_;
};

}  // namespace tenure::eventstore
