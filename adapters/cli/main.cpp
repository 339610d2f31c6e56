// `tenure`: one binary, everything as subcommands.

#include <array>
#include <cstdio>
#include <string>
#include <vector>

#include "adapters/cli/surface.h"
#include "adapters/daemon/signals.h"
#include "bench/command.h"

int main(int argc, char** argv) {
  using namespace tenure;
  const std::vector<std::string> arguments{argv + 1, argv + argc};
  // Subcommands of folders above this one are added here, a line each.
  const std::vector<cli::AddSubcommand> further{bench::add_bench};
  if (!arguments.empty() && arguments.front() == "serve") daemon::block_signals();
  cli::Console console{stdout, stderr};
  return static_cast<int>(cli::run(arguments, further, console));
}
