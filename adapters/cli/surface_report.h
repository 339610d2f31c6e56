// The options of `tenure report`.
#pragma once

#include "adapters/cli/surface.h"

namespace tenure::cli {

void add_report(CLI::App& app, Chosen& chosen);

}  // namespace tenure::cli
