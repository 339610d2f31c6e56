// The RocksDB beneath the tables, shared by them. Internal to this folder: it holds RocksDB types.
#pragma once

#include <atomic>
#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include <rocksdb/db.h>
#include <rocksdb/listener.h>
#include <rocksdb/options.h>
#include <rocksdb/write_batch.h>
#include <rocksdb/write_buffer_manager.h>

#include "projections/runtime/as_of_store.h"
#include "projections/runtime/position_comparator.h"

namespace tenure::projections {

/// Which checkpoints of one table are durable: what a finished flush carried.
class DurableMark {
 public:
  explicit DurableMark(Position durable) : durable_{durable} {}
  /// A write up to `checkpoint` has sequence numbers up to `sequence`.
  void wrote(rocksdb::SequenceNumber sequence, Position checkpoint);
  /// Everything up to `sequence` is in files.
  void flushed(rocksdb::SequenceNumber sequence);
  [[nodiscard]] Position durable() const;

 private:
  mutable std::mutex mutex_;
  Position durable_;
  // Rising; writes since one mark ago are told apart only as finely as is useful.
  std::deque<std::pair<rocksdb::SequenceNumber, Position>> written_;
};

struct Database {
  ~Database();

  [[nodiscard]] rocksdb::ColumnFamilyOptions table_options() const;
  /// Background work failed: nothing that is written from here on would ever be durable. The first reason stays.
  void failed(const rocksdb::Status& status);
  /// OK until then.
  [[nodiscard]] rocksdb::Status fault() const;
  /// The flush listener's way to a table.
  void flushed(const std::string& table, rocksdb::SequenceNumber sequence);

  PositionComparator comparator;
  std::shared_ptr<rocksdb::Cache> cache;
  std::shared_ptr<rocksdb::WriteBufferManager> write_buffers;
  std::size_t write_buffer_bytes = 0;

  std::unique_ptr<rocksdb::DB> db;
  rocksdb::ColumnFamilyHandle* settings = nullptr;

  std::atomic<bool> has_fault = false;
  mutable std::mutex fault_mutex;
  rocksdb::Status first_fault;

  std::mutex mutex;
  // Opened with the database and not taken yet.
  std::map<std::string, rocksdb::ColumnFamilyHandle*> untaken;
  std::map<std::string, std::shared_ptr<DurableMark>> marks;
};

struct AsOfTable::Handle {
  std::shared_ptr<Database> database;
  rocksdb::ColumnFamilyHandle* family = nullptr;
  std::shared_ptr<DurableMark> mark;
  rocksdb::WriteBatch batch;
  // Kept only for its memory.
  std::vector<std::uint32_t> order;
};

[[nodiscard]] inline std::unexpected<StorageError> storage_error(const rocksdb::Status& status) {
  return std::unexpected{StorageError{status.ToString()}};
}

}  // namespace tenure::projections
