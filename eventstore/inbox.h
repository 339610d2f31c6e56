// Batches that wait for the sequencer.
//
// What it promises: first come, first served. Bounded in bytes until they are decided; a single batch is always let in
//   when nothing else waits.
// What can go wrong: full, or closed; the caller is told and keeps his batch.
// Threads: any offer, one takes.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <expected>
#include <mutex>
#include <vector>

#include "eventstore/batch.h"

namespace tenure::eventstore {

struct Submission {
  Batch batch;
  Completion completion;
};

class Inbox {
 public:
  explicit Inbox(std::size_t bytes_max) : bytes_max_{bytes_max} {}

  enum class WhenFull : std::uint8_t { refuse, wait };
  [[nodiscard]] std::expected<void, SubmitError> offer(Submission submission, WhenFull when_full);

  /// Takes all that waits. Waits itself for something to come, for the inbox to be closed, or until `enough()`, which
  /// is asked again after each `wake`.
  template <class Enough>
  void take(std::vector<Submission>& out, Enough enough) {
    std::unique_lock lock{mutex_};
    changed_.wait(lock, [&] { return !waiting_.empty() || closed_ || enough(); });
    out.swap(waiting_);
  }
  /// A batch that was taken is decided: there is room again.
  void release(std::size_t bytes);
  void wake();
  void close();
  [[nodiscard]] bool closed_and_empty() const;
  [[nodiscard]] std::size_t bytes() const;

 private:
  const std::size_t bytes_max_;
  mutable std::mutex mutex_;
  std::condition_variable changed_;
  std::condition_variable room_;
  std::vector<Submission> waiting_;
  std::size_t bytes_ = 0;
  std::size_t waiting_for_room_ = 0;
  bool closed_ = false;
};

}  // namespace tenure::eventstore
