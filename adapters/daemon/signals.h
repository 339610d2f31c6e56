// The signals that end the server, taken one by one by a thread that waits for them.
#pragma once

#include <chrono>
#include <optional>
#include <string_view>

namespace tenure::daemon {

/// Blocks SIGINT and SIGTERM in this thread and those it starts, and ignores SIGPIPE. First thing in the process.
void block_signals();
/// The name of the signal that came, or nothing within `patience`.
[[nodiscard]] std::optional<std::string_view> wait_for_signal(std::chrono::milliseconds patience);
/// From now on they end the process at once again.
void unblock_signals();

}  // namespace tenure::daemon
