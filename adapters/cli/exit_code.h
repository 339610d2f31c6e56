// How `tenure` ends; scripts may rely on it.
#pragma once

#include <cstdint>

namespace tenure::cli {

enum class ExitCode : std::uint8_t {
  /// Done, and nothing was found wrong.
  ok = 0,
  /// Done, and the answer is no: a difference was found, commands were refused or malformed, the thing is not there.
  found_wrong = 1,
  /// The command line, the configuration or the input cannot be understood; nothing was done.
  usage = 2,
  /// It could not be done: no such server, folder in use, disk full, damage.
  failed = 3,
};

}  // namespace tenure::cli
