// For the codec's own files: how a plan reads a table in place.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include <flatbuffers/flatbuffers.h>

#include "schemas/codec/type_plan.h"

namespace tenure::codec {

using TextList = flatbuffers::Vector<flatbuffers::Offset<flatbuffers::String>>;
using ByteString = flatbuffers::Vector<std::uint8_t>;
using TableList = flatbuffers::Vector<flatbuffers::Offset<flatbuffers::Table>>;

template <typename Number>
[[nodiscard]] inline std::int64_t load(const std::uint8_t* at) noexcept {
  return static_cast<std::int64_t>(flatbuffers::ReadScalar<Number>(at));
}

/// A scalar of the kind; the bits, for UINT64.
[[nodiscard]] inline std::int64_t read_number(Kind kind, const std::uint8_t* at) noexcept {
  switch (kind) {
    case Kind::BOOL:
    case Kind::UINT8:
      return load<std::uint8_t>(at);
    case Kind::INT8:
      return load<std::int8_t>(at);
    case Kind::INT16:
      return load<std::int16_t>(at);
    case Kind::UINT16:
      return load<std::uint16_t>(at);
    case Kind::INT32:
      return load<std::int32_t>(at);
    case Kind::UINT32:
      return load<std::uint32_t>(at);
    case Kind::INT64:
      return load<std::int64_t>(at);
    case Kind::UINT64:
      return load<std::uint64_t>(at);
    case Kind::TEXT:
    case Kind::BYTES:
    case Kind::TABLE:
      break;
  }
  __builtin_unreachable();
}

/// What a field that is stored by offset points to, or null when it is absent.
template <typename Target>
[[nodiscard]] inline const Target* target_of(const FieldPlan& field,
                                             const flatbuffers::Table& table) noexcept {
  return table.GetPointer<const Target*>(field.vtable_offset);
}

[[nodiscard]] inline std::string_view view(const flatbuffers::String& text) noexcept {
  return {text.c_str(), text.size()};
}

[[nodiscard]] inline std::span<const std::uint8_t> view(const ByteString& bytes) noexcept {
  return {bytes.data(), bytes.size()};
}

/// Number of entries of any list: all lists begin with it.
[[nodiscard]] inline std::uint32_t list_size(const void* list) noexcept {
  return flatbuffers::ReadScalar<std::uint32_t>(list);
}

/// One entry of a list of scalars.
[[nodiscard]] inline std::int64_t number_in_list(const FieldPlan& field, const void* list,
                                                 std::uint32_t index) noexcept {
  const auto* first = static_cast<const flatbuffers::Vector<std::uint8_t>*>(list)->Data();
  return read_number(field.kind, first + std::size_t{index} * field.value_bytes);
}

}  // namespace tenure::codec
