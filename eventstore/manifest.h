// The manifest of a backup: every file with its size and checksum, every partition with its position and chain.
//
// What it promises: a backup whose manifest checks is byte for byte what was written. The manifest is written last,
//   so a backup cut short has none.
// What can go wrong: missing, changed or added files; the error names the first one.
#pragma once

#include <expected>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "eventstore/position.h"

namespace tenure::eventstore {

struct PartitionMark {
  Position position;
  /// Chain of the commit that holds the position; zero where the position is.
  ChainHash chain;
};

struct Manifest {
  std::string store_id;
  std::vector<PartitionMark> marks;
  /// Relative to the backup's folder.
  std::vector<std::filesystem::path> files;
};

/// Lists all files of the folder and writes `manifest.json` there, durably.
[[nodiscard]] std::expected<void, std::string> write_manifest(const std::filesystem::path& folder,
                                                              std::string_view store_id,
                                                              const std::vector<PartitionMark>& marks);
/// Reads `manifest.json` and compares every file with it.
[[nodiscard]] std::expected<Manifest, std::string> check_manifest(const std::filesystem::path& folder);

/// Writes a small file so that after a crash it is there whole or not at all: temporary file, sync, rename, sync.
[[nodiscard]] std::expected<void, std::string> write_file_durably(const std::filesystem::path& path,
                                                                  std::string_view content);

}  // namespace tenure::eventstore
