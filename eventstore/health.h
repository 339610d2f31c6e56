// Whether the partition takes commands, and if not, why and what to do.
//
// Promises: the first failure is kept; a failed write or read is final until the partition is opened again. A disk that
//   is nearly full is not: it is said while it lasts.
// Threads: any.
#pragma once

#include <atomic>
#include <mutex>
#include <string>

namespace tenure::eventstore {

class Health {
 public:
  /// The reason says what failed and what to do. False if it had stopped before.
  bool stop(std::string reason);
  [[nodiscard]] bool stopped() const { return stopped_.load(std::memory_order_acquire); }

  void set_disk_full(std::string reason);
  void set_disk_free() { disk_full_.store(false, std::memory_order_release); }
  [[nodiscard]] bool disk_full() const { return disk_full_.load(std::memory_order_acquire); }

  /// Empty while all is well.
  [[nodiscard]] std::string reason() const;

 private:
  std::atomic<bool> stopped_ = false;
  std::atomic<bool> disk_full_ = false;
  mutable std::mutex mutex_;
  std::string stop_reason_;
  std::string disk_reason_;
};

}  // namespace tenure::eventstore
