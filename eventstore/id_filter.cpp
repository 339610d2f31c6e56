#include "eventstore/id_filter.h"

#include <cstring>

namespace tenure::eventstore {
namespace {

constexpr std::size_t bits_per_key = 12;
constexpr std::size_t block_bits = IdFilter::block_words * 64;
constexpr unsigned probes = 7;
constexpr unsigned slice_bits = 9;
constexpr std::uint64_t slice_mask = (1U << slice_bits) - 1;
constexpr std::uint64_t multiplier = 0x9E37'79B9'7F4A'7C15;
static_assert(block_bits == slice_mask + 1);
static_assert(probes * slice_bits <= 64);

}  // namespace

IdFilter::IdFilter(std::size_t keys) : words_((keys * bits_per_key / block_bits + 1) * block_words) {}

IdFilter IdFilter::load(std::string_view bytes) {
  IdFilter filter;
  filter.words_.resize(bytes.size() / (block_words * sizeof(std::uint64_t)) * block_words);
  if (!filter.words_.empty()) std::memcpy(filter.words_.data(), bytes.data(), filter.size());
  return filter;
}

std::size_t IdFilter::block_of(std::uint64_t key_hash) const {
  const auto blocks = words_.size() / block_words;
  return ((key_hash >> 32) * blocks >> 32) * block_words;
}

void IdFilter::add(std::uint64_t key_hash) {
  auto* const block = words_.data() + block_of(key_hash);
  auto slices = key_hash * multiplier;
  for (unsigned probe = 0; probe < probes; ++probe, slices >>= slice_bits) {
    const auto bit = slices & slice_mask;
    block[bit / 64] |= std::uint64_t{1} << (bit % 64);
  }
}

bool IdFilter::may_hold(std::uint64_t key_hash) const {
  if (words_.empty()) return true;
  const auto* const block = words_.data() + block_of(key_hash);
  auto slices = key_hash * multiplier;
  for (unsigned probe = 0; probe < probes; ++probe, slices >>= slice_bits) {
    const auto bit = slices & slice_mask;
    if ((block[bit / 64] & (std::uint64_t{1} << (bit % 64))) == 0) return false;
  }
  return true;
}

std::string_view IdFilter::bytes() const { return {reinterpret_cast<const char*>(words_.data()), size()}; }

}  // namespace tenure::eventstore
