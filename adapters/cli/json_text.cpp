#include "adapters/cli/json_text.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
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
/// Members in minor units, where the object has the exponent beside them.
constexpr std::array<std::string_view, 8> amounts{"net",      "unit_price", "opening", "raised",
                                                  "reversed", "closing",    "amount",  "price"};
constexpr std::string_view exponent_name = "currency_exponent";
constexpr std::int64_t exponent_max = 4;

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

/// 503226 with an exponent of 2 is "5,032.26".
std::string amount_text(std::int64_t minor_units, std::int64_t exponent) {
  const bool is_negative = minor_units < 0;
  auto digits = std::to_string(is_negative ? 0 - static_cast<std::uint64_t>(minor_units)
                                           : static_cast<std::uint64_t>(minor_units));
  const auto decimals = static_cast<std::size_t>(exponent);
  if (digits.size() <= decimals) digits.insert(0, decimals + 1 - digits.size(), '0');
  const auto whole = grouped(std::stoull(digits.substr(0, digits.size() - decimals)));
  return (is_negative ? "-" : "") + whole +
         (decimals > 0 ? "." + digits.substr(digits.size() - decimals) : "");
}

/// Of an object that says it, and can be shown by it.
std::optional<std::int64_t> exponent_of(const object& from) {
  const auto* exponent = from.if_contains(exponent_name);
  if (exponent == nullptr || !exponent->is_int64()) return std::nullopt;
  if (exponent->as_int64() < 0 || exponent->as_int64() > exponent_max) return std::nullopt;
  return exponent->as_int64();
}

using Cells = std::vector<std::pair<std::string, std::string>>;

/// The scalars of an object by their paths; lists of objects are left to the caller.
void collect(const object& from, const std::string& before, Cells& cells) {
  const auto exponent = exponent_of(from);
  for (const auto& [name, member] : from) {
    const auto path = before + std::string{std::string_view{name}};
    if (exponent && name == exponent_name) continue;
    if (exponent && member.is_int64() &&
        std::ranges::find(amounts, std::string_view{name}) != amounts.end()) {
      cells.emplace_back(path, amount_text(member.as_int64(), *exponent));
    } else if (member.is_object()) {
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

bool has_member(const array& list, std::string_view name) {
  return std::ranges::any_of(
      list, [&](const value& entry) { return entry.is_object() && entry.as_object().contains(name); });
}

std::string list_text(const array& list, std::span<const std::string> columns) {
  // A list without the first of them is not the one that was meant.
  if (!columns.empty() && !list.empty() && !has_member(list, columns.front())) columns = {};
  std::vector<std::string> heads{columns.begin(), columns.end()};
  std::vector<Cells> lines;
  for (const auto& entry : list) {
    Cells cells;
    if (entry.is_object()) {
      collect(entry.as_object(), "", cells);
    } else {
      cells.emplace_back("", scalar_text(entry));
    }
    for (const auto& [head, text] : cells) {
      const bool is_new = std::ranges::find(heads, head) == heads.end();
      if (is_new && columns.empty()) heads.push_back(head);
    }
    lines.push_back(std::move(cells));
  }
  std::vector<std::vector<std::string>> rows{heads};
  for (const auto& cells : lines) {
    std::vector<std::string> row(heads.size());
    for (const auto& [head, text] : cells) {
      const auto found = std::ranges::find(heads, head);
      if (found != heads.end()) row[static_cast<std::size_t>(found - heads.begin())] = text;
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

std::string columns_text(const value& what, std::span<const std::string> columns) {
  if (what.is_array()) return list_text(what.as_array(), columns);
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
    text += list_text(*list, columns);
  }
  return text;
}

}  // namespace tenure::cli
