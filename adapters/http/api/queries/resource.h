// Resources: how a value of a read model looks in JSON, said once.
//
// What it is: `Described<T>` names the members of T; from it come the JSON that is sent and the schema that
//   /openapi.json shows, so that they cannot differ.
// What it promises: members in the order of the description; texts that are empty and optionals that hold nothing are
//   left out where the description says so; dates, instants, months and enumerations as text.
// Why this way: thirty resources written twice by hand would be sixty places to forget a member in.
#pragma once

#include <concepts>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <vector>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include "adapters/http/api/json.h"
#include "adapters/http/api/names.h"
#include "domain/kernel/money.h"
#include "eventstore/position.h"
#include "projections/billing/month.h"
#include "projections/runtime/query.h"
#include "schemas/codec/json_schema.h"

namespace tenure::http {

/// Bytes, in JSON as base64.
struct Base64 {
  std::string bytes;
};

enum class Shown : std::uint8_t {
  always,
  if_there,  ///< left out where the text is empty or the optional holds nothing
};
enum class Privacy : std::uint8_t { open, personal };

/// `get` is a pointer to a member or a function of the value.
template <class Get>
struct Member {
  std::string_view name;
  Get get;
  std::string_view description;
  Shown shown = Shown::always;
  Privacy privacy = Privacy::open;
};
template <class Get>
Member(std::string_view, Get, std::string_view, Shown = Shown::always, Privacy = Privacy::open)
    -> Member<Get>;

/// Specialised with `name`, the resource's, and `members()`, a tuple of Member.
template <class T>
struct Described;

template <class T>
concept IsDescribed = requires {
  { Described<T>::name } -> std::convertible_to<std::string_view>;
};
template <class T>
inline constexpr bool is_optional = false;
template <class T>
inline constexpr bool is_optional<std::optional<T>> = true;
template <class T>
inline constexpr bool is_list = false;
template <class T>
inline constexpr bool is_list<std::vector<T>> = true;

template <class T>
void write_value(const T& value, Json& json);

template <IsDescribed T>
void write_members(const T& value, Json& json) {
  std::apply(
      [&](const auto&... member) {
        const auto write = [&](const auto& each) {
          const auto& part = std::invoke(each.get, value);
          using Part = std::remove_cvref_t<decltype(part)>;
          if constexpr (is_optional<Part>) {
            if (part) write_value(*part, json.key(each.name));
          } else {
            if constexpr (std::same_as<Part, std::string>) {
              if (each.shown == Shown::if_there && part.empty()) return;
            }
            write_value(part, json.key(each.name));
          }
        };
        (write(member), ...);
      },
      Described<T>::members());
}

template <class T>
void write_value(const T& value, Json& json) {
  if constexpr (std::same_as<T, bool>) {
    json.truth(value);
  } else if constexpr (std::integral<T>) {
    json.number(value);
  } else if constexpr (std::convertible_to<const T&, std::string_view>) {
    json.text(value);
  } else if constexpr (std::same_as<T, domain::MinorUnits>) {
    json.number(value.value());
  } else if constexpr (std::same_as<T, Base64>) {
    json.base64(value.bytes);
  } else if constexpr (std::same_as<T, domain::Date>) {
    json.date(value);
  } else if constexpr (std::same_as<T, domain::Instant>) {
    json.instant(value);
  } else if constexpr (std::same_as<T, eventstore::Position>) {
    json.number(value.value);
  } else if constexpr (std::same_as<T, projections::billing::Month>) {
    json.text(projections::billing::format_month(value));
  } else if constexpr (std::is_enum_v<T>) {
    json.text(text_of(value));
  } else if constexpr (is_list<T>) {
    json.begin_array();
    for (const auto& each : value) write_value(each, json);
    json.end_array();
  } else {
    json.begin_object();
    write_members(value, json);
    json.end_object();
  }
}

/// Appends {"items": […], "next_cursor"?}.
template <class T>
void write_page(const projections::Page<T>& page, std::string& out) {
  Json json{out};
  json.begin_object();
  write_value(page.items, json.key("items"));
  if (!page.next_cursor.empty()) json.key("next_cursor").text(page.next_cursor);
  json.end_object();
}

// Schemas. Resources go into `components` under their names and are referred to.

using codec::reference_to;

template <class T>
[[nodiscard]] boost::json::object schema_of(boost::json::object& components);

template <IsDescribed T>
boost::json::object describe(boost::json::object& components) {
  boost::json::object properties;
  boost::json::array required;
  std::apply(
      [&](const auto&... member) {
        const auto add = [&](const auto& each) {
          using Part = std::remove_cvref_t<std::invoke_result_t<decltype(each.get), const T&>>;
          boost::json::object schema;
          if constexpr (is_optional<Part>) {
            schema = schema_of<typename Part::value_type>(components);
          } else {
            schema = schema_of<Part>(components);
            if (each.shown == Shown::always) required.emplace_back(std::string{each.name});
          }
          if (!each.description.empty()) schema["description"] = std::string{each.description};
          if (each.privacy == Privacy::personal) schema["x-personal"] = true;
          properties[std::string{each.name}] = std::move(schema);
        };
        (add(member), ...);
      },
      Described<T>::members());
  return {{"type", "object"}, {"properties", std::move(properties)}, {"required", std::move(required)}};
}

template <class T>
boost::json::object schema_of(boost::json::object& components) {
  if constexpr (std::same_as<T, bool>) {
    return {{"type", "boolean"}};
  } else if constexpr (std::integral<T> || std::same_as<T, domain::MinorUnits> ||
                       std::same_as<T, eventstore::Position>) {
    return {{"type", "integer"}, {"format", "int64"}};
  } else if constexpr (std::convertible_to<const T&, std::string_view>) {
    return {{"type", "string"}};
  } else if constexpr (std::same_as<T, Base64>) {
    return {{"type", "string"}, {"contentEncoding", "base64"}};
  } else if constexpr (std::same_as<T, domain::Date>) {
    return {{"type", "string"}, {"format", "date"}};
  } else if constexpr (std::same_as<T, domain::Instant>) {
    return {{"type", "string"}, {"format", "date-time"}};
  } else if constexpr (std::same_as<T, projections::billing::Month>) {
    return {{"type", "string"}, {"pattern", "^[0-9]{4}-[0-9]{2}$"}};
  } else if constexpr (std::is_enum_v<T>) {
    boost::json::array values;
    for (const auto& each : names(T{})) values.emplace_back(std::string{each.name});
    return {{"type", "string"}, {"enum", std::move(values)}};
  } else if constexpr (is_list<T>) {
    return {{"type", "array"}, {"items", schema_of<typename T::value_type>(components)}};
  } else {
    const std::string name{Described<T>::name};
    if (!components.contains(name)) {
      components[name] = nullptr;  // so that a resource within itself ends
      components[name] = describe<T>(components);
    }
    return reference_to(name);
  }
}

template <class T>
boost::json::object page_schema_of(boost::json::object& components) {
  return {
      {"type", "object"},
      {"properties",
       boost::json::object{
           {"items", schema_of<std::vector<T>>(components)},
           {"next_cursor", {{"type", "string"}, {"description", "For the next page; absent on the last."}}}}},
      {"required", boost::json::array{"items"}}};
}

}  // namespace tenure::http
