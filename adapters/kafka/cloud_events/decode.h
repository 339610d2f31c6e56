// CloudEvents 1.0 out of Kafka records, in both modes of the Kafka protocol binding.
//
// What it is: `decode` makes one value of a record, whichever mode it is in: structured where content-type is
//   application/cloudevents+json, else binary where there are `ce_` headers.
// What it promises: strict and pure. Every attribute is what CloudEvents says it must be; nothing is guessed, no name
//   is taken twice. Data of a JSON type is parsed, and an object in it has no name twice.
// What can go wrong: a FieldError with a code of `fault` below or of schemas/codec/field_error.h; its pointer is the
//   attribute ("/source") or "/data". Messages hold no value of the record.
// Why strict: what is let through here is believed for ever; what is not is parked with a reason its sender can act on.
//   Sources: CloudEvents 1.0.2, its JSON format and its Kafka binding.
#pragma once

#include <cstddef>
#include <expected>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>

#include <boost/json/value.hpp>

#include "adapters/kafka/client/record.h"
#include "schemas/codec/field_error.h"

namespace tenure::kafka::cloud_events {

/// Codes beside the codec's, in the order in which they are looked for.
namespace fault {
inline constexpr std::string_view NOT_A_CLOUD_EVENT = "NOT_A_CLOUD_EVENT";  // neither mode
inline constexpr std::string_view UNSUPPORTED_FORMAT =
    "UNSUPPORTED_FORMAT";  // a format or version other than those
inline constexpr std::string_view MISSING_ATTRIBUTE = "MISSING_ATTRIBUTE";  // id, source, type or specversion
inline constexpr std::string_view BAD_ATTRIBUTE = "BAD_ATTRIBUTE";  // a name or value it must not have
inline constexpr std::string_view DUPLICATE_ATTRIBUTE = "DUPLICATE_ATTRIBUTE";  // two headers of one name
}  // namespace fault

inline constexpr std::size_t attributes_max = 100;
inline constexpr std::size_t attribute_bytes_max = 2'048;

/// What a record says; its memory is its own.
struct Event {
  std::string id;
  /// A URI reference; the event is the same as another one where id and source are.
  std::string source;
  std::string type;
  std::optional<std::string> subject;
  /// RFC 3339, checked.
  std::optional<std::string> time;
  std::optional<std::string> data_schema;
  /// Where structured mode says nothing: "application/json".
  std::optional<std::string> data_content_type;
  /// Extension attributes by name, as text.
  std::map<std::string, std::string, std::less<>> extensions;
  /// None; JSON where the content type says so; else bytes.
  std::variant<std::monostate, boost::json::value, std::string> data;
};

/// `value` none is a record without a value.
[[nodiscard]] std::expected<Event, codec::FieldError> decode(std::span<const RecordHeader> headers,
                                                             std::optional<std::string_view> value);

/// application/json, or a type that ends in +json; parameters do not matter.
[[nodiscard]] bool is_json(std::string_view media_type);

}  // namespace tenure::kafka::cloud_events
