// The answers of the newest commands, exactly, in memory: the tail of the idempotency index.
//
// What it is: an append-only table from command keys to answers; when it is full it is closed, sealed into a sorted
//   file by the indexer, and dropped.
// What it promises: exact, no false answer either way. What was added last can be taken back.
// Threads: one thread while it grows; any number once it is closed.
#pragma once

#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "eventstore/hash_slots.h"
#include "eventstore/position.h"
#include "schemas/codec/content_hash.h"

namespace tenure::eventstore {

/// An operator's commands from one source. Groups are made once and stay where they are.
struct CommandGroup {
  std::string operator_id;
  std::string source;
  std::uint64_t hash;
};

/// Who a command is.
struct CommandKey {
  const CommandGroup* group;
  std::string_view id;
  std::uint64_t hash;
};

/// Where a command's answer is stored.
struct AnswerPlace {
  Position first_position;  ///< of the commit
  CommitNumber number;
  /// Index among the commit's accepted ones, or among its refused ones.
  std::uint32_t index = 0;
  bool accepted = true;
};

class CommandSegment {
 public:
  struct Entry {
    std::uint64_t hash;
    const CommandGroup* group;
    std::uint32_t id_begin;
    std::uint32_t id_size;
    codec::ContentHash content;
    /// Accepted: position and number of its events.
    Position first_position;
    std::uint32_t event_count;
    /// Index among the accepted or refused of its commit.
    std::uint32_t answer;
    /// Index in `commits`.
    std::uint32_t commit;
    /// Refused: index in `refusals` plus one.
    std::uint32_t refusal;
  };
  struct CommitPlace {
    Position first_position;
    CommitNumber number;
  };
  struct RefusalText {
    std::uint16_t code;
    std::string detail;
  };

  [[nodiscard]] const Entry* find(const CommandKey& key) const;
  void prefetch(const CommandKey& key) const { slots_.prefetch(key.hash); }
  void add_accepted(const CommandKey& key, const codec::ContentHash& content, CommitPlace commit,
                    std::uint32_t answer, Position first_position, std::uint32_t event_count);
  void add_refused(const CommandKey& key, const codec::ContentHash& content, CommitPlace commit,
                   std::uint32_t answer, std::uint16_t code, std::string detail);
  /// Takes back what was added after the table had that many entries.
  void truncate(std::size_t size);

  [[nodiscard]] std::size_t size() const { return entries_.size(); }
  [[nodiscard]] const std::vector<Entry>& entries() const { return entries_; }
  [[nodiscard]] std::string_view id_of(const Entry& entry) const {
    return std::string_view{ids_}.substr(entry.id_begin, entry.id_size);
  }
  [[nodiscard]] const RefusalText* refusal_of(const Entry& entry) const {
    return entry.refusal == 0 ? nullptr : &refusals_[entry.refusal - 1];
  }
  [[nodiscard]] AnswerPlace place_of(const Entry& entry) const {
    const auto& commit = commits_[entry.commit];
    return {commit.first_position, commit.number, entry.answer, entry.refusal == 0};
  }

 private:
  Entry& add(const CommandKey& key, const codec::ContentHash& content, CommitPlace commit,
             std::uint32_t answer);

  HashSlots slots_;
  std::vector<Entry> entries_;
  std::string ids_;
  std::vector<CommitPlace> commits_;
  std::deque<RefusalText> refusals_;
};

}  // namespace tenure::eventstore
