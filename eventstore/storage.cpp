#include "eventstore/storage.h"

#include <algorithm>
#include <cerrno>
#include <system_error>

#include <fmt/format.h>
#include <rocksdb/cache.h>
#include <rocksdb/env.h>
#include <rocksdb/filter_policy.h>
#include <rocksdb/slice_transform.h>
#include <rocksdb/table.h>
#include <rocksdb/version.h>

#include "eventstore/file_keeper.h"
#include "eventstore/index_keys.h"

namespace tenure::eventstore {
namespace {

constexpr std::size_t log_write_buffer_min = 4 * mebibyte;
constexpr std::size_t log_write_buffer_max = 64 * mebibyte;
constexpr std::size_t state_write_buffer_min = mebibyte;
constexpr int log_write_buffers = 3;
// Log files never overlap, so compaction only moves them; their number must not slow the writer down.
constexpr int level0_files_slowdown = 4'096;
constexpr int level0_files_stop = 8'192;
constexpr int index_files_before_merge = 16;
constexpr double filter_bits_per_key = 10;
constexpr std::size_t info_log_bytes_max = 4 * mebibyte;
constexpr std::size_t info_logs_kept = 4;

// The part of a stream key that is the stream: all but the version at its end.
class StreamPrefix final : public rocksdb::SliceTransform {
 public:
  [[nodiscard]] const char* Name() const override { return "tenure.stream"; }
  [[nodiscard]] rocksdb::Slice Transform(const rocksdb::Slice& key) const override {
    return {key.data(), key.size() - stream_version_bytes};
  }
  [[nodiscard]] bool InDomain(const rocksdb::Slice& key) const override {
    return key.size() > stream_version_bytes && key[0] != '\0';
  }
};

// Index and filter come in blocks of their own, so that a look-up in a large file reads two of them, not all.
std::shared_ptr<rocksdb::TableFactory> table_factory(const std::shared_ptr<rocksdb::Cache>& cache) {
  rocksdb::BlockBasedTableOptions table;
  table.index_type = rocksdb::BlockBasedTableOptions::kTwoLevelIndexSearch;
  table.partition_filters = true;
  table.block_cache = cache;
  table.filter_policy.reset(rocksdb::NewBloomFilterPolicy(filter_bits_per_key));
  table.cache_index_and_filter_blocks = true;
  table.pin_l0_filter_and_index_blocks_in_cache = true;
  table.format_version = 5;
  table.checksum = rocksdb::kXXH3;
  return std::shared_ptr<rocksdb::TableFactory>{rocksdb::NewBlockBasedTableFactory(table)};
}

// Readers of the log begin again at every stretch. With the first keys in the index, a file that begins behind the place
// they ask for need not be read to know it.
std::shared_ptr<rocksdb::TableFactory> log_table_factory(const std::shared_ptr<rocksdb::Cache>& cache) {
  const auto factory = table_factory(cache);
  auto table = *factory->GetOptions<rocksdb::BlockBasedTableOptions>();
  table.index_type = rocksdb::BlockBasedTableOptions::kBinarySearchWithFirstKey;
  table.index_shortening = rocksdb::BlockBasedTableOptions::IndexShorteningMode::kNoShortening;
  table.partition_filters = false;
  return std::shared_ptr<rocksdb::TableFactory>{rocksdb::NewBlockBasedTableFactory(table)};
}

rocksdb::ColumnFamilyOptions log_family(const Options& options) {
  rocksdb::ColumnFamilyOptions family;
  family.write_buffer_size =
      std::clamp(options.storage_bytes_max / 8, log_write_buffer_min, log_write_buffer_max);
  family.max_write_buffer_number = log_write_buffers;
  family.level0_slowdown_writes_trigger = level0_files_slowdown;
  family.level0_stop_writes_trigger = level0_files_stop;
  family.compression = rocksdb::kNoCompression;
  return family;
}

// Segments come in sorted and seldom read; merging them lazily writes each row the fewest times.
rocksdb::ColumnFamilyOptions index_family() {
  rocksdb::ColumnFamilyOptions family;
  family.compaction_style = rocksdb::kCompactionStyleUniversal;
  family.level0_file_num_compaction_trigger = index_files_before_merge;
  family.level0_slowdown_writes_trigger = level0_files_slowdown;
  family.level0_stop_writes_trigger = level0_files_stop;
  family.write_buffer_size = state_write_buffer_min;
  family.compression = rocksdb::kLZ4Compression;
  return family;
}

rocksdb::ColumnFamilyOptions state_family(const Options& options) {
  rocksdb::ColumnFamilyOptions family;
  family.write_buffer_size = std::max(options.storage_bytes_max / 32, state_write_buffer_min);
  family.compression = rocksdb::kLZ4Compression;
  return family;
}

std::vector<rocksdb::ColumnFamilyDescriptor> families(const Options& options) {
  const auto cache = rocksdb::NewLRUCache(options.storage_bytes_max / 4);
  std::vector<rocksdb::ColumnFamilyDescriptor> all{
      {rocksdb::kDefaultColumnFamilyName, log_family(options)},
      {"streams", index_family()},
      {"commands", index_family()},
      {"states", state_family(options)},
  };
  all[1].options.prefix_extractor = std::make_shared<StreamPrefix>();
  for (auto& one : all) one.options.table_factory = table_factory(cache);
  all[0].options.table_factory = log_table_factory(cache);
  return all;
}

rocksdb::DBOptions database_options(const Options& options, rocksdb::Env& environment) {
  rocksdb::DBOptions database;
  database.create_if_missing = true;
  database.create_missing_column_families = true;
  database.env = &environment;
  database.wal_recovery_mode = rocksdb::WALRecoveryMode::kTolerateCorruptedTailRecords;
  database.paranoid_checks = true;
  database.track_and_verify_wals_in_manifest = true;
  database.max_total_wal_size =
      2 * std::clamp(options.storage_bytes_max / 8, log_write_buffer_min, log_write_buffer_max);
  // What failed once stays failed until the partition is opened again.
  database.max_bgerror_resume_count = 0;
  database.max_background_jobs = 2;
  database.skip_stats_update_on_db_open = true;
  database.stats_dump_period_sec = 0;
  database.stats_persist_period_sec = 0;
  database.max_log_file_size = info_log_bytes_max;
  database.keep_log_file_num = info_logs_kept;
  return database;
}

OpenError open_error(const std::filesystem::path& folder, const rocksdb::Status& status) {
  const auto text = status.ToString();
  OpenError error{OpenError::Kind::unreadable, {}, fmt::format("{}: {}", folder.string(), text)};
  if (status.IsIOError() && text.find("lock") != std::string::npos) {
    error.kind = OpenError::Kind::in_use;
    error.message = fmt::format("{} is open in another process; stop that one first", folder.string());
  } else if (status.IsCorruption()) {
    error.kind = OpenError::Kind::damaged;
    error.message = fmt::format("{} is damaged: {}", folder.string(), text);
  } else if (status.IsInvalidArgument() || status.IsNotSupported()) {
    error.kind = OpenError::Kind::other_version;
    error.message = fmt::format("{} was written by another version: {}", folder.string(), text);
  }
  return error;
}

}  // namespace

std::filesystem::path database_folder(const std::filesystem::path& partition_folder) {
  return partition_folder / "log";
}

std::expected<std::unique_ptr<Storage>, OpenError> Storage::open(const Options& options, Access access) {
  const auto folder = database_folder(options.folder);
  std::unique_ptr<Storage> storage{new Storage};
  storage->sealing_folder_ = options.folder / "sealing";
  storage->environment_ = keep_files_after_manifest_faults(
      options.environment != nullptr ? *options.environment : *rocksdb::Env::Default());
  const auto database = database_options(options, *storage->environment_);
  // Merging files can wait, commands cannot.
  static_cast<void>(storage->environment_->LowerThreadPoolCPUPriority(rocksdb::Env::LOW));
  rocksdb::DB* db = nullptr;
  rocksdb::Status status;
  if (access == Access::read_only) {
    status =
        rocksdb::DB::OpenForReadOnly(database, folder.string(), families(options), &storage->handles_, &db);
  } else {
    std::error_code error;
    std::filesystem::create_directories(folder, error);
    if (error) {
      return std::unexpected(
          OpenError{OpenError::Kind::unreadable,
                    {},
                    fmt::format("{} cannot be made: {}", folder.string(), error.message())});
    }
    status = rocksdb::DB::Open(database, folder.string(), families(options), &storage->handles_, &db);
  }
  if (!status.ok()) return std::unexpected(open_error(folder, status));
  storage->db_.reset(db);
  if (access == Access::read_only) return storage;

  // What a crash left of an unfinished segment; it is made again.
  std::error_code error;
  std::filesystem::remove_all(storage->sealing_folder_, error);
  std::filesystem::create_directories(storage->sealing_folder_, error);
  if (error) {
    return std::unexpected(
        OpenError{OpenError::Kind::unreadable,
                  {},
                  fmt::format("{} cannot be made: {}", storage->sealing_folder_.string(), error.message())});
  }
  return storage;
}

Storage::~Storage() {
  if (!db_) return;
  for (auto* handle : handles_) static_cast<void>(db_->DestroyColumnFamilyHandle(handle));
  static_cast<void>(db_->Close());
}

rocksdb::Options Storage::file_options(rocksdb::ColumnFamilyHandle* family) const {
  return db_->GetOptions(family);
}

}  // namespace tenure::eventstore
