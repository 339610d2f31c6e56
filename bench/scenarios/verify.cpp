// verify: the log, its indexes and saved states against a full fold.
//
// Two rows. "in memory": all files are in the page cache. "from disk": the kernel forgets them before each run, of the
// verification and of the limit, which is how an operator meets a log that is worth verifying. The limit reads the same
// files with read(2) and looks at nothing.

#include "eventstore/verify.h"

#include <fmt/format.h>

#include "bench/appender.h"
#include "bench/limits/file_reader.h"
#include "bench/scenarios/list.h"

namespace tenure::bench {
namespace {

constexpr Load load{8'192, 1'024};

/// What the page cache has of the files when a run begins.
enum class Pages : std::uint8_t { cached, dropped };

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
  const auto thing = [&](Pages pages) {
    if (pages == Pages::dropped) forget_files(scratch.path());
    const Watch watch;
    const auto report = eventstore::verify(*partition);
    if (!report)
      fail(
          fmt::format("a difference at position {}: {}", report.error().position.value, report.error().what));
    if (report->events != events) fail("verification did not see every event");
    return Sample{watch.rate(events), {}};
  };
  const auto limit = [&](Pages pages) {
    if (pages == Pages::dropped) forget_files(scratch.path());
    const Watch watch;
    bytes = read_files(scratch.path());
    return Sample{watch.rate(events), {}};
  };
  Report report{"verify", {}, {}};
  for (const auto& [pages, name] : {std::pair{Pages::cached, "in memory"}, {Pages::dropped, "from disk"}}) {
    auto row =
        row_of(fmt::format("{} events, {}", events, name), "events/s",
               alternate(settings, [&, pages] { return thing(pages); }, [&, pages] { return limit(pages); }));
    row.bytes_per_event = static_cast<double>(bytes) / static_cast<double>(events);
    report.rows.push_back(std::move(row));
  }
  return report;
}

}  // namespace

const Scenario verify_scenario{"verify", "log, indexes and saved states against a full fold; events/s",
                               "read() of the same files, from memory or from disk alike", run};

}  // namespace tenure::bench
