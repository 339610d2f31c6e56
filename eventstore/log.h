// The log: the one place where commits are kept. The seam between the partition and what makes a commit durable.
//
// What it is: append, read by position, scan in order. Embedded, it is RocksDB (log_rocksdb.cpp); a cluster's will be
//   another.
// What it promises: a commit is durable when `append` returned; commits are read as they were appended, checked.
// What can go wrong: an append that failed may or may not be there after the next opening; the log takes no more.
//   A read that meets damage says at which position.
// Threads: one appender; any number of readers at the same time.
#pragma once

#include <cstddef>
#include <expected>
#include <memory>
#include <string>
#include <vector>

#include "eventstore/commit.h"
#include "eventstore/position.h"
#include "eventstore/subscription.h"

namespace tenure::eventstore {

/// Goes through commits in order. One thread.
class LogCursor {
 public:
  virtual ~LogCursor() = default;
  /// The next commit; null at the end of what was there when the cursor was made.
  [[nodiscard]] virtual std::expected<CommitPtr, ReadError> next() = 0;
};

class Log {
 public:
  virtual ~Log() = default;

  /// The error says what failed and is final.
  [[nodiscard]] virtual std::expected<void, std::string> append(const Commit& commit) = 0;
  /// The commit that holds the position, or, beyond the end, the last one; null in an empty log.
  [[nodiscard]] virtual std::expected<CommitPtr, ReadError> read(Position position) = 0;
  /// Exactly this commit; null where there is none.
  [[nodiscard]] virtual std::expected<CommitPtr, ReadError> read(Position first, CommitNumber number) = 0;
  /// From the commit that holds the position on; from the first after it where none does.
  [[nodiscard]] virtual std::unique_ptr<LogCursor> scan(Position position) = 0;
  /// From the given commit on, that one included.
  [[nodiscard]] virtual std::unique_ptr<LogCursor> scan(Position first, CommitNumber number) = 0;
};

}  // namespace tenure::eventstore
