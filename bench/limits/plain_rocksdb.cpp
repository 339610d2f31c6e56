#include "bench/limits/plain_rocksdb.h"

#include <array>
#include <bit>
#include <cstring>

#include <fmt/format.h>
#include <rocksdb/db.h>
#include <rocksdb/iterator.h>
#include <rocksdb/options.h>
#include <rocksdb/write_batch.h>

#include "bench/settings.h"

namespace tenure::bench {
namespace {

constexpr std::size_t memtable_bytes = 64 * 1024 * 1024;

void check(const rocksdb::Status& status, std::string_view what) {
  if (!status.ok()) fail(fmt::format("the plain RocksDB failed to {}: {}", what, status.ToString()));
}

rocksdb::Slice slice(std::string_view text) { return {text.data(), text.size()}; }

}  // namespace

struct PlainRocksDb::Implementation {
  std::unique_ptr<rocksdb::DB> db;
  std::uint64_t next_key = 1;
};

PlainRocksDb::PlainRocksDb(const std::filesystem::path& folder)
    : implementation_{std::make_unique<Implementation>()} {
  rocksdb::Options options;
  options.create_if_missing = true;
  options.error_if_exists = true;
  options.compression = rocksdb::kNoCompression;
  options.write_buffer_size = memtable_bytes;
  rocksdb::DB* db = nullptr;
  check(rocksdb::DB::Open(options, folder.string(), &db), "open");
  implementation_->db.reset(db);
}

PlainRocksDb::~PlainRocksDb() = default;

void PlainRocksDb::append_synced(std::string_view value) {
  // Big endian, so that the order of the bytes is the order of the numbers.
  const auto key = __builtin_bswap64(implementation_->next_key++);
  std::array<char, sizeof key> bytes{};
  std::memcpy(bytes.data(), &key, sizeof key);
  rocksdb::WriteOptions synced;
  synced.sync = true;
  check(implementation_->db->Put(synced, {bytes.data(), bytes.size()}, slice(value)), "write");
}

void PlainRocksDb::write_rows(const Rows& rows) {
  rocksdb::WriteBatch batch;
  for (const auto& [key, value] : rows) check(batch.Put(key, value), "add to a batch");
  rocksdb::WriteOptions unlogged;
  unlogged.disableWAL = true;
  check(implementation_->db->Write(unlogged, &batch), "write");
}

void PlainRocksDb::flush() { check(implementation_->db->Flush({}), "flush"); }

std::uint64_t PlainRocksDb::scan() const {
  std::uint64_t bytes = 0;
  const std::unique_ptr<rocksdb::Iterator> it{implementation_->db->NewIterator({})};
  for (it->SeekToFirst(); it->Valid(); it->Next()) bytes += it->value().size();
  check(it->status(), "iterate");
  return bytes;
}

std::optional<std::string> PlainRocksDb::newest(std::string_view key, std::size_t more_bytes) const {
  const std::unique_ptr<rocksdb::Iterator> it{implementation_->db->NewIterator({})};
  it->Seek(slice(key));
  check(it->status(), "iterate");
  if (!it->Valid() || it->key().size() != key.size() + more_bytes || !it->key().starts_with(slice(key))) {
    return std::nullopt;
  }
  return it->value().ToString();
}

std::size_t PlainRocksDb::get(std::string_view key) const {
  rocksdb::PinnableSlice value;
  const auto status =
      implementation_->db->Get({}, implementation_->db->DefaultColumnFamily(), slice(key), &value);
  if (status.IsNotFound()) return 0;
  check(status, "get");
  return value.size();
}

std::uint64_t PlainRocksDb::scan_from(std::string_view key, std::size_t limit) const {
  std::uint64_t bytes = 0;
  const std::unique_ptr<rocksdb::Iterator> it{implementation_->db->NewIterator({})};
  for (it->Seek(slice(key)); it->Valid() && limit > 0; it->Next(), --limit) bytes += it->value().size();
  check(it->status(), "iterate");
  return bytes;
}

}  // namespace tenure::bench
