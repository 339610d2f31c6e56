// What an ingest says of itself. For the folder's own files.
#pragma once

#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "adapters/kafka/ingest/ingest.h"

namespace tenure::kafka {

class IngestBoard {
 public:
  explicit IngestBoard(std::function<void(std::string_view)> notice) : notice_{std::move(notice)} {}

  void set(IngestStatus::State state, std::string error = {}) {
    {
      const std::lock_guard lock{mutex_};
      if (status_.state == state && status_.last_error == error) return;
      status_.state = state;
      status_.last_error = error;
    }
    if (notice_) notice_(fmt::format("ingest: {}{}{}", name_of(state), error.empty() ? "" : ": ", error));
  }
  /// `counts` since the last time.
  void set_progress(std::vector<TopicProgress> topics, const IngestCounts& counts) {
    const std::lock_guard lock{mutex_};
    status_.topics = std::move(topics);
    status_.counts += counts;
  }
  void add_restart() {
    const std::lock_guard lock{mutex_};
    ++status_.restarts;
  }
  void add_stale() {
    const std::lock_guard lock{mutex_};
    ++status_.stale;
  }
  [[nodiscard]] IngestStatus read() const {
    const std::lock_guard lock{mutex_};
    return status_;
  }

 private:
  const std::function<void(std::string_view)> notice_;
  mutable std::mutex mutex_;
  IngestStatus status_;
};

}  // namespace tenure::kafka
