// Commands on their way in, and their answers on the way out.
//
// What it is: a batch is submitted, decided and answered as one; a single command is a batch of one. A batch is never
//   split over two commits; it may share one with others.
// What it promises: commands are checked when they are added, on the caller's thread; one answer per command, in
//   order. Atomic batches are accepted whole or refused whole.
// What can go wrong: a malformed command is not taken in; the error names field and fault.
// Why this way: checking and hashing happen beside the sequencer, not on it; no buffer is copied after `add`.
#pragma once

#include <cstddef>
#include <cstdint>
#include <expected>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "domain/kernel/rejection.h"
#include "eventstore/commit.h"
#include "eventstore/position.h"
#include "schemas/codec/content_hash.h"
#include "schemas/codec/field_error.h"
#include "schemas/commands/command_generated.h"

namespace tenure::eventstore {

enum class Atomicity : std::uint8_t {
  each,  ///< every command stands for itself
  all,   ///< one refusal refuses all; nothing of the batch is recorded but its refusals
};

class Batch {
 public:
  explicit Batch(Atomicity atomicity = Atomicity::each) : atomicity_{atomicity} {}

  /// Takes a finished Command buffer (no size prefix) in, after structure and field checks.
  [[nodiscard]] std::expected<void, codec::FieldError> add(std::span<const std::uint8_t> command);

  [[nodiscard]] Atomicity atomicity() const { return atomicity_; }
  [[nodiscard]] std::size_t size() const { return entries_.size(); }
  /// Bytes of all commands together.
  [[nodiscard]] std::size_t bytes() const { return bytes_; }
  [[nodiscard]] const command::Command& command(std::size_t index) const { return *entries_[index].command; }
  [[nodiscard]] const codec::ContentHash& content_hash(std::size_t index) const {
    return entries_[index].hash;
  }

 private:
  struct Entry {
    const command::Command* command;
    codec::ContentHash hash;
  };
  // Blocks never move, so that commands can be read in place.
  std::vector<std::unique_ptr<std::uint8_t[]>> blocks_;
  std::size_t block_used_ = 0;
  std::size_t block_size_ = 0;
  std::vector<Entry> entries_;
  std::size_t bytes_ = 0;
  Atomicity atomicity_;
};

/// What became of one command. Durable before anyone sees it.
struct Answer {
  enum class Outcome : std::uint8_t {
    accepted,
    refused,
    /// An atomic batch failed at another command; this one was not applied and not recorded; send it again.
    not_applied,
  };
  Outcome outcome = Outcome::accepted;
  /// Whether this is the stored answer to an earlier command with the same id.
  bool repeated = false;
  /// Refused: why.
  domain::Code code = domain::Code::IDEMPOTENCY_CONFLICT;
  std::string detail;
  /// Accepted: positions of its events are [first_position, first_position + event_count).
  Position first_position;
  std::uint32_t event_count = 0;
};

struct BatchAnswer {
  std::vector<Answer> answers;
  /// The commit that holds the new events and refusals of this batch; null where all answers were stored ones.
  CommitPtr commit;
};

/// Why a batch got no answer. Nothing is known to be recorded; sending it again with the same ids is always safe.
enum class SubmitError : std::uint8_t {
  queue_full,  ///< too many bytes wait already; send again a little later
  too_large,  ///< one batch may hold no more than `batch_bytes_max` and `batch_commands_max`; send it in parts
  shutting_down,  ///< the process is about to stop; send again after the restart
  stopped,  ///< a write failed or the disk is nearly full; the partition takes no commands, see its status
};
[[nodiscard]] std::string_view name_of(SubmitError error);

/// Called once, from one of the partition's threads, after the commit is durable; must be quick and not throw.
using Completion = std::move_only_function<void(std::expected<BatchAnswer, SubmitError>)>;

}  // namespace tenure::eventstore
