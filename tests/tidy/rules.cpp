#include "tests/tidy/rules.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <iterator>
#include <regex>
#include <sstream>

namespace tenure::tidy {
namespace {

struct Pattern {
  std::regex regex;
  std::string what;
};

bool has_ending(std::string_view path, std::initializer_list<std::string_view> endings) {
  return std::ranges::any_of(endings, [&](std::string_view ending) { return path.ends_with(ending); });
}
bool is_code(std::string_view path) { return has_ending(path, {".h", ".cpp"}); }
bool is_source(std::string_view path) {
  return is_code(path) || has_ending(path, {".fbs", ".cmake", ".sh", ".py", "CMakeLists.txt"});
}

void search_lines(const std::string& path, const std::string& text, const Pattern& pattern,
                  Findings& findings) {
  std::istringstream in{text};
  std::string line;
  for (std::size_t number = 1; std::getline(in, line); ++number) {
    if (std::regex_search(line, pattern.regex)) findings.push_back({path, number, pattern.what});
  }
}

/// The body of `union CommandBody`.
std::vector<std::string> command_names(const Files& files) {
  std::vector<std::string> names;
  const auto schema = std::ranges::find(files, "schemas/commands/command.fbs", &File::path);
  if (schema == files.end()) return names;
  const auto begin = schema->text.find("union CommandBody");
  const auto body = schema->text.substr(begin, schema->text.find('}', begin) - begin);
  static const std::regex entry{R"(([A-Z][A-Za-z]+)\s*=\s*\d+)"};
  for (std::sregex_iterator match{body.begin(), body.end(), entry}, end; match != end; ++match) {
    names.push_back((*match)[1]);
  }
  return names;
}

/// The comment at the top of a file.
std::string head_of(const std::string& text) {
  std::istringstream in{text};
  std::string head;
  for (std::string line; std::getline(in, line) && line.starts_with("//");) head += line + "\n";
  return head;
}

void check_command_file(const File& file, const std::string& command, Findings& findings) {
  const auto head = head_of(file.text);
  if (!head.starts_with("// " + command + ": ")) {
    findings.push_back({file.path, 1, "begins with what " + command + " does"});
  }
  static const std::regex refusal{R"(Code::([A-Z_]+))"};
  for (std::sregex_iterator match{file.text.begin(), file.text.end(), refusal}, end; match != end; ++match) {
    const auto code = (*match)[1].str();
    if (!std::regex_search(head, std::regex{"\\b" + code + "\\b"})) {
      findings.push_back({file.path, 1, "does not say that it refuses with " + code});
    }
  }
}

}  // namespace

std::string without_comments_and_texts(std::string_view code) {
  std::string kept;
  for (std::size_t at = 0; at < code.size();) {
    const auto rest = code.substr(at);
    auto skipped = std::size_t{0};
    if (rest.starts_with("//")) {
      skipped = std::min(rest.find('\n'), rest.size());
    } else if (rest.starts_with("/*")) {
      skipped = std::min(rest.find("*/", 2), rest.size() - 2) + 2;
    } else if (rest.starts_with("R\"")) {
      const auto open = rest.find('(');
      const auto closing = ")" + std::string{rest.substr(2, open - 2)} + "\"";
      skipped = std::min(rest.find(closing, open), rest.size() - closing.size()) + closing.size();
    } else if (rest.front() == '"' ||
               (rest.front() == '\'' &&
                (at == 0 || std::isalnum(static_cast<unsigned char>(code[at - 1])) == 0))) {
      // A quote behind a digit separates digits: 86'400.
      skipped = 1;
      while (skipped < rest.size() && rest[skipped] != rest.front()) skipped += rest[skipped] == '\\' ? 2 : 1;
      skipped = std::min(skipped + 1, rest.size());
    }
    if (skipped == 0) {
      kept += code[at++];
      continue;
    }
    // What is left out leaves a blank and its line ends.
    kept += ' ';
    kept.append(static_cast<std::size_t>(std::ranges::count(rest.substr(0, skipped), '\n')), '\n');
    at += skipped;
  }
  return kept;
}

std::string snake_case(std::string_view name) {
  std::string snake;
  for (const auto letter : name) {
    const auto capital = letter >= 'A' && letter <= 'Z';
    if (capital && !snake.empty()) snake += '_';
    snake += capital ? static_cast<char>(letter - 'A' + 'a') : letter;
  }
  return snake;
}

Findings check_purity(const Files& files) {
  static const std::array patterns{
      Pattern{std::regex{R"(\b(float|double)\b)"}, "no floating point in domain/"},
      Pattern{std::regex{R"(\b\d[\d']*\.\d|\b\d+[eE][+-]?\d)"}, "no floating point in domain/"},
      Pattern{std::regex{R"(_clock\b|\b(gettimeofday|clock_gettime|localtime|gmtime)\b|\btime\s*\()"},
              "no clock in domain/; the recorded time is an argument"},
      Pattern{std::regex{R"(#\s*include\s*<(ctime|time\.h|sys/time\.h)>)"}, "no clock in domain/"},
      Pattern{std::regex{R"(#\s*include\s*<random>|\bs?rand\s*\(|\bgetrandom\b)"},
              "no randomness in domain/"},
      Pattern{std::regex{R"(#\s*include\s*<(thread|mutex|shared_mutex|atomic|future|condition_variable)>)"},
              "no threads in domain/"},
      Pattern{std::regex{R"(#\s*include\s*<(fstream|iostream|filesystem)>|\bgetenv\b)"},
              "no input or output in domain/"},
  };
  Findings findings;
  for (const auto& file : files) {
    if (!file.path.starts_with("domain/") || !is_code(file.path)) continue;
    const auto code = without_comments_and_texts(file.text);
    for (const auto& pattern : patterns) search_lines(file.path, code, pattern, findings);
  }
  return findings;
}

Findings check_leftovers(const Files& files) {
  // In pieces, so that this file has none of them. Three X are a currency code too, so those need a colon.
  static const Pattern pattern{std::regex{"\\b(TO"
                                          "DO|FIX"
                                          "ME|HA"
                                          "CK|W"
                                          "IP)\\b|\\bXX"
                                          "X[:(]"},
                               "a leftover marker; do it or open an issue"};
  Findings findings;
  for (const auto& file : files) search_lines(file.path, file.text, pattern, findings);
  return findings;
}

Findings check_machine_paths(const Files& files) {
  static const Pattern pattern{
      std::regex{"(^|[^A-Za-z0-9_.}])/(wo"
                 "rk|t"
                 "mp|ho"
                 "me|ro"
                 "ot)/[A-Za-z0-9_.]"},
      "a path of somebody's machine; use a temporary directory or a path relative to the root"};
  Findings findings;
  for (const auto& file : files) search_lines(file.path, file.text, pattern, findings);
  return findings;
}

Findings check_length(const Files& files) {
  Findings findings;
  for (const auto& file : files) {
    if (!is_source(file.path)) continue;
    const auto lines = static_cast<std::size_t>(std::ranges::count(file.text, '\n'));
    if (lines > lines_max) {
      findings.push_back({file.path, 0, std::to_string(lines) + " lines; it probably holds two things"});
    }
  }
  return findings;
}

Findings check_pragma_once(const Files& files) {
  Findings findings;
  for (const auto& file : files) {
    if (file.path.ends_with(".h") && file.text.find("\n#pragma once\n") == std::string::npos) {
      findings.push_back({file.path, 0, "no #pragma once behind its opening comment"});
    }
  }
  return findings;
}

Findings check_commands(const Files& files) {
  Findings findings;
  for (const auto& command : command_names(files)) {
    const auto ending = "/" + snake_case(command) + ".cpp";
    const auto own = std::ranges::find_if(files, [&](const File& file) {
      return file.path.starts_with("domain/") && file.path.ends_with(ending);
    });
    if (own == files.end()) {
      findings.push_back(
          {"schemas/commands/command.fbs", 0, command + " has no domain/<aggregate>" + ending});
    } else {
      check_command_file(*own, command, findings);
    }
    const std::regex row{"\\bwhen +" + command + "\\b"};
    const auto tested = std::ranges::any_of(files, [&](const File& file) {
      return file.path.starts_with("tests/domain/") && std::regex_search(file.text, row);
    });
    if (!tested)
      findings.push_back({"schemas/commands/command.fbs", 0, command + " has no row in tests/domain/"});
  }
  return findings;
}

Findings check_tree(const Files& files) {
  Findings all;
  for (const auto rule : {check_include_direction, check_library_places, check_purity, check_leftovers,
                          check_machine_paths, check_length, check_pragma_once, check_commands}) {
    std::ranges::move(rule(files), std::back_inserter(all));
  }
  return all;
}

}  // namespace tenure::tidy
