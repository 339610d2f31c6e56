// Reading the fields of a command or fact, which are JSON objects in the form of the API.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <boost/json/object.hpp>

#include "tests/model/reference/days.h"

namespace tenure::model {

using Fields = boost::json::object;

/// Empty where the field is absent.
[[nodiscard]] std::string text_of(const Fields& fields, std::string_view name);
[[nodiscard]] std::optional<std::int64_t> number_of(const Fields& fields, std::string_view name);
[[nodiscard]] std::optional<Day> day_of(const Fields& fields, std::string_view name);
[[nodiscard]] std::optional<Time> time_of(const Fields& fields, std::string_view name);
[[nodiscard]] bool flag_of(const Fields& fields, std::string_view name);
[[nodiscard]] std::vector<std::string> texts_of(const Fields& fields, std::string_view name);
/// The objects of a list; none where it is absent.
[[nodiscard]] std::vector<Fields> objects_of(const Fields& fields, std::string_view name);
/// Copies the fields that are there and are not null.
void take(Fields& to, const Fields& from, std::initializer_list<std::string_view> names);
/// Sets a text field, or leaves it out where the text is empty.
void put_text(Fields& to, std::string_view name, const std::string& text);

}  // namespace tenure::model
