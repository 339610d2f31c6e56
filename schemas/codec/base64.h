// Bytes as text in JSON: base64 as in RFC 4648, section 4, with padding.
//
// Promises: strict, so that equal bytes have one text: no line breaks, no other alphabet, no missing padding, and the
// bits that the last character has too many are zero.
// Fails: decoding answers nothing where a text is not that.
// Why not Boost's: it is a detail of another library, and takes texts that are not canonical.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "schemas/codec/text_sink.h"

namespace tenure::codec {

/// Characters of so many bytes.
[[nodiscard]] constexpr std::size_t base64_size(std::size_t bytes) noexcept { return (bytes + 2) / 3 * 4; }

/// How many bytes the text stands for, by its length and padding alone; nothing where these cannot be.
[[nodiscard]] std::optional<std::size_t> decoded_size(std::string_view text) noexcept;
/// Writes `decoded_size` bytes, which must be known; whether the text was whole. What was written is undefined where not.
[[nodiscard]] bool decode_base64(std::string_view text, std::uint8_t* into) noexcept;

/// Appends the text of the bytes.
void write_base64(std::span<const std::uint8_t> bytes, TextSink& out);

}  // namespace tenure::codec
