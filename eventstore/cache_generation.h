// One generation of cached aggregates. For aggregate_cache.cpp.
//
// What it is: entries in chunks, found through a dense table of their hashes. Entries are never moved and never removed
//   one by one; one that moves to a younger generation leaves an empty entry behind.
// Why this way: a generation is let go as a whole, so nothing has to be freed piece by piece but the states themselves,
//   and those in the order in which they were made.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <vector>

#include "eventstore/aggregate_cache.h"
#include "eventstore/hash_slots.h"

namespace tenure::eventstore {

class AggregateCache::Generation {
 public:
  /// Expects about as many entries as another generation had.
  explicit Generation(std::uint32_t expected) { slots_.reserve(expected); }

  [[nodiscard]] CachedAggregate* find(const CachedOperator& owner, domain::StreamName stream,
                                      std::uint64_t hash) {
    const auto found = slots_.find(hash, [&](std::uint32_t index) {
      const auto& entry = at(index);
      return entry.hash == hash && entry.owner == &owner && entry.kind == stream.kind &&
             entry.id == stream.id;
    });
    return found ? &at(*found) : nullptr;
  }
  /// A new entry for an aggregate that does not exist.
  CachedAggregate& add(const CachedOperator& owner, domain::StreamName stream, std::uint64_t hash) {
    const auto index = slots_.size();
    if (index % chunk_entries == 0) chunks_.push_back(std::make_unique<Chunk>());
    slots_.push(hash, [this](std::uint32_t other) { return at(other).hash; });
    auto& entry = at(index);
    entry.hash = hash;
    entry.owner = &owner;
    entry.kind = stream.kind;
    entry.id = keep(stream.id);
    return entry;
  }
  template <class Visit>
  void for_each(Visit visit) const {
    for (std::uint32_t index = 0; index < slots_.size(); ++index)
      visit((*chunks_[index / chunk_entries])[index % chunk_entries]);
  }
  [[nodiscard]] std::uint32_t size() const { return slots_.size(); }

  /// Memory of all entries, estimated.
  std::size_t bytes = 0;

 private:
  static constexpr std::uint32_t chunk_entries = 256;
  static constexpr std::size_t text_chunk_bytes = 16 * 1024;
  using Chunk = std::array<CachedAggregate, chunk_entries>;

  [[nodiscard]] CachedAggregate& at(std::uint32_t index) {
    return (*chunks_[index / chunk_entries])[index % chunk_entries];
  }

  std::string_view keep(std::string_view text) {
    if (texts_.empty() || texts_used_ + text.size() > texts_size_) {
      texts_size_ = std::max(text_chunk_bytes, text.size());
      texts_used_ = 0;
      texts_.push_back(std::make_unique_for_overwrite<char[]>(texts_size_));
    }
    auto* const to = texts_.back().get() + texts_used_;
    std::copy(text.begin(), text.end(), to);
    texts_used_ += text.size();
    return {to, text.size()};
  }

  HashSlots slots_;
  std::vector<std::unique_ptr<Chunk>> chunks_;
  std::vector<std::unique_ptr<char[]>> texts_;
  std::size_t texts_used_ = 0;
  std::size_t texts_size_ = 0;
};

}  // namespace tenure::eventstore
