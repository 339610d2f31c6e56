// What a benchmark asks of the machine it runs on: memory, files, quiet, names and versions.
//
// Is:       small readings of /proc and of a folder.
// Promises: figures are of the kernel's own accounting; no figure is guessed where the kernel gives none.
// Fails:    a reading that the kernel does not give is zero or "unknown".
// Why:      all of it in one place, so that a port knows what to replace.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <string>
#include <sys/types.h>
#include <utility>
#include <vector>

namespace tenure::bench {

[[nodiscard]] unsigned processors();
/// "ext4", "tmpfs", … of the folder, or of the nearest folder above it that exists.
[[nodiscard]] std::string file_system_of(const std::filesystem::path& folder);
/// Compiler, build type and the libraries that are measured.
[[nodiscard]] std::vector<std::pair<std::string, std::string>> versions_of_parts();

/// Greatest resident memory of a process since it began or since `reset_peak_memory`, in MiB.
[[nodiscard]] double peak_memory_mb(pid_t process);
[[nodiscard]] double peak_memory_mb();
/// Starts the peak of this process anew, at what it has now.
void reset_peak_memory();
/// Bytes that the file system has set aside for the files in the folder and below.
[[nodiscard]] std::uint64_t disk_bytes(const std::filesystem::path& folder);
/// Bytes that this process has sent to storage so far.
[[nodiscard]] std::uint64_t bytes_written_to_disk();

/// Waits until this process computes next to nothing (compactions have ended), at most so long.
void wait_until_quiet(std::chrono::milliseconds patience = std::chrono::seconds{10});

/// Time on this process's processors so far.
[[nodiscard]] std::chrono::microseconds processor_time();

}  // namespace tenure::bench
