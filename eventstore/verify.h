// Verification: the log, its indexes and saved states against a full fold.
//
// What it is: one pass over a partition that nobody else has open, or over an open one up to its committed position.
// What it promises: reports the first difference with position, what was expected and what was found.
// Checks: checksums and chain; gapless positions, commit numbers and stream versions; every event's streams; the
//   stream index; every stored answer found by its id; every saved state equal to the fold of its stream; marks of
//   input topics that never go back, and saved ingest offsets equal to theirs.
#pragma once

#include <cstdint>
#include <expected>
#include <string>

#include "eventstore/partition.h"

namespace tenure::eventstore {

struct VerifyReport {
  std::uint64_t events = 0;
  std::uint64_t commits = 0;
  std::uint64_t streams = 0;
  std::uint64_t answers = 0;
  std::uint64_t saved_states = 0;
};

struct Difference {
  Position position;
  std::string what;
};

[[nodiscard]] std::expected<VerifyReport, Difference> verify(Partition& partition);

}  // namespace tenure::eventstore
