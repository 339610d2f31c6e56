#include "eventstore/stream_index.h"

#include <algorithm>

#include "domain/kernel/text.h"
#include "eventstore/event_streams.h"
#include "eventstore/index_keys.h"
#include "eventstore/invariant.h"
#include "eventstore/key_hash.h"

namespace tenure::eventstore {
namespace {

ReadError unreadable(std::string_view what) {
  return {{}, std::string{"the stream index cannot be read: "}.append(what)};
}

}  // namespace

StreamIndex::StreamIndex(Storage& storage, SealedIndex& sealed)
    : storage_{storage}, sealed_{sealed}, open_{std::make_shared<StreamSegment>()} {}

void StreamIndex::add(const Commit& commit) {
  const std::lock_guard lock{mutex_};
  for (auto position = commit.first(); position <= commit.last(); ++position.value) {
    const auto& event = commit.event_at(position);
    const auto operator_id = domain::text(event.operator_id());
    for_each_stream(event, [&](const std::optional<domain::StreamName>& stream, std::uint64_t version) {
      require(stream.has_value(), "the name of a stream", "another text");
      key_.clear();
      put_stream_key(key_, operator_id, *stream);
      open_->add(key_hash(stream_group_hash(operator_id, stream->kind), stream->id), key_, version, position);
    });
  }
}

std::shared_ptr<const StreamSegment> StreamIndex::close_segment() {
  const std::lock_guard lock{mutex_};
  closed_.push_back(std::move(open_));
  open_ = std::make_shared<StreamSegment>();
  return closed_.back();
}

void StreamIndex::sealed(const std::shared_ptr<const StreamSegment>& segment) {
  const std::lock_guard lock{mutex_};
  std::erase(closed_, segment);
}

StreamIndex::Tail StreamIndex::tail_of(std::uint64_t hash, std::string_view key, std::uint64_t after_version,
                                       std::size_t limit) const {
  Tail tail;
  const auto take = [&](const StreamSegment& segment) {
    const auto* stream = segment.find(hash, key);
    if (stream == nullptr) return;
    if (tail.first_version == 0) tail.first_version = stream->first_version;
    segment.positions(*stream, after_version, limit, tail.positions);
  };
  const std::lock_guard lock{mutex_};
  for (const auto& segment : closed_) take(*segment);
  take(*open_);
  return tail;
}

bool StreamIndex::may_exist(std::string_view operator_id, domain::StreamName stream) const {
  std::string key;
  put_stream_key(key, operator_id, stream);
  const auto group = stream_group_hash(operator_id, stream.kind);
  const auto hash = key_hash(group, stream.id);
  const auto in_tail = [&] {
    const auto holds = [&](const auto& segment) { return segment->find(hash, key) != nullptr; };
    const std::lock_guard lock{mutex_};
    return holds(open_) || std::ranges::any_of(closed_, holds);
  };
  // The tail first: what leaves it meanwhile is in the sealed index already.
  return in_tail() || sealed_.may_hold(group, stream.id, hash);
}

std::expected<std::vector<Position>, ReadError> StreamIndex::positions(std::string_view operator_id,
                                                                       domain::StreamName stream,
                                                                       std::uint64_t after_version,
                                                                       std::size_t limit) const {
  std::string key;
  put_stream_key(key, operator_id, stream);
  const auto group = stream_group_hash(operator_id, stream.kind);
  const auto hash = key_hash(group, stream.id);

  // The tail first: what leaves it meanwhile is in the sealed index already.
  auto tail = tail_of(hash, key, after_version, limit);
  const bool tail_has_all = tail.first_version != 0 && tail.first_version <= after_version + 1;
  if (tail_has_all || !sealed_.may_hold(group, stream.id, hash)) return std::move(tail.positions);

  const auto sealed_limit =
      tail.first_version == 0
          ? limit
          : std::min<std::size_t>(limit, static_cast<std::size_t>(tail.first_version - after_version - 1));
  std::vector<Position> found;
  if (auto read = read_sealed(key, after_version, sealed_limit, found); !read)
    return std::unexpected(read.error());
  const auto room = std::min(limit - found.size(), tail.positions.size());
  found.insert(found.end(), tail.positions.begin(),
               tail.positions.begin() + static_cast<std::ptrdiff_t>(room));
  return found;
}

std::expected<void, ReadError> StreamIndex::read_sealed(std::string_view key, std::uint64_t after_version,
                                                        std::size_t limit, std::vector<Position>& out) const {
  std::string from{key};
  from.push_back('\0');
  const auto prefix_bytes = from.size();
  put_big_endian(from, after_version + 1);
  const std::unique_ptr<rocksdb::Iterator> rows{storage_.db().NewIterator({}, storage_.streams())};
  auto version = after_version;
  for (rows->Seek(from); out.size() < limit && rows->Valid(); rows->Next()) {
    const auto row = rows->key();
    if (row.size() != from.size() || !row.starts_with({from.data(), prefix_bytes})) break;
    if (get_big_endian(row.data() + prefix_bytes) != ++version ||
        rows->value().size() != sizeof(std::uint64_t)) {
      return std::unexpected(unreadable("a version is missing"));
    }
    BytesReader value{{rows->value().data(), rows->value().size()}};
    out.push_back({value.number<std::uint64_t>()});
  }
  if (!rows->status().ok()) return std::unexpected(unreadable(rows->status().ToString()));
  return {};
}

}  // namespace tenure::eventstore
