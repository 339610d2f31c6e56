// The fold of billing.
#pragma once

#include <memory>

#include "projections/runtime/model.h"

namespace tenure::projections::billing {

[[nodiscard]] std::unique_ptr<Model> make_model();

}  // namespace tenure::projections::billing
