// What several subcommands have alike: whom to talk to, how to show what comes, and what is run.
#pragma once

#include <memory>
#include <string_view>

#include <CLI/CLI.hpp>

#include "adapters/cli/options.h"
#include "adapters/cli/surface.h"

namespace tenure::cli {

/// --url or --data, and --operator with what it is for.
void add_place(CLI::App& sub, Place& place, std::string_view why_operator);
/// --format.
void add_format(CLI::App& sub, Format& format);

/// What is run where the subcommand is given.
template <class Options, class Run>
void choose(CLI::App& sub, Chosen& chosen, std::shared_ptr<Options> options, Run run) {
  sub.callback([&chosen, options, run] {
    chosen = [options, run](Console& console) { return run(*options, console); };
  });
}

}  // namespace tenure::cli
