// verify: the log, its indexes and saved states against a full fold.
//
// The limit reads the same files with read(2), from the same page cache.

#include "eventstore/verify.h"

#include <fmt/format.h>

#include "bench/appender.h"
#include "bench/limits/file_reader.h"
#include "bench/scenarios/list.h"

namespace tenure::bench {
namespace {

constexpr Load load{8'192, 1'024};

Report run(const Settings& settings) {
  const Scratch scratch{settings, "verify"};
  {
    const auto partition = open_with_estate(scratch.path());
    Charges charges{1};
    (void)append_made(*partition, charges, settings.events_or(1'000'000, 20'000), load);
  }
  const auto partition = open_partition(scratch.path());
  const auto events = partition->committed().value;
  std::uint64_t bytes = 0;
  const auto thing = [&] {
    const Watch watch;
    const auto report = eventstore::verify(*partition);
    if (!report)
      fail(
          fmt::format("a difference at position {}: {}", report.error().position.value, report.error().what));
    if (report->events != events) fail("verification did not see every event");
    return Sample{watch.rate(events), {}};
  };
  const auto limit = [&] {
    const Watch watch;
    bytes = read_files(scratch.path());
    return Sample{watch.rate(events), {}};
  };
  auto row = row_of(fmt::format("{} events", events), "events/s", alternate(settings, thing, limit));
  row.bytes_per_event = static_cast<double>(bytes) / static_cast<double>(events);
  return {"verify", {row}, {}};
}

}  // namespace

const Scenario verify_scenario{"verify", "log, indexes and saved states against a full fold; events/s",
                               "read() of the same files", run};

}  // namespace tenure::bench
