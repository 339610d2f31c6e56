// The fold of directory.
#pragma once

#include <memory>

#include "projections/runtime/model.h"

namespace tenure::projections::directory {

[[nodiscard]] std::unique_ptr<Model> make_model();

}  // namespace tenure::projections::directory
