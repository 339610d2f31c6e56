// Numbers as bytes in keys and values: big endian where the order of keys matters, little endian elsewhere.
#pragma once

#include <bit>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>

namespace tenure::eventstore {

static_assert(std::endian::native == std::endian::little, "values are written as they lie in memory");

inline void put_big_endian(std::string& out, std::uint64_t number) {
  const std::uint64_t swapped = __builtin_bswap64(number);
  out.append(reinterpret_cast<const char*>(&swapped), sizeof swapped);
}
/// The number in the first eight bytes.
[[nodiscard]] inline std::uint64_t get_big_endian(const char* at) {
  std::uint64_t swapped = 0;
  std::memcpy(&swapped, at, sizeof swapped);
  return __builtin_bswap64(swapped);
}

template <class Number>
void put_little_endian(std::string& out, Number number) {
  out.append(reinterpret_cast<const char*>(&number), sizeof number);
}

/// Takes numbers and texts off the front of bytes; `good` is false once something was missing.
class BytesReader {
 public:
  explicit BytesReader(std::string_view in) : in_{in} {}

  template <class Number>
  [[nodiscard]] Number number() {
    Number value{};
    if (in_.size() < sizeof value) {
      good_ = false;
      return value;
    }
    std::memcpy(&value, in_.data(), sizeof value);
    in_.remove_prefix(sizeof value);
    return value;
  }
  [[nodiscard]] std::string_view text(std::size_t size) {
    if (in_.size() < size) {
      good_ = false;
      return {};
    }
    const auto taken = in_.substr(0, size);
    in_.remove_prefix(size);
    return taken;
  }
  [[nodiscard]] bool good() const { return good_; }
  [[nodiscard]] bool complete() const { return good_ && in_.empty(); }

 private:
  std::string_view in_;
  bool good_ = true;
};

}  // namespace tenure::eventstore
