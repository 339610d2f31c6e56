#include "schemas/codec/value_check.h"

#include <algorithm>
#include <array>
#include <cstring>

#include <fmt/format.h>

namespace tenure::codec {
namespace {

constexpr auto identifier_bytes = [] {
  std::array<bool, 256> allowed{};
  for (unsigned char byte = 'A'; byte <= 'Z'; ++byte) allowed[byte] = true;
  for (unsigned char byte = 'a'; byte <= 'z'; ++byte) allowed[byte] = true;
  for (unsigned char byte = '0'; byte <= '9'; ++byte) allowed[byte] = true;
  for (const char byte : {'.', '_', ':', '-'}) allowed[static_cast<unsigned char>(byte)] = true;
  return allowed;
}();

bool is_printable_ascii(unsigned char byte) noexcept {
  return (byte >= 0x20 && byte < 0x7f) || byte == '\n' || byte == '\t';
}

// Whether eight bytes are all 0x20 to 0x7e: the usual case, told without looking at each.
bool all_plain(const char* at) noexcept {
  constexpr std::uint64_t ones = 0x0101'0101'0101'0101;
  constexpr std::uint64_t tops = 0x8080'8080'8080'8080;
  std::uint64_t word = 0;
  std::memcpy(&word, at, sizeof word);
  const std::uint64_t below_space = (word - ones * 0x20) & ~word;
  const std::uint64_t above_tilde = word + ones;
  return ((word | below_space | above_tilde) & tops) == 0;
}

bool continues(std::string_view text, std::size_t at) noexcept {
  return at < text.size() && (static_cast<unsigned char>(text[at]) & 0xc0) == 0x80;
}

// Bytes of the character that starts at `at` and is not ASCII, or 0 when it is malformed (overlong, a surrogate,
// above U+10FFFF: RFC 3629) or a control character (U+0080 to U+009F).
std::size_t wide_character(std::string_view text, std::size_t at) noexcept {
  const auto first = static_cast<unsigned char>(text[at]);
  const auto second = static_cast<unsigned char>(at + 1 < text.size() ? text[at + 1] : 0);
  if (!continues(text, at + 1)) return 0;
  if (first >= 0xc2 && first <= 0xdf) return first == 0xc2 && second < 0xa0 ? 0 : 2;
  if (!continues(text, at + 2)) return 0;
  if (first == 0xe0) return second >= 0xa0 ? 3 : 0;
  if (first == 0xed) return second <= 0x9f ? 3 : 0;
  if (first >= 0xe1 && first <= 0xef) return 3;
  if (!continues(text, at + 3)) return 0;
  if (first == 0xf0) return second >= 0x90 ? 4 : 0;
  if (first == 0xf4) return second <= 0x8f ? 4 : 0;
  return first >= 0xf1 && first <= 0xf3 ? 4 : 0;
}

bool all_capitals(std::string_view text, std::size_t length) noexcept {
  return text.size() == length &&
         std::ranges::all_of(text, [](char byte) { return byte >= 'A' && byte <= 'Z'; });
}

bool in_range(const FieldPlan& field, std::int64_t bits) noexcept {
  if (field.kind == Kind::UINT64) {
    const auto number = static_cast<std::uint64_t>(bits);
    return (field.least <= 0 || number >= static_cast<std::uint64_t>(field.least)) && number <= field.most;
  }
  return bits >= field.least && (bits < 0 || static_cast<std::uint64_t>(bits) <= field.most);
}

bool has_name(const FieldPlan& field, std::int64_t number) noexcept {
  const auto index = static_cast<std::size_t>(number);
  if (index < field.enum_values.size() && field.enum_values[index].number == number) return true;
  return std::ranges::find(field.enum_values, number, &EnumValue::number) != field.enum_values.end();
}

std::string range_text(const FieldPlan& field) {
  if (field.kind == Kind::BOOL) return "true or false";
  const std::int64_t least =
      field.kind == Kind::UINT64 ? std::max<std::int64_t>(field.least, 0) : field.least;
  return fmt::format("{} to {}", least, field.most);
}

}  // namespace

Problem problem(std::string_view code, std::string message) {
  return std::make_unique<FieldError>(
      FieldError{.pointer = {}, .code = std::string(code), .message = std::move(message)});
}

Problem within(const FieldPlan& field, Problem inner) {
  inner->pointer = fmt::format("/{}{}", field.name, inner->pointer);
  return inner;
}

Problem within(const FieldPlan& field, std::size_t index, Problem inner) {
  inner->pointer = fmt::format("/{}/{}{}", field.name, index, inner->pointer);
  return inner;
}

FieldError under(std::string_view name, FieldError error) {
  error.pointer = fmt::format("/{}{}", name, error.pointer);
  return error;
}

Problem missing(const FieldPlan& field) {
  return problem(fault::MISSING_FIELD, fmt::format("{} is required; give it a value", field.name));
}

Problem out_of_range(const FieldPlan& field) {
  return problem(fault::OUT_OF_RANGE, fmt::format("must be {}", range_text(field)));
}

Problem bad_date() {
  return problem(fault::BAD_DATE, "must be a day that exists, as YYYY-MM-DD, from 1900-01-01 to 2999-12-31");
}

Problem bad_instant() {
  return problem(
      fault::BAD_INSTANT,
      "must be an instant as in RFC 3339 with Z or an offset and at most six digits of a second's fraction, "
      "e.g. 2026-11-23T09:30:00Z, from 1900 to 2999");
}

Problem bad_base64() {
  return problem(fault::BAD_BASE64, "must be base64 as in RFC 4648, with padding and without line breaks");
}

Problem unknown_value(const FieldPlan& field) {
  std::string names;
  for (const EnumValue& value : field.enum_values) {
    if (!names.empty()) names += ", ";
    names += value.name;
  }
  return problem(fault::UNKNOWN_VALUE, fmt::format("must be one of {}", names));
}

Problem check_number(const FieldPlan& field, std::int64_t bits) {
  if (field.format == Format::ENUMERATION) return has_name(field, bits) ? nullptr : unknown_value(field);
  if (in_range(field, bits)) return nullptr;
  if (field.format == Format::DATE) return bad_date();
  if (field.format == Format::INSTANT) return bad_instant();
  if (field.personal || field.kind == Kind::BOOL) return out_of_range(field);
  const std::string found =
      field.kind == Kind::UINT64 ? fmt::to_string(static_cast<std::uint64_t>(bits)) : fmt::to_string(bits);
  return problem(fault::OUT_OF_RANGE, fmt::format("must be {}, is {}", range_text(field), found));
}

Problem check_text(const FieldPlan& field, std::string_view text) {
  switch (field.format) {
    case Format::IDENTIFIER:
      if (text.size() <= field.text_bytes_max && is_identifier(text)) return nullptr;
      return problem(fault::BAD_IDENTIFIER,
                     fmt::format("must be 1 to {} characters of A-Z a-z 0-9 . _ : -", field.text_bytes_max));
    case Format::CURRENCY:
      if (all_capitals(text, 3)) return nullptr;
      return problem(fault::BAD_CURRENCY, "must be an ISO 4217 code of three capital letters, e.g. GBP");
    case Format::COUNTRY:
      if (all_capitals(text, 2)) return nullptr;
      return problem(fault::BAD_COUNTRY, "must be an ISO 3166-1 code of two capital letters, e.g. GB");
    default:
      break;
  }
  if (text.size() > field.text_bytes_max) {
    return problem(fault::TOO_LONG, fmt::format("must be at most {} bytes of UTF-8, is {}; shorten it",
                                                field.text_bytes_max, text.size()));
  }
  if (field.required && field.shape == Shape::ONE && text.empty()) return missing(field);
  if (is_clean_text(text)) return nullptr;
  return problem(fault::BAD_TEXT, "must be UTF-8 without control characters other than line feed and tab");
}

Problem check_bytes_size(const FieldPlan& field, std::size_t bytes) {
  if (bytes <= field.text_bytes_max) return nullptr;
  return problem(fault::TOO_LONG,
                 fmt::format("must be at most {} bytes, is {}", field.text_bytes_max, bytes));
}

Problem check_list_size(const FieldPlan& field, std::size_t entries) {
  if (entries <= field.list_entries_max) return nullptr;
  return problem(fault::TOO_LONG,
                 fmt::format("must have at most {} entries, has {}", field.list_entries_max, entries));
}

bool is_identifier(std::string_view text) noexcept {
  bool good = !text.empty() && text.size() <= identifier_bytes_max;
  for (const char byte : text) good &= identifier_bytes[static_cast<unsigned char>(byte)];
  return good;
}

bool is_clean_text(std::string_view text) noexcept {
  std::size_t at = 0;
  while (at < text.size()) {
    if (at + 8 <= text.size() && all_plain(text.data() + at)) {
      at += 8;
    } else if (static_cast<unsigned char>(text[at]) < 0x80) {
      if (!is_printable_ascii(static_cast<unsigned char>(text[at]))) return false;
      ++at;
    } else {
      const std::size_t bytes = wide_character(text, at);
      if (bytes == 0) return false;
      at += bytes;
    }
  }
  return true;
}

}  // namespace tenure::codec
