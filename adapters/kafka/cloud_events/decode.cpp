#include "adapters/kafka/cloud_events/decode.h"

#include <algorithm>
#include <cstdint>
#include <limits>
#include <utility>

#include <boost/json/object.hpp>
#include <fmt/format.h>

#include "adapters/kafka/cloud_events/attributes.h"
#include "schemas/codec/base64.h"
#include "schemas/codec/json_reader.h"

namespace tenure::kafka::cloud_events {
namespace {

using codec::FieldError;

constexpr std::string_view header_prefix = "ce_";
constexpr std::string_view content_type_header = "content-type";
constexpr std::string_view events_type = "application/cloudevents";
constexpr std::string_view json_type = "application/json";

std::unexpected<FieldError> wrong(std::string_view name, std::string_view code, std::string message) {
  return std::unexpected(attribute_error(name, code, std::move(message)));
}

std::string lower(std::string_view text) {
  std::string result{text};
  for (auto& byte : result) {
    if (byte >= 'A' && byte <= 'Z') byte = static_cast<char>(byte - 'A' + 'a');
  }
  return result;
}

/// "Text/Plain; charset=utf-8" as "text/plain".
std::string media_type_of(std::string_view content_type) {
  auto type = lower(content_type.substr(0, content_type.find(';')));
  while (type.ends_with(' ') || type.ends_with('\t')) type.pop_back();
  return type;
}

// JSON between systems is UTF-8; a charset may say so and nothing else.
bool says_another_charset(std::string_view content_type) {
  constexpr std::string_view charset = "charset=";
  const auto text = lower(content_type);
  const auto found = text.find(charset);
  if (found == text.npos) return false;
  auto value = text.substr(found + charset.size());
  value = value.substr(0, value.find(';'));
  std::erase(value, '"');
  std::erase(value, ' ');
  return value != "utf-8" && value != "us-ascii";
}

/// A member of the JSON format as the text of an attribute.
std::expected<std::string, FieldError> text_of(std::string_view name, const boost::json::value& value) {
  if (const auto* text = value.if_string()) return std::string{text->data(), text->size()};
  if (const auto* truth = value.if_bool()) return std::string{*truth ? "true" : "false"};
  using Integer = std::numeric_limits<std::int32_t>;
  if (const auto* number = value.if_int64();
      number != nullptr && *number >= Integer::min() && *number <= Integer::max()) {
    return fmt::to_string(*number);
  }
  return wrong(name, fault::BAD_ATTRIBUTE, "must be a text, a truth value or a whole number of 32 bits");
}

std::optional<std::string> bytes_of(std::string_view base64) {
  const auto size = codec::decoded_size(base64);
  if (!size) return std::nullopt;
  std::string bytes(*size, '\0');
  if (!codec::decode_base64(base64, reinterpret_cast<std::uint8_t*>(bytes.data()))) return std::nullopt;
  return bytes;
}

/// Data as bytes: parsed where the content type says that they are JSON.
std::expected<void, FieldError> take_bytes(std::string_view bytes, Event& event) {
  if (!event.data_content_type || !is_json(*event.data_content_type)) {
    event.data = std::string{bytes};
    return {};
  }
  if (says_another_charset(*event.data_content_type)) {
    return wrong("datacontenttype", fault::UNSUPPORTED_FORMAT, "JSON is read as UTF-8 only");
  }
  auto data = codec::parse_json(bytes);
  if (!data) return std::unexpected(codec::under("data", std::move(data.error())));
  event.data = std::move(*data);
  return {};
}

/// A member that is there and is not null.
boost::json::value* member_of(boost::json::object& members, std::string_view name) {
  auto* const member = members.if_contains(name);
  return member == nullptr || member->is_null() ? nullptr : member;
}

std::expected<void, FieldError> take_data(boost::json::object& members, Event& event) {
  auto* const data = member_of(members, "data");
  auto* const base64 = member_of(members, "data_base64");
  if (data != nullptr && base64 != nullptr) {
    return wrong("data", fault::DUPLICATE_ATTRIBUTE, "is there as data and as data_base64; keep one");
  }
  if (base64 != nullptr) {
    const auto bytes = base64->is_string()
                           ? bytes_of({base64->get_string().data(), base64->get_string().size()})
                           : std::nullopt;
    if (!bytes)
      return wrong("data", fault::BAD_ATTRIBUTE, "data_base64 must be base64 with padding (RFC 4648)");
    return take_bytes(*bytes, event);
  }
  if (data == nullptr) return {};
  if (const auto* const text = data->if_string(); text != nullptr && !is_json(*event.data_content_type)) {
    event.data = std::string{text->data(), text->size()};
  } else {
    event.data = std::move(*data);
  }
  return {};
}

std::expected<Event, FieldError> decode_structured(std::string_view value) {
  auto document = codec::parse_json(value);
  if (!document) return std::unexpected(std::move(document.error()));
  auto* const members = document->if_object();
  if (members == nullptr) {
    return wrong("", codec::fault::WRONG_TYPE, "a structured CloudEvent is one JSON object");
  }
  AttributeReader attributes;
  for (const auto& [key, member] : *members) {
    const std::string_view name{key.data(), key.size()};
    // Null is the same as not being there.
    if (name == "data" || name == "data_base64" || member.is_null()) continue;
    auto text = text_of(name, member);
    if (!text) return std::unexpected(std::move(text.error()));
    if (auto taken = attributes.take(name, *text); !taken) return std::unexpected(std::move(taken.error()));
  }
  auto event = attributes.finish();
  if (!event) return event;
  if (!event->data_content_type) event->data_content_type = json_type;
  if (auto taken = take_data(*members, *event); !taken) return std::unexpected(std::move(taken.error()));
  return event;
}

std::expected<Event, FieldError> decode_binary(std::span<const RecordHeader> headers,
                                               std::optional<std::string_view> content_type,
                                               std::optional<std::string_view> value) {
  AttributeReader attributes;
  for (const auto& header : headers) {
    if (!header.name.starts_with(header_prefix)) continue;
    const auto name = header.name.substr(header_prefix.size());
    if (name == "datacontenttype" || name == "data") {
      return wrong(name, fault::BAD_ATTRIBUTE,
                   "is no header of binary mode: its content type is content-type, its data is the value");
    }
    if (auto taken = attributes.take(name, header.value); !taken)
      return std::unexpected(std::move(taken.error()));
  }
  if (content_type) {
    auto taken = attributes.take("datacontenttype", *content_type);
    if (!taken) return std::unexpected(std::move(taken.error()));
  }
  auto event = attributes.finish();
  if (!event || !value || value->empty()) return event;
  if (auto taken = take_bytes(*value, *event); !taken) return std::unexpected(std::move(taken.error()));
  return event;
}

}  // namespace

bool is_json(std::string_view media_type) {
  const auto type = media_type_of(media_type);
  return type == json_type || type.ends_with("+json");
}

std::expected<Event, FieldError> decode(std::span<const RecordHeader> headers,
                                        std::optional<std::string_view> value) {
  std::optional<std::string_view> content_type;
  bool has_attributes = false;
  for (const auto& [name, text] : headers) {
    has_attributes |= name.starts_with(header_prefix);
    if (lower(name) != content_type_header) continue;
    if (content_type)
      return wrong("datacontenttype", fault::DUPLICATE_ATTRIBUTE, "content-type is there twice");
    content_type = text;
  }
  const auto type = media_type_of(content_type.value_or(std::string_view{}));
  if (type.starts_with(events_type)) {
    if (type != "application/cloudevents+json") {
      return wrong("", fault::UNSUPPORTED_FORMAT,
                   "of the structured formats, application/cloudevents+json is read, one event a record");
    }
    if (says_another_charset(*content_type)) {
      return wrong("", fault::UNSUPPORTED_FORMAT, "JSON is read as UTF-8 only");
    }
    return decode_structured(value.value_or(std::string_view{}));
  }
  if (!has_attributes) {
    return wrong("", fault::NOT_A_CLOUD_EVENT,
                 "neither is content-type application/cloudevents+json, nor are there ce_ headers");
  }
  return decode_binary(headers, content_type, value);
}

}  // namespace tenure::kafka::cloud_events
