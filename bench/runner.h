// Repeats and alternates: the thing, its limit, the thing, its limit, …
//
// Is:       the loop that every comparison goes through.
// Promises: one warm-up of each that is thrown away, then `repeats` of each, alternating, so that both see the same
//           machine; each repeat starts after this process has become quiet, so that nobody pays for the other's
//           background work. A measured function times itself: what it prepares is not counted.
// Fails:    whatever the measured functions `fail` with.
// Why:      absolute figures of shared machines vary by a factor of two from hour to hour; neighbours vary far less.
#pragma once

#include <chrono>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "bench/report.h"
#include "bench/settings.h"
#include "bench/statistics.h"

namespace tenure::bench {

/// One repeat: its rate, and the latencies seen in it where there are any.
struct Sample {
  double rate = 0;
  Latencies latencies;
};

/// Makes one repeat, from nothing to its sample.
using Measure = std::function<Sample()>;

struct Comparison {
  std::vector<double> things;
  std::vector<double> limits;
  Latencies thing_latencies;
  Latencies limit_latencies;
  /// Peak while the thing ran; what the limit keeps at rest is in it.
  double rss_mb = 0;
};

/// `limit` may be empty: then the thing alone is repeated.
[[nodiscard]] Comparison alternate(const Settings& settings, const Measure& thing, const Measure& limit);

/// A row with everything a comparison knows.
[[nodiscard]] Row row_of(std::string label, std::string unit, const Comparison& comparison);

/// A stopwatch that starts when it is made.
class Watch {
 public:
  [[nodiscard]] double seconds() const {
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start_).count();
  }
  [[nodiscard]] double microseconds() const { return seconds() * 1e6; }
  /// `count` things in the time so far, per second.
  [[nodiscard]] double rate(std::uint64_t count) const { return static_cast<double>(count) / seconds(); }

 private:
  std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
};

}  // namespace tenure::bench
