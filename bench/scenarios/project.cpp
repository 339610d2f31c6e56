// project: read models that follow an append at full speed.
//
// All four models follow live while charges are appended as fast as the partition takes them. Reported: how far they
// fell behind, and how long they took to catch up once the appending ended. There is no limit to hold it against.

#include <algorithm>
#include <atomic>
#include <chrono>
#include <thread>
#include <vector>

#include <fmt/format.h>

#include "bench/appender.h"
#include "bench/machine.h"
#include "bench/scenarios/list.h"
#include "projections/runtime/read_models.h"

namespace tenure::bench {
namespace {

constexpr Load load{8'192, 1'024};
constexpr std::chrono::milliseconds sample_every{20};
constexpr std::chrono::minutes patience{10};

std::uint64_t greatest_lag(const projections::ReadModels& models) {
  std::uint64_t lag = 0;
  for (const auto& model : models.status().models) lag = std::max(lag, model.lag_events);
  return lag;
}

struct Followed {
  double append_rate = 0;
  std::uint64_t lag_max = 0;
  double drain_seconds = 0;
};

Followed follow(eventstore::Partition& partition, projections::ReadModels& models, Charges& charges,
                std::uint64_t events) {
  Followed found;
  std::atomic<bool> ended{false};
  std::thread watcher{[&] {
    while (!ended) {
      found.lag_max = std::max(found.lag_max, greatest_lag(models));
      std::this_thread::sleep_for(sample_every);
    }
  }};
  found.append_rate = append_made(partition, charges, events, load).rate;
  const Watch watch;
  const auto reached = models.wait_until(partition.committed(), patience);
  found.drain_seconds = watch.seconds();
  ended = true;
  watcher.join();
  if (reached != projections::Reached::reached) fail("the read models did not catch up");
  return found;
}

Row plain_row(std::string label, std::string unit, const std::vector<double>& values) {
  Row row;
  row.label = std::move(label);
  row.unit = std::move(unit);
  row.value = spread(values);
  return row;
}

Report run(const Settings& settings) {
  const Scratch scratch{settings, "project"};
  const auto partition = open_with_estate(scratch.path() / "partition");
  projections::ReadModelOptions options;
  options.folder = scratch.path() / "models";
  const auto models = projections::ReadModels::open(*partition, std::move(options));
  if (!models) fail(fmt::format("the read models do not open: {}", models.error().message));

  Charges charges{1};
  const auto events = settings.events_or(1'000'000, 20'000);
  std::vector<double> rates;
  std::vector<double> lags;
  std::vector<double> drains;
  for (unsigned round = 0; round <= settings.repeats; ++round) {
    wait_until_quiet();
    if (round == 1) reset_peak_memory();
    const auto found = follow(*partition, **models, charges, events);
    if (round == 0) continue;
    rates.push_back(found.append_rate);
    lags.push_back(static_cast<double>(found.lag_max));
    drains.push_back(found.drain_seconds);
  }
  auto drain = plain_row("drain", "s", drains);
  drain.rss_mb = peak_memory_mb();
  return {
      "project",
      {plain_row("append meanwhile", "events/s", rates), plain_row("greatest lag", "events", lags), drain},
      {{"events", fmt::to_string(events)}, {"in_flight", fmt::to_string(load.in_flight)}}};
}

}  // namespace

const Scenario project_scenario{
    "project",
    "four read models behind a full-speed append of a million charges (--events): lag, and time to drain",
    "none: events and seconds", run};

}  // namespace tenure::bench
