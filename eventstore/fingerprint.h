// A fingerprint of a set of rows that does not depend on their order.
//
// Is the sum, modulo 2^128 taken in halves, of XXH3-128 over each row's key and value. Two sets with the same
// fingerprint are taken to be equal; whoever could make them collide could as well make the chain collide.
#pragma once

#include <cstdint>
#include <string_view>

#include <xxhash.h>

namespace tenure::eventstore {

class Fingerprint {
 public:
  void add(std::string_view row) {
    const auto hash = XXH3_128bits(row.data(), row.size());
    high_ += hash.high64;
    low_ += hash.low64;
    ++rows_;
  }
  [[nodiscard]] std::uint64_t rows() const { return rows_; }
  bool operator==(const Fingerprint&) const = default;

 private:
  std::uint64_t high_ = 0;
  std::uint64_t low_ = 0;
  std::uint64_t rows_ = 0;
};

}  // namespace tenure::eventstore
