// Hands things from some threads to another, in order.
#pragma once

#include <condition_variable>
#include <deque>
#include <mutex>
#include <optional>
#include <utility>

namespace tenure::eventstore {

template <class Item>
class Channel {
 public:
  void push(Item item) {
    {
      const std::lock_guard lock{mutex_};
      items_.push_back(std::move(item));
    }
    pushed_.notify_one();
  }
  /// Waits for the next one; none once the channel is closed and empty.
  [[nodiscard]] std::optional<Item> pop() {
    std::unique_lock lock{mutex_};
    pushed_.wait(lock, [this] { return !items_.empty() || closed_; });
    if (items_.empty()) return std::nullopt;
    auto item = std::move(items_.front());
    items_.pop_front();
    return item;
  }
  void close() {
    {
      const std::lock_guard lock{mutex_};
      closed_ = true;
    }
    pushed_.notify_all();
  }

 private:
  std::mutex mutex_;
  std::condition_variable pushed_;
  std::deque<Item> items_;
  bool closed_ = false;
};

}  // namespace tenure::eventstore
