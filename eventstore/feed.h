// The newest commits in memory, for readers that follow live, and the position up to which all is durable.
//
// What it promises: commits in order, none before it is durable. Bounded in bytes, but for the newest commit, which is
//   always there. Publishing never waits for a reader.
// Threads: `publish` from the publisher alone; the rest from any thread. Wake-ups run on the publisher's thread.
#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <map>
#include <mutex>
#include <variant>

#include "eventstore/commit.h"

namespace tenure::eventstore {

class Feed {
 public:
  explicit Feed(std::size_t bytes_max) : bytes_max_{bytes_max} {}

  /// Where the log ends when it is opened.
  void begin(Position committed) { committed_.store(committed.value, std::memory_order_release); }
  /// A commit has become durable.
  void publish(CommitPtr commit);

  [[nodiscard]] Position committed() const { return {committed_.load(std::memory_order_acquire)}; }
  /// The commit that holds the position; null if it is not in memory.
  [[nodiscard]] CommitPtr find(Position position) const;

  struct NothingNew {};
  struct NotInMemory {};
  /// The next commit with an event after the position.
  [[nodiscard]] std::variant<CommitPtr, NothingNew, NotInMemory> next_after(Position position) const;

  /// Waits until something is after the position; false if nothing came in time.
  [[nodiscard]] bool wait_beyond(Position position, std::chrono::milliseconds patience) const;
  /// Ends all waiting, for good.
  void close();

  using Wake = std::move_only_function<void()>;
  /// Calls `wake` once there is something after the position. Replaces the owner's earlier one.
  void notify_once(const void* owner, Position position, Wake wake);
  /// No wake-up of the owner runs when this has returned. Not from within one.
  void forget(const void* owner);

 private:
  [[nodiscard]] CommitPtr find_locked(Position position) const;
  void wake_all();

  const std::size_t bytes_max_;
  std::atomic<std::uint64_t> committed_ = 0;
  mutable std::mutex mutex_;
  mutable std::condition_variable published_;
  std::deque<CommitPtr> commits_;
  std::size_t bytes_ = 0;
  bool closed_ = false;
  std::map<const void*, Wake> wakes_;
  /// Held while wake-ups run.
  std::mutex waking_;
};

}  // namespace tenure::eventstore
