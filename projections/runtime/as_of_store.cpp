#include "projections/runtime/as_of_store.h"

#include <algorithm>
#include <system_error>

#include <rocksdb/cache.h>
#include <rocksdb/filter_policy.h>
#include <rocksdb/slice_transform.h>
#include <rocksdb/table.h>

#include "projections/runtime/as_of_database.h"

namespace tenure::projections {
namespace {

constexpr std::size_t mebibyte = 1024 * 1024;
// Half of the budget is for rows not yet in files; the rest of the cache for blocks.
constexpr std::size_t write_share = 2;
// Of the write share, what one table may fill before it is written out.
constexpr std::size_t tables_that_write = 4;
constexpr std::size_t write_buffer_bytes_min = mebibyte;
constexpr std::size_t block_bytes = 8 * 1024;
constexpr double filter_bits_per_key = 10;
// What a row is comes first in its key.
constexpr std::size_t kind_bytes = 1;
constexpr int files_open_max = 512;
constexpr int level0_files_compact = 4;
constexpr int level0_files_slow = 24;
constexpr int level0_files_stop = 40;
constexpr int background_jobs = 2;
constexpr std::uint64_t sync_step_bytes = mebibyte;
constexpr std::size_t info_log_files = 2;
constexpr std::size_t info_log_bytes = 4 * mebibyte;
// A table's writes are told apart for `durable` in steps of so many, so that the list stays short.
constexpr std::size_t written_marks_max = 1024;

class FlushListener final : public rocksdb::EventListener {
 public:
  explicit FlushListener(Database& database) : database_{database} {}
  void OnBackgroundError(rocksdb::BackgroundErrorReason, rocksdb::Status* status) override {
    database_.failed(*status);
  }
  void OnFlushCompleted(rocksdb::DB*, const rocksdb::FlushJobInfo& info) override {
    database_.flushed(info.cf_name, info.largest_seqno);
  }

 private:
  Database& database_;
};

rocksdb::DBOptions database_options(const AsOfStoreOptions& options, Database& database) {
  rocksdb::DBOptions result;
  result.create_if_missing = true;
  result.env = options.environment != nullptr ? options.environment : rocksdb::Env::Default();
  result.write_buffer_manager = database.write_buffers;
  result.max_background_jobs = background_jobs;
  result.max_open_files = files_open_max;
  result.bytes_per_sync = sync_step_bytes;
  result.keep_log_file_num = info_log_files;
  result.max_log_file_size = info_log_bytes;
  result.info_log_level = rocksdb::WARN_LEVEL;
  result.listeners.push_back(std::make_shared<FlushListener>(database));
  return result;
}

Stored<void> make_folder(const std::filesystem::path& folder) {
  std::error_code error;
  std::filesystem::create_directories(folder, error);
  if (error) return std::unexpected{StorageError{folder.string() + ": " + error.message()}};
  return {};
}

}  // namespace

void DurableMark::wrote(rocksdb::SequenceNumber sequence, Position checkpoint) {
  const std::lock_guard lock{mutex_};
  if (written_.size() >= written_marks_max) written_.pop_back();
  written_.emplace_back(sequence, checkpoint);
}

void DurableMark::flushed(rocksdb::SequenceNumber sequence) {
  const std::lock_guard lock{mutex_};
  while (!written_.empty() && written_.front().first <= sequence) {
    durable_ = written_.front().second;
    written_.pop_front();
  }
}

Position DurableMark::durable() const {
  const std::lock_guard lock{mutex_};
  return durable_;
}

Database::~Database() {
  if (db == nullptr) return;
  for (const auto& [name, family] : untaken) db->DestroyColumnFamilyHandle(family);
  if (settings != nullptr) db->DestroyColumnFamilyHandle(settings);
  // Flushes what no log would bring back. A failure loses nothing that cannot be folded again.
  db->Close().PermitUncheckedError();
}

void Database::failed(const rocksdb::Status& status) {
  const std::lock_guard lock{fault_mutex};
  if (has_fault) return;
  first_fault = status;
  has_fault = true;
}

rocksdb::Status Database::fault() const {
  if (!has_fault) return rocksdb::Status::OK();
  const std::lock_guard lock{fault_mutex};
  return first_fault;
}

void Database::flushed(const std::string& table, rocksdb::SequenceNumber sequence) {
  std::shared_ptr<DurableMark> mark;
  {
    const std::lock_guard lock{mutex};
    if (const auto found = marks.find(table); found != marks.end()) mark = found->second;
  }
  if (mark) mark->flushed(sequence);
}

rocksdb::ColumnFamilyOptions Database::table_options() const {
  rocksdb::BlockBasedTableOptions blocks;
  blocks.block_cache = cache;
  blocks.block_size = block_bytes;
  blocks.filter_policy.reset(rocksdb::NewBloomFilterPolicy(filter_bits_per_key));
  blocks.cache_index_and_filter_blocks = true;
  blocks.pin_l0_filter_and_index_blocks_in_cache = true;
  blocks.format_version = 5;

  rocksdb::ColumnFamilyOptions result;
  result.comparator = &comparator;
  result.table_factory.reset(rocksdb::NewBlockBasedTableFactory(blocks));
  result.write_buffer_size = write_buffer_bytes;
  result.max_write_buffer_number = 3;
  result.level0_file_num_compaction_trigger = level0_files_compact;
  result.level0_slowdown_writes_trigger = level0_files_slow;
  result.level0_stop_writes_trigger = level0_files_stop;
  result.level_compaction_dynamic_level_bytes = true;
  result.compression = rocksdb::kLZ4Compression;
  // A batch's rows are sorted: within each kind of row, the place of the one before is where the next search begins.
  result.memtable_insert_with_hint_prefix_extractor.reset(rocksdb::NewFixedPrefixTransform(kind_bytes));
  return result;
}

AsOfStore::~AsOfStore() = default;

Stored<std::unique_ptr<AsOfStore>> AsOfStore::open(const AsOfStoreOptions& options) {
  if (options.environment == nullptr) {
    if (auto made = make_folder(options.folder); !made) return std::unexpected{std::move(made.error())};
  }
  auto database = std::make_shared<Database>();
  database->cache = rocksdb::NewLRUCache(options.storage_bytes_max);
  const auto write_bytes = options.storage_bytes_max / write_share;
  database->write_buffers = std::make_shared<rocksdb::WriteBufferManager>(write_bytes, database->cache);
  database->write_buffer_bytes = std::max(write_bytes / tables_that_write, write_buffer_bytes_min);

  const auto open_options = database_options(options, *database);
  std::vector<std::string> names;
  const auto path = options.folder.string();
  if (!rocksdb::DB::ListColumnFamilies(open_options, path, &names).ok())
    names = {rocksdb::kDefaultColumnFamilyName};
  std::vector<rocksdb::ColumnFamilyDescriptor> families;
  for (const auto& name : names) {
    families.emplace_back(name, name == rocksdb::kDefaultColumnFamilyName ? rocksdb::ColumnFamilyOptions{}
                                                                          : database->table_options());
  }
  std::vector<rocksdb::ColumnFamilyHandle*> handles;
  rocksdb::DB* db = nullptr;
  const auto opened = rocksdb::DB::Open(open_options, path, families, &handles, &db);
  if (!opened.ok()) return storage_error(opened);
  database->db.reset(db);
  for (auto* handle : handles) {
    if (handle->GetName() == rocksdb::kDefaultColumnFamilyName) {
      database->settings = handle;
    } else {
      database->untaken.emplace(handle->GetName(), handle);
    }
  }
  std::unique_ptr<AsOfStore> store{new AsOfStore};
  store->database_ = std::move(database);
  return store;
}

std::vector<std::string> AsOfStore::table_names() const {
  const std::lock_guard lock{database_->mutex};
  std::vector<std::string> names;
  for (const auto& [name, family] : database_->untaken) names.push_back(name);
  for (const auto& [name, mark] : database_->marks) names.push_back(name);
  return names;
}

Stored<TablePtr> AsOfStore::table(const std::string& name) {
  auto& database = *database_;
  auto handle = std::make_unique<AsOfTable::Handle>();
  handle->database = database_;
  {
    const std::lock_guard lock{database.mutex};
    if (const auto found = database.untaken.find(name); found != database.untaken.end()) {
      handle->family = found->second;
      database.untaken.erase(found);
    }
  }
  if (handle->family == nullptr) {
    const auto made = database.db->CreateColumnFamily(database.table_options(), name, &handle->family);
    if (!made.ok()) return storage_error(made);
  }
  TablePtr table{new AsOfTable{name, std::move(handle)}};

  const auto checkpoint = table->checkpoint();
  if (!checkpoint) return std::unexpected{checkpoint.error()};
  table->handle_->mark = std::make_shared<DurableMark>(*checkpoint);
  // A table that was never trimmed has no such mark at all, and RocksDB asserts that there is one: it gets zero. Where
  // it is higher already, this is refused as an invalid argument.
  const auto marked = database.db->IncreaseFullHistoryTsLow(table->handle_->family,
                                                            PositionBytes{Position{0}}.slice().ToString());
  if (!marked.ok() && !marked.IsInvalidArgument()) return storage_error(marked);
  std::string from;
  const auto trimmed = database.db->GetFullHistoryTsLow(table->handle_->family, &from);
  if (!trimmed.ok()) return storage_error(trimmed);
  table->history_from_ = PositionBytes::read(from).value;

  const std::lock_guard lock{database.mutex};
  database.marks[name] = table->handle_->mark;
  return table;
}

Stored<std::string> AsOfStore::setting(std::string_view name) const {
  std::string value;
  const auto status = database_->db->Get({}, database_->settings, name, &value);
  if (!status.ok() && !status.IsNotFound()) return storage_error(status);
  return value;
}

Stored<void> AsOfStore::set(std::string_view name, std::string_view value) {
  rocksdb::WriteOptions options;
  options.disableWAL = true;
  const auto written = value.empty() ? database_->db->Delete(options, database_->settings, name)
                                     : database_->db->Put(options, database_->settings, name, value);
  if (!written.ok()) return storage_error(written);
  const auto flushed = database_->db->Flush({}, database_->settings);
  if (!flushed.ok()) return storage_error(flushed);
  return {};
}

std::size_t AsOfStore::bytes_on_disk() const {
  std::uint64_t bytes = 0;
  database_->db->GetAggregatedIntProperty(rocksdb::DB::Properties::kTotalSstFilesSize, &bytes);
  return bytes;
}

std::size_t AsOfStore::bytes_in_memory() const { return database_->cache->GetUsage(); }

}  // namespace tenure::projections
