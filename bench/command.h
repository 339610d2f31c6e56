// `tenure bench`: the subcommand that runs the scenarios.
//
// Is:       the one thing of this folder that the program knows.
// Promises: `list` explains, `all` runs every scenario, a name runs that one; the table goes to standard output, what
//           happens meanwhile to standard error.
// Fails:    an unknown scenario is ExitCode::usage; a folder that cannot be written, or a scenario that gave up, is
//           ExitCode::failed.
// Why:      figures that come from the shipped program can be checked by whoever runs it.
#pragma once

#include "adapters/cli/surface.h"

namespace tenure::bench {

/// A cli::AddSubcommand.
void add_bench(CLI::App& app, cli::Chosen& chosen);

}  // namespace tenure::bench
