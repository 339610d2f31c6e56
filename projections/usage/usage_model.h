// The fold of usage.
#pragma once

#include <memory>

#include "projections/runtime/model.h"

namespace tenure::projections::usage {

[[nodiscard]] std::unique_ptr<Model> make_model();

}  // namespace tenure::projections::usage
