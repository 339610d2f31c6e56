// One model being folded into one table: the unit that the projector and rebuilds drive.
//
// What it promises: `step` folds what is committed, in order, and makes rows and position visible together, never a
//   part of an event. After a fault it stays where it was.
// What can go wrong: a fault of the log, the storage or the fold; `reason` says which event and what to do.
// Threads: `step` from one thread at a time; everything else from any.
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <limits>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

#include "eventstore/partition.h"
#include "projections/runtime/as_of_store.h"
#include "projections/runtime/model.h"

namespace tenure::projections {

struct FoldLimits {
  std::size_t row_cache_bytes_max = 0;
  std::size_t batch_bytes_max = 0;
  std::uint64_t batch_events_max = 0;
  std::uint64_t durable_events_max = 0;
};

inline constexpr Position no_end{std::numeric_limits<std::uint64_t>::max()};

class Fold final : public NewestRows {
 public:
  enum class Step : std::uint8_t {
    advanced,  ///< there may be more
    idle,      ///< all that is committed, or all up to the end, is folded
    failed,    ///< see `reason`
  };

  /// Goes on from the table's checkpoint.
  [[nodiscard]] static Stored<std::shared_ptr<Fold>> open(eventstore::Partition& partition, TablePtr table,
                                                          std::unique_ptr<Model> model,
                                                          const FoldLimits& limits);

  /// Folds one batch of events, none after `end`.
  [[nodiscard]] Step step(Position end = no_end);
  /// Calls `wake` once, as soon as there is something to fold.
  void notify_once(std::move_only_function<void()> wake);

  [[nodiscard]] std::string_view name() const { return model_->name(); }
  [[nodiscard]] std::uint32_t version() const { return model_->version(); }
  [[nodiscard]] const TablePtr& table() const { return table_; }
  /// Folded and visible up to here.
  [[nodiscard]] Position position() const { return {position_.load()}; }
  [[nodiscard]] std::uint64_t rows_written() const { return rows_written_.load(std::memory_order_relaxed); }
  [[nodiscard]] bool failed() const { return failed_.load(); }
  /// Why it failed; empty while it did not.
  [[nodiscard]] std::string reason() const;
  /// Writes the checkpoint and makes all durable. Only while nobody steps.
  [[nodiscard]] Stored<void> settle();

 private:
  Fold(eventstore::Partition& partition, TablePtr table, std::unique_ptr<Model> model,
       const FoldLimits& limits, Position checkpoint);

  [[nodiscard]] std::optional<std::string> newest(std::string_view key) const override;
  [[nodiscard]] Step fold(const eventstore::Commit& commit, Position end);
  // Writes the rows of the events up to `folded_`, where there are any or the checkpoint is old.
  [[nodiscard]] Stored<void> write();
  Step fail(std::string reason);

  TablePtr table_;
  std::unique_ptr<Model> model_;
  FoldLimits limits_;
  std::unique_ptr<eventstore::Subscription> subscription_;
  RowWriter rows_;
  // A commit that was not folded to its end.
  eventstore::CommitPtr unfinished_;
  Position folded_;
  Position checkpoint_;
  Position flush_begun_;

  std::atomic<std::uint64_t> position_;
  std::atomic<std::uint64_t> rows_written_ = 0;
  std::atomic<bool> failed_ = false;
  mutable std::mutex mutex_;
  std::string reason_;
};
using FoldPtr = std::shared_ptr<Fold>;

}  // namespace tenure::projections
