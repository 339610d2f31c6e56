#include "projections/runtime/compare.h"

#include <fmt/format.h>

#include "projections/runtime/row_batch.h"

namespace tenure::projections {
namespace {

constexpr std::uint64_t rows_between_questions = 4'096;
// Above the checkpoint's key, below every table's letter.
constexpr std::string_view first_row = "\1";

std::string printable(std::string_view key) {
  std::string text;
  for (const char byte : key) {
    if (byte == '\0') {
      text += '|';
    } else if (byte >= ' ' && byte <= '~') {
      text += byte;
    } else {
      text += fmt::format("\\x{:02x}", static_cast<std::uint8_t>(byte));
    }
  }
  return text;
}

std::string described(std::string_view value) {
  return fmt::format("{} bytes with XXH3 {:016x}", value.size(), hash_of(value).value);
}

}  // namespace

Result<Comparison> compare_rows(const RowReader& expected, const RowReader& found,
                                const std::function<bool()>& go_on) {
  Comparison result;
  const auto left = expected.scan({}, first_row);
  const auto right = found.scan({}, first_row);
  while (left->valid() || right->valid()) {
    if (result.rows % rows_between_questions == 0 && !go_on()) return result;
    const bool only_left = left->valid() && (!right->valid() || left->key() < right->key());
    const bool only_right = right->valid() && (!left->valid() || right->key() < left->key());
    if (only_left || only_right) {
      // An early end is not a missing row.
      break;
    }
    if (left->value() != right->value()) {
      result.difference = fmt::format("row {}: expected {}, found {}", printable(left->key()),
                                      described(left->value()), described(right->value()));
      return result;
    }
    ++result.rows;
    left->next();
    right->next();
  }
  if (auto fault = left->fault()) return std::unexpected{std::move(*fault)};
  if (auto fault = right->fault()) return std::unexpected{std::move(*fault)};
  if (left->valid() && (!right->valid() || left->key() < right->key())) {
    result.difference =
        fmt::format("row {}: expected {}, found none", printable(left->key()), described(left->value()));
  } else if (right->valid()) {
    result.difference =
        fmt::format("row {}: expected none, found {}", printable(right->key()), described(right->value()));
  }
  return result;
}

}  // namespace tenure::projections
