// replay: builds read models anew from the log; either in place of the serving ones, or beside them up to a position.

#include <chrono>

#include <fmt/format.h>

#include "adapters/cli/open_engine.h"
#include "adapters/cli/subcommands.h"
#include "domain/kernel/calendar.h"
#include "domain/kernel/invariant.h"
#include "projections/runtime/model.h"
#include "projections/runtime/read_models.h"

namespace tenure::cli {
namespace {

using Clock = std::chrono::steady_clock;

constexpr auto progress_interval = std::chrono::milliseconds{100};
constexpr std::string_view scratch_name = "replay.scratch";

std::string rate_text(std::uint64_t events, Clock::time_point began) {
  const auto seconds = std::chrono::duration<double>(Clock::now() - began).count();
  const auto rate = seconds > 0 ? static_cast<std::uint64_t>(static_cast<double>(events) / seconds) : 0;
  return fmt::format("{:.2f} s, {} events a second", seconds, grouped(rate));
}

std::vector<projections::ModelKind> chosen_models(const std::string& name) {
  auto kinds = projections::all_models();
  if (!name.empty()) std::erase_if(kinds, [&](const auto& kind) { return kind.current()->name() != name; });
  return kinds;
}

const projections::ModelStatus* find(const projections::ReadModelsStatus& status, std::string_view name) {
  for (const auto& model : status.models) {
    if (model.name == name) return &model;
  }
  return nullptr;
}

/// Builds one serving model anew, shows how far it is, and waits for the swap.
ExitCode rebuild(projections::ReadModels& models, std::string_view name, std::size_t index,
                 Console& console) {
  const auto began = Clock::now();
  if (const auto started = models.start_rebuild(name); !started) {
    console.error(fmt::format("partition {}: {}: {}", index, name, started.error().message));
    return ExitCode::failed;
  }
  {
    Progress progress{console, "events"};
    while (!models.wait_for_build(name, progress_interval)) {
      const auto status = models.status();
      const auto* model = find(status, name);
      if (model == nullptr || !model->build) continue;
      progress.update(fmt::format("rebuilding {}", name), model->build->position.value,
                      model->build->target.value);
    }
  }
  const auto status = models.status();
  const auto* model = find(status, name);
  if (model == nullptr || !model->build_failure.empty()) {
    console.error(fmt::format("partition {}: {} was not rebuilt: {}", index, name,
                              model == nullptr ? "there is no such model" : model->build_failure),
                  "the model that served before still serves");
    return ExitCode::failed;
  }
  console.print(fmt::format("partition {}: {} version {} rebuilt and swapped at position {}: {}", index, name,
                            model->version, grouped(model->position.value),
                            rate_text(model->position.value, began)));
  return ExitCode::ok;
}

/// Where the replay of a partition ends, or why it cannot.
std::expected<std::optional<eventstore::Position>, ClientError> end_of(const UpTo& to,
                                                                       eventstore::Partition& partition) {
  if (to.position) {
    if (*to.position > partition.committed().value) {
      return std::unexpected(ClientError{
          fmt::format("position {} is beyond the last event, {}", *to.position, partition.committed().value),
          "give an earlier one"});
    }
    return eventstore::Position{*to.position};
  }
  if (to.time.empty()) return std::nullopt;
  const auto time =
      domain::existing(domain::parse_instant(to.time), "a time that was checked with the options");
  const auto position = partition.position_at(time);
  if (!position) return std::unexpected(ClientError{position.error().message, "run `tenure verify`"});
  return *position;
}

ExitCode build_beside(daemon::Engine& engine, std::size_t index, const ReplayOptions& options,
                      Console& console) {
  auto& partition = engine.partition(index);
  const auto end = end_of(options.to, partition);
  if (!end) {
    console.error(end.error().message, end.error().next);
    return ExitCode::usage;
  }
  projections::ReadModelOptions build;
  build.folder = engine.store().folder_of(index) / scratch_name;
  std::error_code ignored;
  std::filesystem::remove_all(build.folder, ignored);
  build.models = chosen_models(options.model);
  const auto scratch = build.folder;
  const auto began = Clock::now();
  Progress progress{console, "events"};
  build.progress = [&](std::string_view what, std::uint64_t done, std::uint64_t total) {
    progress.update(what, done, total);
  };
  auto code = ExitCode::ok;
  {
    const auto built = projections::ReadModels::build(partition, std::move(build), *end);
    if (built) {
      for (const auto& model : (*built)->status().models) {
        console.print(fmt::format("partition {}: {} version {} built up to position {}: {} rows written, {}",
                                  index, model.name, model.version, grouped(model.position.value),
                                  grouped(model.rows_written), rate_text(model.position.value, began)));
      }
    } else {
      console.error(fmt::format("partition {}: {}", index, built.error().message));
      code = ExitCode::failed;
    }
  }
  std::filesystem::remove_all(scratch, ignored);
  return code;
}

}  // namespace

ExitCode replay(const ReplayOptions& options, Console& console) {
  const auto kinds = chosen_models(options.model);
  if (kinds.empty()) {
    console.error(fmt::format("there is no read model \"{}\"", options.model),
                  "they are billing, telephony, access and directory");
    return ExitCode::usage;
  }
  if (!options.to.time.empty() && !domain::parse_instant(options.to.time)) {
    console.error(fmt::format("\"{}\" is not a time", options.to.time), "give one like 2026-10-15T12:00:00Z");
    return ExitCode::usage;
  }
  auto engine = open_engine(options.data, console);
  if (!engine) {
    console.error(engine.error().message, engine.error().next);
    return ExitCode::failed;
  }
  if (options.to.position && (*engine)->size() > 1) {
    console.error("positions are counted in each partition by itself, and this folder has several",
                  "use --to-time");
    return ExitCode::usage;
  }
  const bool is_partial = options.to.position || !options.to.time.empty();
  for (std::size_t index = 0; index < (*engine)->size(); ++index) {
    if (is_partial) {
      if (const auto code = build_beside(**engine, index, options, console); code != ExitCode::ok)
        return code;
      continue;
    }
    for (const auto& kind : kinds) {
      const auto code = rebuild((*engine)->models(index), kind.current()->name(), index, console);
      if (code != ExitCode::ok) return code;
    }
  }
  return ExitCode::ok;
}

}  // namespace tenure::cli
