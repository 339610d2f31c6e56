// Options that several subcommands have alike: whom to talk to, and how to show what comes.
#pragma once

#include <string_view>

#include "adapters/cli/options.h"
#include "adapters/cli/surface.h"

namespace tenure::cli {

/// --url or --data, and --operator with what it is for.
void add_place(CLI::App& sub, Place& place, std::string_view why_operator);
/// --format.
void add_format(CLI::App& sub, Format& format);

}  // namespace tenure::cli
