// Builds the stored value of a drain.
//
// What it is: from the parts that the sequencer gathered to a finished Commit, header and chain included.
// What it promises: the bytes that the writer stores are the bytes that readers get; nothing is copied again.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "domain/kernel/rejection.h"
#include "eventstore/commit.h"
#include "eventstore/ingest_offsets.h"
#include "schemas/codec/content_hash.h"

namespace tenure::eventstore {

/// The answer to a refused command, to be stored.
struct RefusedCommand {
  std::string operator_id;
  std::string source;
  std::string command_id;
  codec::ContentHash content;
  domain::Code code;
  std::string detail;
  std::uint32_t after_accepted = 0;
};

struct CommitParts {
  Position first_position;
  CommitNumber number;
  /// Records as in commit_format.h.
  std::span<const std::uint8_t> events;
  std::span<const std::uint32_t> starts;
  std::span<const stored::Accepted> accepted;
  std::span<const RefusedCommand> refused;
  /// Stored are the offsets at which reading goes on.
  std::span<const IngestMark> ingested;
};

class CommitBuilder {
 public:
  [[nodiscard]] static CommitPtr build(const CommitParts& parts, ChainHash previous);
};

}  // namespace tenure::eventstore
