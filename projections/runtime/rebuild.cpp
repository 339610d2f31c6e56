// Builds of a model beside the one that serves: made, resumed, compared, and given to the projector to swap in.

#include <algorithm>

#include <fmt/format.h>

#include "eventstore/thread_name.h"
#include "projections/runtime/compare.h"
#include "projections/runtime/read_models_impl.h"

namespace tenure::projections {

Stored<void> ReadModels::Impl::begin_build(Slot& slot, const std::string& resumed_table) {
  auto fold = resumed_table.empty() ? new_fold(slot) : open_fold(resumed_table, slot.kind.current);
  if (!fold) return std::unexpected{fold.error()};

  const bool nothing_to_fold = (*fold)->position() == partition.committed();
  bool serves = false;
  {
    const std::lock_guard lock{mutex};
    serves = slot.serving != nullptr;
  }
  if (!serves && nothing_to_fold && resumed_table.empty()) {
    if (auto set = store->set(serve_setting(slot.name), (*fold)->table()->name()); !set) return set;
    const std::lock_guard lock{mutex};
    slot.serving = std::move(*fold);
    if (slot.obsolete) slot.obsolete->drop();
    slot.obsolete = nullptr;
    return {};
  }
  if (auto set = store->set(build_setting(slot.name), (*fold)->table()->name()); !set) return set;
  {
    const std::lock_guard lock{mutex};
    slot.building = *fold;
    slot.build_target = partition.committed();
    slot.build_failure.clear();
  }
  slot.builder = std::jthread{[this, &slot, fold = std::move(*fold)] {
    eventstore::name_this_thread("model-builder");
    build(slot, fold);
  }};
  return {};
}

void ReadModels::Impl::build(Slot& slot, const FoldPtr& fold) {
  if (!catch_up(slot, *fold)) return;
  compare_with_serving(slot, *fold);
  if (stopping) return;
  {
    const std::lock_guard lock{mutex};
    slot.candidate = fold;
    slot.building = nullptr;
  }
  signal->wake();
}

bool ReadModels::Impl::catch_up(Slot& slot, Fold& fold) {
  const auto what = fmt::format("build {}", fold.table()->name());
  auto target = partition.committed();
  while (!stopping) {
    const auto step = fold.step();
    if (step == Fold::Step::failed) {
      abandon(slot, fold, fold.reason());
      return false;
    }
    if (options.progress) options.progress(what, fold.position().value, target.value);
    if (step == Fold::Step::idle) return true;
    if (fold.position() < target) continue;
    target = partition.committed();
    const std::lock_guard lock{mutex};
    slot.build_target = target;
    // The projector folds the rest, or the log may stay ahead for ever.
    if (target.value - std::min(fold.position(), target).value <= options.batch_events_max) return true;
  }
  // What is built so far is kept for the next start; what cannot be kept is built again.
  (void)fold.settle();
  return false;
}

// Rows of another version cannot be compared: its layout is another.
void ReadModels::Impl::compare_with_serving(Slot& slot, Fold& fold) {
  FoldPtr serving;
  {
    const std::lock_guard lock{mutex};
    serving = slot.serving;
  }
  if (!serving || serving->version() != fold.version()) return;
  const auto position = std::min(serving->position(), fold.position());
  if (position.value < history_from) return;
  // The pin keeps trimming away from the position.
  pins->add(position);
  const auto compared = compare_rows(TableReader{fold.table(), position},
                                     TableReader{serving->table(), position}, [this] { return !stopping; });
  pins->remove(position);
  if (!compared) {
    notice(fmt::format("read model {} could not be compared with its rebuild: {}", serving->table()->name(),
                       compared.error().message));
  } else if (const auto& difference = compared->difference) {
    notice(
        fmt::format("read model {} differed from its rebuild at position {}, {}; the rebuild takes its place",
                    serving->table()->name(), position.value, *difference));
  } else if (!stopping) {
    notice(fmt::format("read model {} equals its rebuild at position {}, {} rows", serving->table()->name(),
                       position.value, compared->rows));
  }
}

void ReadModels::Impl::abandon(Slot& slot, Fold& fold, std::string reason) {
  notice(fmt::format("the build of read model {} failed: {}", fold.table()->name(), reason));
  fold.table()->drop();
  // Where this fails too, the next start finds the table gone and builds a new one.
  (void)store->set(build_setting(slot.name), {});
  {
    const std::lock_guard lock{mutex};
    slot.build_failure = std::move(reason);
    slot.building = nullptr;
    slot.candidate = nullptr;
  }
  changed();
}

}  // namespace tenure::projections
