// The positions that open views are as of, so that trimming keeps away from them.
#pragma once

#include <memory>
#include <mutex>
#include <optional>
#include <set>

#include "eventstore/position.h"

namespace tenure::projections {

class Pins {
 public:
  void add(eventstore::Position position) {
    const std::lock_guard lock{mutex_};
    positions_.insert(position);
  }
  void remove(eventstore::Position position) {
    const std::lock_guard lock{mutex_};
    positions_.erase(positions_.find(position));
  }
  /// The oldest that is pinned.
  [[nodiscard]] std::optional<eventstore::Position> oldest() const {
    const std::lock_guard lock{mutex_};
    return positions_.empty() ? std::nullopt : std::optional{*positions_.begin()};
  }

 private:
  mutable std::mutex mutex_;
  std::multiset<eventstore::Position> positions_;
};

}  // namespace tenure::projections
