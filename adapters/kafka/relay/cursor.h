// The relay's cursor: up to which commit a partition is published. It lives in Kafka, in the transaction of the events.
//
// What it is: a record of <prefix>.relay, a compacted topic, under the key "<store id>/<partition>"; beside it, under
//   "<store id>/<partition>/claim", the name of the relay that took the partition over last.
// What it promises: a cursor names the last commit that was published whole, by number and chain hash, so that a log
//   with another history is told from the one that was published.
// What can go wrong: a log that was restored from an older backup: positions that readers of Kafka have seen will be
//   given to other events. That is not for a program to decide; `check_against_log` says it and the relay stops.
#pragma once

#include <cstdint>
#include <expected>
#include <string>
#include <string_view>

#include "adapters/kafka/relay/error.h"
#include "eventstore/partition.h"

namespace tenure::kafka {

struct Cursor {
  /// Position of the first event that is not published.
  eventstore::Position next{1};
  /// The commit before it; 0 and no chain before the first.
  eventstore::CommitNumber commit;
  eventstore::ChainHash chain;

  friend bool operator==(const Cursor&, const Cursor&) = default;
};

[[nodiscard]] std::string cursor_key(std::string_view store_id, std::uint32_t partition);
[[nodiscard]] std::string claim_key(std::string_view store_id, std::uint32_t partition);

/// {"next_position", "commit", "chain": 32 hexadecimal digits, "store_id"}
[[nodiscard]] std::string cursor_json(const Cursor& cursor, std::string_view store_id);
/// The error says what is wrong with the text.
[[nodiscard]] std::expected<Cursor, std::string> parse_cursor(std::string_view json);

/// The cursor behind a commit.
[[nodiscard]] Cursor cursor_after(const eventstore::Commit& commit);

/// Whether the log has exactly the history that was published up to the cursor.
[[nodiscard]] std::expected<void, RelayError> check_against_log(const Cursor& cursor,
                                                                eventstore::Partition& log);

}  // namespace tenure::kafka
