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
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "eventstore/commit.h"
#include "eventstore/position.h"
#include "eventstore/subscription.h"

namespace tenure::eventstore {

/// A commit as it was read, not looked at yet, and the key under which it lay.
struct StoredCommit {
  Position first;
  CommitNumber number;
  CommitBytes bytes;
};

/// Looks at all of it: nothing is damaged, and it lay under its own key.
[[nodiscard]] std::expected<CommitPtr, ReadError> open_commit(StoredCommit stored);
/// The error of a log that cannot be read at a position.
[[nodiscard]] ReadError damage_at(Position position, std::string_view what);

/// Goes through commits in order. One thread.
class LogCursor {
 public:
  virtual ~LogCursor() = default;
  /// The next commit, for whoever opens it elsewhere; none at the end of what was there when the cursor was made. The
  /// error says what keeps it from being read.
  [[nodiscard]] virtual std::expected<std::optional<StoredCommit>, std::string> fetch() = 0;
  /// The next commit, opened; null at the end.
  [[nodiscard]] std::expected<CommitPtr, ReadError> next();

 protected:
  explicit LogCursor(Position begin) : begin_{begin} {}

 private:
  // Where the next commit begins.
  Position begin_;
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
