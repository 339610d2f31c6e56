#include "adapters/cli/json_text.h"

#include <algorithm>
#include <utility>
#include <vector>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include "adapters/cli/console.h"

namespace tenure::cli {
namespace {

using boost::json::array;
using boost::json::object;
using boost::json::value;

constexpr std::size_t indent = 2;

void write_indented(const value& what, std::size_t depth, std::string& out) {
  const auto line = [&](std::size_t at) { out += '\n' + std::string(at * indent, ' '); };
  if (what.is_object() && !what.as_object().empty()) {
    out += '{';
    bool first = true;
    for (const auto& [name, member] : what.as_object()) {
      if (!std::exchange(first, false)) out += ',';
      line(depth + 1);
      out += boost::json::serialize(name) + ": ";
      write_indented(member, depth + 1, out);
    }
    line(depth);
    out += '}';
  } else if (what.is_array() && !what.as_array().empty()) {
    out += '[';
    bool first = true;
    for (const auto& entry : what.as_array()) {
      if (!std::exchange(first, false)) out += ',';
      line(depth + 1);
      write_indented(entry, depth + 1, out);
    }
    line(depth);
    out += ']';
  } else {
    out += boost::json::serialize(what);
  }
}

std::string scalar_text(const value& what) {
  return what.is_string() ? std::string{std::string_view{what.as_string()}} : boost::json::serialize(what);
}

bool is_list_of_objects(const value& what) {
  return what.is_array() &&
         std::ranges::any_of(what.as_array(), [](const value& entry) { return entry.is_object(); });
}

using Cells = std::vector<std::pair<std::string, std::string>>;

/// The scalars of an object by their paths; lists of objects are left to the caller.
void collect(const object& from, const std::string& before, Cells& cells) {
  for (const auto& [name, member] : from) {
    const auto path = before + std::string{std::string_view{name}};
    if (member.is_object()) {
      collect(member.as_object(), path + ".", cells);
    } else if (is_list_of_objects(member)) {
      cells.emplace_back(path, std::to_string(member.as_array().size()));
    } else if (member.is_array()) {
      std::string joined;
      for (const auto& entry : member.as_array()) joined += (joined.empty() ? "" : ",") + scalar_text(entry);
      cells.emplace_back(path, joined);
    } else {
      cells.emplace_back(path, scalar_text(member));
    }
  }
}

std::string list_text(const array& list) {
  std::vector<std::string> heads;
  std::vector<Cells> lines;
  for (const auto& entry : list) {
    Cells cells;
    if (entry.is_object()) {
      collect(entry.as_object(), "", cells);
    } else {
      cells.emplace_back("", scalar_text(entry));
    }
    for (const auto& [head, text] : cells) {
      if (std::ranges::find(heads, head) == heads.end()) heads.push_back(head);
    }
    lines.push_back(std::move(cells));
  }
  std::vector<std::vector<std::string>> rows{heads};
  for (const auto& cells : lines) {
    std::vector<std::string> row(heads.size());
    for (const auto& [head, text] : cells) {
      row[static_cast<std::size_t>(std::ranges::find(heads, head) - heads.begin())] = text;
    }
    rows.push_back(std::move(row));
  }
  return table_text(rows);
}

}  // namespace

std::string indented_text(const value& what) {
  std::string text;
  write_indented(what, 0, text);
  return text + "\n";
}

std::string columns_text(const value& what) {
  if (what.is_array()) return list_text(what.as_array());
  if (!what.is_object()) return scalar_text(what) + "\n";
  object beside;
  std::vector<std::pair<std::string, const array*>> lists;
  for (const auto& [name, member] : what.as_object()) {
    if (is_list_of_objects(member)) {
      lists.emplace_back(std::string{std::string_view{name}}, &member.as_array());
    } else if (!member.is_array() || !member.as_array().empty()) {
      beside[name] = member;
    }
  }
  Cells cells;
  collect(beside, "", cells);
  std::vector<std::vector<std::string>> rows;
  for (const auto& [name, text] : cells) rows.push_back({name, text});
  std::string text = table_text(rows);
  for (const auto& [name, list] : lists) {
    if (!text.empty()) text += "\n";
    if (lists.size() > 1) text += name + "\n";
    text += list_text(*list);
  }
  return text;
}

}  // namespace tenure::cli
