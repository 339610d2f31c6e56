// Parking: a record that could not be applied becomes a command that keeps it, bytes, headers, reason and all.
//
// What it promises: the same record read again gives the same parked id and the same id of the command. What a record
//   holds beyond what parked input may hold is cut, and the detail says so; a record is never too large to be parked.
// What can go wrong: nothing; a reason that is itself unfit to be kept loses its place or its end.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "adapters/kafka/ingest/interpret.h"

namespace tenure::kafka {

/// A record with memory of its own.
struct KeptRecord {
  explicit KeptRecord(const InputRecord& record);

  std::string topic;
  std::int32_t partition;
  std::int64_t offset;
  std::optional<std::string> key;
  std::optional<std::string> value;
  std::vector<std::pair<std::string, std::string>> headers;

  [[nodiscard]] std::size_t bytes() const;
};

/// Of the commands that park.
inline constexpr std::string_view park_source = "ingest";

/// Why, and as what.
struct Reason {
  std::string code;
  std::string detail;
  /// Known by its command's source and id, which a repeated record shares; or by where it lies, because the same source
  /// and id were used for something else.
  enum class KnownBy : std::uint8_t { command, place } known_by = KnownBy::command;
  /// How many ids of the parking command were in use for something else.
  unsigned ids_taken = 0;
};

/// A finished ParkInput for the operator of `meaning`.
[[nodiscard]] std::vector<std::uint8_t> park_command(const KeptRecord& record, const Meaning& meaning,
                                                     const Reason& reason);

}  // namespace tenure::kafka
