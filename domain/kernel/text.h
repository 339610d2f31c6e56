// Reading texts in place from FlatBuffers tables.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include <flatbuffers/flatbuffers.h>

namespace tenure::domain {

/// The text, or an empty one where the field is absent.
[[nodiscard]] inline std::string_view text(const flatbuffers::String* field) {
  return field == nullptr ? std::string_view{} : std::string_view{field->c_str(), field->size()};
}

/// A copy of the text, or an empty one where the field is absent.
[[nodiscard]] inline std::string copy(const flatbuffers::String* field) { return std::string{text(field)}; }

}  // namespace tenure::domain
