// Reads every file of a folder with read(2), in order, looking at nothing.
#pragma once

#include <cstdint>
#include <filesystem>

namespace tenure::bench {

/// The bytes read. Fails the scenario where a file cannot be read.
[[nodiscard]] std::uint64_t read_files(const std::filesystem::path& folder);

}  // namespace tenure::bench
