// Rows of several events that are written together, each with the position of its event.
//
// What it is: an arena of keys and values with an index of the newest value of each key.
// What it promises: keeps every version, not only the newest: each position must stay answerable.
// Why this way: no allocation per row once it has grown; the arena is read straight into the storage.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <boost/unordered/unordered_flat_map.hpp>

#include "eventstore/position.h"

namespace tenure::projections {

/// XXH3 of a key, the one hash that batch and cache share.
struct KeyHash {
  std::uint64_t value = 0;
  friend bool operator==(KeyHash, KeyHash) = default;
};
[[nodiscard]] KeyHash hash_of(std::string_view key);
/// XXH3's bits are spread already.
struct HashOfKeyHash {
  using is_avalanching = void;
  std::size_t operator()(KeyHash hash) const { return hash.value; }
};

class RowBatch {
 public:
  enum class Change : std::uint8_t { put, erase };

  struct Row {
    std::string_view key;
    std::string_view value;
    eventstore::Position position;
    Change change;
  };

  /// Adds a row; `append_value` appends the value's bytes to the string it is given.
  template <class AppendValue>
  void add(std::string_view key, KeyHash hash, eventstore::Position position, Change change,
           AppendValue append_value) {
    Span span{bytes_.size(), static_cast<std::uint32_t>(key.size()), 0, position, change};
    bytes_.append(key);
    append_value(bytes_);
    span.value_size = static_cast<std::uint32_t>(bytes_.size() - span.begin - key.size());
    remember(key, hash);
    spans_.push_back(span);
  }

  /// The newest row of the key in this batch.
  [[nodiscard]] std::optional<Row> find(std::string_view key, KeyHash hash) const;

  [[nodiscard]] std::size_t size() const { return spans_.size(); }
  [[nodiscard]] bool empty() const { return spans_.empty(); }
  [[nodiscard]] std::size_t bytes() const { return bytes_.size(); }
  [[nodiscard]] Row operator[](std::size_t index) const;
  /// The indexes of all rows by key, those of one key as they were added. A sorted store takes sorted rows at less
  /// than half the cost of shuffled ones; and of one key, a newer position must be written after an older one, or
  /// RocksDB stops the process when it compacts what was trimmed.
  void sort(std::vector<std::uint32_t>& order) const;
  /// Keeps its memory.
  void clear();

 private:
  struct Span {
    std::size_t begin;
    std::uint32_t key_size;
    std::uint32_t value_size;
    eventstore::Position position;
    Change change;
  };
  void remember(std::string_view key, KeyHash hash);

  std::string bytes_;
  std::vector<Span> spans_;
  boost::unordered_flat_map<KeyHash, std::uint32_t, HashOfKeyHash> newest_;
  // Two keys of this batch have one hash: the index cannot be trusted, all rows are searched.
  bool collided_ = false;
};

}  // namespace tenure::projections
