#include "eventstore/log_rocksdb.h"

#include <limits>
#include <string_view>
#include <utility>

#include "eventstore/bytes.h"
#include "eventstore/commit_cache.h"
#include "eventstore/commit_format.h"

namespace tenure::eventstore {
namespace {

constexpr CommitNumber last_number{std::numeric_limits<std::uint64_t>::max()};

constexpr std::size_t key_bytes = 2 * sizeof(std::uint64_t);

Position position_in(const rocksdb::Slice& key) {
  return {key.size() < sizeof(std::uint64_t) ? 0 : get_big_endian(key.data())};
}

std::expected<StoredCommit, std::string> copy_row(const rocksdb::Slice& key, const rocksdb::Slice& value) {
  if (key.size() != key_bytes) return std::unexpected("a commit lies under a key of another form");
  const CommitNumber number{get_big_endian(key.data() + sizeof(std::uint64_t))};
  return StoredCommit{position_in(key), number, CommitBytes{{value.data(), value.size()}}};
}

// The commit under the iterator; none where it stands on none.
std::expected<std::optional<StoredCommit>, std::string> copy_current(const rocksdb::Iterator& rows) {
  if (rows.Valid()) return copy_row(rows.key(), rows.value());
  if (rows.status().ok()) return std::nullopt;
  return std::unexpected(rows.status().ToString());
}

// RocksDB's own read-ahead is left as it is: a buffer of a fixed size would be one more copy of every byte, and what
// of it lies behind the last commit asked for would be read again.
rocksdb::ReadOptions read_options() {
  rocksdb::ReadOptions read;
  read.fill_cache = false;  // commits are cached as commits, or not at all
  return read;
}

class RocksCursor final : public LogCursor {
 public:
  RocksCursor(std::unique_ptr<rocksdb::Iterator> rows, Position begin)
      : LogCursor{begin}, rows_{std::move(rows)} {}

  std::expected<std::optional<StoredCommit>, std::string> fetch() override {
    // Only now: a step reads a commit, and who asked for the last one may not want another.
    if (std::exchange(current_is_taken_, false)) rows_->Next();
    auto stored = copy_current(*rows_);
    current_is_taken_ = stored && *stored;
    return stored;
  }

 private:
  std::unique_ptr<rocksdb::Iterator> rows_;
  bool current_is_taken_ = false;
};

class RocksLog final : public Log {
 public:
  RocksLog(Storage& storage, std::size_t cache_bytes_max) : storage_{storage}, cache_{cache_bytes_max} {}

  std::expected<void, std::string> append(const Commit& commit) override {
    rocksdb::WriteOptions write;
    write.sync = true;
    const auto bytes = commit.bytes();
    const auto status = storage_.db().Put(write, storage_.log(), commit_key(commit.first(), commit.number()),
                                          rocksdb::Slice{bytes.data(), bytes.size()});
    if (!status.ok()) return std::unexpected(status.ToString());
    return {};
  }

  std::expected<CommitPtr, ReadError> read(Position position) override {
    if (auto cached = cache_.find(position)) return cached;
    const std::unique_ptr<rocksdb::Iterator> rows{storage_.db().NewIterator(read_options(), storage_.log())};
    rows->SeekForPrev(commit_key(position, last_number));
    auto copied = copy_current(*rows);
    if (!copied) return std::unexpected(damage_at(position, copied.error()));
    auto& stored = *copied;
    if (!stored) return nullptr;
    return keep(std::move(*stored));
  }

  std::expected<CommitPtr, ReadError> read(Position first, CommitNumber number) override {
    if (auto cached = cache_.find(first, number)) return cached;
    const auto key = commit_key(first, number);
    rocksdb::PinnableSlice value;
    const auto status = storage_.db().Get(read_options(), storage_.log(), key, &value);
    if (status.IsNotFound()) return nullptr;
    if (!status.ok()) return std::unexpected(damage_at(first, status.ToString()));
    return keep({first, number, CommitBytes{{value.data(), value.size()}}});
  }

  std::unique_ptr<LogCursor> scan(Position first, CommitNumber number) override {
    auto rows = all_rows();
    rows->Seek(commit_key(first, number));
    return std::make_unique<RocksCursor>(std::move(rows), first);
  }

  // A reader that goes on where it stopped asks for the first position of a commit. That needs no step back, which
  // would read the end of every file before it.
  std::unique_ptr<LogCursor> scan(Position position) override {
    auto rows = all_rows();
    rows->Seek(commit_key(position, CommitNumber{0}));
    if (rows->status().ok() && !(rows->Valid() && position_in(rows->key()) == position)) {
      rows->SeekForPrev(commit_key(position, last_number));
      if (!rows->Valid() && rows->status().ok()) rows->SeekToFirst();
    }
    return std::make_unique<RocksCursor>(std::move(rows), position);
  }

 private:
  std::expected<CommitPtr, ReadError> keep(StoredCommit stored) {
    auto commit = open_commit(std::move(stored));
    if (commit) cache_.keep(*commit);
    return commit;
  }

  [[nodiscard]] std::unique_ptr<rocksdb::Iterator> all_rows() const {
    return std::unique_ptr<rocksdb::Iterator>{storage_.db().NewIterator(read_options(), storage_.log())};
  }

  Storage& storage_;
  CommitCache cache_;
};

}  // namespace

std::unique_ptr<Log> open_rocksdb_log(Storage& storage, std::size_t cache_bytes_max) {
  return std::make_unique<RocksLog>(storage, cache_bytes_max);
}

}  // namespace tenure::eventstore
