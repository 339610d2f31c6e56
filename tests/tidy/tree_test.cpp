// All rules on all files of the project.

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <iterator>

#include <gtest/gtest.h>

#include "tests/tidy/rules.h"

namespace tenure::tidy {
namespace {

namespace fs = std::filesystem;

/// Written by people; what they are not in is generated, fetched or somebody's notes.
constexpr std::array<std::string_view, 12> endings{".h",  ".cpp", ".fbs", ".cmake", ".txt", ".sh",
                                                   ".py", ".md",  ".yml", ".json",  ".ini", ".conf"};
constexpr std::array<std::string_view, 9> folders{
    "schemas", "domain", "eventstore", "projections", "adapters", "tests", "bench", "cmake", "docs"};
constexpr std::array<std::string_view, 2> scripts{"check", "quickstart"};

bool is_text(const fs::path& path) {
  return std::ranges::find(endings, path.extension().string()) != endings.end() || path.extension().empty();
}

File read(const fs::path& path, const fs::path& root) {
  std::ifstream in{path, std::ios::binary};
  return {fs::relative(path, root).generic_string(), {std::istreambuf_iterator<char>{in}, {}}};
}

Files project() {
  const fs::path root{TENURE_SOURCE_DIR};
  Files files;
  for (const auto folder : folders) {
    if (!fs::exists(root / folder)) continue;
    for (const auto& entry : fs::recursive_directory_iterator{root / folder}) {
      if (entry.is_regular_file() && is_text(entry.path())) files.push_back(read(entry.path(), root));
    }
  }
  for (const auto& entry : fs::directory_iterator{root}) {
    const auto name = entry.path().filename().string();
    const auto is_script = std::ranges::find(scripts, name) != scripts.end();
    if (entry.is_regular_file() && (is_script || (!name.starts_with('.') && is_text(entry.path())))) {
      files.push_back(read(entry.path(), root));
    }
  }
  return files;
}

TEST(Tree, KeepsTheRules) {
  const auto files = project();
  ASSERT_GT(files.size(), 100U) << "the tree was not found";
  for (const auto& finding : check_tree(files)) {
    ADD_FAILURE() << finding.path << ":" << finding.line << ": " << finding.what;
  }
}

}  // namespace
}  // namespace tenure::tidy
