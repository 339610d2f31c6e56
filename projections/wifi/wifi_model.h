// The fold of Wi-Fi.
#pragma once

#include <memory>

#include "projections/runtime/model.h"

namespace tenure::projections::wifi {

[[nodiscard]] std::unique_ptr<Model> make_model();

}  // namespace tenure::projections::wifi
