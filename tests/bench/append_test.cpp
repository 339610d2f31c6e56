// One tiny run of the real thing: it runs, its report is whole, and nothing is left behind. No timing is asserted.

#include <filesystem>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "bench/appender.h"
#include "bench/scenarios/list.h"
#include "bench/workload.h"

namespace tenure::bench {
namespace {

Settings smoke_settings(const std::string& name) {
  return {.folder = std::filesystem::path{testing::TempDir()} / ("tenure-bench-" + name),
          .repeats = 1,
          .scale = Scale::smoke,
          .events = {}};
}

TEST(Append, ReportsEverySizeAndLeavesNothingBehind) {
  const auto settings = smoke_settings("append");
  const auto report = append_scenario.run(settings);
  EXPECT_EQ(report.rows.size(), 6U);
  for (const auto& row : report.rows) {
    EXPECT_GT(row.value.median, 0) << row.label;
    EXPECT_GT(row.ratio.value_or(0), 0) << row.label;
    EXPECT_GT(row.p50_us.value_or(0), 0) << row.label;
    EXPECT_GT(row.bytes_per_event.value_or(0), 100) << row.label;
  }
  EXPECT_TRUE(std::filesystem::is_empty(settings.folder));
  std::filesystem::remove_all(settings.folder);
}

TEST(Append, ACommandThatIsNotAcceptedEndsTheScenario) {
  const auto settings = smoke_settings("refused");
  const Scratch scratch{settings, "partition"};
  const auto partition = open_with_estate(scratch.path());
  const auto commands = Charges{1}.make(64);
  EXPECT_GT(append(*partition, commands, {8, 2}).rate, 0);
  EXPECT_EQ(partition->status().commands_accepted, 64U + estate().size());
  // The same ids once more are answered from the store, which is not what is to be measured.
  EXPECT_THROW((void)append(*partition, commands, {8, 2}), Failure);
}

}  // namespace
}  // namespace tenure::bench
