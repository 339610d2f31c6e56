#include "schemas/codec/json_value.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "schemas/codec/text_time.h"

namespace tenure::codec {
namespace {

namespace json = boost::json;

// Above this no integer of the schema's types reaches: 2^63, for a double.
constexpr double beyond_integers = 9'223'372'036'854'775'808.0;

Problem read_integer(const FieldPlan& field, const json::value& value, std::int64_t& bits) {
  if (const std::int64_t* number = value.if_int64()) {
    if (field.kind == Kind::UINT64 && *number < 0) return out_of_range(field);
    bits = *number;
  } else if (const std::uint64_t* large = value.if_uint64()) {
    if (field.kind != Kind::UINT64) return out_of_range(field);
    bits = static_cast<std::int64_t>(*large);
  } else if (const double* real = value.if_double()) {
    if (std::fabs(*real) >= beyond_integers) return out_of_range(field);
    return wrong_type("a whole number, written without point and exponent");
  } else {
    return wrong_type("a whole number");
  }
  return check_number(field, bits);
}

Problem read_enumeration(const FieldPlan& field, const json::string& name, std::int64_t& bits) {
  const auto found = std::ranges::find(field.enum_values, view(name), &EnumValue::name);
  if (found == field.enum_values.end()) return unknown_value(field);
  bits = found->number;
  return nullptr;
}

}  // namespace

Problem wrong_type(std::string_view wanted) {
  return problem(fault::WRONG_TYPE, fmt::format("must be {}", wanted));
}

Problem read_scalar(const FieldPlan& field, const boost::json::value& value, std::int64_t& bits) {
  if (field.kind == Kind::BOOL) {
    if (!value.is_bool()) return wrong_type("true or false");
    bits = value.get_bool() ? 1 : 0;
    return nullptr;
  }
  if (field.format == Format::PLAIN) return read_integer(field, value, bits);

  const json::string* text = value.if_string();
  if (text == nullptr)
    return wrong_type(field.format == Format::ENUMERATION ? "one of the names, a text" : "a text");
  if (field.format == Format::ENUMERATION) return read_enumeration(field, *text, bits);
  if (field.format == Format::DATE) {
    const auto days = parse_date(view(*text));
    if (!days) return bad_date();
    bits = *days;
  } else {
    const auto microseconds = parse_instant(view(*text));
    if (!microseconds) return bad_instant();
    bits = *microseconds;
  }
  return check_number(field, bits);
}

}  // namespace tenure::codec
