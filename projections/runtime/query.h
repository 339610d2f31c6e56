// What every query of a read model takes and gives: the knowledge asked for, pages, and why there is no answer.
//
// Why this way: queries are plain functions over a View; what they share is only this vocabulary.
#pragma once

#include <cstddef>
#include <cstdint>
#include <expected>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "domain/kernel/calendar.h"
#include "eventstore/position.h"

namespace tenure::projections {

using eventstore::Position;

/// As of all that the read models know.
struct Latest {
  friend bool operator==(Latest, Latest) = default;
};
/// As of which knowledge a query answers: all, the events up to a position, or those recorded up to a time.
using AsOf = std::variant<Latest, Position, domain::Instant>;

/// Why a query has no answer. `message` is for people and holds no personal data.
struct QueryError {
  enum class Kind : std::uint8_t {
    beyond_known,  ///< the position lies behind what the read models have folded; wait for it or ask for an earlier one
    trimmed,      ///< the position lies before the history that is kept; ask for a later one
    not_serving,  ///< the read model is being built for the first time, or is not there; look at its status
    bad_cursor,   ///< the cursor was not made by this query
    too_wide,     ///< more is asked for than one answer holds; ask for less
    storage,      ///< the read model's storage failed or holds damaged rows; rebuild the model
  };
  Kind kind;
  std::string message;
};
[[nodiscard]] std::string_view name_of(QueryError::Kind kind);

template <class T>
using Result = std::expected<T, QueryError>;

inline constexpr std::size_t page_items_default = 100;
inline constexpr std::size_t page_items_max = 1000;

/// Which part of a list: after the cursor (empty: from the start), at most `limit` items (1 to `page_items_max`).
struct PageRequest {
  std::string cursor;
  std::size_t limit = page_items_default;
};

/// Items in the order of their keys. A cursor is safe in a URL and good for the same query as of any position.
template <class T>
struct Page {
  std::vector<T> items;
  /// Empty where there are no more.
  std::string next_cursor;
};

}  // namespace tenure::projections
