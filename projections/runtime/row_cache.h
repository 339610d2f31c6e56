// Newest values of the rows that a fold reads again and again, such as totals.
//
// What it is: a bounded cache in two generations: what was used lately, and what was used before that.
// What it promises: never holds a value that is not the newest; remembers absence too. At most about twice
//   `bytes_max` in memory.
// Why this way: dropping the older generation at once costs nothing per row; a row that is still wanted has moved on.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include <boost/unordered/unordered_flat_map.hpp>

#include "projections/runtime/row_batch.h"

namespace tenure::projections {

class RowCache {
 public:
  explicit RowCache(std::size_t bytes_max) : bytes_max_{bytes_max} {}

  struct Entry {
    std::string key;
    /// None: there is no such row.
    std::optional<std::string> value;
  };

  /// The entry, null where nothing is known. Stays where it is until the next call.
  [[nodiscard]] const Entry* find(std::string_view key, KeyHash hash);
  void insert(std::string_view key, KeyHash hash, std::optional<std::string> value);
  /// The row was written: changes an entry that is there, adds none.
  void update(std::string_view key, KeyHash hash, std::optional<std::string_view> value);

 private:
  using Entries = boost::unordered_flat_map<KeyHash, Entry, HashOfKeyHash>;
  void make_room(std::size_t size);

  std::size_t bytes_max_;
  std::size_t bytes_ = 0;
  Entries recent_;
  Entries older_;
};

}  // namespace tenure::projections
