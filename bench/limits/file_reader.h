// Reads every file of a folder with read(2), in order, looking at nothing; or makes the kernel forget them.
#pragma once

#include <cstdint>
#include <filesystem>

namespace tenure::bench {

/// The bytes read. Fails the scenario where a file cannot be read.
[[nodiscard]] std::uint64_t read_files(const std::filesystem::path& folder);
/// Writes out what is dirty and drops every page of the files from the page cache, so that the next read is of the disk.
void forget_files(const std::filesystem::path& folder);

}  // namespace tenure::bench
