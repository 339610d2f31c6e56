// What a record of <prefix>.charges is.
#pragma once

#include <cstdint>

namespace tenure::kafka {

/// What was published in one form stays in it; a record's headers say which it is.
enum class ChargeFormat : std::uint8_t {
  json,         ///< a CloudEvent as JSON, structured mode: amounts and dates as people read them
  flatbuffers,  ///< the stored event, CloudEvents binary mode, as in <prefix>.events
};

}  // namespace tenure::kafka
