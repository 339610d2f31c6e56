// The idempotency index: the stored answer to every command there ever was.
//
// What it is: a tail in memory for the newest commands, those not yet durable included, and the sealed index behind it.
// What it promises: exact. A command that was never seen costs one comparison if its id is above all earlier ones of
//   its shape, a few probes of memory otherwise; a stored answer that is no longer in the tail costs a read.
// What can go wrong: the sealed index or the log cannot be read; the error says where.
// Threads: the sequencer's alone, but for `sealed`, which the indexer calls. Closed segments are immutable.
#pragma once

#include <cstdint>
#include <deque>
#include <expected>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "domain/kernel/rejection.h"
#include "eventstore/command_segment.h"
#include "eventstore/greatest_ids.h"
#include "eventstore/log.h"
#include "eventstore/sealed_index.h"

namespace tenure::eventstore {

/// What was answered to a command.
struct StoredAnswer {
  codec::ContentHash content;
  bool accepted = true;
  Position first_position;
  std::uint32_t event_count = 0;
  domain::Code code = domain::Code::IDEMPOTENCY_CONFLICT;
  std::string detail;
};

class CommandIndex {
 public:
  CommandIndex(Storage& storage, SealedIndex& sealed, Log& log);
  ~CommandIndex();

  [[nodiscard]] CommandKey key_of(std::string_view operator_id, std::string_view source, std::string_view id);
  [[nodiscard]] std::expected<std::optional<StoredAnswer>, ReadError> find(const CommandKey& key);

  /// What is added here belongs to commit `commit`, index `answer` among its accepted or refused ones.
  void add_accepted(const CommandKey& key, const codec::ContentHash& content,
                    CommandSegment::CommitPlace commit, std::uint32_t answer, Position first_position,
                    std::uint32_t event_count);
  void add_refused(const CommandKey& key, const codec::ContentHash& content,
                   CommandSegment::CommitPlace commit, std::uint32_t answer, domain::Code code,
                   std::string detail);
  /// Entries in the open segment, and back to that many: for an atomic batch that failed.
  [[nodiscard]] std::size_t open_size() const { return open_->size(); }
  void truncate(std::size_t size) { open_->truncate(size); }

  /// Adds all answers of a commit, when the log is read again.
  void replay(const Commit& commit);

  /// Closes the open segment at the end of a commit and begins the next.
  [[nodiscard]] std::shared_ptr<const CommandSegment> close_segment();
  [[nodiscard]] const GreatestIds& greatest() const { return *greatest_; }
  /// Takes over the sealed index's greatest ids after it was loaded.
  void begin_after_sealed();
  /// The segment is in the sealed index now; the tail need not keep it.
  void sealed(const std::shared_ptr<const CommandSegment>& segment);

 private:
  struct Groups;
  [[nodiscard]] std::expected<std::optional<StoredAnswer>, ReadError> find_sealed(
      const CommandKey& key) const;
  void drop_sealed_segments();

  Storage& storage_;
  SealedIndex& sealed_;
  Log& log_;
  std::unique_ptr<Groups> groups_;
  std::unique_ptr<GreatestIds> greatest_;
  std::shared_ptr<CommandSegment> open_;
  /// Closed and not yet sealed, the oldest first.
  std::vector<std::shared_ptr<const CommandSegment>> closed_;

  std::mutex sealed_mutex_;
  std::vector<std::shared_ptr<const CommandSegment>> newly_sealed_;
};

}  // namespace tenure::eventstore
