// The few statistics of a benchmark: median and percentiles, and the comparison of a thing with its limit.
//
// Is:       pure functions of samples.
// Promises: the median of an even number of samples is the mean of the middle two; a percentile is the nearest rank,
//           so it is always a value that was measured.
// Fails:    an empty sample has no statistics; asking for them stops the process.
// Why:      the ratio is the median of the ratios of neighbours, not the ratio of the medians: on a machine that is
//           slow for a minute, a thing and its limit measured one after the other are slow together.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace tenure::bench {

[[nodiscard]] double median(std::span<const double> samples);
/// Nearest rank; percent is above 0 and at most 100.
[[nodiscard]] double percentile(std::span<const double> samples, double percent);

struct Spread {
  double median = 0;
  double min = 0;
  double max = 0;
};
[[nodiscard]] Spread spread(std::span<const double> samples);

/// Median of things[i] / limits[i]; both have the same size.
[[nodiscard]] double paired_ratio(std::span<const double> things, std::span<const double> limits);

/// Latencies in microseconds in a fixed number of buckets, each 3 % wider than the last: adding costs a few
/// nanoseconds and no memory, however many there are.
class Latencies {
 public:
  Latencies();
  void add(double microseconds);
  void add(const Latencies& other);
  [[nodiscard]] std::uint64_t count() const { return count_; }
  /// Upper edge of the bucket that holds the percentile; at most 3 % above the true value. Zero when empty.
  [[nodiscard]] double percentile(double percent) const;

 private:
  std::vector<std::uint64_t> buckets_;
  std::uint64_t count_ = 0;
};

}  // namespace tenure::bench
