// Commands on their way in, and their answers on the way out.
//
// What it is: a batch is submitted, decided and answered as one; a single command is a batch of one. A batch is never
//   split over two commits; it may share one with others.
// What it promises: commands are checked when they are added, on the caller's thread; one answer per command, in
//   order. Atomic batches are accepted whole or refused whole. A batch that was read from an input topic says from where
//   to where; that mark is durable together with what the batch caused, or neither is.
// What can go wrong: a malformed command is not taken in; the error names field and fault. A batch whose mark does not
//   begin at the stored offset is not decided at all.
// Why this way: checking and hashing happen beside the sequencer, not on it; no buffer is copied after `add`.
#pragma once

#include <cstddef>
#include <cstdint>
#include <expected>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "domain/kernel/decision.h"
#include "domain/kernel/rejection.h"
#include "eventstore/commit.h"
#include "eventstore/ingest_offsets.h"
#include "eventstore/position.h"
#include "schemas/codec/content_hash.h"
#include "schemas/codec/field_error.h"
#include "schemas/commands/command_generated.h"

namespace tenure::eventstore {

enum class Atomicity : std::uint8_t {
  each,  ///< every command stands for itself
  all,   ///< one refusal refuses all; nothing of the batch is recorded but its refusals
};

enum class Purpose : std::uint8_t {
  record,
  trial,  ///< says what each command would come to now, each for itself, and records nothing, not even its id
};

class Batch {
 public:
  explicit Batch(Atomicity atomicity = Atomicity::each, Purpose purpose = Purpose::record)
      : atomicity_{atomicity}, purpose_{purpose} {}

  /// Takes a finished Command buffer (no size prefix) in, after structure and field checks.
  [[nodiscard]] std::expected<void, codec::FieldError> add(std::span<const std::uint8_t> command);

  /// The batch holds what these records of an input topic ask for; it may then be empty. Once per batch. A topic has a
  /// name of at most `IngestOffsets::topic_bytes_max` bytes, and a mark does not go back; else the process stops.
  void mark_ingested(IngestMark mark, MarkWhen when);

  [[nodiscard]] Atomicity atomicity() const { return atomicity_; }
  [[nodiscard]] Purpose purpose() const { return purpose_; }
  [[nodiscard]] std::size_t size() const { return entries_.size(); }
  /// Bytes of all commands together, and of the mark.
  [[nodiscard]] std::size_t bytes() const { return bytes_; }
  [[nodiscard]] const command::Command& command(std::size_t index) const { return *entries_[index].command; }
  [[nodiscard]] const codec::ContentHash& content_hash(std::size_t index) const {
    return entries_[index].hash;
  }
  /// Null where nothing was marked.
  [[nodiscard]] const IngestMark* mark() const { return mark_ ? &*mark_ : nullptr; }
  [[nodiscard]] MarkWhen mark_when() const { return mark_when_; }

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
  Purpose purpose_;
  std::optional<IngestMark> mark_;
  MarkWhen mark_when_ = MarkWhen::all_accepted;
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
  /// Accepted: positions of its events are [first_position, first_position + event_count). A trial's have no positions.
  Position first_position;
  std::uint32_t event_count = 0;
};

struct BatchAnswer {
  std::vector<Answer> answers;
  /// The commit that holds the new events and refusals of this batch, and its mark; null where all answers were stored
  /// ones and nothing was marked.
  CommitPtr commit;
  /// Whether the batch's mark is stored: reading goes on behind it.
  bool marked = false;
  /// Of a trial: what each command would record; nothing for one that would be refused.
  std::vector<domain::Events> trials = {};
};

/// Why a batch got no answer. Nothing is known to be recorded; sending it again with the same ids is always safe.
enum class SubmitError : std::uint8_t {
  queue_full,  ///< too many bytes wait already; send again a little later
  too_large,  ///< one batch may hold no more than `batch_bytes_max` and `batch_commands_max`; send it in parts
  shutting_down,  ///< the process is about to stop; send again after the restart
  stopped,  ///< a write failed or the disk is nearly full; the partition takes no commands, see its status
  stale_input,  ///< another reader of this input was here; seek to the stored offset and read from there
};
[[nodiscard]] std::string_view name_of(SubmitError error);

/// Called once, from one of the partition's threads, after the commit is durable; must be quick and not throw.
using Completion = std::move_only_function<void(std::expected<BatchAnswer, SubmitError>)>;

}  // namespace tenure::eventstore
