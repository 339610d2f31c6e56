// The rows of one model as of one position, and the helpers that queries read them with.
//
// What it is: get and ordered scans over bytes, and typed forms of them for rows that name their fields.
// What can go wrong: QueryError `storage` for failed storage or a row of another layout, `bad_cursor` for a cursor that
//   this query did not make.
// Why this way: queries are the same code over any storage; the one that knows RocksDB is as_of_store.cpp.
#pragma once

#include <algorithm>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "domain/kernel/archive.h"
#include "projections/runtime/key.h"
#include "projections/runtime/query.h"

namespace tenure::projections {

/// Walks rows in the order of their keys.
class RowCursor {
 public:
  virtual ~RowCursor() = default;
  /// Whether it stands on a row; ask `fault` when it does not.
  [[nodiscard]] virtual bool valid() const = 0;
  virtual void next() = 0;
  /// Both point into the cursor until it moves.
  [[nodiscard]] virtual std::string_view key() const = 0;
  [[nodiscard]] virtual std::string_view value() const = 0;
  /// Why the walk ended early, if it did.
  [[nodiscard]] virtual std::optional<QueryError> fault() const = 0;
};

class RowReader {
 public:
  virtual ~RowReader() = default;
  /// Whether the row exists; `value` is its bytes then.
  [[nodiscard]] virtual Result<bool> get(std::string_view key, std::string& value) const = 0;
  /// Rows whose keys begin with `prefix`, from the first at or after `start` (which begins with it too, or is empty).
  [[nodiscard]] virtual std::unique_ptr<RowCursor> scan(std::string_view prefix,
                                                        std::string_view start) const = 0;
};

[[nodiscard]] QueryError damaged_row(std::string_view key);
/// The text form of what follows the prefix in a key, and back.
[[nodiscard]] std::string to_cursor(std::string_view key_rest);
[[nodiscard]] std::optional<std::string> from_cursor(std::string_view cursor);

/// The row, if it exists.
template <class Row>
[[nodiscard]] Result<std::optional<Row>> find(const RowReader& rows, std::string_view key) {
  std::string value;
  const auto found = rows.get(key, value);
  if (!found) return std::unexpected{found.error()};
  std::optional<Row> row;
  if (!*found) return row;
  if (!domain::from_archive(value, row.emplace())) return std::unexpected{damaged_row(key)};
  return row;
}

/// A filter may pass over so many rows before a page ends, full or not.
inline constexpr std::size_t page_rows_max = 100'000;

enum class Keep : std::uint8_t { yes, no, damaged };

/// A page of the rows behind `prefix`; `decode(key_rest, value, item)` makes an item and says whether to keep it.
template <class Item, class Decode>
[[nodiscard]] Result<Page<Item>> read_page(const RowReader& rows, std::string_view prefix,
                                           const PageRequest& request, Decode decode) {
  std::string start;
  if (!request.cursor.empty()) {
    const auto rest = from_cursor(request.cursor);
    if (!rest)
      return std::unexpected{QueryError{QueryError::Kind::bad_cursor, "the cursor is not one of this query"}};
    start = std::string{prefix} + *rest;
  }
  const auto limit = std::min(std::max<std::size_t>(request.limit, 1), page_items_max);

  Page<Item> page;
  page.items.reserve(std::min(limit, page_items_default));
  std::size_t passed = 0;
  const auto cursor = rows.scan(prefix, start);
  if (cursor->valid() && !start.empty() && cursor->key() == start) cursor->next();
  while (cursor->valid()) {
    ++passed;
    switch (decode(cursor->key().substr(prefix.size()), cursor->value(), page.items.emplace_back())) {
      case Keep::yes:
        break;
      case Keep::no:
        page.items.pop_back();
        break;
      case Keep::damaged:
        return std::unexpected{damaged_row(cursor->key())};
    }
    if (page.items.size() < limit && passed < page_rows_max) {
      cursor->next();
      continue;
    }
    auto last = to_cursor(cursor->key().substr(prefix.size()));
    cursor->next();
    if (cursor->valid()) page.next_cursor = std::move(last);
    break;
  }
  if (auto fault = cursor->fault()) return std::unexpected{std::move(*fault)};
  return page;
}

/// A page of rows that hold everything in their values.
template <class Row>
[[nodiscard]] Result<Page<Row>> read_page(const RowReader& rows, std::string_view prefix,
                                          const PageRequest& request) {
  return read_page<Row>(rows, prefix, request, [](std::string_view, std::string_view value, Row& row) {
    return domain::from_archive(value, row) ? Keep::yes : Keep::damaged;
  });
}

/// Calls `visit(key_rest, value)` for every row behind the prefix; it answers false for a row it cannot read.
template <class Visit>
[[nodiscard]] Result<void> for_each(const RowReader& rows, std::string_view prefix, Visit visit) {
  const auto cursor = rows.scan(prefix, {});
  for (; cursor->valid(); cursor->next()) {
    if (!visit(cursor->key().substr(prefix.size()), cursor->value()))
      return std::unexpected{damaged_row(cursor->key())};
  }
  if (auto fault = cursor->fault()) return std::unexpected{std::move(*fault)};
  return {};
}

}  // namespace tenure::projections
