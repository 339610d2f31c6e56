// The inside of ReadModels. Internal to this folder.
//
// opening.cpp: what is there when a folder is opened. projector.cpp: the thread that drives what serves, and the swap.
// rebuild.cpp: builds beside what serves. read_models.cpp: views, waiting, status.
#pragma once

#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "projections/runtime/as_of_store.h"
#include "projections/runtime/fold.h"
#include "projections/runtime/pins.h"
#include "projections/runtime/read_models.h"

namespace tenure::projections {

/// Wakes a thread; shared with the partition's publisher, which may call it when the thread is long gone.
class Signal {
 public:
  void wake() {
    {
      const std::lock_guard lock{mutex_};
      woken_ = true;
    }
    changed_.notify_one();
  }
  void wait() {
    std::unique_lock lock{mutex_};
    changed_.wait(lock, [this] { return woken_; });
    woken_ = false;
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  bool woken_ = false;
};

class ReadModels::Impl {
 public:
  /// One model by name.
  struct Slot {
    std::string name;
    std::uint32_t current_version = 0;
    ModelKind kind;

    // Guarded by Impl::mutex. What answers queries; null until the first build is done.
    FoldPtr serving;
    // Built by the builder thread; then given to the projector, which swaps it in.
    FoldPtr building;
    FoldPtr candidate;
    Position build_target;
    std::string build_failure;
    /// A table of a version that this program does not know; goes when something serves again.
    TablePtr obsolete;

    std::jthread builder;
  };

  Impl(eventstore::Partition& partition, ReadModelOptions options, std::unique_ptr<AsOfStore> store);
  ~Impl();

  // opening.cpp
  [[nodiscard]] Stored<void> open_slots();
  [[nodiscard]] Stored<void> build_slots(Position to);
  [[nodiscard]] Stored<FoldPtr> new_fold(const Slot& slot);
  [[nodiscard]] Stored<FoldPtr> open_fold(const std::string& table, const ModelFactory& factory);
  [[nodiscard]] FoldLimits limits() const;

  // projector.cpp
  void start_projector();
  void project();
  [[nodiscard]] std::vector<FoldPtr> driven();
  void adopt_candidates();
  void adopt(Slot& slot, const FoldPtr& fold, const FoldPtr& serving);
  void report_failures(const std::vector<FoldPtr>& folds);
  void trim_if_due();

  // read_models_status.cpp
  [[nodiscard]] ModelStatus status_of(const Slot& slot) const;
  [[nodiscard]] Stored<void> trim(Position position);

  // rebuild.cpp
  [[nodiscard]] Stored<void> begin_build(Slot& slot, const std::string& resumed_table);
  void build(Slot& slot, const FoldPtr& fold);
  [[nodiscard]] bool catch_up(Slot& slot, Fold& fold);
  void compare_with_serving(Slot& slot, Fold& fold);
  void abandon(Slot& slot, Fold& fold, std::string reason);

  [[nodiscard]] Slot* find(std::string_view name);
  /// Null where a name is unknown.
  [[nodiscard]] std::optional<std::vector<Slot*>> select(Names names);
  void changed();
  void notice(std::string_view line) const {
    if (options.notice) options.notice(line);
  }
  void stop();

  eventstore::Partition& partition;
  const ReadModelOptions options;
  std::unique_ptr<AsOfStore> store;
  std::shared_ptr<Pins> pins = std::make_shared<Pins>();
  // Filled by opening, fixed afterwards.
  std::vector<std::unique_ptr<Slot>> slots;

  mutable std::mutex mutex;
  // Held while a build is begun, and while stopping waits for builds.
  std::mutex rebuild_mutex;
  std::atomic<std::uint64_t> history_from{0};

  // Whoever waits for a position or a build.
  std::mutex wait_mutex;
  std::condition_variable wait_changed;
  std::atomic<int> waiters = 0;

  std::shared_ptr<Signal> signal = std::make_shared<Signal>();
  std::atomic<bool> stopping = false;
  std::vector<FoldPtr> reported;
  std::jthread projector;
};

[[nodiscard]] std::string serve_setting(std::string_view model);
[[nodiscard]] std::string build_setting(std::string_view model);

}  // namespace tenure::projections
