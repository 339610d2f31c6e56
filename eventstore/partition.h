// A partition: one sequencer, one log, one gapless sequence of events. The one unit of everything.
//
// What it is: commands in, durable events out, in one total order.
// What it promises:
//   - Positions are gapless from 1; versions of a stream are gapless from 1.
//   - An answer is given after its commit is synced; a crash before that leaves no trace of the drain, after that all.
//   - The same command id (per operator and source) has one outcome for ever; sent again it gets the stored answer,
//     and IDEMPOTENCY_CONFLICT where the content differs.
//   - recorded_at never goes back.
//   - A batch read from an input topic is applied only where the topic's offset is the one it was read from, and moves
//     that offset in the same durable write.
// What can go wrong: a failed write or sync stops the partition: it answers `stopped`, says why in `status`, and
//   recovers by being opened again. Damage found when opening or reading is an error with its position.
// Threads: every public function may be called from any thread. Inside: a sequencer (decides, encodes), a writer (one
//   synced write per drain), a publisher (answers, feed, indexes) and an indexer (seals index segments, saves states).
// Why this way: the running sync is the batching window; while a drain is written, the next one is decided.
#pragma once

#include <cstdint>
#include <expected>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "domain/aggregate.h"
#include "eventstore/batch.h"
#include "eventstore/commit.h"
#include "eventstore/options.h"
#include "eventstore/position.h"
#include "eventstore/subscription.h"

namespace tenure::eventstore {

/// Why a partition could not be opened, and what the operator should conclude.
struct OpenError {
  enum class Kind : std::uint8_t {
    in_use,         ///< another process has the folder open; stop it first
    unreadable,     ///< the folder or disk cannot be read or written; see the message
    damaged,        ///< the log is damaged at `position`; restore a backup, or keep the folder for analysis
    other_version,  ///< written by a newer program; use that one
  };
  Kind kind;
  Position position;
  std::string message;
};

struct PartitionStatus {
  enum class Health : std::uint8_t { serving, stopped };
  Health health = Health::serving;
  /// Stopped: what failed and what to do.
  std::string reason;
  Position committed;
  CommitNumber commit;
  ChainHash chain;
  domain::Instant recorded_at;
  std::uint64_t commands_accepted = 0;  ///< since it was opened
  std::uint64_t commands_refused = 0;
  std::uint64_t commands_repeated = 0;
  std::size_t queue_bytes = 0;
  std::size_t cache_bytes = 0;
  std::uint64_t indexed_up_to = 0;  ///< position of the last sealed index segment
  std::uint64_t syncs = 0;
  std::uint64_t bytes_written = 0;  ///< of commit values
};

class Partition {
 public:
  [[nodiscard]] static std::expected<std::unique_ptr<Partition>, OpenError> open(Options options);
  /// Finishes what was accepted, then closes.
  virtual ~Partition() = default;

  /// Takes a batch in and returns; the completion follows. An error means that the completion will not be called.
  [[nodiscard]] virtual std::expected<void, SubmitError> submit(Batch batch, Completion completion) = 0;
  /// Takes a batch in, waits for room in the queue if it must, and for the answer.
  [[nodiscard]] virtual std::expected<BatchAnswer, SubmitError> submit_and_wait(Batch batch) = 0;

  /// Position of the last durable event.
  [[nodiscard]] virtual Position committed() const = 0;
  [[nodiscard]] virtual PartitionStatus status() const = 0;

  /// Follows the log from the first event after `after`.
  [[nodiscard]] virtual std::unique_ptr<Subscription> subscribe(Position after) = 0;
  /// The commit that holds the position; null if it is beyond the last durable event.
  [[nodiscard]] virtual std::expected<CommitPtr, ReadError> commit_at(Position position) = 0;
  /// The last position recorded at or before the time; zero if there is none.
  [[nodiscard]] virtual std::expected<Position, ReadError> position_at(domain::Instant time) = 0;

  /// Positions of a stream's events with versions above `after_version`, rising, at most `limit`.
  [[nodiscard]] virtual std::expected<std::vector<Position>, ReadError> stream_positions(
      std::string_view operator_id, domain::StreamName stream, std::uint64_t after_version,
      std::size_t limit) = 0;
  /// The aggregate folded from the log alone, no cache or saved state used; null if it does not exist.
  [[nodiscard]] virtual std::expected<std::unique_ptr<domain::Aggregate>, ReadError> fold_stream(
      std::string_view operator_id, domain::StreamName stream) = 0;

  /// Where reading of an input topic's partition goes on, by the durable marks of batches; nothing where none was stored.
  [[nodiscard]] virtual std::optional<std::uint64_t> ingest_offset(std::string_view topic,
                                                                   std::uint32_t partition) const = 0;

  /// Writes a consistent copy of the partition, as of some position at or after now, to a folder that does not exist.
  /// Commands go on meanwhile. The error says what failed.
  [[nodiscard]] virtual std::expected<Position, std::string> backup(const std::filesystem::path& folder) = 0;

  /// Decides what is queued, writes it, answers it; further batches get `shutting_down`. Idempotent.
  virtual void shut_down() = 0;
};

}  // namespace tenure::eventstore
