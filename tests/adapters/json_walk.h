// Every object of a JSON document.
#pragma once

#include <string>

#include <boost/json/value.hpp>

namespace tenure::test {

/// Calls `visit` with every object below `value` and where it is, as a JSON pointer behind `where`.
template <class Visit>
void walk(const boost::json::value& value, const std::string& where, Visit& visit) {
  if (const auto* object = value.if_object()) {
    visit(*object, where);
    for (const auto& member : *object) walk(member.value(), where + "/" + std::string{member.key()}, visit);
  } else if (const auto* array = value.if_array()) {
    for (std::size_t i = 0; i < array->size(); ++i) walk((*array)[i], where + "/" + std::to_string(i), visit);
  }
}

}  // namespace tenure::test
