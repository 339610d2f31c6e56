// What a fold writes its rows with.
//
// What it is: read, write and erase of the model's newest rows, collected until the projector writes them together.
// What it promises: a fold reads what it wrote, at once. Every version is kept under the position of its event.
// What can go wrong: storage that fails throws StorageFault, a row of another layout BrokenFold; both stop the model.
// Why this way: a row that is read and changed by every event, such as a total, is read from storage once.
#pragma once

#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>

#include "domain/kernel/archive.h"
#include "projections/runtime/key.h"
#include "projections/runtime/row_batch.h"
#include "projections/runtime/row_cache.h"

namespace tenure::projections {

class StorageFault : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// The newest written value of a row; throws StorageFault.
class NewestRows {
 public:
  virtual ~NewestRows() = default;
  [[nodiscard]] virtual std::optional<std::string> newest(std::string_view key) const = 0;
};

class RowWriter {
 public:
  RowWriter(const NewestRows& storage, std::size_t cache_bytes_max)
      : storage_{storage}, cache_{cache_bytes_max} {}

  /// Whether the row exists; `row` is its newest value then, and a fresh one where it does not.
  template <class Row>
  [[nodiscard]] bool read(const Key& key, Row& row) {
    const auto bytes = newest(key);
    row = Row{};
    if (!bytes) return false;
    if (!domain::from_archive(*bytes, row)) throw BrokenFold{"a row has another layout than its model"};
    return true;
  }
  /// Whether the row exists.
  [[nodiscard]] bool has(const Key& key) { return newest(key).has_value(); }
  template <class Row>
  void write(const Key& key, const Row& row) {
    put(key, RowBatch::Change::put, [&](std::string& out) { domain::ArchiveWriter{out}.put(row); });
  }
  /// A row that says all in its key.
  void write_key(const Key& key) {
    put(key, RowBatch::Change::put, [](std::string&) {});
  }
  void erase(const Key& key) {
    put(key, RowBatch::Change::erase, [](std::string&) {});
  }

  /// For the projector: the position that rows are written under from here on.
  void at(eventstore::Position position) { position_ = position; }
  [[nodiscard]] const RowBatch& batch() const { return batch_; }
  /// The batch was written.
  void clear() { batch_.clear(); }

 private:
  template <class AppendValue>
  void put(std::string_view key, RowBatch::Change change, AppendValue append_value) {
    const auto hash = hash_of(key);
    batch_.add(key, hash, position_, change, append_value);
    const auto value = batch_[batch_.size() - 1].value;
    cache_.update(key, hash, change == RowBatch::Change::put ? std::optional{value} : std::nullopt);
  }
  // Points into cache or batch until the next call.
  [[nodiscard]] std::optional<std::string_view> newest(std::string_view key);

  const NewestRows& storage_;
  RowCache cache_;
  RowBatch batch_;
  eventstore::Position position_;
};

}  // namespace tenure::projections
