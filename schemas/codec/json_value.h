// For the codec's own files: one JSON value as the number that a FlatBuffer keeps.
//
// Promises: strict and checked: what comes out has passed check_number. A problem's pointer is empty, as in
// value_check.h.
#pragma once

#include <cstdint>
#include <string_view>

#include <boost/json/string.hpp>
#include <boost/json/value.hpp>

#include "schemas/codec/type_plan.h"
#include "schemas/codec/value_check.h"

namespace tenure::codec {

[[nodiscard]] inline std::string_view view(const boost::json::string& text) noexcept {
  return {text.data(), text.size()};
}
[[nodiscard]] inline std::string_view view(boost::json::string_view text) noexcept {
  return {text.data(), text.size()};
}

/// `wanted` is what the value must be, e.g. "a text".
[[nodiscard]] Problem wrong_type(std::string_view wanted);

/// A number, truth value, date, instant or name of an enumeration as its bits.
[[nodiscard]] Problem read_scalar(const FieldPlan& field, const boost::json::value& value,
                                  std::int64_t& bits);

}  // namespace tenure::codec
