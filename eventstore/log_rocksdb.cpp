#include "eventstore/log_rocksdb.h"

#include <limits>
#include <string_view>
#include <utility>

#include <fmt/format.h>

#include "eventstore/bytes.h"
#include "eventstore/commit_cache.h"
#include "eventstore/commit_format.h"

namespace tenure::eventstore {
namespace {

constexpr CommitNumber last_number{std::numeric_limits<std::uint64_t>::max()};

Position position_in(const rocksdb::Slice& key) {
  return {key.size() < sizeof(std::uint64_t) ? 0 : get_big_endian(key.data())};
}

ReadError damage(Position position, std::string_view what) {
  return {position, fmt::format("the log is damaged at position {}: {}", position.value, what)};
}

std::expected<CommitPtr, ReadError> open_row(const rocksdb::Slice& key, const rocksdb::Slice& value) {
  auto commit = Commit::open({value.data(), value.size()});
  if (!commit) return std::unexpected(damage(position_in(key), commit.error()));
  if (rocksdb::Slice{commit_key((*commit)->first(), (*commit)->number())} != key) {
    return std::unexpected(damage(position_in(key), "a commit lies under the key of another"));
  }
  return std::move(*commit);
}

// The commit under the iterator; null where it stands on none.
std::expected<CommitPtr, ReadError> open_current(const rocksdb::Iterator& rows, Position asked) {
  if (rows.Valid()) return open_row(rows.key(), rows.value());
  if (rows.status().ok()) return nullptr;
  return std::unexpected(damage(asked, rows.status().ToString()));
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
  RocksCursor(std::unique_ptr<rocksdb::Iterator> rows, Position at) : rows_{std::move(rows)}, at_{at} {}

  std::expected<CommitPtr, ReadError> next() override {
    // Only now: a step reads a commit, and who asked for the last one may not want another.
    if (std::exchange(current_is_taken_, false)) rows_->Next();
    auto commit = open_current(*rows_, at_);
    if (commit && *commit) {
      at_ = {(*commit)->last().value + 1};
      current_is_taken_ = true;
    }
    return commit;
  }

 private:
  std::unique_ptr<rocksdb::Iterator> rows_;
  Position at_;
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
    auto commit = open_current(*rows, position);
    if (commit && *commit) cache_.keep(*commit);
    return commit;
  }

  std::expected<CommitPtr, ReadError> read(Position first, CommitNumber number) override {
    if (auto cached = cache_.find(first, number)) return cached;
    const auto key = commit_key(first, number);
    rocksdb::PinnableSlice value;
    const auto status = storage_.db().Get(read_options(), storage_.log(), key, &value);
    if (status.IsNotFound()) return nullptr;
    if (!status.ok()) return std::unexpected(damage(first, status.ToString()));
    auto commit = open_row(key, value);
    if (commit) cache_.keep(*commit);
    return commit;
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
