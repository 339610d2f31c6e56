// verify: log, indexes, saved states and read models against a full fold.

#include "eventstore/verify.h"

#include <chrono>

#include <fmt/format.h>

#include "adapters/cli/open_engine.h"
#include "adapters/cli/subcommands.h"
#include "projections/runtime/verify.h"

namespace tenure::cli {
namespace {

constexpr auto catch_up_patience = std::chrono::minutes{10};
constexpr std::string_view scratch_name = "verify.scratch";

ExitCode verify_log(daemon::Engine& engine, std::size_t index, Console& console) {
  const auto report = eventstore::verify(engine.partition(index));
  if (!report) {
    console.print(fmt::format("partition {}: DIFFERENT at position {}: {}", index,
                              report.error().position.value, report.error().what));
    return ExitCode::found_wrong;
  }
  console.print(
      fmt::format("partition {}: {} events in {} commits, {} streams, {} answers, {} saved states: all as "
                  "folded from the log",
                  index, grouped(report->events), grouped(report->commits), grouped(report->streams),
                  grouped(report->answers), grouped(report->saved_states)));
  return ExitCode::ok;
}

ExitCode verify_models(daemon::Engine& engine, std::size_t index, Console& console) {
  auto& models = engine.models(index);
  auto& partition = engine.partition(index);
  const auto reached = models.wait_until(partition.committed(), catch_up_patience);
  if (reached != projections::Reached::reached) {
    console.error(fmt::format("partition {}: the read models did not reach the end of the log", index),
                  "`tenure inspect` shows why; `tenure replay` builds them anew");
    return ExitCode::failed;
  }
  projections::ReadModelOptions options;
  options.folder = engine.store().folder_of(index) / scratch_name;
  // Left by a verification that was cut short.
  std::error_code ignored;
  std::filesystem::remove_all(options.folder, ignored);
  Progress progress{console, "events"};
  options.progress = [&](std::string_view what, std::uint64_t done, std::uint64_t total) {
    progress.update(what, done, total);
  };
  const auto verified = projections::verify(models, partition, std::move(options));
  if (!verified) {
    console.print(fmt::format("partition {}: DIFFERENT: read model {} as of position {}: {}", index,
                              verified.error().model, verified.error().position.value,
                              verified.error().what));
    return ExitCode::found_wrong;
  }
  for (const auto& model : *verified) {
    console.print(
        fmt::format("partition {}: {} version {}: {} rows as of position {}: as folded from the log", index,
                    model.name, model.version, grouped(model.rows), grouped(model.position.value)));
  }
  return ExitCode::ok;
}

// A log that cannot be opened for damage is what verify is there to find.
ExitCode report(const OpenFailure& failure, Console& console) {
  if (!failure.damaged_at) {
    console.error(failure.message, failure.next);
    return ExitCode::failed;
  }
  console.print(fmt::format("DAMAGED at position {}: {}", failure.damaged_at->value, failure.message));
  console.note(failure.next);
  return ExitCode::found_wrong;
}

}  // namespace

ExitCode verify(const VerifyOptions& options, Console& console) {
  auto engine = open_engine(options.data, console);
  if (!engine) return report(engine.error(), console);
  for (std::size_t index = 0; index < (*engine)->size(); ++index) {
    if (const auto code = verify_log(**engine, index, console); code != ExitCode::ok) return code;
    if (const auto code = verify_models(**engine, index, console); code != ExitCode::ok) return code;
  }
  console.print("verified");
  return ExitCode::ok;
}

}  // namespace tenure::cli
