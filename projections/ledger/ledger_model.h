// The fold of journals.
#pragma once

#include <memory>

#include "projections/runtime/model.h"

namespace tenure::projections::ledger {

[[nodiscard]] std::unique_ptr<Model> make_model();

}  // namespace tenure::projections::ledger
