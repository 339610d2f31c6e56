// The checks of single values, shared by every way a command can come in.
//
// Promises: pure; no allocation when nothing is wrong. A problem's pointer is empty until the walk that met it puts
// the field in front with `within`. Messages name no value but numbers of fields that are not personal.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "schemas/codec/field_error.h"
#include "schemas/codec/type_plan.h"

namespace tenure::codec {

/// Null when all is well. A pointer, so that the usual answer costs nothing to pass on.
using Problem = std::unique_ptr<FieldError>;

[[nodiscard]] Problem problem(std::string_view code, std::string message);
/// Puts "/name" or "/name/index" in front of the pointer.
[[nodiscard]] Problem within(const FieldPlan& field, Problem inner);
[[nodiscard]] Problem within(const FieldPlan& field, std::size_t index, Problem inner);

/// One number, given as its bits.
[[nodiscard]] Problem check_number(const FieldPlan& field, std::int64_t bits);
[[nodiscard]] Problem check_text(const FieldPlan& field, std::string_view text);
[[nodiscard]] Problem check_bytes_size(const FieldPlan& field, std::size_t bytes);
[[nodiscard]] Problem check_list_size(const FieldPlan& field, std::size_t entries);
[[nodiscard]] Problem missing(const FieldPlan& field);
/// For a number that does not even fit 64 bits.
[[nodiscard]] Problem out_of_range(const FieldPlan& field);
/// "BAD_DATE" and "BAD_INSTANT" for texts and numbers alike.
[[nodiscard]] Problem bad_date();
[[nodiscard]] Problem bad_instant();
[[nodiscard]] Problem bad_base64();
[[nodiscard]] Problem unknown_value(const FieldPlan& field);

[[nodiscard]] bool is_identifier(std::string_view text) noexcept;
/// UTF-8 without control characters other than \n and \t.
[[nodiscard]] bool is_clean_text(std::string_view text) noexcept;

}  // namespace tenure::codec
