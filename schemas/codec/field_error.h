// What is wrong with a command, said so that whoever sent it can mend it.
//
// Codes are stable: clients may branch on them. A message says what was wrong and what to do; it never repeats the
// value of a text, let alone of a personal field.
#pragma once

#include <string>
#include <string_view>

namespace tenure::codec {

/// The codes of FieldError, in the order of precedence: what comes first is found first.
///
/// From JSON: the text, then its duplicates, then the envelope, then the body, where an object's members come as they
/// are written and then what is missing, in schema order.
/// From binary: the structure, then the envelope, then the body, both in schema order.
namespace fault {
inline constexpr std::string_view MALFORMED_JSON = "MALFORMED_JSON";      // not JSON, or nested too deeply
inline constexpr std::string_view MALFORMED_BINARY = "MALFORMED_BINARY";  // not a FlatBuffer of this schema
inline constexpr std::string_view DUPLICATE_FIELD = "DUPLICATE_FIELD";    // a name twice in one JSON object
inline constexpr std::string_view UNKNOWN_FIELD = "UNKNOWN_FIELD";        // a name the schema does not have
inline constexpr std::string_view MISSING_FIELD = "MISSING_FIELD";        // required, and absent or empty
inline constexpr std::string_view WRONG_TYPE = "WRONG_TYPE";        // e.g. a text where a number belongs
inline constexpr std::string_view UNKNOWN_VALUE = "UNKNOWN_VALUE";  // not one of an enumeration's names
inline constexpr std::string_view OUT_OF_RANGE = "OUT_OF_RANGE";    // a number too small or too great
inline constexpr std::string_view TOO_LONG = "TOO_LONG";  // a text or list above its greatest length
inline constexpr std::string_view BAD_IDENTIFIER = "BAD_IDENTIFIER";  // not 1-64 of A-Z a-z 0-9 . _ : -
inline constexpr std::string_view BAD_DATE = "BAD_DATE";              // no such day, or not 1900 to 2999
inline constexpr std::string_view BAD_INSTANT = "BAD_INSTANT";        // not RFC 3339, or not 1900 to 2999
inline constexpr std::string_view BAD_CURRENCY = "BAD_CURRENCY";      // not three capital letters
inline constexpr std::string_view BAD_COUNTRY = "BAD_COUNTRY";        // not two capital letters
inline constexpr std::string_view BAD_TEXT = "BAD_TEXT";              // not UTF-8, or a control character
inline constexpr std::string_view BAD_BASE64 = "BAD_BASE64";          // not base64 with padding (RFC 4648)
}  // namespace fault

struct FieldError {
  /// A JSON pointer (RFC 6901), e.g. "/lines/0/monthly_price"; empty for the whole.
  std::string pointer;
  /// One of `fault`.
  std::string code;
  std::string message;

  friend bool operator==(const FieldError&, const FieldError&) = default;
};

/// The same error seen from one level further out: "/quantity" under "data" is "/data/quantity".
[[nodiscard]] FieldError under(std::string_view name, FieldError error);

}  // namespace tenure::codec
