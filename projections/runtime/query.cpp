#include "projections/runtime/query.h"

#include <fmt/format.h>

#include "projections/runtime/row_reader.h"

namespace tenure::projections {
namespace {

constexpr std::string_view hex_digits = "0123456789abcdef";

}  // namespace

std::string_view name_of(QueryError::Kind kind) {
  switch (kind) {
    case QueryError::Kind::beyond_known:
      return "beyond_known";
    case QueryError::Kind::trimmed:
      return "trimmed";
    case QueryError::Kind::not_serving:
      return "not_serving";
    case QueryError::Kind::bad_cursor:
      return "bad_cursor";
    case QueryError::Kind::too_wide:
      return "too_wide";
    case QueryError::Kind::storage:
      return "storage";
  }
  return "unknown";
}

// Keys hold no personal data: they are made of ids and numbers.
QueryError damaged_row(std::string_view key) {
  return {QueryError::Kind::storage,
          fmt::format("the row {} is damaged; rebuild the read model", to_cursor(key))};
}

std::string to_cursor(std::string_view key_rest) {
  std::string text;
  text.reserve(2 * key_rest.size());
  for (const char byte : key_rest) {
    text.push_back(hex_digits[static_cast<std::uint8_t>(byte) >> 4]);
    text.push_back(hex_digits[static_cast<std::uint8_t>(byte) & 0xf]);
  }
  return text;
}

std::optional<std::string> from_cursor(std::string_view cursor) {
  if (cursor.size() % 2 != 0 || cursor.empty() || cursor.size() > 2 * key_bytes_max) return std::nullopt;
  std::string bytes;
  bytes.reserve(cursor.size() / 2);
  for (std::size_t index = 0; index < cursor.size(); index += 2) {
    const auto high = hex_digits.find(cursor[index]);
    const auto low = hex_digits.find(cursor[index + 1]);
    if (high == std::string_view::npos || low == std::string_view::npos) return std::nullopt;
    bytes.push_back(static_cast<char>(high << 4 | low));
  }
  return bytes;
}

}  // namespace tenure::projections
