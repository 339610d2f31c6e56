#include "eventstore/feed.h"

#include <algorithm>

namespace tenure::eventstore {

void Feed::publish(CommitPtr commit) {
  if (commit->event_count() == 0) return;
  {
    const std::lock_guard lock{mutex_};
    committed_.store(commit->last().value, std::memory_order_release);
    bytes_ += commit->bytes().size();
    commits_.push_back(std::move(commit));
    while (bytes_ > bytes_max_ && commits_.size() > 1) {
      bytes_ -= commits_.front()->bytes().size();
      commits_.pop_front();
    }
  }
  published_.notify_all();
  wake_all();
}

void Feed::wake_all() {
  const std::lock_guard waking{waking_};
  std::map<const void*, Wake> wakes;
  {
    const std::lock_guard lock{mutex_};
    wakes.swap(wakes_);
  }
  for (auto& [owner, wake] : wakes) wake();
}

CommitPtr Feed::find_locked(Position position) const {
  const auto after = std::ranges::upper_bound(commits_, position, {}, &Commit::first);
  if (after == commits_.begin()) return nullptr;
  const auto& commit = *std::prev(after);
  return commit->holds(position) ? commit : nullptr;
}

CommitPtr Feed::find(Position position) const {
  const std::lock_guard lock{mutex_};
  return find_locked(position);
}

std::variant<CommitPtr, Feed::NothingNew, Feed::NotInMemory> Feed::next_after(Position position) const {
  if (position >= committed()) return NothingNew{};
  const std::lock_guard lock{mutex_};
  auto commit = find_locked({position.value + 1});
  if (!commit) return NotInMemory{};
  return commit;
}

bool Feed::wait_beyond(Position position, std::chrono::milliseconds patience) const {
  std::unique_lock lock{mutex_};
  published_.wait_for(lock, patience, [&] { return committed() > position || closed_; });
  return committed() > position;
}

void Feed::close() {
  {
    const std::lock_guard lock{mutex_};
    closed_ = true;
  }
  published_.notify_all();
}

void Feed::notify_once(const void* owner, Position position, Wake wake) {
  {
    const std::lock_guard lock{mutex_};
    if (committed() <= position) {
      wakes_.insert_or_assign(owner, std::move(wake));
      return;
    }
    wakes_.erase(owner);
  }
  wake();
}

void Feed::forget(const void* owner) {
  const std::lock_guard waking{waking_};
  const std::lock_guard lock{mutex_};
  wakes_.erase(owner);
}

}  // namespace tenure::eventstore
