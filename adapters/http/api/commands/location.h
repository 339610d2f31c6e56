// Where the thing that a command makes can be read.
#pragma once

#include <string>

#include "schemas/commands/command_generated.h"

namespace tenure::http {

/// Appends the path, or nothing where no resource is obvious.
void write_location(const command::Command& command, std::string& out);

}  // namespace tenure::http
