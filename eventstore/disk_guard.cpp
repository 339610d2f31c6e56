#include "eventstore/disk_guard.h"

#include <limits>
#include <system_error>

#include <fmt/format.h>

namespace tenure::eventstore {
namespace {

std::uintmax_t machine_free_bytes(const std::filesystem::path& folder) {
  std::error_code error;
  const auto space = std::filesystem::space(folder, error);
  return error ? std::numeric_limits<std::uintmax_t>::max() : space.available;
}

}  // namespace

DiskGuard::DiskGuard(const Options& options, Health& health)
    : folder_{options.folder},
      free_min_{options.disk_free_min},
      free_bytes_{options.free_bytes ? options.free_bytes : machine_free_bytes},
      health_{health} {}

bool DiskGuard::has_room() {
  const auto free = free_bytes_(folder_);
  if (free >= free_min_) {
    if (health_.disk_full()) health_.set_disk_free();
    return true;
  }
  health_.set_disk_full(
      fmt::format("the disk of {} is nearly full: {} MiB are free, {} MiB must be. Make room; commands are "
                  "then taken again",
                  folder_.string(), free / mebibyte, free_min_ / mebibyte));
  return false;
}

}  // namespace tenure::eventstore
