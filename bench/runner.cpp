#include "bench/runner.h"

#include <algorithm>

#include "bench/machine.h"

namespace tenure::bench {

Comparison alternate(const Settings& settings, const Measure& thing, const Measure& limit) {
  Comparison found;
  // Round zero is the warm-up.
  for (unsigned round = 0; round <= settings.repeats; ++round) {
    wait_until_quiet();
    reset_peak_memory();
    auto sample = thing();
    if (round > 0) {
      found.rss_mb = std::max(found.rss_mb, peak_memory_mb());
      found.things.push_back(sample.rate);
      found.thing_latencies.add(sample.latencies);
    }
    if (!limit) continue;
    wait_until_quiet();
    sample = limit();
    if (round > 0) {
      found.limits.push_back(sample.rate);
      found.limit_latencies.add(sample.latencies);
    }
  }
  return found;
}

Row row_of(std::string label, std::string unit, const Comparison& comparison) {
  Row row;
  row.label = std::move(label);
  row.unit = std::move(unit);
  row.value = spread(comparison.things);
  if (!comparison.limits.empty()) {
    row.limit = median(comparison.limits);
    row.ratio = paired_ratio(comparison.things, comparison.limits);
  }
  if (comparison.thing_latencies.count() > 0) {
    row.p50_us = comparison.thing_latencies.percentile(50);
    row.p99_us = comparison.thing_latencies.percentile(99);
  }
  row.rss_mb = comparison.rss_mb;
  return row;
}

}  // namespace tenure::bench
