// The fold of calendar.
#pragma once

#include <memory>

#include "projections/runtime/model.h"

namespace tenure::projections::calendar {

[[nodiscard]] std::unique_ptr<Model> make_model();

}  // namespace tenure::projections::calendar
