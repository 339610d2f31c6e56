// The RocksDB of one partition. For the folder's own .cpp files alone: it shows RocksDB's types.
//
// What it is: one database in `<folder>/log` with the log and what is derived from it, a column family each.
// What it promises: the log is written through the write-ahead log, synced; nothing else is. The size of the
//   write-ahead log is bounded, so that opening is quick. A failed write or background job is never retried.
// What can go wrong: see OpenError.
#pragma once

#include <expected>
#include <filesystem>
#include <memory>
#include <string>

#include <rocksdb/db.h>
#include <rocksdb/options.h>

#include "eventstore/options.h"
#include "eventstore/partition.h"

namespace tenure::eventstore {

class Storage {
 public:
  /// Access::read_only neither locks nor changes the folder; it is for looking at a backup.
  enum class Access : std::uint8_t { read_write, read_only };

  [[nodiscard]] static std::expected<std::unique_ptr<Storage>, OpenError> open(const Options& options,
                                                                               Access access);
  ~Storage();
  Storage(const Storage&) = delete;
  Storage& operator=(const Storage&) = delete;

  [[nodiscard]] rocksdb::DB& db() const { return *db_; }
  [[nodiscard]] rocksdb::ColumnFamilyHandle* log() const { return handles_[0]; }
  [[nodiscard]] rocksdb::ColumnFamilyHandle* streams() const { return handles_[1]; }
  [[nodiscard]] rocksdb::ColumnFamilyHandle* commands() const { return handles_[2]; }
  [[nodiscard]] rocksdb::ColumnFamilyHandle* states() const { return handles_[3]; }

  /// For files that will be ingested into the column family.
  [[nodiscard]] rocksdb::Options file_options(rocksdb::ColumnFamilyHandle* family) const;
  /// Where such files are made; empty when opened.
  [[nodiscard]] const std::filesystem::path& sealing_folder() const { return sealing_folder_; }

 private:
  Storage() = default;

  std::unique_ptr<rocksdb::Env> environment_;
  std::unique_ptr<rocksdb::DB> db_;
  std::vector<rocksdb::ColumnFamilyHandle*> handles_;
  std::filesystem::path sealing_folder_;
};

/// Folder of the database below a partition's folder.
[[nodiscard]] std::filesystem::path database_folder(const std::filesystem::path& partition_folder);

}  // namespace tenure::eventstore
