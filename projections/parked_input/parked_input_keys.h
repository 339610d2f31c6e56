// How parked input's rows are found. Internal to this folder.
//
//   i  operator, parked id          -> Input
//   s  operator, status, position   -> Input, again; the position is that of its parking
//   o  operator, parked id          -> Original
#pragma once

#include <cstdint>
#include <string_view>

#include "domain/parked_input/parked_input.h"
#include "projections/runtime/key.h"

namespace tenure::projections::parked_input {

[[nodiscard]] inline Key input_key(std::string_view operator_id, std::string_view parked_id) {
  return Key{'i', operator_id}.text(parked_id);
}
[[nodiscard]] inline Key status_key(std::string_view operator_id, domain::ParkedInputStatus status) {
  return Key{'s', operator_id}.byte(static_cast<std::uint8_t>(status));
}
[[nodiscard]] inline Key original_key(std::string_view operator_id, std::string_view parked_id) {
  return Key{'o', operator_id}.text(parked_id);
}

}  // namespace tenure::projections::parked_input
