#include "projections/runtime/fold.h"

#include <algorithm>
#include <exception>
#include <utility>

#include <fmt/format.h>

namespace tenure::projections {
namespace {

// Without rows to write, the checkpoint is written after so many events.
constexpr std::uint64_t checkpoint_events = 65'536;

}  // namespace

Stored<FoldPtr> Fold::open(eventstore::Partition& partition, TablePtr table, std::unique_ptr<Model> model,
                           const FoldLimits& limits) {
  const auto checkpoint = table->checkpoint();
  if (!checkpoint) return std::unexpected{checkpoint.error()};
  if (*checkpoint > partition.committed()) {
    return std::unexpected{
        StorageError{fmt::format("the read model {} is at position {}, the log ends at {}: they are not of "
                                 "one store; remove the read models' "
                                 "folder, they are built anew",
                                 table->name(), checkpoint->value, partition.committed().value)}};
  }
  return FoldPtr{new Fold{partition, std::move(table), std::move(model), limits, *checkpoint}};
}

Fold::Fold(eventstore::Partition& partition, TablePtr table, std::unique_ptr<Model> model,
           const FoldLimits& limits, Position checkpoint)
    : table_{std::move(table)},
      model_{std::move(model)},
      limits_{limits},
      subscription_{partition.subscribe(checkpoint)},
      rows_{*this, limits.row_cache_bytes_max},
      folded_{checkpoint},
      checkpoint_{checkpoint},
      flush_begun_{checkpoint},
      position_{checkpoint.value} {}

Fold::Step Fold::step(Position end) {
  if (failed()) return Step::failed;
  const auto begun = folded_;
  while (folded_ < end && folded_.value - begun.value < limits_.batch_events_max) {
    auto commit = std::exchange(unfinished_, nullptr);
    if (!commit) {
      auto next = subscription_->next();
      if (!next) {
        return fail(fmt::format("the log cannot be read at position {}: {}; verify the log",
                                next.error().position.value, next.error().message));
      }
      commit = std::move(*next);
    }
    if (!commit) break;
    if (fold(*commit, end) == Step::failed) return Step::failed;
    if (folded_ < commit->last()) unfinished_ = std::move(commit);
  }
  if (folded_ == begun) return Step::idle;
  if (const auto written = write(); !written) {
    return fail(fmt::format("storage failed: {}; cure the cause and restart", written.error().message));
  }
  return Step::advanced;
}

Fold::Step Fold::fold(const eventstore::Commit& commit, Position end) {
  const auto last = std::min(commit.last(), end);
  for (auto position = std::max(commit.first(), Position{folded_.value + 1}); position <= last;
       ++position.value) {
    const auto& event = commit.event_at(position);
    try {
      rows_.at(position);
      model_->apply(event, rows_);
    } catch (const StorageFault& fault) {
      return fail(fmt::format("storage failed at event {}: {}; cure the cause and restart", position.value,
                              fault.what()));
    } catch (const std::exception& fault) {
      return fail(fmt::format(
          "event {} ({}) cannot be folded: {}; the model's code or its rows are wrong: rebuild it",
          position.value, event::EnumNameEventBody(event.body_type()), fault.what()));
    }
    folded_ = position;
    if (rows_.batch().bytes() < limits_.batch_bytes_max) continue;
    if (const auto written = write(); !written) {
      return fail(fmt::format("storage failed: {}; cure the cause and restart", written.error().message));
    }
  }
  return Step::advanced;
}

Stored<void> Fold::write() {
  const bool checkpoint_is_old = folded_.value - checkpoint_.value >= checkpoint_events;
  if (!rows_.batch().empty() || checkpoint_is_old) {
    if (auto written = table_->write(rows_.batch(), folded_); !written) return written;
    rows_written_.fetch_add(rows_.batch().size(), std::memory_order_relaxed);
    rows_.clear();
    checkpoint_ = folded_;
  }
  // Release: who sees the position sees the rows.
  position_.store(folded_.value);
  if (checkpoint_.value - flush_begun_.value < limits_.durable_events_max) return {};
  flush_begun_ = checkpoint_;
  return table_->begin_flush();
}

Stored<void> Fold::settle() {
  if (!failed() && checkpoint_ != folded_) {
    if (auto written = table_->write(rows_.batch(), folded_); !written) return written;
    rows_.clear();
    checkpoint_ = folded_;
  }
  return table_->flush();
}

void Fold::notify_once(std::move_only_function<void()> wake) { subscription_->notify_once(std::move(wake)); }

std::optional<std::string> Fold::newest(std::string_view key) const {
  std::string value;
  const auto found = table_->get(key, no_end, value);
  if (!found) throw StorageFault{found.error().message};
  return *found ? std::optional{std::move(value)} : std::nullopt;
}

Fold::Step Fold::fail(std::string reason) {
  const std::lock_guard lock{mutex_};
  reason_ = std::move(reason);
  failed_ = true;
  return Step::failed;
}

std::string Fold::reason() const {
  const std::lock_guard lock{mutex_};
  return reason_;
}

}  // namespace tenure::projections
