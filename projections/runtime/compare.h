// Whether two tables hold the same rows.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "projections/runtime/row_reader.h"

namespace tenure::projections {

struct Comparison {
  /// Rows that are equal, up to the first difference.
  std::uint64_t rows = 0;
  /// Key, expected and found, without the values themselves: they may be personal.
  std::optional<std::string> difference;
};

/// Compares all rows, both ways. `go_on` is asked now and then; where it answers false, the comparison ends early.
[[nodiscard]] Result<Comparison> compare_rows(const RowReader& expected, const RowReader& found,
                                              const std::function<bool()>& go_on);

}  // namespace tenure::projections
