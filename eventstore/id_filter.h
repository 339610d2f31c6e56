// A set of shortened key hashes: which keys are certainly not in some sealed segments.
//
// What it is: the first 36 bits of each key's hash, sorted. A directory finds the bucket by the first bits; a bucket
//   holds the rest of each, eight to sixteen of them.
// What it promises: never says no to a key that was added; says yes to another one in 2^36 / size. Two filters can be
//   merged into one that is as good as if it had been made from all keys at once, without the keys.
// What can go wrong: `load` finds other bytes than `bytes` gave.
// Why this way: a look-up costs two cache lines in each filter, and merging keeps the filters few, so that the price of
//   a new id does not grow with history. A Bloom filter cannot be merged into a larger one.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tenure::eventstore {

class IdFilter {
 public:
  /// Of the hashes of all keys, in any order.
  [[nodiscard]] static IdFilter of(std::vector<std::uint64_t> key_hashes);
  [[nodiscard]] static IdFilter merged(const IdFilter& one, const IdFilter& other);
  /// A filter as `bytes` gave it.
  [[nodiscard]] static std::optional<IdFilter> load(std::string_view bytes);

  [[nodiscard]] bool may_hold(std::uint64_t key_hash) const;
  [[nodiscard]] std::string bytes() const;
  /// Number of keys, those that were added twice counted twice.
  [[nodiscard]] std::size_t keys() const { return keys_; }
  /// Memory that it takes, in bytes.
  [[nodiscard]] std::size_t memory() const;

 private:
  class Cursor;
  explicit IdFilter(std::size_t keys);
  void append(std::uint64_t fingerprint);
  void close();
  [[nodiscard]] std::uint64_t rest_at(std::size_t index) const;

  std::size_t keys_ = 0;
  unsigned bucket_bits_ = 0;
  unsigned rest_bits_ = 0;
  /// Of each rest, little endian.
  std::size_t rest_bytes_ = 0;
  /// Where each bucket's rests begin; one more than there are buckets.
  std::vector<std::uint32_t> directory_;
  std::vector<std::uint8_t> rests_;
  /// While it is made: rests appended, and buckets whose begin is known.
  std::size_t appended_ = 0;
  std::size_t begun_ = 0;
};

}  // namespace tenure::eventstore
