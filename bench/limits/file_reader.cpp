#include "bench/limits/file_reader.h"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <unistd.h>
#include <vector>

#include <fmt/format.h>

#include "bench/settings.h"

namespace tenure::bench {
namespace {

constexpr std::size_t piece_bytes = 1024 * 1024;

int open_file(const std::filesystem::path& path) {
  const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (file < 0) fail(fmt::format("cannot open {}: {}", path.string(), std::strerror(errno)));
  return file;
}

std::uint64_t read_file(const std::filesystem::path& path, std::vector<char>& piece) {
  const int file = open_file(path);
  std::uint64_t bytes = 0;
  while (true) {
    const auto got = ::read(file, piece.data(), piece.size());
    if (got <= 0) break;
    bytes += static_cast<std::uint64_t>(got);
  }
  ::close(file);
  return bytes;
}

}  // namespace

std::uint64_t read_files(const std::filesystem::path& folder) {
  std::vector<char> piece(piece_bytes);
  std::uint64_t bytes = 0;
  for (const auto& entry : std::filesystem::recursive_directory_iterator{folder}) {
    if (entry.is_regular_file()) bytes += read_file(entry.path(), piece);
  }
  return bytes;
}

void forget_files(const std::filesystem::path& folder) {
  for (const auto& entry : std::filesystem::recursive_directory_iterator{folder}) {
    if (!entry.is_regular_file()) continue;
    const int file = open_file(entry.path());
    // Only pages that are on disk can be dropped.
    const bool forgotten = ::fsync(file) == 0 && ::posix_fadvise(file, 0, 0, POSIX_FADV_DONTNEED) == 0;
    ::close(file);
    if (!forgotten) fail(fmt::format("the pages of {} cannot be dropped", entry.path().string()));
  }
}

}  // namespace tenure::bench
