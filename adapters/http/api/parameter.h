// Parameters of requests: in the path, the query or a header, each declared once.
//
// What it is: the declaration from which a value is checked before a handler sees it, and documented.
// What it promises: a handler that reads a declared parameter reads a value of its kind.
// Why this way: a check that is written once cannot be forgotten in a handler, nor differ from the document.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "adapters/http/api/problem.h"

namespace tenure::http {

struct Parameter {
  enum class In : std::uint8_t { path, query, header };
  enum class Kind : std::uint8_t {
    identifier,           ///< 1 to 64 of A-Z a-z 0-9 . _ : -
    text,                 ///< 1 to 200 bytes
    mac,                  ///< the MAC address of one device, in any of its forms
    position,             ///< 0 to `position_max`
    limit,                ///< 1 to page_items_max
    instant,              ///< RFC 3339
    month,                ///< YYYY-MM
    date,                 ///< YYYY-MM-DD
    truth,                ///< true or false
    version,              ///< an entity tag: a number, in quotes or not
    command_type,         ///< a command's name
    event_type,           ///< an event's name
    number_status,        ///< AVAILABLE and its like
    charge_status,        ///< RAISED or REVERSED
    contract_status,      ///< DRAFT and its like
    parked_input_status,  ///< PARKED, RETRIED or DISCARDED
    report_format,        ///< json, csv or pdf
  };
  enum class Need : std::uint8_t { required, optional };

  In in;
  std::string_view name;
  Kind kind;
  Need need;
  std::string_view description;
};

inline constexpr std::size_t text_parameter_bytes_max = 200;
/// No log grows longer; leaves room for arithmetic.
inline constexpr std::uint64_t position_max = INT64_MAX;

[[nodiscard]] std::string_view name_of(Parameter::In in);
/// What is wrong with the value, if anything is.
[[nodiscard]] std::optional<PartError> check(const Parameter& parameter, std::string_view value);

/// The number in digits, nothing else.
[[nodiscard]] std::optional<std::uint64_t> parse_number(std::string_view text);
/// The number in an entity tag: 12, "12" or W/"12".
[[nodiscard]] std::optional<std::uint64_t> parse_version(std::string_view tag);

}  // namespace tenure::http
