// The relay against a real broker: what a stranger's client reads is the log.

#include <array>
#include <optional>

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/kafka/published.h"

namespace tenure::test {
namespace {

using kafka::Relay;
using kafka::RelayStatus;
using State = RelayStatus::State;
using testing::HasSubstr;

TEST(Relay, PublishesTheLogAndThenFollows) {
  const auto options = Cluster::shared().with_topics();
  House house;
  house.given_estate();
  send_charges(house, 0, 300);
  house.given(R"(r-1 ReverseCharge {"charge_id":"c-000007","reversal_reason":"wrong cup"})");
  {
    const Relay relay{house.partition(), relay_options(options)};
    expect_caught_up(house, relay);
    send_charges(house, 300, 400);
    expect_caught_up(house, relay);
    const auto status = relay.status();
    EXPECT_EQ(status.state, State::publishing);
    EXPECT_EQ(status.lag_events, 0U);
    EXPECT_EQ(status.lag.count(), 0);
    EXPECT_EQ(status.events, house.partition().committed().value);
    EXPECT_EQ(status.restarts, 0U);
  }
  expect_published(house, options);
}

TEST(Relay, GoesOnWhereAnEarlierOneEnded) {
  const auto options = Cluster::shared().with_topics();
  House house;
  house.given_estate();
  for (int begin = 0; begin < 300; begin += 100) {
    send_charges(house, begin, begin + 100);
    const Relay relay{house.partition(), relay_options(options)};
    expect_caught_up(house, relay);
  }
  expect_published(house, options);
}

TEST(Relay, FindsItsCursorBehindManyTransactions) {
  const auto options = Cluster::shared().with_topics();
  House house;
  house.given_estate();
  send_charges(house, 0, 400);
  auto small = relay_options(options);
  small.batch_events_max = 1;
  {
    const Relay relay{house.partition(), small};
    expect_caught_up(house, relay);
    EXPECT_GE(relay.status().transactions, 400U);
  }
  send_charges(house, 400, 401);
  {
    const Relay relay{house.partition(), small};
    expect_caught_up(house, relay);
    EXPECT_EQ(relay.status().events, 1U);
  }
  expect_published(house, options);
}

TEST(Relay, WhatWasParkedIsThereToLookAt) {
  const auto options = Cluster::shared().with_topics();
  House house;
  house.given_estate();
  house.given(R"(
    p-1 ParkInput {"parked_id":"P1","topic":"other.bookings","partition":2,"offset":41,"key":"QjE=","value":"AAH/","headers":[{"name":"source","value":"NQ=="}],"code":"NO_CONTRACT"})");
  {
    const Relay relay{house.partition(), relay_options(options)};
    expect_caught_up(house, relay);
  }
  const auto parked = Cluster::shared().read(options.topic("parked"));
  ASSERT_EQ(parked.size(), 1U);
  EXPECT_EQ(parked[0].key, "B1");
  EXPECT_EQ(parked[0].value, std::string_view("\x00\x01\xff", 3));
  EXPECT_EQ(parked[0].headers.at("source").as_string(), "5");
  EXPECT_EQ(parked[0].headers.at("tenure-reason-code").as_string(), "NO_CONTRACT");
  EXPECT_EQ(parked[0].headers.at("tenure-origin-offset").as_string(), "41");
  expect_published(house, options);
}

TEST(Relay, EachPartitionHasItsOwn) {
  const auto options = Cluster::shared().with_topics(2);
  std::array<House, 2> houses;
  std::array<std::optional<Relay>, 2> relays;
  for (std::uint32_t partition = 0; partition < 2; ++partition) {
    auto& house = houses[partition];
    house.given_estate();
    send_charges(house, 0, 10 + 5 * static_cast<int>(partition));
    auto settings = relay_options(options);
    settings.partition = partition;
    relays[partition].emplace(house.partition(), settings);
  }
  for (std::uint32_t partition = 0; partition < 2; ++partition) {
    expect_caught_up(houses[partition], *relays[partition]);
  }
  std::array<std::uint64_t, 2> published{};
  for (const auto& record : Cluster::shared().read(options.topic("events"))) {
    const auto partition = static_cast<std::size_t>(record.partition);
    EXPECT_EQ(record.cloud_event.at("id").as_string(),
              fmt::format("{}:{}:{}", store_id, partition, ++published.at(partition)));
  }
  for (std::size_t partition = 0; partition < 2; ++partition) {
    EXPECT_EQ(published[partition], houses[partition].partition().committed().value);
  }
}

TEST(Relay, SaysWhichTopicIsMissing) {
  auto options = Cluster::shared().with_topics();
  options.topic_prefix += "-mistyped";
  House house;
  const Relay relay{house.partition(), relay_options(options)};
  EXPECT_TRUE(eventually([&] { return relay.status().state == State::misconfigured; }));
  EXPECT_THAT(relay.status().last_error, HasSubstr(options.topic("events")));
}

TEST(Relay, SaysThatTheTopicsHaveTooFewPartitions) {
  const auto options = Cluster::shared().with_topics(2);
  House house;
  auto third = relay_options(options);
  third.partition = 2;
  const Relay relay{house.partition(), third};
  EXPECT_TRUE(eventually([&] { return relay.status().state == State::misconfigured; }));
  EXPECT_THAT(relay.status().last_error, HasSubstr("2 partitions and needs at least 3"));
}

}  // namespace
}  // namespace tenure::test
