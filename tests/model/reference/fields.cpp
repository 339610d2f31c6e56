#include "tests/model/reference/fields.h"

#include <initializer_list>

namespace tenure::model {
namespace {

namespace json = boost::json;

const json::value* find(const Fields& fields, std::string_view name) {
  const auto* value = fields.if_contains(json::string_view{name.data(), name.size()});
  return value == nullptr || value->is_null() ? nullptr : value;
}
std::string copy(const json::string& text) { return {text.data(), text.size()}; }

}  // namespace

std::string text_of(const Fields& fields, std::string_view name) {
  const auto* value = find(fields, name);
  return value == nullptr ? std::string{} : copy(value->as_string());
}
std::optional<std::int64_t> number_of(const Fields& fields, std::string_view name) {
  const auto* value = find(fields, name);
  if (value == nullptr) return std::nullopt;
  return value->to_number<std::int64_t>();
}
std::optional<Day> day_of(const Fields& fields, std::string_view name) {
  const auto* value = find(fields, name);
  if (value == nullptr) return std::nullopt;
  return day_from(copy(value->as_string()));
}
std::optional<Time> time_of(const Fields& fields, std::string_view name) {
  const auto* value = find(fields, name);
  if (value == nullptr) return std::nullopt;
  return time_from(copy(value->as_string()));
}
bool flag_of(const Fields& fields, std::string_view name) {
  const auto* value = find(fields, name);
  return value != nullptr && value->as_bool();
}
std::vector<std::string> texts_of(const Fields& fields, std::string_view name) {
  std::vector<std::string> texts;
  if (const auto* value = find(fields, name)) {
    for (const auto& entry : value->as_array()) texts.push_back(copy(entry.as_string()));
  }
  return texts;
}
std::vector<Fields> objects_of(const Fields& fields, std::string_view name) {
  std::vector<Fields> objects;
  if (const auto* value = find(fields, name)) {
    for (const auto& entry : value->as_array()) objects.push_back(entry.as_object());
  }
  return objects;
}
void take(Fields& to, const Fields& from, std::initializer_list<std::string_view> names) {
  for (const auto name : names) {
    if (const auto* value = find(from, name)) to[json::string_view{name.data(), name.size()}] = *value;
  }
}
void put_text(Fields& to, std::string_view name, const std::string& text) {
  if (!text.empty()) to[json::string_view{name.data(), name.size()}] = json::string{text};
}

}  // namespace tenure::model
