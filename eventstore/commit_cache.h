// The commits that were read last, so that single positions near each other do not read one commit many times.
//
// Promises: bounded in bytes; any thread.
#pragma once

#include <cstddef>
#include <list>
#include <map>
#include <mutex>
#include <utility>

#include "eventstore/commit.h"

namespace tenure::eventstore {

class CommitCache {
 public:
  explicit CommitCache(std::size_t bytes_max) : bytes_max_{bytes_max} {}

  /// The commit that holds the position, or null.
  [[nodiscard]] CommitPtr find(Position position);
  /// Exactly this commit, or null.
  [[nodiscard]] CommitPtr find(Position first, CommitNumber number);
  /// Keeps a commit; drops the least recently used ones beyond the bound.
  void keep(CommitPtr commit);

 private:
  using Order = std::list<CommitPtr>;
  using Key = std::pair<Position, CommitNumber>;

  [[nodiscard]] CommitPtr use(Order::iterator found);

  const std::size_t bytes_max_;
  std::mutex mutex_;
  // Front is the last used.
  Order order_;
  std::map<Key, Order::iterator> by_key_;
  std::size_t bytes_ = 0;
};

}  // namespace tenure::eventstore
