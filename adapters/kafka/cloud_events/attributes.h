// The attributes of a CloudEvent, one after another, whatever they were written in. For the folder's own files.
//
// What it promises: `take` checks name and value and keeps it; `finish` checks that what must be there is there.
// What can go wrong: FieldErrors as decode.h says.
#pragma once

#include <expected>
#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "adapters/kafka/cloud_events/decode.h"

namespace tenure::kafka::cloud_events {

class AttributeReader {
 public:
  [[nodiscard]] std::expected<void, codec::FieldError> take(std::string_view name, std::string_view value);
  /// The event without its data.
  [[nodiscard]] std::expected<Event, codec::FieldError> finish();

 private:
  std::optional<std::string> version_;
  std::set<std::string, std::less<>> names_;
  Event event_;
};

[[nodiscard]] codec::FieldError attribute_error(std::string_view name, std::string_view code,
                                                std::string message);

}  // namespace tenure::kafka::cloud_events
