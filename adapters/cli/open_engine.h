// Opens a data folder in this process for a subcommand, with progress of what takes long.
#pragma once

#include <expected>
#include <filesystem>
#include <memory>
#include <optional>

#include "adapters/cli/client.h"
#include "adapters/daemon/engine.h"

namespace tenure::cli {

struct OpenFailure : ClientError {
  /// Where the log is damaged, if it is.
  std::optional<eventstore::Position> damaged_at = std::nullopt;
};

/// The folder must exist: a subcommand that asks never makes one by a typing mistake.
[[nodiscard]] std::expected<std::unique_ptr<daemon::Engine>, OpenFailure> open_engine(
    const std::filesystem::path& folder, Console& console);
/// For `load`, which may begin a new folder.
[[nodiscard]] std::expected<std::unique_ptr<daemon::Engine>, OpenFailure> open_or_make_engine(
    const std::filesystem::path& folder, Console& console);

}  // namespace tenure::cli
