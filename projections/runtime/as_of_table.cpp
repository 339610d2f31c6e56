#include <array>
#include <cstring>
#include <limits>

#include <rocksdb/iterator.h>

#include "projections/runtime/as_of_database.h"
#include "projections/runtime/as_of_store.h"

namespace tenure::projections {
namespace {

const std::string_view checkpoint_name{&checkpoint_key, 1};
constexpr Position newest{std::numeric_limits<std::uint64_t>::max()};

QueryError query_error(const rocksdb::Status& status) {
  return {QueryError::Kind::storage, "the read model's storage failed: " + status.ToString()};
}

// The least key above all that begin with the prefix; empty where there is none.
std::string end_of(std::string_view prefix) {
  std::string end{prefix};
  while (!end.empty()) {
    if (static_cast<unsigned char>(end.back()) != 0xff) {
      ++end.back();
      return end;
    }
    end.pop_back();
  }
  return end;
}

class TableCursor final : public RowCursor {
 public:
  TableCursor(rocksdb::DB& db, rocksdb::ColumnFamilyHandle* family, std::string_view prefix,
              std::string_view start, Position as_of)
      : end_{end_of(prefix)}, end_slice_{end_}, position_{as_of}, position_slice_{position_.slice()} {
    rocksdb::ReadOptions options;
    options.timestamp = &position_slice_;
    if (!end_.empty()) options.iterate_upper_bound = &end_slice_;
    rows_.reset(db.NewIterator(options, family));
    rows_->Seek(start.empty() ? prefix : start);
  }
  [[nodiscard]] bool valid() const override { return rows_->Valid(); }
  void next() override { rows_->Next(); }
  [[nodiscard]] std::string_view key() const override { return rows_->key().ToStringView(); }
  [[nodiscard]] std::string_view value() const override { return rows_->value().ToStringView(); }
  [[nodiscard]] std::optional<QueryError> fault() const override {
    if (rows_->status().ok()) return std::nullopt;
    return query_error(rows_->status());
  }

 private:
  // The iterator points at both.
  std::string end_;
  rocksdb::Slice end_slice_;
  PositionBytes position_;
  rocksdb::Slice position_slice_;
  std::unique_ptr<rocksdb::Iterator> rows_;
};

}  // namespace

AsOfTable::AsOfTable(std::string name, std::unique_ptr<Handle> handle)
    : name_{std::move(name)}, handle_{std::move(handle)} {}

AsOfTable::~AsOfTable() {
  auto& database = *handle_->database;
  {
    const std::lock_guard lock{database.mutex};
    database.marks.erase(name_);
    if (!dropped_) {
      database.untaken.emplace(name_, handle_->family);
      return;
    }
  }
  // Where dropping fails, the table is found unused when the folder is opened again, and dropped then.
  database.db->DropColumnFamily(handle_->family).PermitUncheckedError();
  database.db->DestroyColumnFamilyHandle(handle_->family).PermitUncheckedError();
}

Stored<void> AsOfTable::write(const RowBatch& rows, Position checkpoint) {
  // RocksDB would take the rows for as long as it has memory, then wait for a disk that does not come back.
  if (const auto fault = handle_->database->fault(); !fault.ok()) return storage_error(fault);
  auto& batch = handle_->batch;
  auto* family = handle_->family;
  batch.Clear();
  rocksdb::Status status;
  rows.sort(handle_->order);
  for (const auto index : handle_->order) {
    const auto row = rows[index];
    const PositionBytes position{row.position};
    status = row.change == RowBatch::Change::put ? batch.Put(family, row.key, position.slice(), row.value)
                                                 : batch.Delete(family, row.key, position.slice());
    if (!status.ok()) break;
  }
  if (!status.ok()) return storage_error(status);
  std::array<char, sizeof checkpoint.value> bytes;
  std::memcpy(bytes.data(), &checkpoint.value, bytes.size());
  const PositionBytes always{Position{0}};
  status = batch.Put(family, checkpoint_name, always.slice(), rocksdb::Slice{bytes.data(), bytes.size()});
  if (!status.ok()) return storage_error(status);

  rocksdb::WriteOptions options;
  options.disableWAL = true;
  status = handle_->database->db->Write(options, &batch);
  if (!status.ok()) return storage_error(status);
  handle_->mark->wrote(handle_->database->db->GetLatestSequenceNumber(), checkpoint);
  return {};
}

Stored<Position> AsOfTable::checkpoint() const {
  std::string value;
  const auto found = get(checkpoint_name, newest, value);
  if (!found) return std::unexpected{found.error()};
  Position position;
  if (!*found) return position;
  if (value.size() != sizeof position.value)
    return std::unexpected{StorageError{"the checkpoint is damaged"}};
  std::memcpy(&position.value, value.data(), sizeof position.value);
  return position;
}

Position AsOfTable::durable() const { return handle_->mark->durable(); }

Stored<bool> AsOfTable::get(std::string_view key, Position as_of, std::string& value) const {
  const PositionBytes position{as_of};
  const auto slice = position.slice();
  rocksdb::ReadOptions options;
  options.timestamp = &slice;
  rocksdb::PinnableSlice found{&value};
  const auto status = handle_->database->db->Get(options, handle_->family, key, &found);
  if (status.IsNotFound()) return false;
  if (!status.ok()) return storage_error(status);
  if (found.IsPinned()) value.assign(found.data(), found.size());
  return true;
}

std::unique_ptr<RowCursor> AsOfTable::scan(std::string_view prefix, std::string_view start,
                                           Position as_of) const {
  return std::make_unique<TableCursor>(*handle_->database->db, handle_->family, prefix, start, as_of);
}

Stored<void> AsOfTable::begin_flush() {
  rocksdb::FlushOptions options;
  options.wait = false;
  // A flush that waits its turn must not hold up the fold.
  options.allow_write_stall = true;
  const auto status = handle_->database->db->Flush(options, handle_->family);
  // While files pile up RocksDB takes no flush that nobody waits for; the next one carries these rows too.
  if (!status.ok() && !status.IsTryAgain()) return storage_error(status);
  return {};
}

Stored<void> AsOfTable::flush() {
  const auto status = handle_->database->db->Flush({}, handle_->family);
  if (!status.ok()) return storage_error(status);
  return {};
}

Stored<void> AsOfTable::trim_before(Position position) {
  if (position <= history_from()) return {};
  const PositionBytes bytes{position};
  // Readers must be refused before versions go.
  history_from_ = position.value;
  const auto status =
      handle_->database->db->IncreaseFullHistoryTsLow(handle_->family, bytes.slice().ToString());
  if (!status.ok()) return storage_error(status);
  return {};
}

Stored<void> AsOfTable::compact() {
  rocksdb::CompactRangeOptions options;
  options.bottommost_level_compaction = rocksdb::BottommostLevelCompaction::kForce;
  const auto status = handle_->database->db->CompactRange(options, handle_->family, nullptr, nullptr);
  if (!status.ok()) return storage_error(status);
  return {};
}

Result<bool> TableReader::get(std::string_view key, std::string& value) const {
  auto found = table_->get(key, as_of_, value);
  if (!found) return std::unexpected{QueryError{QueryError::Kind::storage, std::move(found.error().message)}};
  return *found;
}

std::unique_ptr<RowCursor> TableReader::scan(std::string_view prefix, std::string_view start) const {
  return table_->scan(prefix, start, as_of_);
}

}  // namespace tenure::projections
