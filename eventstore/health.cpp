#include "eventstore/health.h"

namespace tenure::eventstore {

bool Health::stop(std::string reason) {
  const std::lock_guard lock{mutex_};
  if (stopped()) return false;
  stop_reason_ = std::move(reason);
  stopped_.store(true, std::memory_order_release);
  return true;
}

void Health::set_disk_full(std::string reason) {
  const std::lock_guard lock{mutex_};
  disk_reason_ = std::move(reason);
  disk_full_.store(true, std::memory_order_release);
}

std::string Health::reason() const {
  const std::lock_guard lock{mutex_};
  if (stopped()) return stop_reason_;
  return disk_full() ? disk_reason_ : std::string{};
}

}  // namespace tenure::eventstore
