// Answers of the store's partitions on their way to the thread that reads the topics.
//
// Threads: `post` from any, the rest from the reader's. Outlives whoever posts: they share it.
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <expected>
#include <mutex>
#include <utility>
#include <vector>

#include "eventstore/batch.h"

namespace tenure::kafka {

struct Letter {
  /// Which batch: of which flight, and for which partition of the store.
  std::uint64_t flight = 0;
  std::size_t partition = 0;
  std::expected<eventstore::BatchAnswer, eventstore::SubmitError> answer;
};

class Mailbox {
 public:
  void post(Letter letter) {
    {
      const std::lock_guard lock{mutex_};
      letters_.push_back(std::move(letter));
    }
    arrived_.notify_one();
  }
  /// All there are; waits for the first one as long as it is told to.
  [[nodiscard]] std::vector<Letter> take(std::chrono::milliseconds patience) {
    std::unique_lock lock{mutex_};
    if (patience.count() > 0) arrived_.wait_for(lock, patience, [this] { return !letters_.empty(); });
    return std::exchange(letters_, {});
  }

 private:
  std::mutex mutex_;
  std::condition_variable arrived_;
  std::vector<Letter> letters_;
};

}  // namespace tenure::kafka
