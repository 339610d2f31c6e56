// A blocked Bloom filter over the keys of one sealed segment.
//
// What it is: answers "certainly not in the segment" with one cache line.
// What it promises: never says no to a key that was added; says yes to one in some two hundred others.
// Layout: blocks of 64 bytes; the block is chosen by the upper half of the key's hash, eight bits in it by 9-bit
//   slices of the hash multiplied by an odd constant.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace tenure::eventstore {

class IdFilter {
 public:
  static constexpr std::size_t block_words = 8;

  /// An empty filter with room for that many keys.
  explicit IdFilter(std::size_t keys);
  /// A filter as `bytes` gave it; no block means that every key may be there.
  [[nodiscard]] static IdFilter load(std::string_view bytes);

  void add(std::uint64_t key_hash);
  [[nodiscard]] bool may_hold(std::uint64_t key_hash) const;
  [[nodiscard]] std::string_view bytes() const;
  [[nodiscard]] std::size_t size() const { return words_.size() * sizeof(std::uint64_t); }

 private:
  IdFilter() = default;
  [[nodiscard]] std::size_t block_of(std::uint64_t key_hash) const;

  std::vector<std::uint64_t> words_;
};

}  // namespace tenure::eventstore
