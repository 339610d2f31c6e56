// A reader that catches up from any position and then follows live.
//
// What it is: a pull. `next` gives the next commit that holds events after the reader's position.
// What it promises: every event once, in order, none before it is durable. Memory is bounded whatever the reader does:
//   one that keeps up reads from the partition's feed, one that lags reads the log a few MiB ahead. The writer never
//   waits for a reader.
// What can go wrong: a damaged or unreadable log; the error names the position and the subscription is over. It may
//   outlive its partition: what is then not in memory is an error.
// Threads: one thread per subscription at a time; the wake-up is called from the partition's publisher thread.
#pragma once

#include <chrono>
#include <expected>
#include <functional>
#include <memory>
#include <string>

#include "eventstore/commit.h"
#include "eventstore/position.h"

namespace tenure::eventstore {

struct ReadError {
  Position position;
  std::string message;
};

class Subscription {
 public:
  virtual ~Subscription() = default;

  /// The next commit with an event after `position`, or null when the reader has seen all. Does not wait.
  /// Events of the commit at or before `position` were seen before and must be skipped.
  [[nodiscard]] virtual std::expected<CommitPtr, ReadError> next() = 0;
  /// The same, but waits up to `patience` for something new.
  [[nodiscard]] virtual std::expected<CommitPtr, ReadError> wait_next(std::chrono::milliseconds patience) = 0;
  /// The last position handed out.
  [[nodiscard]] virtual Position position() const = 0;
  /// Calls `wake` once, as soon as there is something after `position`; at once if there is already. Replaces an
  /// earlier one. `wake` must be quick: it runs on the publisher's thread.
  virtual void notify_once(std::move_only_function<void()> wake) = 0;
};

}  // namespace tenure::eventstore
