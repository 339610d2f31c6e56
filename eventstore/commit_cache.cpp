#include "eventstore/commit_cache.h"

#include <limits>

namespace tenure::eventstore {
namespace {

constexpr CommitNumber last_number{std::numeric_limits<std::uint64_t>::max()};

}  // namespace

CommitPtr CommitCache::use(Order::iterator found) {
  order_.splice(order_.begin(), order_, found);
  return *found;
}

CommitPtr CommitCache::find(Position position) {
  const std::lock_guard lock{mutex_};
  const auto after = by_key_.upper_bound({position, last_number});
  if (after == by_key_.begin()) return nullptr;
  const auto found = std::prev(after)->second;
  return (*found)->holds(position) ? use(found) : nullptr;
}

CommitPtr CommitCache::find(Position first, CommitNumber number) {
  const std::lock_guard lock{mutex_};
  const auto found = by_key_.find({first, number});
  return found == by_key_.end() ? nullptr : use(found->second);
}

void CommitCache::keep(CommitPtr commit) {
  const auto size = commit->bytes().size();
  const Key key{commit->first(), commit->number()};
  const std::lock_guard lock{mutex_};
  if (size > bytes_max_ || by_key_.contains(key)) return;
  order_.push_front(std::move(commit));
  by_key_.emplace(key, order_.begin());
  bytes_ += size;
  while (bytes_ > bytes_max_) {
    const auto& oldest = order_.back();
    bytes_ -= oldest->bytes().size();
    by_key_.erase({oldest->first(), oldest->number()});
    order_.pop_back();
  }
}

}  // namespace tenure::eventstore
