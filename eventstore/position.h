// Numbers that mean something in the log, each a type of its own.
#pragma once

#include <compare>
#include <cstdint>

namespace tenure::eventstore {

/// Position of an event in its partition: gapless from 1. Zero is "before the first event".
struct Position {
  std::uint64_t value = 0;
  friend auto operator<=>(const Position&, const Position&) = default;
};

/// Number of a commit in its partition: gapless from 1.
struct CommitNumber {
  std::uint64_t value = 0;
  friend auto operator<=>(const CommitNumber&, const CommitNumber&) = default;
};

/// XXH3-128 over all commits up to one: two logs with the same chain at a commit have the same history up to it.
struct ChainHash {
  std::uint64_t high = 0;
  std::uint64_t low = 0;
  friend auto operator<=>(const ChainHash&, const ChainHash&) = default;
};

}  // namespace tenure::eventstore
