// The thread that folds what is committed into everything that serves, and swaps in what was built anew.

#include <algorithm>
#include <cstdint>
#include <sys/resource.h>

#include <fmt/format.h>

#include "eventstore/thread_name.h"
#include "projections/runtime/read_models_impl.h"

namespace tenure::projections {
namespace {

// Trimming writes to disk: it waits until this part of the kept history can go.
constexpr std::uint64_t trim_share = 8;
// Commands go first: where cores are few, answers to them come sooner, and read models lag a little more, until there
// is time again. What they lag is a metric, and whoever needs a position waits for it.
constexpr int projector_niceness = 5;

}  // namespace

void ReadModels::Impl::start_projector() {
  projector = std::jthread{[this] {
    eventstore::name_this_thread("projector");
    // Where it is refused, it runs as everybody else.
    (void)::setpriority(PRIO_PROCESS, 0, projector_niceness);
    project();
  }};
}

std::vector<FoldPtr> ReadModels::Impl::driven() {
  const std::lock_guard lock{mutex};
  std::vector<FoldPtr> folds;
  for (const auto& slot : slots) {
    if (slot->serving) folds.push_back(slot->serving);
    if (slot->candidate) folds.push_back(slot->candidate);
  }
  return folds;
}

void ReadModels::Impl::project() {
  while (!stopping) {
    const auto folds = driven();
    bool advanced = false;
    bool failed = false;
    for (const auto& fold : folds) {
      const auto step = fold->step();
      advanced |= step == Fold::Step::advanced;
      failed |= step == Fold::Step::failed;
    }
    if (failed) report_failures(folds);
    adopt_candidates();
    if (advanced) {
      changed();
      trim_if_due();
      continue;
    }
    const auto healthy = std::ranges::find_if(folds, [](const FoldPtr& fold) { return !fold->failed(); });
    if (healthy != folds.end()) (*healthy)->notify_once([wake = signal] { wake->wake(); });
    signal->wait();
  }
}

void ReadModels::Impl::report_failures(const std::vector<FoldPtr>& folds) {
  for (const auto& fold : folds) {
    if (!fold->failed() || std::ranges::find(reported, fold) != reported.end()) continue;
    reported.push_back(fold);
    notice(fmt::format("read model {} stopped at position {}: {}", fold->table()->name(),
                       fold->position().value, fold->reason()));
    changed();
  }
}

void ReadModels::Impl::adopt_candidates() {
  for (const auto& slot : slots) {
    FoldPtr candidate;
    FoldPtr serving;
    {
      const std::lock_guard lock{mutex};
      candidate = slot->candidate;
      serving = slot->serving;
    }
    if (candidate) adopt(*slot, candidate, serving);
  }
}

// Only this thread takes candidates away and lets another fold serve, so both stay while it looks at them.
void ReadModels::Impl::adopt(Slot& slot, const FoldPtr& fold, const FoldPtr& serving) {
  if (fold->failed()) return abandon(slot, *fold, fold->reason());
  // Nobody who asked the old one may see an older position from the new one.
  if (serving && serving->position() > fold->position()) return;

  auto durable = fold->settle();
  if (durable) durable = store->set(serve_setting(slot.name), fold->table()->name());
  if (durable) durable = store->set(build_setting(slot.name), {});
  if (!durable) return abandon(slot, *fold, durable.error().message);

  TablePtr obsolete;
  {
    const std::lock_guard lock{mutex};
    slot.serving = fold;
    slot.candidate = nullptr;
    obsolete = std::move(slot.obsolete);
  }
  if (serving) {
    std::erase(reported, serving);
    serving->table()->drop();
  }
  if (obsolete) obsolete->drop();
  notice(fmt::format("read model {} serves from position {}", fold->table()->name(), fold->position().value));
  changed();
}

void ReadModels::Impl::trim_if_due() {
  if (!options.history_events) return;
  std::uint64_t least = no_end.value;
  {
    const std::lock_guard lock{mutex};
    for (const auto& slot : slots) {
      if (slot->serving) least = std::min(least, slot->serving->position().value);
    }
  }
  const auto keep = *options.history_events;
  if (least == no_end.value || least <= keep) return;
  const auto from = least - keep;
  if (from < history_from + keep / trim_share + 1) return;
  // Storage that fails stops the model at its next write; there is nothing more to say here.
  (void)trim(Position{from});
}

void ReadModels::Impl::changed() {
  if (waiters == 0) return;
  // The lock makes sure that who just looked and is about to wait does not miss it.
  {
    const std::lock_guard lock{wait_mutex};
  }
  wait_changed.notify_all();
}

}  // namespace tenure::projections
