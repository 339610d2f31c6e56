// What <prefix>.relay says about one partition: the cursor, and who claimed the partition last.
//
// What it promises: with a claim to look for, everything that was committed before that claim has been read. The claim is
//   a record of one's own, so no offset has to be compared: watermarks, control records and other stores' open
//   transactions do not matter.
// What can go wrong: brokers away; nothing is found in time. A record that is no cursor is an error of configuration.
// Why this way: the end is read first and the whole partition only if that does not hold the cursor; what compaction
//   has not come to may be long.
#pragma once

#include <chrono>
#include <cstdint>
#include <expected>
#include <optional>
#include <stop_token>
#include <string>

#include "adapters/kafka/client/options.h"
#include "adapters/kafka/relay/cursor.h"
#include "adapters/kafka/relay/error.h"

namespace tenure::kafka {

struct Marks {
  /// None: nothing was ever published.
  std::optional<Cursor> cursor;
  /// Empty: nobody claimed the partition.
  std::string claim;
};

struct MarksQuestion {
  std::string store_id;
  std::uint32_t partition = 0;
  /// Reading ends with this claim; without one, at the end of what is committed.
  std::optional<std::string> until_claim;
  std::chrono::milliseconds patience{30'000};
};

/// Whether the topics that the relay writes to are there and have the partition.
[[nodiscard]] std::expected<void, RelayError> check_topics(const KafkaOptions& options,
                                                           std::uint32_t partition);

[[nodiscard]] std::expected<Marks, RelayError> read_marks(const KafkaOptions& options,
                                                          const MarksQuestion& question,
                                                          const std::stop_token& stop);

/// Of the one relay of a partition.
[[nodiscard]] std::string transactional_id(const KafkaOptions& options, std::string_view store_id,
                                           std::uint32_t partition);

[[nodiscard]] std::string claim_json(std::string_view claim);

/// What the relay makes of an error of the client.
[[nodiscard]] RelayError relay_error_of(KafkaError error);

}  // namespace tenure::kafka
