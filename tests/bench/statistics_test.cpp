#include "bench/statistics.h"

#include <array>
#include <vector>

#include <gtest/gtest.h>

namespace tenure::bench {
namespace {

TEST(Statistics, MedianIsTheMiddleOrTheMeanOfTheMiddleTwo) {
  EXPECT_EQ(median(std::array{3.0}), 3);
  EXPECT_EQ(median(std::array{9.0, 1.0, 5.0}), 5);
  EXPECT_EQ(median(std::array{9.0, 1.0, 5.0, 6.0}), 5.5);
}

TEST(Statistics, PercentileIsAValueThatWasMeasured) {
  std::vector<double> samples;
  for (int i = 100; i >= 1; --i) samples.push_back(i);
  EXPECT_EQ(percentile(samples, 50), 50);
  EXPECT_EQ(percentile(samples, 99), 99);
  EXPECT_EQ(percentile(samples, 99.1), 100);
  EXPECT_EQ(percentile(samples, 100), 100);
  EXPECT_EQ(percentile(std::array{7.0}, 1), 7);
}

TEST(Statistics, SpreadHoldsMedianAndBothEnds) {
  const auto found = spread(std::array{4.0, 2.0, 30.0});
  EXPECT_EQ(found.median, 4);
  EXPECT_EQ(found.min, 2);
  EXPECT_EQ(found.max, 30);
}

// The machine became four times slower half way; thing and limit did so together.
TEST(Statistics, RatioOfPairsIsNotMovedByASlowHalf) {
  const std::array things{50.0, 50.0, 12.5, 12.5};
  const std::array limits{100.0, 100.0, 25.0, 25.0};
  EXPECT_EQ(paired_ratio(things, limits), 0.5);
}

TEST(StatisticsDeathTest, NothingHasNoMedianAndUnequalPairsNoRatio) {
  EXPECT_DEATH((void)median({}), "sample");
  EXPECT_DEATH((void)percentile({}, 50), "sample");
  EXPECT_DEATH((void)percentile(std::array{1.0}, 0), "percent");
  EXPECT_DEATH((void)paired_ratio(std::array{1.0}, {}), "limit");
}

TEST(Latencies, PercentilesAreAtMostABucketAbove) {
  Latencies latencies;
  for (int i = 1; i <= 1'000; ++i) latencies.add(i);
  EXPECT_EQ(latencies.count(), 1'000U);
  for (const double percent : {1.0, 50.0, 99.0, 100.0}) {
    EXPECT_GE(latencies.percentile(percent), 10 * percent);
    EXPECT_LE(latencies.percentile(percent), 10 * percent * 1.031);
  }
}

TEST(Latencies, TakesAnythingFromNothingToForever) {
  Latencies latencies;
  EXPECT_EQ(latencies.percentile(50), 0);
  latencies.add(0);
  latencies.add(1e12);
  EXPECT_EQ(latencies.count(), 2U);
  EXPECT_LE(latencies.percentile(50), 0.1);
  EXPECT_GT(latencies.percentile(100), 60e6);
}

TEST(Latencies, AddedTogetherAreOne) {
  Latencies low;
  Latencies high;
  low.add(10);
  high.add(1'000);
  low.add(high);
  EXPECT_EQ(low.count(), 2U);
  EXPECT_LT(low.percentile(50), 11);
  EXPECT_GT(low.percentile(99), 999);
}

}  // namespace
}  // namespace tenure::bench
