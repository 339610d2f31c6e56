// JSON for people: indented, or its lists as columns.
//
// What it promises: indented text is the same JSON. Columns show every scalar: those of a list's objects one row each,
//   those beside it as "name  value" above; nested objects as name.name, nested lists joined with commas.
// What can go wrong: nothing.
#pragma once

#include <string>

#include <boost/json/value.hpp>

namespace tenure::cli {

[[nodiscard]] std::string indented_text(const boost::json::value& value);
[[nodiscard]] std::string columns_text(const boost::json::value& value);

}  // namespace tenure::cli
