// Reading optional dates from FlatBuffers tables, each field once.
#pragma once

#include <cstdint>
#include <optional>

#include <flatbuffers/flatbuffers.h>

#include "domain/kernel/calendar.h"

namespace tenure::domain {

[[nodiscard]] inline std::optional<Date> date_of(flatbuffers::Optional<std::int32_t> days) {
  if (!days) return std::nullopt;
  return Date{*days};
}

}  // namespace tenure::domain
