// What a parked record says of itself, for lists that people read. Internal to this folder.
//
// What it is: type and source of a CloudEvent in either mode, of a command as JSON or as FlatBuffer.
// What it promises: pure. Best effort: a record that nobody could read has neither.
// Why here: the event keeps the record as it came and nothing of what it might mean.
#pragma once

#include <string>

#include "schemas/events/parked_input_generated.h"

namespace tenure::projections::parked_input {

struct SelfDescription {
  std::string type;
  std::string source;
};
[[nodiscard]] SelfDescription describe_itself(const event::InputParked& parked);

}  // namespace tenure::projections::parked_input
