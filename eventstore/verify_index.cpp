#include "eventstore/verify_index.h"

#include <algorithm>
#include <vector>

#include <fmt/format.h>

#include "eventstore/commit_rows.h"

namespace tenure::eventstore {
namespace {

// RocksDB looks that many up together: their filters and blocks are fetched side by side.
constexpr std::size_t keys_asked_at_once = 256;
constexpr std::size_t scan_readahead_bytes = 2 * mebibyte;

std::string_view view(const rocksdb::Slice& slice) { return {slice.data(), slice.size()}; }

std::unexpected<Difference> unreadable(std::string_view what, const rocksdb::Status& status) {
  return std::unexpected(Difference{{}, fmt::format("the {} cannot be read: {}", what, status.ToString())});
}

// Keys hold zero bytes; in a message these are dots. The version at the end is left to the caller.
std::string readable(std::string_view key) {
  std::string text;
  for (const char character : key) text.push_back(character < ' ' ? '.' : character);
  return text;
}

void add_row(Fingerprint& to, std::string& row, std::string_view key, std::string_view value) {
  row.assign(key).append(value);
  to.add(row);
}

// Follows the versions of one stream after the other.
class VersionCheck {
 public:
  std::optional<Difference> next(std::string_view key, std::string_view value) {
    if (key.size() <= stream_version_bytes || value.size() != sizeof(std::uint64_t)) {
      return Difference{{}, "the stream index has a row of another form: " + readable(key)};
    }
    const auto stream = key.substr(0, key.size() - stream_version_bytes);
    const auto version = get_big_endian(key.data() + stream.size());
    const auto position = BytesReader{value}.number<std::uint64_t>();
    if (stream != stream_) {
      stream_ = stream;
      version_ = 0;
      position_ = 0;
    }
    if (version != version_ + 1) {
      return Difference{{position},
                        fmt::format("{} has version {} after {}", readable(stream), version, version_)};
    }
    if (position <= position_) {
      return Difference{{position},
                        fmt::format("{} has version {} at position {}, not after {}", readable(stream),
                                    version, position, position_)};
    }
    version_ = version;
    position_ = position;
    return std::nullopt;
  }

 private:
  std::string stream_;
  std::uint64_t version_ = 0;
  std::uint64_t position_ = 0;
};

}  // namespace

void IndexFingerprints::add(const Commit& commit) {
  std::string row;
  for_each_stream_row(commit, [&](std::string_view key, std::string_view value, Position) {
    add_row(streams, row, key, value);
  });
  for_each_command_row(commit, [&](std::string_view key, std::string_view value, Position) {
    add_row(commands, row, key, value);
  });
}

IndexSnapshot::IndexSnapshot(Storage& storage) : storage_{storage}, snapshot_{storage.db().GetSnapshot()} {}
IndexSnapshot::~IndexSnapshot() { storage_.db().ReleaseSnapshot(snapshot_); }

rocksdb::ReadOptions IndexSnapshot::read_options() const {
  rocksdb::ReadOptions read;
  read.snapshot = snapshot_;
  read.total_order_seek = true;
  read.fill_cache = false;
  read.readahead_size = scan_readahead_bytes;
  return read;
}

std::expected<std::optional<SealMark>, Difference> IndexSnapshot::mark() const {
  std::optional<SealMark> mark;
  for (auto* family : {storage_.streams(), storage_.commands()}) {
    std::string bytes;
    const auto status = storage_.db().Get(read_options(), family, rocksdb::Slice{mark_key}, &bytes);
    if (status.IsNotFound()) continue;
    if (!status.ok()) return unreadable("mark of an index", status);
    const auto read = parse_mark(bytes);
    if (!read) return std::unexpected(Difference{{}, "the mark of an index is not readable"});
    if (mark && (mark->number != read->number || mark->chain != read->chain)) {
      return std::unexpected(
          Difference{read->last_position, "the indexes are sealed up to different commits"});
    }
    mark = read;
  }
  return mark;
}

std::expected<IngestOffsets, Difference> IndexSnapshot::ingested() const {
  std::string bytes;
  const auto status =
      storage_.db().Get(read_options(), storage_.commands(), rocksdb::Slice{ingested_key}, &bytes);
  IngestOffsets ingested;
  if (status.IsNotFound()) return ingested;
  if (!status.ok()) return unreadable("saved ingest offsets", status);
  if (!ingested.load(bytes)) return std::unexpected(Difference{{}, "saved ingest offsets are not readable"});
  return ingested;
}

std::expected<IndexFingerprints, Difference> IndexSnapshot::read_rows() const {
  const auto streams = read_stream_rows();
  if (!streams) return std::unexpected(streams.error());
  const auto commands = read_command_rows();
  if (!commands) return std::unexpected(commands.error());
  return IndexFingerprints{*streams, *commands};
}

std::expected<Fingerprint, Difference> IndexSnapshot::read_stream_rows() const {
  Fingerprint fingerprint;
  VersionCheck versions;
  std::string row;
  const std::unique_ptr<rocksdb::Iterator> rows{
      storage_.db().NewIterator(read_options(), storage_.streams())};
  for (rows->Seek(first_row_key); rows->Valid(); rows->Next()) {
    const auto key = view(rows->key());
    const auto value = view(rows->value());
    if (auto difference = versions.next(key, value)) return std::unexpected(std::move(*difference));
    add_row(fingerprint, row, key, value);
  }
  if (!rows->status().ok()) return unreadable("stream index", rows->status());
  return fingerprint;
}

std::expected<Fingerprint, Difference> IndexSnapshot::read_command_rows() const {
  Fingerprint fingerprint;
  std::string row;
  const std::unique_ptr<rocksdb::Iterator> rows{
      storage_.db().NewIterator(read_options(), storage_.commands())};
  for (rows->Seek(first_row_key); rows->Valid(); rows->Next()) {
    add_row(fingerprint, row, view(rows->key()), view(rows->value()));
  }
  if (!rows->status().ok()) return unreadable("command index", rows->status());
  return fingerprint;
}

std::optional<std::string> IndexSnapshot::find_fault(rocksdb::ColumnFamilyHandle* family,
                                                     const std::string& key, const std::string& value) const {
  std::string found;
  const auto status = storage_.db().Get(read_options(), family, key, &found);
  if (status.IsNotFound()) return "is missing";
  if (!status.ok()) return "cannot be read: " + status.ToString();
  if (found != value) return "names another place";
  return std::nullopt;
}

std::optional<Difference> IndexSnapshot::find_missing(const Commit& commit) const {
  std::optional<Difference> first;
  const auto look_in = [&](rocksdb::ColumnFamilyHandle* family, std::string_view index) {
    return [&, family, index](const std::string& key, const std::string& value, Position position) {
      if (first) return;
      if (const auto fault = find_fault(family, key, value)) {
        first =
            Difference{position, fmt::format("the {} index: the row of {} {}", index, readable(key), *fault)};
      }
    };
  };
  for_each_stream_row(commit, look_in(storage_.streams(), "stream"));
  for_each_command_row(commit, look_in(storage_.commands(), "command"));
  return first;
}

std::expected<std::optional<std::size_t>, Difference> IndexSnapshot::find_answered(
    std::span<const std::string> keys) const {
  for (std::size_t begin = 0; begin < keys.size(); begin += keys_asked_at_once) {
    const auto some = keys.subspan(begin, std::min(keys_asked_at_once, keys.size() - begin));
    const std::vector<rocksdb::Slice> slices(some.begin(), some.end());
    std::vector<rocksdb::PinnableSlice> values(some.size());
    std::vector<rocksdb::Status> statuses(some.size());
    storage_.db().MultiGet(read_options(), storage_.commands(), some.size(), slices.data(), values.data(),
                           statuses.data());
    for (std::size_t index = 0; index < some.size(); ++index) {
      if (statuses[index].ok()) return begin + index;
      if (!statuses[index].IsNotFound()) return unreadable("command index", statuses[index]);
    }
  }
  return std::nullopt;
}

std::unique_ptr<rocksdb::Iterator> IndexSnapshot::states() const {
  return std::unique_ptr<rocksdb::Iterator>{storage_.db().NewIterator(read_options(), storage_.states())};
}

}  // namespace tenure::eventstore
