// append-mixed: the sample month's mix of commands, 4,096 in flight.
//
// Months of many operators, sixteen at the same time. A command of the month records a little more than one event on
// average (an opened business day many), so the rate is of events, and so is the limit's.

#include <fmt/format.h>

#include "bench/appender.h"
#include "bench/limits/synced_values.h"
#include "bench/machine.h"
#include "bench/mixed_workload.h"
#include "bench/scenarios/list.h"

namespace tenure::bench {
namespace {

constexpr Load load{4'096, 512};
constexpr std::size_t operators_at_once = 16;

Report run(const Settings& settings) {
  const Scratch scratch{settings, "append-mixed"};
  const Scratch limit_scratch{settings, "append-mixed-limit"};
  const auto partition = open_partition(scratch.path());
  SyncedValues limit{limit_scratch.path()};
  MixedMonths months;
  const auto wanted = settings.scaled(200'000, 2 * load.in_flight);

  std::uint64_t commands_sent = 0;
  std::uint64_t events = 0;
  std::uint64_t syncs = 0;
  std::uint64_t bytes = 0;
  const auto thing = [&] {
    CommandBlock commands;
    while (commands.size() < wanted) months.add_to(commands, operators_at_once);
    wait_until_quiet();
    const auto before = partition->status();
    auto sample = append(*partition, commands, load);
    const auto after = partition->status();
    commands_sent = commands.size();
    events = after.committed.value - before.committed.value;
    syncs = after.syncs - before.syncs;
    bytes = after.bytes_written - before.bytes_written;
    sample.rate *= static_cast<double>(events) / static_cast<double>(commands_sent);
    limit.learn(*partition, before.committed, bytes);
    return sample;
  };
  const auto found = alternate(settings, thing, [&] { return limit.write(events, load.in_flight); });

  auto row =
      row_of(fmt::format("{} in flight, batches of {}", load.in_flight, load.batch), "events/s", found);
  row.in_flight = load.in_flight;
  row.bytes_per_event = static_cast<double>(bytes) / static_cast<double>(events);
  row.more = {{"events_per_command", static_cast<double>(events) / static_cast<double>(commands_sent)},
              {"events_per_sync", static_cast<double>(events) / static_cast<double>(syncs)}};
  return {"append-mixed", {row}, {{"commands_a_month", fmt::to_string(months.commands_a_month())}}};
}

}  // namespace

const Scenario append_mixed_scenario{
    "append-mixed", "the sample month's mix of commands, 4,096 in flight; events/s", "as append", run};

}  // namespace tenure::bench
