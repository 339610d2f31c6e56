// The relay killed at each of its steps, and anywhere: afterwards Kafka holds the log, nothing missing and nothing twice.

#include <random>
#include <thread>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "adapters/kafka/client/fault_point.h"
#include "tests/kafka/child_process.h"
#include "tests/kafka/published.h"

namespace tenure::test {
namespace {

#ifdef TENURE_FAULT_POINTS

struct KilledAt : testing::TestWithParam<std::string_view> {};

/// How often a point is passed before the process dies there: the first time, and in the midst of it. What is passed
/// once a life can only be the first time.
std::vector<int> passes_of(std::string_view point) {
  if (point == "relay.initialised" || point == "relay.claimed" || point == "relay.cursor_read") return {1};
  if (point == "relay.record") return {1, 77};
  return {1, 4};
}

TEST_P(KilledAt, NothingIsMissingOrDouble) {
  const auto options = Cluster::shared().with_topics();
  House house;
  house.given_estate();
  send_charges(house, 0, 120);
  house.close();
  for (const auto pass : passes_of(GetParam())) {
    RelayProcess killed{house.folder(), options, 0, fmt::format("{}:{}", GetParam(), pass)};
    ASSERT_EQ(killed.end(), "signal 9");
  }
  RelayProcess last{house.folder(), options, 0};
  ASSERT_EQ(last.end(), "exit 0");
  house.reopen();
  expect_published(house, options);
}

INSTANTIATE_TEST_SUITE_P(Relay, KilledAt, testing::ValuesIn(kafka::relay_fault_points), [](const auto& test) {
  std::string name{test.param.substr(test.param.find('.') + 1)};
  std::erase(name, '_');
  return name;
});

#endif

TEST(Relay, KilledAnywhereUnderLoad) {
  constexpr int kills = 8;
  constexpr int commands = 3'000;
  const auto options = Cluster::shared().with_topics();
  House house;
  house.given_estate();
  house.close();
  std::minstd_rand random{20'261'123};
  for (int kill = 0; kill < kills; ++kill) {
    RelayProcess process{house.folder(), options, commands};
    ASSERT_TRUE(process.publishes());
    std::this_thread::sleep_for(std::chrono::milliseconds{random() % 400});
    ASSERT_EQ(process.kill(), "signal 9");
  }
  RelayProcess last{house.folder(), options, commands};
  ASSERT_EQ(last.end(), "exit 0");
  house.reopen();
  EXPECT_GT(house.partition().committed().value, static_cast<std::uint64_t>(commands));
  expect_published(house, options);
}

}  // namespace
}  // namespace tenure::test
