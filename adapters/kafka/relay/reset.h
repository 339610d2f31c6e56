// Sets the relay's cursor by hand, after somebody has decided how a split history goes on.
//
// What it promises: a relay that runs is fenced first and then goes on from the new cursor. The cursor always names a
//   commit of the log as it is, so from then on the log is checked against it as ever.
// What can go wrong: a position that is not the first of a commit (a commit is published whole), or is beyond the end of
//   the log: an error of configuration that names the positions that would do. Brokers away: `again`.
// Beware: what was published from there on before stays published. Its positions and ids come again, with whatever the
//   log has at them; readers have to be told. docs/operations.md has the choice.
#pragma once

#include <chrono>
#include <expected>
#include <string>

#include "adapters/kafka/client/options.h"
#include "adapters/kafka/relay/cursor.h"
#include "adapters/kafka/relay/error.h"

namespace tenure::kafka {

struct CursorReset {
  std::string store_id;
  std::uint32_t partition = 0;
  /// The first event that is published from now on.
  eventstore::Position from{1};
};

/// The cursor that would be set.
[[nodiscard]] std::expected<Cursor, RelayError> cursor_from(eventstore::Partition& log,
                                                            eventstore::Position from);
[[nodiscard]] std::expected<Cursor, RelayError> reset_cursor(eventstore::Partition& log,
                                                             const KafkaOptions& options,
                                                             const CursorReset& reset,
                                                             std::chrono::milliseconds patience);

}  // namespace tenure::kafka
