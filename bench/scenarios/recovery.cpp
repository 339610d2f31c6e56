// recovery: from SIGKILL under full load to the first answered command.
//
// A child process fills the log and goes on appending at full speed until it is killed. Then this process opens the
// folder and sends one command; the time until its answer is what is reported. Every repeat is a new crash of the same
// folder, some more events further on.

#include "bench/scenarios/recovery.h"

#include <chrono>
#include <csignal>
#include <cstdio>
#include <thread>
#include <vector>

#include <fmt/format.h>

#include "bench/appender.h"
#include "bench/child.h"
#include "bench/machine.h"
#include "bench/scenarios/list.h"

namespace tenure::bench {
namespace {

constexpr Load load{8'192, 1'024};
/// After every further crash but the first.
constexpr std::uint64_t events_between = 300'000;
constexpr std::uint64_t events_between_smoke = 10'000;
constexpr std::uint64_t stretch_events = 65'536;
/// The kill comes in the middle of the load, not at its edge.
constexpr std::chrono::milliseconds under_load{300};

void crash_after(const std::filesystem::path& folder, std::uint64_t events, unsigned seed) {
  Process child{{"bench", "child-fill", folder.string(), fmt::to_string(events), fmt::to_string(seed)}};
  if (child.read_line() != "filled") fail("the process that fills the log ended early");
  std::this_thread::sleep_for(under_load);
  child.end(SIGKILL);
}

struct Recovery {
  double open_seconds = 0;
  double command_seconds = 0;
  std::uint64_t events = 0;
};

Recovery recover(const std::filesystem::path& folder, unsigned seed) {
  Charges charges{seed};
  const auto command = charges.make(1);
  const Watch watch;
  const auto partition = open_partition(folder);
  Recovery found;
  found.open_seconds = watch.seconds();
  (void)append(*partition, command, {1, 1});
  found.command_seconds = watch.seconds();
  found.events = partition->committed().value;
  return found;
}

Row measure(const Settings& settings, const std::filesystem::path& folder, std::uint64_t events,
            unsigned& seed) {
  std::vector<double> seconds;
  std::vector<double> open_seconds;
  double rss = 0;
  std::uint64_t reached = 0;
  // As everywhere, the first is the warm-up; it also brings the log to its size.
  for (unsigned round = 0; round <= settings.repeats; ++round) {
    crash_after(folder, round == 0 ? events : settings.scaled(events_between, events_between_smoke), ++seed);
    reset_peak_memory();
    const auto found = recover(folder, ++seed);
    reached = found.events;
    if (round == 0) continue;
    rss = std::max(rss, peak_memory_mb());
    seconds.push_back(found.command_seconds);
    open_seconds.push_back(found.open_seconds);
  }
  Row row;
  row.label = fmt::format("{:.1f} M events", static_cast<double>(reached) / 1e6);
  row.unit = "s";
  row.value = spread(seconds);
  row.rss_mb = rss;
  row.more = {{"events", static_cast<double>(reached)}, {"open_s", median(open_seconds)}};
  return row;
}

Report run(const Settings& settings) {
  const Scratch scratch{settings, "recovery"};
  const auto folder = scratch.path() / "partition";
  const auto end = settings.events_or(20'000'000, 40'000);
  Report report{"recovery", {}, {}};
  unsigned seed = 0;
  note(fmt::format("recovery: at {} events", end / 20));
  report.rows.push_back(measure(settings, folder, end / 20, seed));
  note(fmt::format("recovery: at {} events", end));
  report.rows.push_back(measure(settings, folder, end - end / 20, seed));
  return report;
}

}  // namespace

int fill_until_killed(std::span<const std::string> arguments) {
  if (arguments.size() != 3) return 1;
  const std::filesystem::path folder = arguments[0];
  const auto partition = std::filesystem::exists(folder) ? open_partition(folder) : open_with_estate(folder);
  Charges charges{std::stoull(arguments[2])};
  (void)append_made(*partition, charges, std::stoull(arguments[1]), load);
  fmt::print("filled\n");
  std::fflush(stdout);
  while (true) (void)append_made(*partition, charges, stretch_events, load);
}

const Scenario recovery_scenario{
    "recovery",
    "opening after SIGKILL under load, to the first answered command, at 1 and 20 million events (--events)",
    "none: seconds", run};

}  // namespace tenure::bench
