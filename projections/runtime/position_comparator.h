// The order of versioned rows: by key, and for one key the newest position first.
//
// Internal to this folder: it holds RocksDB types.
#pragma once

#include <array>
#include <cstdint>
#include <cstring>

#include <rocksdb/comparator.h>
#include <rocksdb/slice.h>

#include "eventstore/position.h"

namespace tenure::projections {

inline constexpr std::size_t position_bytes = sizeof(std::uint64_t);

/// A position as the timestamp of a row: big endian, so that bytes sort as positions do.
class PositionBytes {
 public:
  explicit PositionBytes(eventstore::Position position) {
    for (std::size_t index = 0; index < position_bytes; ++index) {
      bytes_[index] = static_cast<char>(position.value >> (8 * (position_bytes - 1 - index)));
    }
  }
  [[nodiscard]] rocksdb::Slice slice() const { return {bytes_.data(), bytes_.size()}; }

  [[nodiscard]] static eventstore::Position read(const rocksdb::Slice& bytes) {
    eventstore::Position position;
    for (std::size_t index = 0; index < bytes.size(); ++index) {
      position.value = position.value << 8 | static_cast<std::uint8_t>(bytes[index]);
    }
    return position;
  }

 private:
  std::array<char, position_bytes> bytes_;
};

class PositionComparator final : public rocksdb::Comparator {
 public:
  PositionComparator() : Comparator{position_bytes} {}

  // Part of the format: RocksDB refuses a database that was written under another name.
  [[nodiscard]] const char* Name() const override { return "tenure.position.1"; }

  [[nodiscard]] int Compare(const rocksdb::Slice& left, const rocksdb::Slice& right) const override {
    const auto order = head(left, true).compare(head(right, true));
    return order != 0 ? order : std::memcmp(tail(right).data(), tail(left).data(), position_bytes);
  }
  [[nodiscard]] int CompareWithoutTimestamp(const rocksdb::Slice& left, bool left_has_position,
                                            const rocksdb::Slice& right,
                                            bool right_has_position) const override {
    return head(left, left_has_position).compare(head(right, right_has_position));
  }
  [[nodiscard]] int CompareTimestamp(const rocksdb::Slice& left, const rocksdb::Slice& right) const override {
    return std::memcmp(left.data(), right.data(), position_bytes);
  }
  [[nodiscard]] bool Equal(const rocksdb::Slice& left, const rocksdb::Slice& right) const override {
    return left == right;
  }
  // Shortened keys would need a position of their own; RocksDB's own comparators with timestamps do nothing either.
  void FindShortestSeparator(std::string* /*start*/, const rocksdb::Slice& /*limit*/) const override {}
  void FindShortSuccessor(std::string* /*key*/) const override {}
  [[nodiscard]] bool CanKeysWithDifferentByteContentsBeEqual() const override { return false; }

 private:
  static rocksdb::Slice head(const rocksdb::Slice& key, bool has_position) {
    return {key.data(), has_position ? key.size() - position_bytes : key.size()};
  }
  static rocksdb::Slice tail(const rocksdb::Slice& key) {
    return {key.data() + key.size() - position_bytes, position_bytes};
  }
};

}  // namespace tenure::projections
