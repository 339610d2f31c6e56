// append: AddCharge through Partition::submit, durable before the reply.
//
// The limit is handed the bytes that the partition really wrote: the commits of the run before, cut into values as
// large as one commit of `in_flight` events would be, each written with one synced Write into a database of its own
// on the same disk. So the limit has nothing to check, decide, encode or index, and always writes full batches.

#include <algorithm>
#include <array>
#include <chrono>

#include <fmt/format.h>

#include "bench/appender.h"
#include "bench/limits/synced_values.h"
#include "bench/machine.h"
#include "bench/scenarios/list.h"
#include "bench/workload.h"

namespace tenure::bench {
namespace {

struct Size {
  Load load;
  /// Commands a repeat: enough for half a second or more.
  std::size_t commands;
};
constexpr std::array sizes{
    Size{{1, 1}, 2'000},         Size{{64, 1}, 64'000},         Size{{512, 64}, 200'000},
    Size{{4'096, 512}, 400'000}, Size{{8'192, 1'024}, 400'000}, Size{{8'192, 1}, 200'000},
};
constexpr std::size_t smoke_batches = 3;

Row measure(const Settings& settings, const Size& size) {
  const auto [in_flight, batch] = size.load;
  const std::size_t count = settings.scaled(size.commands, smoke_batches * in_flight) / in_flight * in_flight;
  const Scratch scratch{settings, "append"};
  const Scratch limit_scratch{settings, "append-limit"};
  auto partition = open_with_estate(scratch.path());
  SyncedValues limit{limit_scratch.path()};
  Charges charges{in_flight};

  std::uint64_t syncs = 0;
  std::uint64_t bytes = 0;
  std::chrono::microseconds processor_us{0};
  double commands_mb = 0;
  const auto thing = [&] {
    const auto commands = charges.make(count);
    commands_mb = static_cast<double>(commands.bytes()) / eventstore::mebibyte;
    wait_until_quiet();
    const auto before = partition->status();
    const auto processor_before = processor_time();
    auto sample = append(*partition, commands, size.load);
    const auto after = partition->status();
    processor_us = processor_time() - processor_before;
    syncs = after.syncs - before.syncs;
    bytes = after.bytes_written - before.bytes_written;
    limit.learn(*partition, before.committed, bytes);
    return sample;
  };
  const auto found = alternate(settings, thing, [&] { return limit.write(count, in_flight); });

  auto row = row_of(fmt::format("{} in flight, batches of {}", in_flight, batch), "events/s", found);
  row.in_flight = in_flight;
  row.bytes_per_event = static_cast<double>(bytes) / static_cast<double>(count);
  row.more = {
      {"batch", static_cast<double>(batch)},
      {"events_per_sync",
       static_cast<double>(count) / static_cast<double>(std::max<std::uint64_t>(syncs, 1))},
      {"limit_p50_us", found.limit_latencies.percentile(50)},
      {"p50_ratio", found.thing_latencies.percentile(50) / found.limit_latencies.percentile(50)},
      {"processor_us_per_event", static_cast<double>(processor_us.count()) / static_cast<double>(count)},
      {"commands_mb", commands_mb}};
  return row;
}

Report run(const Settings& settings) {
  Report report{"append", {}, {{"occupiers", fmt::to_string(occupier_count)}}};
  for (const auto& size : sizes) {
    note(fmt::format("append: {} in flight, batches of {}", size.load.in_flight, size.load.batch));
    report.rows.push_back(measure(settings, size));
  }
  return report;
}

}  // namespace

const Scenario append_scenario{
    "append",
    "AddCharge commands through Partition::submit, each durable before its answer; events/s and latency",
    "one RocksDB value with the same bytes for as many events as are in flight, synced, into a fresh "
    "database",
    run};

}  // namespace tenure::bench
