// Who may include whom.

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <regex>
#include <set>
#include <sstream>

#include "tests/tidy/rules.h"

namespace tenure::tidy {
namespace {

constexpr std::array<std::string_view, 5> layers{"schemas", "domain", "eventstore", "projections",
                                                 "adapters"};

/// Puts the subcommands of all folders together, those of bench/ too.
constexpr std::string_view program = "adapters/cli/main.cpp";

std::string_view top(std::string_view path) { return path.substr(0, path.find('/')); }

std::optional<std::size_t> layer_of(std::string_view path) {
  const auto found = std::ranges::find(layers, top(path));
  if (found == layers.end() || path.find('/') == std::string_view::npos) return std::nullopt;
  return static_cast<std::size_t>(found - layers.begin());
}

bool is_header(std::string_view path) { return path.ends_with(".h"); }
bool is_code(std::string_view path) { return is_header(path) || path.ends_with(".cpp"); }

/// The headers that include RocksDB, by themselves or through others.
std::set<std::string, std::less<>> rocksdb_headers(const Files& files) {
  std::set<std::string, std::less<>> found;
  for (auto grown = true; grown;) {
    grown = false;
    for (const auto& file : files) {
      if (!is_header(file.path) || found.contains(file.path)) continue;
      const auto includes = includes_of(file);
      const auto reaches = [&](const Include& include) {
        return include.target.starts_with("rocksdb/") || found.contains(include.target);
      };
      if (std::ranges::any_of(includes, reaches)) grown = found.insert(file.path).second;
    }
  }
  return found;
}

bool may_hold_rocksdb(std::string_view path) {
  return top(path) == "eventstore" || top(path) == "projections";
}

std::optional<std::string> misplaced(std::string_view path, const Include& include,
                                     const std::set<std::string, std::less<>>& rocksdb) {
  if (include.target.starts_with("rocksdb/") && !may_hold_rocksdb(path)) {
    return "RocksDB belongs to eventstore/ and projections/";
  }
  if (rocksdb.contains(include.target) && top(include.target) != top(path)) {
    return include.target + " brings RocksDB with it; it is for its own folder alone";
  }
  if ((include.target.starts_with("boost/asio") || include.target.starts_with("boost/beast")) &&
      top(path) != "adapters") {
    return "Asio and Beast belong to adapters/";
  }
  if (include.target.starts_with("librdkafka/") && !path.starts_with("adapters/kafka/")) {
    return "librdkafka belongs to adapters/kafka/";
  }
  return std::nullopt;
}

}  // namespace

std::vector<Include> includes_of(const File& file) {
  static const std::regex directive{R"(^\s*#\s*include\s*[<"]([^>"]+)[>"].*)"};
  std::vector<Include> includes;
  std::istringstream in{file.text};
  std::string line;
  for (std::size_t number = 1; std::getline(in, line); ++number) {
    std::smatch match;
    if (std::regex_match(line, match, directive)) includes.push_back({number, match[1]});
  }
  return includes;
}

Findings check_include_direction(const Files& files) {
  Findings findings;
  for (const auto& file : files) {
    const auto own = layer_of(file.path);
    if (!own || !is_code(file.path)) continue;
    for (const auto& include : includes_of(file)) {
      const auto other = layer_of(include.target);
      if (other && *other > *own) {
        findings.push_back({file.path, include.line,
                            std::string{layers[*own]} + " must not include " + std::string{layers[*other]}});
      }
      const bool of_bench = include.target.starts_with("bench/") && file.path != program;
      if (include.target.starts_with("tests/") || of_bench) {
        findings.push_back({file.path, include.line, "nothing of the product includes " + include.target});
      }
    }
  }
  return findings;
}

Findings check_library_places(const Files& files) {
  const auto rocksdb = rocksdb_headers(files);
  Findings findings;
  for (const auto& file : files) {
    if (!layer_of(file.path) || !is_code(file.path)) continue;
    for (const auto& include : includes_of(file)) {
      if (auto what = misplaced(file.path, include, rocksdb)) {
        findings.push_back({file.path, include.line, *std::move(what)});
      }
    }
  }
  return findings;
}

}  // namespace tenure::tidy
