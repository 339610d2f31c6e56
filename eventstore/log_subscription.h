// A subscription over the feed and, behind it, the log.
#pragma once

#include <deque>
#include <memory>

#include "eventstore/feed.h"
#include "eventstore/log.h"
#include "eventstore/subscription.h"

namespace tenure::eventstore {

class LogSubscription final : public Subscription {
 public:
  LogSubscription(Feed& feed, Log& log, Position after) : feed_{feed}, log_{log}, position_{after} {}
  ~LogSubscription() override { feed_.forget(this); }

  [[nodiscard]] std::expected<CommitPtr, ReadError> next() override;
  [[nodiscard]] std::expected<CommitPtr, ReadError> wait_next(std::chrono::milliseconds patience) override;
  [[nodiscard]] Position position() const override { return position_; }
  void notify_once(std::move_only_function<void()> wake) override;

 private:
  /// Fills `ahead_` from the log.
  [[nodiscard]] std::expected<void, ReadError> read_ahead();

  Feed& feed_;
  Log& log_;
  Position position_;
  /// Read from the log and not handed out yet.
  std::deque<CommitPtr> ahead_;
};

}  // namespace tenure::eventstore
