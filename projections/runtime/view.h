// A view: read models as of one position.
//
// What it is: what queries read. It pins one position; all queries on it answer as of that position.
// What it promises: two queries on one view never see different knowledge; a rebuild that swaps a model, and trimming,
//   leave an open view as it is. Cheap to make; may be used by several threads.
// What can go wrong: a query names a model that the view was not made for; it answers `not_serving`.
// Why this way: rows are versioned by position, so the position is the snapshot and holding a view holds no resources
//   but a number, which keeps trimming away from it.
#pragma once

#include <memory>
#include <string_view>

#include "projections/runtime/query.h"

namespace tenure::projections {

class RowReader;

class View {
 public:
  /// The position that answers are as of.
  [[nodiscard]] Position position() const;
  /// The rows of one model; for the queries.
  [[nodiscard]] Result<const RowReader*> rows(std::string_view model) const;

  View(View&&) noexcept;
  View& operator=(View&&) noexcept;
  ~View();

 private:
  friend class ReadModels;
  struct Pinned;
  explicit View(std::unique_ptr<Pinned> pinned);
  std::unique_ptr<Pinned> pinned_;
};

}  // namespace tenure::projections
