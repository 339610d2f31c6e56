// parse_json: Boost.JSON's parser under a handler of our own, because its DOM keeps the last of two members of one
// name without a word. Counting members while parsing and again in the result tells that it happened; only then is
// the text parsed once more to say where.

#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include <boost/json/basic_parser_impl.hpp>
#include <boost/json/error.hpp>
#include <boost/json/value_stack.hpp>
#include <fmt/format.h>

#include "schemas/codec/json_reader.h"
#include "schemas/codec/value_check.h"

namespace tenure::codec {
namespace {

namespace json = boost::json;
using Error = json::error_code;

constexpr std::size_t stack_bytes = 4096;

// No limits of its own on sizes: who hands in a text has bounded it.
struct Unlimited {
  static constexpr std::size_t max_object_size = json::object::max_size();
  static constexpr std::size_t max_array_size = json::array::max_size();
  static constexpr std::size_t max_key_size = json::string::max_size();
  static constexpr std::size_t max_string_size = json::string::max_size();
};

// Builds the value and counts the members that were written.
struct Builder : Unlimited {
  explicit Builder(const json::storage_ptr& storage) : stack(storage, scratch, sizeof scratch) {
    stack.reset(storage);
  }

  bool on_document_begin(Error&) { return true; }
  bool on_document_end(Error&) { return true; }
  bool on_object_begin(Error&) { return true; }
  bool on_object_end(std::size_t size, Error&) {
    members += size;
    stack.push_object(size);
    return true;
  }
  bool on_array_begin(Error&) { return true; }
  bool on_array_end(std::size_t size, Error&) {
    stack.push_array(size);
    return true;
  }
  bool on_key_part(json::string_view text, std::size_t, Error&) {
    stack.push_chars(text);
    return true;
  }
  bool on_key(json::string_view text, std::size_t, Error&) {
    stack.push_key(text);
    return true;
  }
  bool on_string_part(json::string_view text, std::size_t, Error&) {
    stack.push_chars(text);
    return true;
  }
  bool on_string(json::string_view text, std::size_t, Error&) {
    stack.push_string(text);
    return true;
  }
  bool on_number_part(json::string_view, Error&) { return true; }
  bool on_int64(std::int64_t number, json::string_view, Error&) {
    stack.push_int64(number);
    return true;
  }
  bool on_uint64(std::uint64_t number, json::string_view, Error&) {
    stack.push_uint64(number);
    return true;
  }
  bool on_double(double number, json::string_view, Error&) {
    stack.push_double(number);
    return true;
  }
  bool on_bool(bool value, Error&) {
    stack.push_bool(value);
    return true;
  }
  bool on_null(Error&) {
    stack.push_null();
    return true;
  }
  bool on_comment_part(json::string_view, Error&) { return true; }
  bool on_comment(json::string_view, Error&) { return true; }

  unsigned char scratch[stack_bytes];
  json::value_stack stack;
  std::size_t members = 0;
};

// Finds the first name that an object has twice, and where.
struct DuplicateFinder : Unlimited {
  struct Level {
    bool is_array = false;
    std::size_t index = 0;
    std::set<std::string> names = {};
    std::string last = {};
  };

  bool on_document_begin(Error&) { return true; }
  bool on_document_end(Error&) { return true; }
  bool on_object_begin(Error&) {
    levels.push_back({.is_array = false});
    return true;
  }
  bool on_object_end(std::size_t, Error&) { return leave(); }
  bool on_array_begin(Error&) {
    levels.push_back({.is_array = true});
    return true;
  }
  bool on_array_end(std::size_t, Error&) { return leave(); }
  bool on_key_part(json::string_view text, std::size_t, Error&) {
    name.append(text.data(), text.size());
    return true;
  }
  bool on_key(json::string_view text, std::size_t, Error& error) {
    name.append(text.data(), text.size());
    Level& level = levels.back();
    const bool is_new = level.names.insert(name).second;
    level.last = std::move(name);
    name.clear();
    if (!is_new) error = json::error::syntax;
    return is_new;
  }
  bool on_string_part(json::string_view, std::size_t, Error&) { return true; }
  bool on_string(json::string_view, std::size_t, Error&) { return value(); }
  bool on_number_part(json::string_view, Error&) { return true; }
  bool on_int64(std::int64_t, json::string_view, Error&) { return value(); }
  bool on_uint64(std::uint64_t, json::string_view, Error&) { return value(); }
  bool on_double(double, json::string_view, Error&) { return value(); }
  bool on_bool(bool, Error&) { return value(); }
  bool on_null(Error&) { return value(); }
  bool on_comment_part(json::string_view, Error&) { return true; }
  bool on_comment(json::string_view, Error&) { return true; }

  bool leave() {
    levels.pop_back();
    return value();
  }
  bool value() {
    if (!levels.empty() && levels.back().is_array) ++levels.back().index;
    return true;
  }

  // Up to the first name that is no identifier: anything may be in a name that no schema has.
  [[nodiscard]] std::string pointer() const {
    std::string text;
    for (const Level& level : levels) {
      if (!level.is_array && !is_identifier(level.last)) break;
      text += level.is_array ? fmt::format("/{}", level.index) : fmt::format("/{}", level.last);
    }
    return text;
  }

  std::vector<Level> levels;
  std::string name;
};

json::parse_options options() {
  json::parse_options chosen;
  chosen.max_depth = json_depth_max;
  return chosen;
}

std::size_t count_members(const json::value& value) {
  std::size_t members = 0;
  if (const json::object* object = value.if_object()) {
    members = object->size();
    for (const auto& member : *object)
      members += member.value().is_structured() ? count_members(member.value()) : 0;
  } else if (const json::array* array = value.if_array()) {
    for (const json::value& entry : *array) members += entry.is_structured() ? count_members(entry) : 0;
  }
  return members;
}

std::string place(std::string_view text, std::size_t offset) {
  const std::string_view before = text.substr(0, offset);
  const auto line = std::ranges::count(before, '\n') + 1;
  const std::size_t line_start = before.rfind('\n') + 1;
  return fmt::format("line {}, column {} (offset {})", line, offset - line_start + 1, offset);
}

FieldError malformed(std::string_view text, std::size_t offset, const Error& error) {
  const std::string what = error == json::error::incomplete ? "ends too early" : error.message();
  return {.pointer = {},
          .code = std::string(fault::MALFORMED_JSON),
          .message = fmt::format("not one JSON value: {} at {}", what, place(text, offset))};
}

FieldError duplicate(std::string_view text) {
  json::basic_parser<DuplicateFinder> parser(options());
  Error error;
  const std::size_t offset = parser.write_some(false, text.data(), text.size(), error);
  return {.pointer = parser.handler().pointer(),
          .code = std::string(fault::DUPLICATE_FIELD),
          .message = fmt::format("the name is in the same object twice, again at {}; keep one",
                                 place(text, offset))};
}

}  // namespace

std::expected<json::value, FieldError> parse_json(std::string_view text, json::storage_ptr storage) {
  json::basic_parser<Builder> parser(options(), storage);
  Error error;
  const std::size_t end = parser.write_some(false, text.data(), text.size(), error);
  if (!error && end < text.size()) error = json::error::extra_data;
  if (error) return std::unexpected(malformed(text, end, error));

  json::value value = parser.handler().stack.release();
  if (count_members(value) != parser.handler().members) return std::unexpected(duplicate(text));
  return value;
}

}  // namespace tenure::codec
