#include "eventstore/stream_segment.h"

#include "eventstore/invariant.h"

namespace tenure::eventstore {

const StreamSegment::Stream* StreamSegment::find(std::uint64_t hash, std::string_view key) const {
  const auto found = slots_.find(hash, [&](std::uint32_t index) {
    return streams_[index].hash == hash && key_of(streams_[index]) == key;
  });
  return found ? &streams_[*found] : nullptr;
}

void StreamSegment::add(std::uint64_t hash, std::string_view key, std::uint64_t version, Position position) {
  const auto row = static_cast<std::uint32_t>(rows_.size());
  rows_.push_back({position, no_row});
  const auto found = slots_.find(hash, [&](std::uint32_t index) {
    return streams_[index].hash == hash && key_of(streams_[index]) == key;
  });
  if (found) {
    auto& stream = streams_[*found];
    require(version == stream.first_version + stream.count, "consecutive versions of a stream", "a gap");
    rows_[stream.last_row].next = row;
    stream.last_row = row;
    ++stream.count;
    return;
  }
  const auto key_begin = static_cast<std::uint32_t>(keys_.size());
  keys_.append(key);
  slots_.push(hash, [this](std::uint32_t index) { return streams_[index].hash; });
  streams_.push_back({hash, key_begin, static_cast<std::uint32_t>(key.size()), version, 1, row, row});
}

void StreamSegment::positions(const Stream& stream, std::uint64_t after_version, std::size_t limit,
                              std::vector<Position>& out) const {
  auto version = stream.first_version;
  for (auto row = stream.first_row; row != no_row && out.size() < limit; row = rows_[row].next, ++version) {
    if (version > after_version) out.push_back(rows_[row].position);
  }
}

}  // namespace tenure::eventstore
