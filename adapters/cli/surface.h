// The command line of `tenure`: names, options, help, environment and configuration file.
//
// What it is: everything about CLI11, in one place; the subcommands themselves know plain structs.
// What it promises: what is given on the command line wins over TENURE_* variables, those over the file of --config.
//   Mistakes are said in one line with the way to the help, and end with ExitCode::usage.
// Why this way: a subcommand can be tested without a command line, and the command line without subcommands.
#pragma once

#include <functional>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "adapters/cli/console.h"
#include "adapters/cli/exit_code.h"

namespace CLI {
class App;
}

namespace tenure::cli {

/// Adds one subcommand. Whatever is selected on the command line puts what is to be run into `chosen`.
using Chosen = std::function<ExitCode(Console&)>;
using AddSubcommand = std::function<void(CLI::App& app, Chosen& chosen)>;

/// Parses and runs. `further` are subcommands of other folders.
[[nodiscard]] ExitCode run(std::span<const std::string> arguments, std::span<const AddSubcommand> further,
                           Console& console);

/// The completion script of a shell for everything `app` knows; empty for an unknown shell.
[[nodiscard]] std::string completion_script(const CLI::App& app, std::string_view shell);

}  // namespace tenure::cli
