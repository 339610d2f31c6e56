// The fold of telephony.
#pragma once

#include <memory>

#include "projections/runtime/model.h"

namespace tenure::projections::telephony {

[[nodiscard]] std::unique_ptr<Model> make_model();

}  // namespace tenure::projections::telephony
