// The sealed part of one index: what was in memory once and is now in sorted files.
//
// What it is: for one column family, up to which commit it is sealed, and a quick answer to "certainly not in there".
// What it promises: the mark and the rows it speaks for are in the same file, so they never part. `may_hold` is never
//   wrong with no.
// Threads: `add` from the indexer alone; the rest from any thread.
#pragma once

#include <cstdint>
#include <expected>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "eventstore/greatest_ids.h"
#include "eventstore/id_filter.h"
#include "eventstore/position.h"
#include "eventstore/storage.h"

namespace tenure::eventstore {

/// The last commit of a segment.
struct SealMark {
  Position first_position;  ///< of that commit
  CommitNumber number;
  Position last_position;
  ChainHash chain;
};

/// Appends a mark row's value; `parse_mark` reads it back.
void put_mark(std::string& out, const SealMark& mark);
[[nodiscard]] std::optional<SealMark> parse_mark(std::string_view bytes);

class SealedIndex {
 public:
  SealedIndex(Storage& storage, rocksdb::ColumnFamilyHandle* family, std::size_t filter_bytes_max);

  /// Reads mark, greatest ids and as many filters as there is room for, the newest first.
  [[nodiscard]] std::expected<void, std::string> load();

  /// None before the first segment.
  [[nodiscard]] std::optional<SealMark> mark() const;
  [[nodiscard]] std::shared_ptr<const GreatestIds> greatest() const;
  /// False: no sealed segment has the key.
  [[nodiscard]] bool may_hold(std::uint64_t group_hash, std::string_view id, std::uint64_t key_hash) const;

  /// The filter of a segment and of those before it that it was merged with.
  struct Filter {
    std::shared_ptr<const IdFilter> keys;
    /// The newest segment that it does not speak for; 0 where it speaks for all.
    CommitNumber after;
  };
  /// Merges a new segment's filter with the newest ones that are not larger, so that filters stay few: about as many as
  /// history has doublings.
  [[nodiscard]] Filter merge(IdFilter segment) const;
  /// A segment has been ingested, with the filter that `merge` made last.
  void add(const SealMark& mark, Filter filter, std::shared_ptr<const GreatestIds> greatest);

  /// The value of a segment row.
  [[nodiscard]] static std::string segment_value(const Filter& filter, const GreatestIds& greatest);

  [[nodiscard]] rocksdb::ColumnFamilyHandle* family() const { return family_; }

 private:
  struct State {
    std::optional<SealMark> mark;
    std::shared_ptr<const GreatestIds> greatest = std::make_shared<GreatestIds>();
    /// The newest last; each begins where the one before it ends.
    std::vector<Filter> filters;
    std::size_t filter_bytes = 0;
    /// Whether there are segments whose filter is not in memory.
    bool incomplete = false;
  };
  [[nodiscard]] std::shared_ptr<const State> state() const;
  void set(std::shared_ptr<const State> state);
  [[nodiscard]] std::expected<void, std::string> load_segments(CommitNumber newest, State& state);

  Storage& storage_;
  rocksdb::ColumnFamilyHandle* family_;
  const std::size_t filter_bytes_max_;
  mutable std::mutex mutex_;
  std::shared_ptr<const State> state_;
};

}  // namespace tenure::eventstore
