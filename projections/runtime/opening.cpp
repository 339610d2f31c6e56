// What is there when a folder of read models is opened: tables that serve, builds that were cut short, and leftovers.
//
// A table is named <model>.<version>.<generation>. Setting "serve.<model>" names the one that serves, "build.<model>"
// the one that is built; what neither names was dropped, or is left from a crash, and goes.

#include <algorithm>
#include <charconv>

#include <fmt/format.h>

#include "projections/runtime/read_models_impl.h"

namespace tenure::projections {
namespace {

struct TableName {
  std::string_view model;
  std::uint32_t version = 0;
  std::uint32_t generation = 0;
};

std::optional<std::uint32_t> number_of(std::string_view text) {
  std::uint32_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc{} && end == text.data() + text.size() ? std::optional{number} : std::nullopt;
}

std::optional<TableName> parse_table_name(std::string_view name) {
  const auto second = name.rfind('.');
  if (second == std::string_view::npos || second == 0) return std::nullopt;
  const auto first = name.rfind('.', second - 1);
  if (first == std::string_view::npos) return std::nullopt;
  const auto version = number_of(name.substr(first + 1, second - first - 1));
  const auto generation = number_of(name.substr(second + 1));
  if (!version || !generation) return std::nullopt;
  return TableName{name.substr(0, first), *version, *generation};
}

std::uint32_t version_of(std::string_view table) {
  const auto name = parse_table_name(table);
  return name ? name->version : 0;
}

const ModelFactory* factory_of(const ModelKind& kind, std::uint32_t version) {
  if (kind.current()->version() == version) return &kind.current;
  const auto found =
      std::ranges::find_if(kind.older, [&](const auto& older) { return older()->version() == version; });
  return found == kind.older.end() ? nullptr : &*found;
}

}  // namespace

std::string serve_setting(std::string_view model) { return fmt::format("serve.{}", model); }
std::string build_setting(std::string_view model) { return fmt::format("build.{}", model); }

FoldLimits ReadModels::Impl::limits() const {
  return {options.row_cache_bytes_max, options.batch_bytes_max, options.batch_events_max,
          options.durable_events_max};
}

Stored<FoldPtr> ReadModels::Impl::open_fold(const std::string& table_name, const ModelFactory& factory) {
  auto table = store->table(table_name);
  if (!table) return std::unexpected{table.error()};
  history_from = std::max(history_from.load(), (*table)->history_from().value);
  return Fold::open(partition, std::move(*table), factory(), limits());
}

Stored<FoldPtr> ReadModels::Impl::new_fold(const Slot& slot) {
  std::uint32_t generation = 0;
  for (const auto& name : store->table_names()) {
    const auto table = parse_table_name(name);
    if (table && table->model == slot.name) generation = std::max(generation, table->generation);
  }
  return open_fold(fmt::format("{}.{}.{}", slot.name, slot.current_version, generation + 1),
                   slot.kind.current);
}

Stored<void> ReadModels::Impl::open_slots() {
  for (const auto& kind : options.models) {
    auto slot = std::make_unique<Slot>();
    const auto model = kind.current();
    slot->name = model->name();
    slot->current_version = model->version();
    slot->kind = kind;
    slots.push_back(std::move(slot));
  }

  std::vector<std::string> wanted;
  std::vector<std::pair<Slot*, std::string>> builds;
  for (const auto& slot : slots) {
    const auto serves = store->setting(serve_setting(slot->name));
    const auto builds_on = store->setting(build_setting(slot->name));
    if (!serves) return std::unexpected{serves.error()};
    if (!builds_on) return std::unexpected{builds_on.error()};
    wanted.push_back(*serves);
    wanted.push_back(*builds_on);

    if (!serves->empty()) {
      if (const auto* factory = factory_of(slot->kind, version_of(*serves))) {
        auto fold = open_fold(*serves, *factory);
        if (!fold) return std::unexpected{fold.error()};
        slot->serving = std::move(*fold);
      } else {
        auto table = store->table(*serves);
        if (!table) return std::unexpected{table.error()};
        slot->obsolete = std::move(*table);
      }
    }
    const bool cut_short = !builds_on->empty() && *builds_on != *serves;
    const bool resumable = cut_short && version_of(*builds_on) == slot->current_version;
    if (cut_short && !resumable) std::erase(wanted, *builds_on);
    if (resumable || !slot->serving || slot->serving->version() != slot->current_version) {
      builds.emplace_back(slot.get(), resumable ? *builds_on : std::string{});
    }
  }
  for (const auto& name : store->table_names()) {
    if (std::ranges::find(wanted, name) != wanted.end()) continue;
    auto leftover = store->table(name);
    if (!leftover) return std::unexpected{leftover.error()};
    (*leftover)->drop();
  }

  if (options.following == Following::still) return {};
  for (const auto& [slot, table] : builds) {
    if (auto begun = begin_build(*slot, table); !begun) return begun;
  }
  return {};
}

Stored<void> ReadModels::Impl::build_slots(Position to) {
  for (const auto& slot : slots) {
    if (slot->serving) continue;
    auto fold = new_fold(*slot);
    if (!fold) return std::unexpected{fold.error()};
    slot->serving = std::move(*fold);
  }
  for (const auto& slot : slots) {
    auto& fold = *slot->serving;
    if (fold.position() > to) {
      return std::unexpected{
          StorageError{fmt::format("the folder holds {} up to position {}, past {}; use another folder",
                                   slot->name, fold.position().value, to.value)}};
    }
    auto step = Fold::Step::advanced;
    while (step == Fold::Step::advanced) {
      step = fold.step(to);
      if (options.progress)
        options.progress(fmt::format("build {}", slot->name), fold.position().value, to.value);
    }
    if (step == Fold::Step::failed) return std::unexpected{StorageError{fold.reason()}};
    if (auto settled = fold.settle(); !settled) return settled;
    if (auto set = store->set(serve_setting(slot->name), fold.table()->name()); !set) return set;
  }
  return {};
}

}  // namespace tenure::projections
