#include "bench/report.h"

#include <fstream>
#include <string>

#include <boost/json/parse.hpp>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "bench/runner.h"

namespace tenure::bench {
namespace {

using testing::HasSubstr;
using testing::Not;

Report sample_report() {
  Row full;
  full.label = "64 in flight";
  full.unit = "events/s";
  full.value = {123'456, 100'000, 150'000};
  full.in_flight = 64;
  full.limit = 246'912;
  full.ratio = 0.5;
  full.p50_us = 512.5;
  full.p99_us = 1'024;
  full.rss_mb = 88;
  full.bytes_per_event = 301.25;
  full.more = {{"events_per_sync", 32}};
  Row bare;
  bare.label = "time";
  bare.unit = "s";
  bare.value = {0.25, 0.125, 0.5};
  return {"append", {full, bare}, {{"occupiers", "1000"}}};
}

TEST(Report, JsonHasWhatWasMeasuredUnderItsName) {
  const auto json = boost::json::parse(to_json(sample_report(), Settings{}));
  EXPECT_EQ(json.at("scenario"), "append");
  const auto& row = json.at("rows").at(0);
  EXPECT_EQ(row.at("in_flight"), 64);
  EXPECT_EQ(row.at("median"), 123'460.0) << "five significant digits";
  EXPECT_EQ(row.at("min"), 100'000.0);
  EXPECT_EQ(row.at("max"), 150'000.0);
  EXPECT_EQ(row.at("limit"), 246'910.0);
  EXPECT_EQ(row.at("ratio"), 0.5);
  EXPECT_EQ(row.at("p50_us"), 512.5);
  EXPECT_EQ(row.at("p99_us"), 1'024.0);
  EXPECT_EQ(row.at("rss_mb"), 88.0);
  EXPECT_EQ(row.at("bytes_per_event"), 301.25);
  EXPECT_EQ(row.at("events_per_sync"), 32.0);
  EXPECT_EQ(json.at("config").at("occupiers"), "1000");
  EXPECT_EQ(json.at("config").at("repeats"), repeats_default);
  EXPECT_TRUE(json.at("versions").as_object().contains("rocksdb"));
}

TEST(Report, JsonLeavesOutWhatWasNotMeasured) {
  const auto json = boost::json::parse(to_json(sample_report(), Settings{}));
  const auto& row = json.at("rows").at(1).as_object();
  for (const auto* name : {"in_flight", "limit", "ratio", "p50_us", "p99_us", "rss_mb", "bytes_per_event"}) {
    EXPECT_FALSE(row.contains(name)) << name;
  }
}

TEST(Report, TableIsAligned) {
  EXPECT_EQ(
      to_table(sample_report()),
      "append\n"
      "  what          unit       median      min      max    limit  ratio  p50 us  p99 us  rss MiB  "
      "B/event\n"
      "  64 in flight  events/s  123.5 K  100.0 K  150.0 K  246.9 K   0.50     512    1024       88      301"
      "  events_per_sync 32\n"
      "  time          s           0.250    0.125    0.500        -      -       -       -        -        "
      "-\n"
      "  occupiers: 1000\n");
}

TEST(Report, AFileThatCannotBeWrittenIsSaid) {
  const auto written = write_json("no-such-folder/report.json", {sample_report()}, Settings{});
  ASSERT_FALSE(written.has_value());
  EXPECT_THAT(written.error(), HasSubstr("no-such-folder/report.json"));
}

TEST(Report, SeveralReportsAreAList) {
  const auto file = std::filesystem::path{testing::TempDir()} / "tenure-bench-report-test.json";
  ASSERT_TRUE(write_json(file, {sample_report(), sample_report()}, Settings{}).has_value());
  std::ifstream in{file};
  const std::string text{std::istreambuf_iterator<char>{in}, {}};
  EXPECT_EQ(boost::json::parse(text).at("reports").as_array().size(), 2U);
  std::filesystem::remove(file);
}

TEST(Runner, AlternatesAfterOneWarmUpOfEach) {
  std::string order;
  double rate = 0;
  const auto found = alternate(
      Settings{.repeats = 3},
      [&] {
        order += 't';
        return Sample{++rate, {}};
      },
      [&] {
        order += 'l';
        return Sample{++rate, {}};
      });
  EXPECT_EQ(order, "tltltltl");
  EXPECT_EQ(found.things, (std::vector<double>{3, 5, 7}));
  EXPECT_EQ(found.limits, (std::vector<double>{4, 6, 8}));
  EXPECT_GT(found.rss_mb, 1);
}

TEST(Runner, WithoutALimitThereIsNoRatio) {
  const auto found = alternate(Settings{.repeats = 2}, [] { return Sample{5, {}}; }, {});
  const auto row = row_of("alone", "s", found);
  EXPECT_EQ(row.value.median, 5);
  EXPECT_FALSE(row.limit.has_value());
  EXPECT_FALSE(row.ratio.has_value());
  EXPECT_FALSE(row.p50_us.has_value());
}

TEST(Settings, ScratchFoldersAreNewAndGoAway) {
  const Settings settings{.folder = std::filesystem::path{testing::TempDir()} / "tenure-bench-scratch-test"};
  std::filesystem::path first;
  {
    const Scratch one{settings, "x"};
    const Scratch two{settings, "x"};
    first = one.path();
    EXPECT_NE(one.path(), two.path());
    EXPECT_TRUE(std::filesystem::is_directory(one.path()));
  }
  EXPECT_FALSE(std::filesystem::exists(first));
  std::filesystem::remove_all(settings.folder);
  const Settings nowhere{.folder = "/proc/no-such-place"};
  EXPECT_THROW((Scratch{nowhere, "x"}), Failure);
}

TEST(Settings, EventsGivenReplaceBothSizes) {
  Settings settings;
  EXPECT_EQ(settings.events_or(100, 5), 100U);
  settings.scale = Scale::smoke;
  EXPECT_EQ(settings.events_or(100, 5), 5U);
  settings.events = 42;
  EXPECT_EQ(settings.events_or(100, 5), 42U);
}

}  // namespace
}  // namespace tenure::bench
