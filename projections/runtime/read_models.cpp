#include "projections/runtime/read_models.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "projections/runtime/read_models_impl.h"
#include "projections/runtime/view_pinned.h"

namespace tenure::projections {
namespace {

QueryError not_serving(const std::string& name, const FoldPtr& building, Position target) {
  const auto progress = building == nullptr ? std::string{}
                                            : fmt::format(": it is being built, {} of {} events are folded",
                                                          building->position().value, target.value);
  return {QueryError::Kind::not_serving, fmt::format("the read model {} does not serve{}", name, progress)};
}

Stored<std::unique_ptr<AsOfStore>> open_store(const ReadModelOptions& options) {
  return AsOfStore::open({options.folder, options.storage_bytes_max, options.environment});
}

std::unexpected<ReadModelsError> cannot_open(const ReadModelOptions& options, const StorageError& error) {
  return std::unexpected{ReadModelsError{
      fmt::format("the read models in {} cannot be opened: {}", options.folder.string(), error.message)}};
}

}  // namespace

std::string_view name_of(ModelState state) {
  switch (state) {
    case ModelState::live:
      return "live";
    case ModelState::building:
      return "building";
    case ModelState::stopped:
      return "stopped";
  }
  return "unknown";
}

ReadModels::Impl::Impl(eventstore::Partition& log, ReadModelOptions wanted, std::unique_ptr<AsOfStore> opened)
    : partition{log}, options{std::move(wanted)}, store{std::move(opened)} {}

ReadModels::Impl::~Impl() { stop(); }

void ReadModels::Impl::stop() {
  if (stopping.exchange(true)) return;
  signal->wake();
  if (projector.joinable()) projector.join();
  {
    const std::lock_guard no_new_builds{rebuild_mutex};
    for (const auto& slot : slots) {
      if (slot->builder.joinable()) slot->builder.join();
    }
  }
  for (const auto& fold : driven()) {
    // What cannot be made durable now is folded again after the next start.
    (void)fold->settle();
  }
  {
    const std::lock_guard lock{wait_mutex};
  }
  wait_changed.notify_all();
}

ReadModels::ReadModels(std::unique_ptr<Impl> impl) : impl_{std::move(impl)} {}
ReadModels::~ReadModels() = default;

std::expected<std::unique_ptr<ReadModels>, ReadModelsError> ReadModels::open(eventstore::Partition& partition,
                                                                             ReadModelOptions options) {
  auto store = open_store(options);
  if (!store) return cannot_open(options, store.error());
  auto impl = std::make_unique<Impl>(partition, std::move(options), std::move(*store));
  if (const auto opened = impl->open_slots(); !opened) return cannot_open(impl->options, opened.error());
  if (impl->options.following == Following::live) impl->start_projector();
  return std::unique_ptr<ReadModels>{new ReadModels{std::move(impl)}};
}

std::expected<std::unique_ptr<ReadModels>, ReadModelsError> ReadModels::build(
    eventstore::Partition& partition, ReadModelOptions options, std::optional<Position> to) {
  const auto end = to.value_or(partition.committed());
  if (end > partition.committed()) {
    return std::unexpected{ReadModelsError{fmt::format("position {} lies beyond the log, which ends at {}",
                                                       end.value, partition.committed().value)}};
  }
  options.following = Following::still;
  auto store = open_store(options);
  if (!store) return cannot_open(options, store.error());
  auto impl = std::make_unique<Impl>(partition, std::move(options), std::move(*store));
  auto built = impl->open_slots();
  if (built) built = impl->build_slots(end);
  if (!built) return cannot_open(impl->options, built.error());
  return std::unique_ptr<ReadModels>{new ReadModels{std::move(impl)}};
}

ReadModels::Impl::Slot* ReadModels::Impl::find(std::string_view name) {
  const auto found = std::ranges::find_if(slots, [&](const auto& slot) { return slot->name == name; });
  return found == slots.end() ? nullptr : found->get();
}

std::optional<std::vector<ReadModels::Impl::Slot*>> ReadModels::Impl::select(Names names) {
  std::vector<Slot*> selected;
  if (names.size() == 0) {
    for (const auto& slot : slots) selected.push_back(slot.get());
    return selected;
  }
  for (const auto name : names) {
    auto* slot = find(name);
    if (slot == nullptr) return std::nullopt;
    selected.push_back(slot);
  }
  return selected;
}

Reached ReadModels::wait_until(Position position, std::chrono::milliseconds patience, Names models) {
  const auto selected = impl_->select(models);
  if (!selected) return Reached::stopped;
  const auto look = [&] {
    const std::lock_guard lock{impl_->mutex};
    auto seen = Reached::reached;
    for (const auto* slot : *selected) {
      if (slot->serving && slot->serving->position() >= position) continue;
      const bool comes = slot->building || slot->candidate || (slot->serving && !slot->serving->failed());
      const bool folds = impl_->options.following == Following::live && !impl_->stopping;
      if (!comes || !folds) return Reached::stopped;
      seen = Reached::timeout;
    }
    return seen;
  };
  auto seen = look();
  if (seen != Reached::timeout || patience <= std::chrono::milliseconds::zero()) return seen;

  ++impl_->waiters;
  {
    std::unique_lock lock{impl_->wait_mutex};
    impl_->wait_changed.wait_for(lock, patience, [&] { return (seen = look()) != Reached::timeout; });
  }
  --impl_->waiters;
  return seen;
}

Result<Position> ReadModels::resolve(AsOf as_of, Names models) {
  if (const auto* position = std::get_if<Position>(&as_of)) return *position;
  if (const auto* time = std::get_if<domain::Instant>(&as_of)) {
    auto position = impl_->partition.position_at(*time);
    if (!position) {
      return std::unexpected{QueryError{QueryError::Kind::storage,
                                        fmt::format("the log cannot be read: {}", position.error().message)}};
    }
    return *position;
  }
  const auto view = at(Latest{}, models);
  if (!view) return std::unexpected{view.error()};
  return view->position();
}

Result<View> ReadModels::at(AsOf as_of, Names models) {
  std::optional<Position> wanted;
  if (!std::holds_alternative<Latest>(as_of)) {
    const auto resolved = resolve(as_of, models);
    if (!resolved) return std::unexpected{resolved.error()};
    wanted = *resolved;
  }
  const auto selected = impl_->select(models);
  if (!selected) {
    return std::unexpected{QueryError{QueryError::Kind::not_serving, "there is no read model of that name"}};
  }

  const std::lock_guard lock{impl_->mutex};
  auto known = no_end;
  for (const auto* slot : *selected) {
    if (!slot->serving) return std::unexpected{not_serving(slot->name, slot->building, slot->build_target)};
    known = std::min(known, slot->serving->position());
  }
  const auto position = wanted.value_or(known);
  if (position > known) {
    return std::unexpected{QueryError{
        QueryError::Kind::beyond_known,
        fmt::format("position {} is not known; the read models are at {}", position.value, known.value)}};
  }
  if (position.value < impl_->history_from) {
    return std::unexpected{QueryError{
        QueryError::Kind::trimmed, fmt::format("position {} lies before the kept history, which begins at {}",
                                               position.value, impl_->history_from.load())}};
  }
  auto pinned = std::make_unique<View::Pinned>(position, impl_->pins);
  pinned->models.reserve(selected->size());
  for (const auto* slot : *selected)
    pinned->models.emplace_back(slot->name, TableReader{slot->serving->table(), position});
  return View{std::move(pinned)};
}

std::expected<void, ReadModelsError> ReadModels::start_rebuild(std::string_view model) {
  if (impl_->options.following == Following::still || impl_->stopping) {
    return std::unexpected{ReadModelsError{"the read models stand still"}};
  }
  auto* slot = impl_->find(model);
  if (slot == nullptr)
    return std::unexpected{ReadModelsError{fmt::format("there is no read model {}", model)}};
  const std::lock_guard one_at_a_time{impl_->rebuild_mutex};
  {
    const std::lock_guard lock{impl_->mutex};
    if (slot->building || slot->candidate) {
      return std::unexpected{ReadModelsError{fmt::format("the read model {} is being built already", model)}};
    }
  }
  // The thread of an earlier build has ended or is about to.
  if (slot->builder.joinable()) slot->builder.join();
  if (auto begun = impl_->begin_build(*slot, {}); !begun) {
    return std::unexpected{ReadModelsError{std::move(begun.error().message)}};
  }
  return {};
}

bool ReadModels::wait_for_build(std::string_view model, std::chrono::milliseconds patience) {
  const auto* slot = impl_->find(model);
  if (slot == nullptr) return true;
  ++impl_->waiters;
  bool done = false;
  {
    std::unique_lock lock{impl_->wait_mutex};
    done = impl_->wait_changed.wait_for(lock, patience, [&] {
      const std::lock_guard inner{impl_->mutex};
      return (!slot->building && !slot->candidate) || impl_->stopping;
    });
  }
  --impl_->waiters;
  return done;
}

std::expected<void, ReadModelsError> ReadModels::trim_before(Position position) {
  if (auto trimmed = impl_->trim(position); !trimmed) {
    return std::unexpected{ReadModelsError{std::move(trimmed.error().message)}};
  }
  return {};
}

std::expected<void, ReadModelsError> ReadModels::flush() {
  std::vector<TablePtr> tables;
  {
    const std::lock_guard lock{impl_->mutex};
    for (const auto& slot : impl_->slots) {
      for (const auto& fold : {slot->serving, slot->building, slot->candidate}) {
        if (fold) tables.push_back(fold->table());
      }
    }
  }
  for (const auto& table : tables) {
    if (auto flushed = table->flush(); !flushed) {
      return std::unexpected{ReadModelsError{std::move(flushed.error().message)}};
    }
  }
  return {};
}

void ReadModels::stop() { impl_->stop(); }

}  // namespace tenure::projections
