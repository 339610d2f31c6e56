// The options of `tenure serve`.
#pragma once

#include "adapters/cli/surface.h"

namespace tenure::cli {

void add_serve(CLI::App& app, Chosen& chosen);

}  // namespace tenure::cli
