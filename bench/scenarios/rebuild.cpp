// rebuild: each read model from nothing.
//
// Half of the events are charges of the standard load, half are months of the sample operator, so that every model has
// rows to write. The limit writes the same rows; see limits/copied_rows.h.

#include <fmt/format.h>

#include "bench/appender.h"
#include "bench/limits/copied_rows.h"
#include "bench/machine.h"
#include "bench/model_log.h"
#include "bench/scenarios/list.h"
#include "projections/runtime/model.h"

namespace tenure::bench {
namespace {

struct Built {
  std::uint64_t rows = 0;
  double seconds = 0;
};

Built build(eventstore::Partition& partition, const projections::ModelKind& kind,
            const std::filesystem::path& folder) {
  projections::ReadModelOptions options;
  options.folder = folder;
  options.models = {kind};
  const Watch watch;
  const auto models = projections::ReadModels::build(partition, std::move(options), std::nullopt);
  if (!models) fail(fmt::format("a read model was not built: {}", models.error().message));
  const auto seconds = watch.seconds();
  return {(*models)->status().models.front().rows_written, seconds};
}

Row measure(const Settings& settings, eventstore::Partition& partition, const projections::ModelKind& kind) {
  const auto name = std::string{kind.current()->name()};
  note(fmt::format("rebuild: {}", name));
  const auto events = partition.committed().value;
  std::uint64_t rows = 0;
  double rss = 0;
  const auto thing = [&] {
    const Scratch scratch{settings, "rebuild-" + name};
    reset_peak_memory();
    const auto built = build(partition, kind, scratch.path() / "models");
    rss = std::max(rss, peak_memory_mb());
    rows = built.rows;
    return Sample{static_cast<double>(events) / built.seconds, {}};
  };
  const auto limit = [&] {
    const Scratch scratch{settings, "rebuild-limit-" + name};
    const auto copied = copy_rows(partition, kind.current, scratch.path() / "rows");
    if (copied.rows != rows) fail(fmt::format("the limit wrote {} rows, the model {}", copied.rows, rows));
    return Sample{static_cast<double>(events) / copied.seconds, {}};
  };
  auto row = row_of(name, "events/s", alternate(settings, thing, limit));
  row.rss_mb = rss;
  row.more = {
      {"rows_per_event", static_cast<double>(rows) / static_cast<double>(events)},
      {"rows_per_second", row.value.median * static_cast<double>(rows) / static_cast<double>(events)}};
  return row;
}

Report run(const Settings& settings) {
  const Scratch scratch{settings, "rebuild"};
  note("rebuild: filling the log");
  const auto partition = open_partition(scratch.path());
  fill_model_log(*partition, settings.events_or(5'000'000, 20'000));
  Report report{"rebuild", {}, {{"events", fmt::to_string(partition->committed().value)}}};
  for (const auto& kind : projections::all_models())
    report.rows.push_back(measure(settings, *partition, kind));
  return report;
}

}  // namespace

const Scenario rebuild_scenario{"rebuild",
                                "each read model from nothing, 5 million events (--events); events/s",
                                "RocksDB writes of the same rows without a WAL", run};

}  // namespace tenure::bench
