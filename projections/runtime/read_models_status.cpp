// What the read models say of themselves: position, lag, builds, and the history that is kept.

#include <algorithm>

#include "projections/runtime/read_models_impl.h"

namespace tenure::projections {

ModelStatus ReadModels::Impl::status_of(const Slot& slot) const {
  ModelStatus status;
  status.name = slot.name;
  FoldPtr serving;
  {
    const std::lock_guard lock{mutex};
    serving = slot.serving;
    const auto& build = slot.building ? slot.building : slot.candidate;
    if (build) status.build = BuildProgress{build->version(), build->position(), slot.build_target};
    status.build_failure = slot.build_failure;
  }
  const auto committed = partition.committed();
  if (!serving) {
    status.version = slot.current_version;
    status.state = status.build ? ModelState::building : ModelState::stopped;
    if (!status.build) status.reason = status.build_failure.empty() ? "not built" : status.build_failure;
    status.lag_events = committed.value;
    return status;
  }
  status.version = serving->version();
  status.state = serving->failed() ? ModelState::stopped : ModelState::live;
  status.reason = serving->reason();
  status.position = serving->position();
  status.durable = std::min(serving->table()->durable(), status.position);
  status.rows_written = serving->rows_written();
  if (committed <= status.position) return status;

  status.lag_events = committed.value - status.position.value;
  const Position waiting{status.position.value + 1};
  const auto commit = partition.commit_at(waiting);
  if (commit && *commit) {
    const auto age = options.clock->now().microseconds() - (*commit)->event_at(waiting).recorded_at();
    status.lag = std::chrono::microseconds{std::max<std::int64_t>(age, 0)};
  }
  return status;
}

Stored<void> ReadModels::Impl::trim(Position position) {
  std::vector<TablePtr> tables;
  {
    const std::lock_guard lock{mutex};
    for (const auto& slot : slots) {
      if (!slot->serving) continue;
      tables.push_back(slot->serving->table());
      // What is folded again after a crash must still be answerable then.
      position = std::min(position, tables.back()->durable());
    }
    if (const auto oldest = pins->oldest()) position = std::min(position, *oldest);
    if (position.value <= history_from) return {};
    // Views before it are refused from here on; only then may versions go.
    history_from = position.value;
  }
  for (const auto& table : tables) {
    if (auto trimmed = table->trim_before(position); !trimmed) return trimmed;
  }
  return {};
}

ReadModelsStatus ReadModels::status() const {
  ReadModelsStatus status;
  for (const auto& slot : impl_->slots) status.models.push_back(impl_->status_of(*slot));
  status.history_from = {impl_->history_from.load()};
  status.storage_bytes = impl_->store->bytes_on_disk();
  status.memory_bytes = impl_->store->bytes_in_memory();
  return status;
}

}  // namespace tenure::projections
