// Refuses work while the disk is nearly full, before RocksDB runs into it.
//
// Promises: asked before each drain, so commands are taken again as soon as there is room. A folder that cannot be
//   asked counts as having room: the write will tell.
// Threads: any.
#pragma once

#include <filesystem>

#include "eventstore/health.h"
#include "eventstore/options.h"

namespace tenure::eventstore {

class DiskGuard {
 public:
  DiskGuard(const Options& options, Health& health);
  /// Whether enough of the disk is free; the partition's health is told.
  bool has_room();

 private:
  const std::filesystem::path folder_;
  const std::size_t free_min_;
  const std::function<std::uintmax_t(const std::filesystem::path&)> free_bytes_;
  Health& health_;
};

}  // namespace tenure::eventstore
