#include "adapters/kafka/cloud_events/attributes.h"

#include <algorithm>
#include <array>
#include <utility>

#include <fmt/format.h>

#include "schemas/codec/text_time.h"
#include "schemas/codec/value_check.h"

namespace tenure::kafka::cloud_events {
namespace {

using codec::FieldError;

/// Digits of a second's fraction that an instant here has; a sender may write more.
constexpr std::size_t fraction_digits_max = 6;

bool is_digit(char byte) { return byte >= '0' && byte <= '9'; }
bool is_letter(char byte) { return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z'); }
bool is_hexadecimal(char byte) {
  return is_digit(byte) || (byte >= 'a' && byte <= 'f') || (byte >= 'A' && byte <= 'F');
}

bool is_name(std::string_view name) {
  return !name.empty() &&
         std::ranges::all_of(name, [](char byte) { return is_digit(byte) || (byte >= 'a' && byte <= 'z'); });
}

// The characters of RFC 3986, percent signs only before two hexadecimal digits.
bool is_uri_reference(std::string_view text) {
  constexpr std::string_view others = "-._~:/?#[]@!$&'()*+,;=";
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text[at] == '%') {
      if (at + 2 >= text.size() || !is_hexadecimal(text[at + 1]) || !is_hexadecimal(text[at + 2]))
        return false;
    } else if (!is_digit(text[at]) && !is_letter(text[at]) && others.find(text[at]) == others.npos) {
      return false;
    }
  }
  return true;
}

bool is_time(std::string_view text) {
  std::string shorter{text};
  if (const auto point = shorter.find('.'); point != shorter.npos) {
    const auto from = shorter.begin() + static_cast<std::ptrdiff_t>(point) + 1;
    const auto end = std::find_if_not(from, shorter.end(), is_digit);
    const auto digits = static_cast<std::size_t>(end - from);
    if (digits > fraction_digits_max)
      shorter.erase(point + 1 + fraction_digits_max, digits - fraction_digits_max);
  }
  return codec::parse_instant(shorter).has_value();
}

// CloudEvents' strings have no control characters at all.
bool is_text(std::string_view text) {
  return codec::is_clean_text(text) && text.find_first_of("\n\t") == text.npos;
}

std::optional<FieldError> fault_of(std::string_view name, std::string_view value) {
  const auto bad = [&](std::string message) {
    return attribute_error(name, fault::BAD_ATTRIBUTE, std::move(message));
  };
  if (!is_name(name)) return bad("a name of an attribute is lower-case letters and digits");
  if (value.empty()) return bad("must not be empty; leave it out instead");
  if (value.size() > attribute_bytes_max) {
    return bad(fmt::format("must be at most {} bytes, is {}", attribute_bytes_max, value.size()));
  }
  if (!is_text(value)) return bad("must be UTF-8 without control characters");
  if ((name == "source" || name == "dataschema") && !is_uri_reference(value)) {
    return bad("must be a URI reference (RFC 3986)");
  }
  if (name == "time" && !is_time(value)) return bad("must be an instant as in RFC 3339");
  return std::nullopt;
}

}  // namespace

FieldError attribute_error(std::string_view name, std::string_view code, std::string message) {
  // What is no name is not repeated: it may be anything.
  return {.pointer = is_name(name) ? fmt::format("/{}", name) : std::string{},
          .code = std::string{code},
          .message = std::move(message)};
}

std::expected<void, FieldError> AttributeReader::take(std::string_view name, std::string_view value) {
  if (auto wrong = fault_of(name, value)) return std::unexpected(*std::move(wrong));
  if (!names_.emplace(name).second) {
    return std::unexpected(attribute_error(name, fault::DUPLICATE_ATTRIBUTE, "is there twice"));
  }
  if (names_.size() > attributes_max) {
    return std::unexpected(
        attribute_error("", fault::BAD_ATTRIBUTE, fmt::format("more than {} attributes", attributes_max)));
  }
  if (name == "specversion") {
    version_ = value;
  } else if (name == "id") {
    event_.id = value;
  } else if (name == "source") {
    event_.source = value;
  } else if (name == "type") {
    event_.type = value;
  } else if (name == "subject") {
    event_.subject = value;
  } else if (name == "time") {
    event_.time = value;
  } else if (name == "dataschema") {
    event_.data_schema = value;
  } else if (name == "datacontenttype") {
    event_.data_content_type = value;
  } else {
    event_.extensions.emplace(name, value);
  }
  return {};
}

std::expected<Event, FieldError> AttributeReader::finish() {
  if (version_ && *version_ != "1.0") {
    return std::unexpected(
        attribute_error("specversion", fault::UNSUPPORTED_FORMAT, "only CloudEvents 1.0 are read"));
  }
  constexpr std::array<std::string_view, 4> required{"specversion", "id", "source", "type"};
  for (const auto name : required) {
    if (!names_.contains(name)) {
      return std::unexpected(attribute_error(name, fault::MISSING_ATTRIBUTE, "every CloudEvent has one"));
    }
  }
  return std::move(event_);
}

}  // namespace tenure::kafka::cloud_events
