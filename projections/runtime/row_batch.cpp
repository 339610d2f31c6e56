#include "projections/runtime/row_batch.h"

#include <algorithm>
#include <numeric>

#include <xxhash.h>

namespace tenure::projections {

KeyHash hash_of(std::string_view key) { return {XXH3_64bits(key.data(), key.size())}; }

RowBatch::Row RowBatch::operator[](std::size_t index) const {
  const auto& span = spans_[index];
  const std::string_view bytes{bytes_};
  return {bytes.substr(span.begin, span.key_size), bytes.substr(span.begin + span.key_size, span.value_size),
          span.position, span.change};
}

void RowBatch::remember(std::string_view key, KeyHash hash) {
  const auto [at, added] = newest_.try_emplace(hash, static_cast<std::uint32_t>(spans_.size()));
  if (added) return;
  if ((*this)[at->second].key != key) collided_ = true;
  at->second = static_cast<std::uint32_t>(spans_.size());
}

std::optional<RowBatch::Row> RowBatch::find(std::string_view key, KeyHash hash) const {
  if (collided_) {
    for (auto index = spans_.size(); index-- > 0;) {
      if (const auto row = (*this)[index]; row.key == key) return row;
    }
    return std::nullopt;
  }
  const auto found = newest_.find(hash);
  if (found == newest_.end()) return std::nullopt;
  const auto row = (*this)[found->second];
  return row.key == key ? std::optional{row} : std::nullopt;
}

void RowBatch::sort(std::vector<std::uint32_t>& order) const {
  order.resize(spans_.size());
  std::iota(order.begin(), order.end(), 0U);
  std::ranges::sort(order, [this](std::uint32_t left, std::uint32_t right) {
    const auto before = (*this)[left];
    const auto after = (*this)[right];
    if (const auto by_key = before.key.compare(after.key); by_key != 0) return by_key < 0;
    // As they were added: positions rise with the indexes.
    return left < right;
  });
}

void RowBatch::clear() {
  bytes_.clear();
  spans_.clear();
  newest_.clear();
  collided_ = false;
}

}  // namespace tenure::projections
