// The process that `recovery` kills.
#pragma once

#include <span>
#include <string>

namespace tenure::bench {

/// FOLDER EVENTS SEED: fills the partition, prints a line when it holds so many events more, and appends on and on
/// until it is killed. A role for child.h.
int fill_until_killed(std::span<const std::string> arguments);

}  // namespace tenure::bench
