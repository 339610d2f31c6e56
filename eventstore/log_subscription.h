// A subscription over the feed and, behind it, the log.
#pragma once

#include <deque>
#include <memory>
#include <mutex>
#include <shared_mutex>

#include "eventstore/feed.h"
#include "eventstore/log.h"
#include "eventstore/subscription.h"

namespace tenure::eventstore {

/// The log as readers see it, who may outlive its partition: they read while the gate is open.
class LogGate {
 public:
  explicit LogGate(Log& log) : log_{&log} {}

  /// Waits for reads under way; none begins after it.
  void close() {
    const std::unique_lock lock{mutex_};
    log_ = nullptr;
  }
  /// What `read(log)` gives, or an error once the gate is closed.
  template <class Read>
  [[nodiscard]] std::expected<void, ReadError> pass(Position position, Read read) {
    const std::shared_lock lock{mutex_};
    if (log_ == nullptr) return std::unexpected(ReadError{position, "the partition was closed"});
    return read(*log_);
  }

 private:
  std::shared_mutex mutex_;
  Log* log_;
};

class LogSubscription final : public Subscription {
 public:
  LogSubscription(std::shared_ptr<Feed> feed, std::shared_ptr<LogGate> gate, Position after)
      : feed_{std::move(feed)}, gate_{std::move(gate)}, position_{after} {}
  ~LogSubscription() override { feed_->forget(this); }

  [[nodiscard]] std::expected<CommitPtr, ReadError> next() override;
  [[nodiscard]] std::expected<CommitPtr, ReadError> wait_next(std::chrono::milliseconds patience) override;
  [[nodiscard]] Position position() const override { return position_; }
  void notify_once(std::move_only_function<void()> wake) override;

 private:
  /// Fills `ahead_` from the log.
  [[nodiscard]] std::expected<void, ReadError> read_ahead(Log& log);

  std::shared_ptr<Feed> feed_;
  std::shared_ptr<LogGate> gate_;
  Position position_;
  /// Read from the log and not handed out yet.
  std::deque<CommitPtr> ahead_;
};

}  // namespace tenure::eventstore
