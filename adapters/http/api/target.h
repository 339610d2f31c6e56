// The target of a request: its path cut into segments, its query into parameters.
//
// What it promises: segments and values are percent-decoded; a plus sign stays a plus sign, since numbers and
//   instants hold some. What can go wrong: a bad percent sequence, or a text that is not UTF-8; there is no target then.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace tenure::http {

struct Target {
  /// "/v1/a%2Fb" is "v1" and "a/b".
  std::vector<std::string> segments;
  std::vector<std::pair<std::string, std::string>> query;
};

inline constexpr std::size_t segments_max = 16;
inline constexpr std::size_t query_parameters_max = 32;

[[nodiscard]] std::optional<Target> parse_target(std::string_view target);
/// Appends a segment, percent-encoded where it must be.
void write_segment(std::string_view text, std::string& out);

}  // namespace tenure::http
