// The streams of the newest events, exactly, in memory: the tail of the stream index.
//
// What it is: for each stream with an event in the segment, the positions of these events in the order of versions.
// What it promises: exact. Versions of a stream are consecutive, which is checked when a row is added.
// Threads: the owner sees to it that nobody reads while it grows.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "domain/kernel/stream.h"
#include "eventstore/hash_slots.h"
#include "eventstore/position.h"

namespace tenure::eventstore {

class StreamSegment {
 public:
  static constexpr std::uint32_t no_row = 0xFFFF'FFFF;

  struct Stream {
    std::uint64_t hash;
    std::uint32_t key_begin;
    std::uint32_t key_size;
    std::uint64_t first_version;
    std::uint32_t count;
    std::uint32_t first_row;
    std::uint32_t last_row;
  };
  struct Row {
    Position position;
    std::uint32_t next;
  };

  /// `key` is the stream's key without a version (index_keys.h), `hash` that of its id.
  [[nodiscard]] const Stream* find(std::uint64_t hash, std::string_view key) const;
  void add(std::uint64_t hash, std::string_view key, std::uint64_t version, Position position);

  /// Appends positions of events with versions above `after_version`, at most `limit`.
  void positions(const Stream& stream, std::uint64_t after_version, std::size_t limit,
                 std::vector<Position>& out) const;

  [[nodiscard]] const std::vector<Stream>& streams() const { return streams_; }
  [[nodiscard]] const std::vector<Row>& rows() const { return rows_; }
  [[nodiscard]] std::string_view key_of(const Stream& stream) const {
    return std::string_view{keys_}.substr(stream.key_begin, stream.key_size);
  }

 private:
  HashSlots slots_;
  std::vector<Stream> streams_;
  std::vector<Row> rows_;
  std::string keys_;
};

}  // namespace tenure::eventstore
