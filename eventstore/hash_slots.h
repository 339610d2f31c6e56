// An open-addressing table from hashes to indexes of entries that are kept elsewhere, in the order of insertion.
//
// Promises: linear probing; entries inserted last can be removed again, last first, without leaving a trace, because
//   nothing was ever placed behind them. Grows at three quarters.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace tenure::eventstore {

class HashSlots {
 public:
  /// The index of an entry with the hash for which `matches(index)` is true.
  template <class Matches>
  [[nodiscard]] std::optional<std::uint32_t> find(std::uint64_t hash, Matches matches) const {
    if (slots_.empty()) return std::nullopt;
    for (auto at = hash & mask();; at = (at + 1) & mask()) {
      const auto& slot = slots_[at];
      if (slot.entry == 0) return std::nullopt;
      if (slot.tag == tag_of(hash) && matches(slot.entry - 1)) return slot.entry - 1;
    }
  }

  /// Makes room for that many entries before the first is added.
  void reserve(std::uint32_t entries) {
    if (entries > 0 && size_ == 0)
      slots_.assign(std::bit_ceil(std::size_t{entries} * 4 / 3 + slots_min), Slot{});
  }
  /// Brings the hash's slot into the processor's cache; for an insertion to come.
  void prefetch(std::uint64_t hash) const {
    if (!slots_.empty()) __builtin_prefetch(&slots_[hash & mask()], 1);
  }

  /// Adds entry `size()`. `hash_of(index)` is asked when the table grows.
  template <class HashOf>
  void push(std::uint64_t hash, HashOf hash_of) {
    if (slots_.empty() || (size_ + 1) * 4 > slots_.size() * 3) grow(hash_of);
    place(hash, size_++);
  }

  /// Removes the entry that was added last; `hash` is its hash.
  void pop(std::uint64_t hash) {
    auto at = hash & mask();
    while (slots_[at].entry != size_) at = (at + 1) & mask();
    slots_[at] = {};
    --size_;
  }

  [[nodiscard]] std::uint32_t size() const { return size_; }

 private:
  struct Slot {
    std::uint32_t tag = 0;
    std::uint32_t entry = 0;  // its index plus one; zero is free
  };
  static constexpr std::size_t slots_min = 1024;

  [[nodiscard]] std::uint64_t mask() const { return slots_.size() - 1; }
  [[nodiscard]] static std::uint32_t tag_of(std::uint64_t hash) {
    return static_cast<std::uint32_t>(hash >> 32);
  }

  void place(std::uint64_t hash, std::uint32_t index) {
    auto at = hash & mask();
    while (slots_[at].entry != 0) at = (at + 1) & mask();
    slots_[at] = {tag_of(hash), index + 1};
  }

  template <class HashOf>
  void grow(HashOf hash_of) {
    slots_.assign(slots_.empty() ? slots_min : slots_.size() * 2, Slot{});
    for (std::uint32_t index = 0; index < size_; ++index) place(hash_of(index), index);
  }

  std::vector<Slot> slots_;
  std::uint32_t size_ = 0;
};

}  // namespace tenure::eventstore
