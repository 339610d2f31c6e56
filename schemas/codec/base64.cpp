#include "schemas/codec/base64.h"

#include <array>

namespace tenure::codec {
namespace {

constexpr std::string_view alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
constexpr char padding = '=';
constexpr std::size_t padding_max = 2;
constexpr std::uint8_t no_digit = 0xff;

constexpr auto digits = [] {
  std::array<std::uint8_t, 256> values{};
  values.fill(no_digit);
  for (std::size_t value = 0; value < alphabet.size(); ++value) {
    values[static_cast<unsigned char>(alphabet[value])] = static_cast<std::uint8_t>(value);
  }
  return values;
}();

// Six bits for each character, the first ones highest; `bad` keeps what is above six bits.
std::uint32_t read_digits(std::string_view text, std::uint8_t& bad) noexcept {
  std::uint32_t bits = 0;
  for (const char character : text) {
    const auto digit = digits[static_cast<unsigned char>(character)];
    bad |= digit;
    bits = bits << 6U | (digit & 0x3fU);
  }
  return bits;
}

void write_group(std::uint32_t bits, std::size_t characters, TextSink& out) {
  for (std::size_t index = 0; index < characters; ++index) {
    out.push_back(alphabet[bits >> (18 - 6 * index) & 0x3fU]);
  }
}

// A third one at the end is no padding, and no digit either.
std::string_view without_padding(std::string_view text) noexcept {
  for (auto left = padding_max; left > 0 && text.ends_with(padding); --left) text.remove_suffix(1);
  return text;
}

}  // namespace

std::optional<std::size_t> decoded_size(std::string_view text) noexcept {
  if (text.size() % 4 != 0) return std::nullopt;
  return text.size() / 4 * 3 - (text.size() - without_padding(text).size());
}

bool decode_base64(std::string_view text, std::uint8_t* into) noexcept {
  std::uint8_t bad = 0;
  text = without_padding(text);
  for (; text.size() >= 4; text.remove_prefix(4)) {
    const auto bits = read_digits(text.substr(0, 4), bad);
    *into++ = static_cast<std::uint8_t>(bits >> 16U);
    *into++ = static_cast<std::uint8_t>(bits >> 8U);
    *into++ = static_cast<std::uint8_t>(bits);
  }
  const auto rest = read_digits(text, bad);
  if (text.size() == 1 || (bad & 0xc0U) != 0) return false;
  if (text.size() == 3) {
    *into++ = static_cast<std::uint8_t>(rest >> 10U);
    *into++ = static_cast<std::uint8_t>(rest >> 2U);
    return (rest & 0x3U) == 0;
  }
  if (text.size() == 2) {
    *into++ = static_cast<std::uint8_t>(rest >> 4U);
    return (rest & 0xfU) == 0;
  }
  return true;
}

void write_base64(std::span<const std::uint8_t> bytes, TextSink& out) {
  for (; bytes.size() >= 3; bytes = bytes.subspan(3)) {
    write_group(std::uint32_t{bytes[0]} << 16U | std::uint32_t{bytes[1]} << 8U | bytes[2], 4, out);
  }
  if (bytes.size() == 2) {
    write_group(std::uint32_t{bytes[0]} << 16U | std::uint32_t{bytes[1]} << 8U, 3, out);
    out.push_back(padding);
  } else if (bytes.size() == 1) {
    write_group(std::uint32_t{bytes[0]} << 16U, 2, out);
    out.push_back(padding);
    out.push_back(padding);
  }
}

}  // namespace tenure::codec
