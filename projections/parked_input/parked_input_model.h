// The fold of parked input.
#pragma once

#include <memory>

#include "projections/runtime/model.h"

namespace tenure::projections::parked_input {

[[nodiscard]] std::unique_ptr<Model> make_model();

}  // namespace tenure::projections::parked_input
