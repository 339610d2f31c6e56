// Outcomes: one line of NDJSON for each command of a body.
//
// What it is:
//   {"line":1,"id":"…","outcome":"accepted","position":7,"events":2}            with "repeated":true for a stored answer
//   {"line":2,"id":"…","outcome":"refused","status":422,"code":"…","detail":"…"}
//   {"line":3,"outcome":"malformed","status":400,"code":"…","pointer":"/data/quantity","detail":"…"}
//   {"line":4,"id":"…","outcome":"not_applied","status":503,"code":"QUEUE_FULL"}
//   and with Prefer: return=minimal a last line {"accepted":9,"repeated":0,"refused":1,…,"position":20} instead of the
//   accepted ones'.
// What it promises: `position` is that of the command's last event, the one to wait for in a query.
#pragma once

#include <cstdint>
#include <expected>
#include <string>

#include "adapters/http/api/commands/command_source.h"

namespace tenure::http {

enum class Verbosity : std::uint8_t { all, minimal };

struct OutcomeCounts {
  std::uint64_t accepted = 0;  ///< stored answers included
  std::uint64_t repeated = 0;  ///< stored answers, of acceptance or refusal
  std::uint64_t refused = 0;
  std::uint64_t malformed = 0;
  std::uint64_t not_applied = 0;
  /// The last position of all.
  std::uint64_t position = 0;
};

using SubmitResult = std::expected<eventstore::BatchAnswer, eventstore::SubmitError>;

/// Appends the lines of entries [from, …) until `bytes_max` is reached, and returns the entry to go on with. A slice
/// that was not submitted because another command of it is malformed has no result.
[[nodiscard]] std::size_t write_outcomes(const Slice& slice, const SubmitResult* result, std::size_t from,
                                         std::size_t bytes_max, Verbosity verbosity, OutcomeCounts& counts,
                                         std::string& out);
void write_counts(const OutcomeCounts& counts, std::string& out);

}  // namespace tenure::http
