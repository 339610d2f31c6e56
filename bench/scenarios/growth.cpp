// growth: whether a command costs more because there is more history.
//
// One log is filled by a closed loop of 8,192 commands in flight. When it reaches a mark, the rates of the last
// stretches before the mark are what is reported; the limit is the rate at the first mark. Memory is the peak between
// two marks, disk is what the file system holds once background work is done.

#include <algorithm>
#include <memory>
#include <vector>

#include <fmt/format.h>

#include "bench/appender.h"
#include "bench/machine.h"
#include "bench/scenarios/list.h"

namespace tenure::bench {
namespace {

constexpr Load load{8'192, 1'024};
constexpr std::uint64_t stretch_events_max = 200'000;

/// 1, 5 and 20 million, or a twentieth, a quarter and the whole of what was asked for.
std::vector<std::uint64_t> marks(const Settings& settings) {
  const auto end = settings.events_or(20'000'000, 40'000);
  return {end / 20, end / 4, end};
}

struct Log {
  std::filesystem::path folder;
  std::unique_ptr<eventstore::Partition> partition;
  Charges charges{1};
  std::uint64_t events = 0;

  double grow(std::uint64_t count) {
    const auto rate = append_made(*partition, charges, count, load).rate;
    events += count;
    return rate;
  }
};

Row measure(const Settings& settings, Log& log, std::uint64_t mark) {
  reset_peak_memory();
  const auto stretch = std::min(stretch_events_max, (mark - log.events) / settings.repeats);
  const auto measured = stretch * settings.repeats;
  if (mark - log.events > measured) log.grow(mark - log.events - measured);
  std::vector<double> rates;
  const auto processor_before = processor_time();
  for (unsigned i = 0; i < settings.repeats; ++i) rates.push_back(log.grow(stretch));

  Row row;
  row.label = fmt::format("at {} events", log.events);
  row.unit = "events/s";
  row.value = spread(rates);
  row.in_flight = load.in_flight;
  row.rss_mb = peak_memory_mb();
  wait_until_quiet();
  const auto processor_us = (processor_time() - processor_before).count();
  row.bytes_per_event = static_cast<double>(disk_bytes(log.folder)) / static_cast<double>(log.events);
  row.more = {{"events", static_cast<double>(log.events)},
              {"processor_us_per_event", static_cast<double>(processor_us) / static_cast<double>(measured)}};
  return row;
}

Report run(const Settings& settings) {
  const Scratch scratch{settings, "growth"};
  Log log{scratch.path(), open_with_estate(scratch.path())};
  Report report{"growth", {}, {{"batch", fmt::to_string(load.batch)}}};
  for (const auto mark : marks(settings)) {
    note(fmt::format("growth: to {} events", mark));
    auto row = measure(settings, log, mark);
    row.limit = report.rows.empty() ? row.value.median : report.rows.front().value.median;
    row.ratio = row.value.median / *row.limit;
    report.rows.push_back(std::move(row));
  }
  return report;
}

}  // namespace

const Scenario growth_scenario{
    "growth",
    "append with 8,192 in flight at 1, 5 and 20 million events (--events: a twentieth, a quarter and all)",
    "the rate at the first mark", run};

}  // namespace tenure::bench
