// A subscription over the feed and, behind it, the log.
//
// What it is: while it catches up it reads the log in stretches; a short-lived thread reads the next one while the
//   reader is busy with what it has. No iterator outlives a stretch, so a reader that sleeps pins no file.
// What it promises: a reader that lags holds two stretches, each of read_ahead_bytes and one commit at most.
// What can go wrong: see subscription.h. Where no thread can be had, the next stretch is read when it is asked for.
// Why this way: reading, copying and RocksDB's checksum cost as much as opening a commit and using it.
#pragma once

#include <deque>
#include <future>
#include <memory>
#include <mutex>
#include <optional>
#include <shared_mutex>
#include <string>
#include <utility>

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
  [[nodiscard]] auto pass(Position position, Read read)
      -> std::expected<decltype(read(std::declval<Log&>())), ReadError> {
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
  /// Where reading goes on: at the commit that holds the position, or at exactly a commit.
  struct Place {
    Position first;
    std::optional<CommitNumber> number;
  };
  /// What was read from the log in one go.
  struct Stretch {
    std::deque<StoredCommit> commits;
    /// What kept the commit after these from being read.
    std::optional<std::string> damage;
    /// There may be more, from here on.
    std::optional<Place> rest;
  };
  using Read = std::expected<Stretch, ReadError>;

  [[nodiscard]] static Read read_stretch(const Feed& feed, LogGate& gate, Place place);
  [[nodiscard]] std::expected<CommitPtr, ReadError> next_or_damage();
  /// The next commit of `ahead_` with an event after the position; null where there is none.
  [[nodiscard]] std::expected<CommitPtr, ReadError> next_ahead();
  /// Makes it `ahead_` and has the next one read.
  [[nodiscard]] std::expected<void, ReadError> take(Read stretch);
  [[nodiscard]] ReadError missing() const;

  std::shared_ptr<Feed> feed_;
  std::shared_ptr<LogGate> gate_;
  Position position_;
  /// Read from the log and not handed out yet.
  Stretch ahead_;
  /// What comes after it, where it is being read.
  std::future<Read> coming_;
};

}  // namespace tenure::eventstore
