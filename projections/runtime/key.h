// Keys of rows: parts one after another in an encoding that sorts as the parts do.
//
//   key    = table part*            table: one letter
//   part   = text 0x00 | number     number: big endian, unsigned, 1, 4 or 8 bytes
//
// What it promises: keys of one table sort by their parts in order; a key cut after a part is a prefix of exactly the
//   keys that begin with these parts. The first part is always the operator.
// What can go wrong: a text that holds 0x00, or a key above `key_bytes_max`: identifiers never do, so it is a broken
//   invariant; it throws BrokenFold, which stops the model (or answers a query with "storage").
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <stdexcept>
#include <string>
#include <string_view>

#include "domain/kernel/calendar.h"
#include "eventstore/position.h"

namespace tenure::projections {

/// A fold met what can never be; the model must stop.
class BrokenFold : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

inline constexpr std::size_t key_bytes_max = 2048;
/// Turned over, signed numbers sort as unsigned ones.
inline constexpr std::uint64_t sign_bit = std::uint64_t{1} << 63;

class Key {
 public:
  Key(char table, std::string_view operator_id) {
    append(&table, 1);
    text(operator_id);
  }
  // Copies what is used, not the whole array.
  Key(const Key& other) : size_{other.size_} { std::memcpy(bytes_.data(), other.bytes_.data(), size_); }
  Key& operator=(const Key&) = delete;

  Key& text(std::string_view part) {
    if (std::memchr(part.data(), '\0', part.size()) != nullptr)
      throw BrokenFold{"a part of a key holds a zero byte"};
    append(part.data(), part.size());
    append("", 1);
    return *this;
  }
  Key& byte(std::uint8_t part) { return number(part); }
  Key& number32(std::uint32_t part) { return number(part); }
  Key& position(eventstore::Position part) { return number(part.value); }
  /// Before 1970 sorts before what is after it.
  Key& instant(domain::Instant part) {
    return number(static_cast<std::uint64_t>(part.microseconds()) ^ sign_bit);
  }

  operator std::string_view() const { return {bytes_.data(), size_}; }  // NOLINT(google-explicit-constructor)
  [[nodiscard]] std::size_t size() const { return size_; }

 private:
  template <class Number>
  Key& number(Number part) {
    std::array<char, sizeof part> bytes;
    for (std::size_t index = 0; index < sizeof part; ++index) {
      bytes[index] = static_cast<char>(part >> (8 * (sizeof part - 1 - index)));
    }
    append(bytes.data(), bytes.size());
    return *this;
  }
  void append(const char* bytes, std::size_t size) {
    if (size_ + size > key_bytes_max) throw BrokenFold{"a key is longer than key_bytes_max"};
    std::memcpy(bytes_.data() + size_, bytes, size);
    size_ += size;
  }

  std::size_t size_ = 0;
  // Not filled: only the first `size_` are read.
  std::array<char, key_bytes_max> bytes_;
};

/// Takes the parts of a key off its front again, in the order in which they were put.
class KeyParts {
 public:
  explicit KeyParts(std::string_view bytes) : rest_{bytes} {}

  [[nodiscard]] std::string_view text() {
    const auto end = rest_.find('\0');
    if (end == std::string_view::npos) return fail();
    return take(end, end + 1);
  }
  [[nodiscard]] std::uint8_t byte() { return number<std::uint8_t>(); }
  [[nodiscard]] std::uint32_t number32() { return number<std::uint32_t>(); }
  [[nodiscard]] eventstore::Position position() { return {number<std::uint64_t>()}; }
  [[nodiscard]] domain::Instant instant() {
    return domain::Instant{static_cast<std::int64_t>(number<std::uint64_t>() ^ sign_bit)};
  }

  /// Whether all parts were there and nothing is left.
  [[nodiscard]] bool complete() const { return good_ && rest_.empty(); }

 private:
  template <class Number>
  Number number() {
    if (rest_.size() < sizeof(Number)) {
      (void)fail();
      return 0;
    }
    std::uint64_t value = 0;
    for (const char byte : take(sizeof(Number), sizeof(Number)))
      value = value << 8 | static_cast<std::uint8_t>(byte);
    return static_cast<Number>(value);
  }
  std::string_view take(std::size_t size, std::size_t step) {
    const auto part = rest_.substr(0, size);
    rest_.remove_prefix(step);
    return part;
  }
  std::string_view fail() {
    good_ = false;
    rest_ = {};
    return {};
  }

  std::string_view rest_;
  bool good_ = true;
};

}  // namespace tenure::projections
