// The options of `tenure parked`.
#pragma once

#include "adapters/cli/surface.h"

namespace tenure::cli {

void add_parked(CLI::App& app, Chosen& chosen);

}  // namespace tenure::cli
