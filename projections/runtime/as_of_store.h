// Versioned rows: tables in which every row can be read as of any position.
//
// What it is: one RocksDB for the read models of a partition, one column family per table, and a small table of
//   durable settings. Byte layout:
//     row         key, position of its event (u64, as RocksDB's user-defined timestamp) -> archive bytes of the row
//     checkpoint  key 0x00, position 0, always overwritten -> position up to which events are folded (u64, little endian)
//     setting     in the default column family: name -> text
// What it promises: a write's rows and its checkpoint become visible together and survive a crash together: they are
//   in one column family, and one flush carries them. There is no write-ahead log. What is durable is a prefix of the
//   writes. A read as of a position sees the newest version at or before it.
// What can go wrong: StorageError, with RocksDB's words; the caller stops the model. Reading before what was trimmed.
// Threads: one writer per table; any number of readers.
// Why this way: user-defined timestamps let compaction and filters know about versions; a version in the key would not.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <expected>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "eventstore/position.h"
#include "projections/runtime/query.h"
#include "projections/runtime/row_batch.h"
#include "projections/runtime/row_reader.h"

namespace rocksdb {
class Env;
}

namespace tenure::projections {

struct StorageError {
  std::string message;
};
template <class T>
using Stored = std::expected<T, StorageError>;

/// Keys of rows are above this; the checkpoint's is not.
inline constexpr char checkpoint_key = '\0';

struct Database;

/// One table. It keeps the database open. Its files go away with the last user after it was dropped.
class AsOfTable {
 public:
  ~AsOfTable();
  AsOfTable(const AsOfTable&) = delete;
  AsOfTable& operator=(const AsOfTable&) = delete;

  [[nodiscard]] const std::string& name() const { return name_; }
  /// Writes rows and the new checkpoint, together.
  [[nodiscard]] Stored<void> write(const RowBatch& rows, Position checkpoint);
  /// Events are folded up to here, as far as was written.
  [[nodiscard]] Stored<Position> checkpoint() const;
  /// The checkpoint that a crash would leave.
  [[nodiscard]] Position durable() const;

  [[nodiscard]] Stored<bool> get(std::string_view key, Position as_of, std::string& value) const;
  [[nodiscard]] std::unique_ptr<RowCursor> scan(std::string_view prefix, std::string_view start,
                                                Position as_of) const;

  /// Starts to make what was written durable, and returns.
  [[nodiscard]] Stored<void> begin_flush();
  /// Makes what was written durable.
  [[nodiscard]] Stored<void> flush();
  /// Versions that only positions before it need may be forgotten; reading as of those fails from here on.
  [[nodiscard]] Stored<void> trim_before(Position position);
  /// Rewrites all files, so that what trimming gave up takes no room any more. Long work.
  [[nodiscard]] Stored<void> compact();
  [[nodiscard]] Position history_from() const { return {history_from_.load()}; }
  /// The files are deleted when the last user lets go.
  void drop() { dropped_ = true; }

 private:
  friend class AsOfStore;
  struct Handle;
  AsOfTable(std::string name, std::unique_ptr<Handle> handle);

  std::string name_;
  std::unique_ptr<Handle> handle_;
  std::atomic<std::uint64_t> history_from_{0};
  std::atomic<bool> dropped_ = false;
};
using TablePtr = std::shared_ptr<AsOfTable>;

struct AsOfStoreOptions {
  std::filesystem::path folder;
  /// Block cache and write buffers together.
  std::size_t storage_bytes_max = 0;
  rocksdb::Env* environment = nullptr;
};

class AsOfStore {
 public:
  [[nodiscard]] static Stored<std::unique_ptr<AsOfStore>> open(const AsOfStoreOptions& options);
  /// The database closes with the last table; what was not flushed is flushed then, if it can be.
  ~AsOfStore();

  /// The tables that are there.
  [[nodiscard]] std::vector<std::string> table_names() const;
  /// The table, made where it is not there. Each may be taken once.
  [[nodiscard]] Stored<TablePtr> table(const std::string& name);

  /// A setting; durable when `set` returns. An empty value is none.
  [[nodiscard]] Stored<std::string> setting(std::string_view name) const;
  [[nodiscard]] Stored<void> set(std::string_view name, std::string_view value);

  [[nodiscard]] std::size_t bytes_on_disk() const;
  [[nodiscard]] std::size_t bytes_in_memory() const;

 private:
  AsOfStore() = default;
  std::shared_ptr<Database> database_;
};

/// Reads one table as of one position.
class TableReader final : public RowReader {
 public:
  TableReader(TablePtr table, Position as_of) : table_{std::move(table)}, as_of_{as_of} {}
  [[nodiscard]] Result<bool> get(std::string_view key, std::string& value) const override;
  [[nodiscard]] std::unique_ptr<RowCursor> scan(std::string_view prefix,
                                                std::string_view start) const override;

 private:
  TablePtr table_;
  Position as_of_;
};

}  // namespace tenure::projections
