#include "eventstore/inbox.h"

namespace tenure::eventstore {

std::expected<void, SubmitError> Inbox::offer(Submission submission, WhenFull when_full) {
  const auto bytes = submission.batch.bytes();
  {
    std::unique_lock lock{mutex_};
    const auto fits = [&] { return bytes_ == 0 || bytes_ + bytes <= bytes_max_; };
    if (!closed_ && !fits()) {
      if (when_full == WhenFull::refuse) return std::unexpected(SubmitError::queue_full);
      ++waiting_for_room_;
      room_.wait(lock, [&] { return closed_ || fits(); });
      --waiting_for_room_;
    }
    if (closed_) return std::unexpected(SubmitError::shutting_down);
    bytes_ += bytes;
    waiting_.push_back(std::move(submission));
  }
  changed_.notify_one();
  return {};
}

void Inbox::release(std::size_t bytes) {
  bool notify = false;
  {
    const std::lock_guard lock{mutex_};
    bytes_ -= bytes;
    notify = waiting_for_room_ > 0;
  }
  if (notify) room_.notify_all();
}

void Inbox::wake() {
  // Taken and let go, so that no wake-up falls between the sequencer's question and its sleep.
  {
    const std::lock_guard lock{mutex_};
  }
  changed_.notify_one();
}

void Inbox::close() {
  {
    const std::lock_guard lock{mutex_};
    closed_ = true;
  }
  changed_.notify_all();
  room_.notify_all();
}

bool Inbox::closed_and_empty() const {
  const std::lock_guard lock{mutex_};
  return closed_ && waiting_.empty();
}

std::size_t Inbox::bytes() const {
  const std::lock_guard lock{mutex_};
  return bytes_;
}

}  // namespace tenure::eventstore
