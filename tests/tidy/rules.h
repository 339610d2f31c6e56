// The rules of the house that no compiler knows, as functions from files to findings.
//
// Is:       one function a rule; `check_tree` applies all of them.
// Promises: no rule looks at the disk; rules_test.cpp shows each one a bad sample and tree_test.cpp all of the project.
// Why:      a rule that is only written down rots within a month; one that cannot be shown to fire never worked.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace tenure::tidy {

struct File {
  /// Relative to the root, with '/'.
  std::string path;
  std::string text;
};

struct Finding {
  std::string path;
  /// From 1; 0 is the file as a whole.
  std::size_t line = 0;
  std::string what;

  bool operator==(const Finding&) const = default;
};

using Files = std::vector<File>;
using Findings = std::vector<Finding>;

/// Longest source file.
inline constexpr std::size_t lines_max = 450;

/// schemas <- domain <- eventstore <- projections <- adapters; nobody but tests and bench includes tests/ or bench/.
[[nodiscard]] Findings check_include_direction(const Files& files);
/// RocksDB in .cpp files of eventstore/ and projections/, or in headers of theirs that nobody outside the folder gets to
/// see, through others included; Asio and Beast under adapters/ alone; librdkafka under adapters/kafka/ alone.
[[nodiscard]] Findings check_library_places(const Files& files);
/// No clock, thread, randomness, input, output or floating point in domain/; comments and texts do not count.
[[nodiscard]] Findings check_purity(const Files& files);
/// Nothing that says "later" in a source file or document.
[[nodiscard]] Findings check_leftovers(const Files& files);
/// No path of the machine on which somebody wrote a file.
[[nodiscard]] Findings check_machine_paths(const Files& files);
[[nodiscard]] Findings check_length(const Files& files);
/// Headers are included once.
[[nodiscard]] Findings check_pragma_once(const Files& files);
/// Each command of the union has its file, the head of which names every code that the file refuses with, and a `when`
/// in a test of the domain.
[[nodiscard]] Findings check_commands(const Files& files);

[[nodiscard]] Findings check_tree(const Files& files);

/// The code without its comments and without what stands in quotes; lines stay where they are.
[[nodiscard]] std::string without_comments_and_texts(std::string_view code);
/// "AddCharge" is "add_charge".
[[nodiscard]] std::string snake_case(std::string_view name);

struct Include {
  std::size_t line;
  /// As written, e.g. "domain/world.h" or "rocksdb/db.h".
  std::string target;
};
[[nodiscard]] std::vector<Include> includes_of(const File& file);

}  // namespace tenure::tidy
