#include "bench/statistics.h"

#include <algorithm>
#include <cmath>

#include "domain/kernel/invariant.h"

namespace tenure::bench {
namespace {

constexpr double bucket_growth = 1.03;
/// The first bucket ends at 0.1 µs; with 3 % steps the last one ends beyond a minute.
constexpr double first_edge_us = 0.1;
constexpr std::size_t bucket_count = 700;

std::vector<double> sorted(std::span<const double> samples) {
  std::vector<double> copy{samples.begin(), samples.end()};
  std::ranges::sort(copy);
  return copy;
}

}  // namespace

double median(std::span<const double> samples) {
  if (samples.empty()) domain::broken_invariant("a sample to take the median of", "none");
  const auto values = sorted(samples);
  const auto middle = values.size() / 2;
  if (values.size() % 2 == 1) return values[middle];
  return (values[middle - 1] + values[middle]) / 2;
}

double percentile(std::span<const double> samples, double percent) {
  if (samples.empty() || percent <= 0 || percent > 100)
    domain::broken_invariant("a sample, and 0 < percent <= 100", "neither");
  const auto values = sorted(samples);
  const auto rank = static_cast<std::size_t>(std::ceil(percent / 100 * static_cast<double>(values.size())));
  return values[rank - 1];
}

Spread spread(std::span<const double> samples) {
  return {median(samples), std::ranges::min(samples), std::ranges::max(samples)};
}

double paired_ratio(std::span<const double> things, std::span<const double> limits) {
  if (things.size() != limits.size())
    domain::broken_invariant("a limit beside every measurement", "another number");
  std::vector<double> ratios;
  for (std::size_t i = 0; i < things.size(); ++i) ratios.push_back(things[i] / limits[i]);
  return median(ratios);
}

Latencies::Latencies() : buckets_(bucket_count, 0) {}

void Latencies::add(double microseconds) {
  static const double log_growth = std::log(bucket_growth);
  const auto steps =
      microseconds <= first_edge_us ? 0.0 : std::ceil(std::log(microseconds / first_edge_us) / log_growth);
  const auto index = std::min(static_cast<std::size_t>(steps), bucket_count - 1);
  ++buckets_[index];
  ++count_;
}

void Latencies::add(const Latencies& other) {
  for (std::size_t i = 0; i < bucket_count; ++i) buckets_[i] += other.buckets_[i];
  count_ += other.count_;
}

double Latencies::percentile(double percent) const {
  if (count_ == 0) return 0;
  const auto rank = static_cast<std::uint64_t>(std::ceil(percent / 100 * static_cast<double>(count_)));
  std::uint64_t seen = 0;
  for (std::size_t i = 0; i < bucket_count; ++i) {
    seen += buckets_[i];
    if (seen >= rank) return first_edge_us * std::pow(bucket_growth, static_cast<double>(i));
  }
  return first_edge_us * std::pow(bucket_growth, static_cast<double>(bucket_count - 1));
}

}  // namespace tenure::bench
