// Base64: the examples of RFC 4648, every byte, and texts that are almost right.
#include "schemas/codec/base64.h"

#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace tenure::codec {
namespace {

std::string encoded(std::string_view bytes) {
  std::string text;
  {
    TextSink sink{text};
    write_base64({reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size()}, sink);
  }
  return text;
}

std::optional<std::string> decoded(std::string_view text) {
  const auto size = decoded_size(text);
  if (!size) return std::nullopt;
  std::vector<std::uint8_t> bytes(*size);
  if (!decode_base64(text, bytes.data())) return std::nullopt;
  return std::string{bytes.begin(), bytes.end()};
}

// RFC 4648, section 10.
TEST(Base64, IsThatOfTheStandard) {
  for (const auto& [bytes, text] : {std::pair{"", ""},
                                    {"f", "Zg=="},
                                    {"fo", "Zm8="},
                                    {"foo", "Zm9v"},
                                    {"foob", "Zm9vYg=="},
                                    {"fooba", "Zm9vYmE="},
                                    {"foobar", "Zm9vYmFy"}}) {
    EXPECT_EQ(encoded(bytes), text);
    EXPECT_EQ(decoded(text), bytes);
    EXPECT_EQ(base64_size(std::string_view{bytes}.size()), std::string_view{text}.size());
  }
}

TEST(Base64, HasEveryByteAtEveryPlace) {
  for (std::size_t size = 1; size <= 4; ++size) {
    for (int byte = 0; byte < 256; ++byte) {
      for (std::size_t place = 0; place < size; ++place) {
        std::string bytes(size, '\x5a');
        bytes[place] = static_cast<char>(byte);
        EXPECT_EQ(decoded(encoded(bytes)), bytes);
      }
    }
  }
}

// Equal bytes have one text: whatever decodes is written the same way again.
TEST(Base64, NoTwoTextsAreTheSameBytes) {
  constexpr std::string_view characters = "AQgw+/=";
  std::size_t good = 0;
  for (const char a : characters) {
    for (const char b : characters) {
      for (const char c : characters) {
        for (const char d : characters) {
          const std::string text{a, b, c, d};
          const auto bytes = decoded(text);
          if (!bytes) continue;
          EXPECT_EQ(encoded(*bytes), text);
          ++good;
        }
      }
    }
  }
  // Six digits four times; three times with the last a multiple of 4; twice with the last a multiple of 16.
  EXPECT_EQ(good, 6U * 6 * 6 * 6 + 6 * 6 * 4 + 6 * 4);
}

TEST(Base64, WhatIsAlmostRightIsRefused) {
  for (const auto* text : {"A", "AA", "AAA", "A===", "====", "=", "==", "AAAA====", "AAAA=", "AA=A",
                           "Zg==Zg==", "Zh==", "Zm9=", "Zm9v\n", "Zm 9", "Zm-_", "Zm9vé"}) {
    EXPECT_EQ(decoded(text), std::nullopt) << text;
  }
}

}  // namespace
}  // namespace tenure::codec
