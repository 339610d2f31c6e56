// Where the relay's thread writes how it stands, and others read it. For the folder's own files.
#pragma once

#include <functional>
#include <mutex>
#include <string>
#include <utility>

#include <fmt/format.h>

#include "adapters/kafka/relay/relay.h"

namespace tenure::kafka {

class Board {
 public:
  Board(std::uint32_t partition, std::function<void(std::string_view)> notice)
      : partition_{partition}, notice_{std::move(notice)} {}

  void set(RelayStatus::State state, std::string error = {}) {
    {
      const std::lock_guard lock{mutex_};
      if (status_.state == state && status_.last_error == error) return;
      status_.state = state;
      status_.last_error = error;
    }
    if (!notice_) return;
    notice_(fmt::format("relay of partition {}: {}{}{}", partition_, name_of(state),
                        error.empty() ? "" : ": ", error));
  }
  void set_published(eventstore::Position published) {
    const std::lock_guard lock{mutex_};
    status_.published = published;
  }
  void add_transaction(eventstore::Position published, std::uint64_t events) {
    const std::lock_guard lock{mutex_};
    status_.published = published;
    status_.events += events;
    ++status_.transactions;
  }
  void add_restart() {
    const std::lock_guard lock{mutex_};
    ++status_.restarts;
  }
  [[nodiscard]] RelayStatus read() const {
    const std::lock_guard lock{mutex_};
    return status_;
  }

 private:
  const std::uint32_t partition_;
  const std::function<void(std::string_view)> notice_;
  mutable std::mutex mutex_;
  RelayStatus status_;
};

}  // namespace tenure::kafka
