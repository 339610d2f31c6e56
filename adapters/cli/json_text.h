// JSON for people: indented, or its lists as columns.
//
// What it promises: indented text is the same JSON. Columns show every scalar: those of a list's objects one row each,
//   those beside it as "name  value" above; nested objects as name.name, nested lists joined with commas. Amounts are
//   shown in the currency's main unit where the object says the exponent.
// What can go wrong: nothing.
#pragma once

#include <span>
#include <string>

#include <boost/json/value.hpp>

namespace tenure::cli {

[[nodiscard]] std::string indented_text(const boost::json::value& value);
/// Only `columns` of the lists that have the first of them, in their order, where there are any.
[[nodiscard]] std::string columns_text(const boost::json::value& value,
                                       std::span<const std::string> columns = {});

}  // namespace tenure::cli
