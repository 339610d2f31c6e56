// The fold of access.
#pragma once

#include <memory>

#include "projections/runtime/model.h"

namespace tenure::projections::access {

[[nodiscard]] std::unique_ptr<Model> make_model();

}  // namespace tenure::projections::access
