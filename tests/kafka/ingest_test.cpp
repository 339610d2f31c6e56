// The ingest against a real broker: what other people's programs write is applied once, or parked as it was.

#include <thread>

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "adapters/kafka/ingest/identity.h"
#include "tests/kafka/cluster.h"
#include "tests/kafka/ingest_house.h"
#include "tests/kafka/published.h"
#include "tests/kafka/written.h"

namespace tenure::test {
namespace {

using kafka::Ingest;
using kafka::IngestOptions;
using kafka::IngestStatus;
using State = IngestStatus::State;
using testing::ElementsAre;
using testing::HasSubstr;

const auto london = kafka::identifier_of("/bookings/london");

std::string text_of(const kafka::IngestCounts& counts) {
  return fmt::format("{} applied, {} repeated, {} superseded, {} parked", counts.applied, counts.repeated,
                     counts.superseded, counts.parked);
}
std::uint64_t seen(const IngestStatus& status) {
  return status.counts.applied + status.counts.repeated + status.counts.superseded + status.counts.parked;
}

/// Waits until so many records are done with.
void expect_seen(const Ingest& ingest, std::uint64_t records) {
  EXPECT_TRUE(eventually([&] { return seen(ingest.status()) >= records; }))
      << text_of(ingest.status().counts) << " " << ingest.status().last_error;
}

IngestOptions options_for(const kafka::KafkaOptions& servers) {
  IngestOptions options;
  options.kafka = servers;
  return options;
}

struct IngestTest : testing::Test {
  IngestTest() { house.given_estate(); }
  [[nodiscard]] IngestOptions options() const { return options_for(servers); }
  [[nodiscard]] Written written() const { return Written{servers.topic_prefix}; }
  [[nodiscard]] std::string topic(std::string_view name) const { return servers.topic(name); }

  kafka::KafkaOptions servers = Cluster::shared().with_topics();
  IngestHouse house;
};

TEST_F(IngestTest, BookingsInBothModesAndCommands) {
  Cluster::shared().write(written()
                              .confirmed(Mode::binary, "b-1", "B-1", 1, 0)
                              .confirmed(Mode::structured, "b-2", "B-2", 1, 10)
                              .changed(Mode::structured, "b-3", "B-1", 2, 30)
                              .cancelled(Mode::binary, "b-4", "B-2", 2)
                              .charge("c-1")
                              .lines());
  const Ingest ingest{house.store(), options()};
  expect_seen(ingest, 5);
  EXPECT_EQ(text_of(ingest.status().counts), "5 applied, 0 repeated, 0 superseded, 0 parked");
  EXPECT_TRUE(eventually([&] { return ingest.status().topics.size() == 3; }));
  EXPECT_EQ(ingest.status().state, State::reading);
  const auto told = house.told();
  EXPECT_EQ(told.count("OP BookingRecorded booking/B-"), 2);
  EXPECT_EQ(told.count("OP BookingChanged booking/B-1"), 1);
  EXPECT_EQ(told.count("OP BookingCancelled booking/B-2"), 1);
  EXPECT_EQ(told.count("OP ChargeRaised charge/c-1"), 1);
  EXPECT_EQ(house.mark(0, topic("bookings")), 4);
  EXPECT_EQ(house.mark(0, topic("commands")), 1);
}

TEST_F(IngestTest, UsageOnceHoweverOftenItIsSent) {
  Cluster::shared().write(written()
                              .called(Mode::binary, "u-1", "1", 61)
                              .called(Mode::structured, "u-2", "2", 5)
                              .called(Mode::structured, "u-1", "1", 61)  // the same event
                              .called(Mode::binary, "u-3", "1", 61)      // the same usage in another event
                              .called(Mode::binary, "u-4", "1", 62)      // other usage under its id
                              .lines());
  const Ingest ingest{house.store(), options()};
  expect_seen(ingest, 5);
  EXPECT_EQ(text_of(ingest.status().counts), "2 applied, 2 repeated, 0 superseded, 1 parked");
  const auto told = house.told();
  EXPECT_EQ(told.count("OP UsageRecorded usage/PBX-1/1"), 1);
  EXPECT_EQ(told.count("OP UsageRecorded usage/PBX-1/2"), 1);
  EXPECT_EQ(told.parked.at(0).code, "USAGE_CONFLICT");
  EXPECT_EQ(house.mark(0, topic("usage")), 5);
}

TEST_F(IngestTest, DuplicatesAndLateRevisions) {
  Cluster::shared().write(written()
                              .confirmed(Mode::binary, "b-1", "B-1", 1, 0)
                              .confirmed(Mode::structured, "b-1", "B-1", 1, 0)  // the same event, sent again
                              .changed(Mode::binary, "b-3", "B-1", 3, 30)
                              .changed(Mode::binary, "b-2", "B-1", 2, 60)  // overtaken
                              .cancelled(Mode::binary, "b-5", "B-2", 2)    // before its confirmation
                              .confirmed(Mode::binary, "b-4", "B-2", 1, 90)
                              .changed(Mode::binary, "b-6", "B-3", 2, 120)  // the same of a change
                              .confirmed(Mode::binary, "b-7", "B-3", 1, 150)
                              .lines());
  const Ingest ingest{house.store(), options()};
  expect_seen(ingest, 8);
  EXPECT_EQ(text_of(ingest.status().counts), "4 applied, 1 repeated, 3 superseded, 0 parked");
  const auto told = house.told();
  EXPECT_EQ(told.count("OP BookingRecorded booking/B-1"), 1);
  EXPECT_EQ(told.count("OP BookingChanged booking/B-1"), 1);
  EXPECT_EQ(told.count("OP BookingVoided booking/B-2"), 1);
  EXPECT_EQ(told.count("OP BookingRecorded booking/B-2"), 0);
  EXPECT_EQ(told.count("OP BookingRecorded booking/B-3"), 1);
}

TEST_F(IngestTest, WhatCannotBeAppliedIsParkedAsItWasAndStopsNothing) {
  auto lines = written();
  lines.confirmed(Mode::binary, "b-1", "B-1", 1, 0)
      .raw("bookings", "K-1", "hello", R"([["content-type","application/cloudevents+json"],["trace","7"]])")
      .raw("bookings", "K-2", std::string_view{"\x00\xff", 2})
      .event(Mode::structured, "b-2", "tenure.booking.dreamt.v1", "B-2", "{}")
      .event(Mode::binary, "b-3", "tenure.booking.confirmed.v1", "B-3", R"({"booking_id":"B-3"})")
      .confirmed(Mode::binary, "b-4", "B-4", 1, 5)  // the room is taken
      .for_operator("")
      .confirmed(Mode::binary, "b-5", "B-5", 1, 60)
      .for_operator("OP")
      .confirmed(Mode::structured, "b-6", "B-6", 1, 120)
      .charge("c-1", "COFFEE");
  Cluster::shared().write(lines.lines());
  const Ingest ingest{house.store(), options()};
  expect_seen(ingest, 9);
  EXPECT_EQ(text_of(ingest.status().counts), "2 applied, 0 repeated, 0 superseded, 7 parked");
  auto parked = house.told().parked;
  std::ranges::sort(parked, {}, &Parked::place);
  std::vector<std::string> reasons;
  for (const auto& each : parked)
    reasons.push_back(each.place.substr(each.place.find('.') + 1) + " " + each.code);
  EXPECT_THAT(reasons, ElementsAre("bookings:0:1 MALFORMED_JSON", "bookings:0:2 NOT_A_CLOUD_EVENT",
                                   "bookings:0:3 UNKNOWN_TYPE", "bookings:0:4 MISSING_FIELD",
                                   "bookings:0:5 SPACE_UNAVAILABLE", "bookings:0:6 UNKNOWN_OPERATOR",
                                   "commands:0:0 UNKNOWN_PRODUCT"));
  EXPECT_EQ(parked.at(0).key, "K-1");
  EXPECT_EQ(parked.at(0).value, "hello");
  EXPECT_EQ(parked.at(0).headers, "content-type=application/cloudevents+json\ntrace=7\n");
  EXPECT_EQ(parked.at(1).value, std::string("\x00\xff", 2));
  EXPECT_EQ(parked.at(4).source + " " + parked.at(4).id, london + " b-4");
  EXPECT_EQ(parked.at(4).parked_id, kafka::parked_id_of(london, "b-4"));
  // Byte for byte what a stranger's client reads.
  const auto records = Cluster::shared().read(topic("bookings"), Cluster::Content::bytes);
  EXPECT_EQ(parked.at(3).value, records.at(4).value);
  EXPECT_EQ(parked.at(4).value, records.at(5).value);
  const auto told = house.told();
  EXPECT_EQ(told.count("OP InputParked"), 4);
  EXPECT_EQ(told.count("unattributed InputParked"), 3);
}

TEST_F(IngestTest, ADefaultOperatorTakesWhatSaysNone) {
  Cluster::shared().write(written().for_operator("").confirmed(Mode::binary, "b-1", "B-1", 1, 0).lines());
  auto ours = options();
  ours.default_operator = "OP";
  const Ingest ingest{house.store(), ours};
  expect_seen(ingest, 1);
  EXPECT_EQ(house.told().count("OP BookingRecorded booking/B-1"), 1);
}

TEST_F(IngestTest, GoesOnAfterARestart) {
  for (int turn = 0; turn < 3; ++turn) {
    auto lines = written();
    for (int number = turn * 50; number < turn * 50 + 50; ++number) {
      lines.confirmed(number % 2 == 0 ? Mode::binary : Mode::structured, fmt::format("b-{}", number),
                      fmt::format("B-{}", number), 1, number * 10);
    }
    Cluster::shared().write(lines.lines());
    {
      const Ingest ingest{house.store(), options()};
      expect_seen(ingest, 50);
      EXPECT_EQ(text_of(ingest.status().counts), "50 applied, 0 repeated, 0 superseded, 0 parked");
    }
    house.reopen();
    EXPECT_EQ(house.mark(0, topic("bookings")), turn * 50 + 50);
  }
  EXPECT_EQ(house.told().count("OP BookingRecorded booking/B-"), 150);
}

TEST_F(IngestTest, FollowsWhatIsWrittenAndSaysHowFarItIs) {
  const Ingest ingest{house.store(), options()};
  EXPECT_TRUE(eventually([&] { return ingest.status().state == State::reading; }));
  Cluster::shared().write(written().charge("c-1").charge("c-2").lines());
  expect_seen(ingest, 2);
  EXPECT_TRUE(eventually([&] {
    const auto topics = ingest.status().topics;
    return std::ranges::any_of(topics, [&](const kafka::TopicProgress& each) {
      return each.topic == topic("commands") && each.next_offset == 2 && each.lag_records == 0;
    });
  }));
  EXPECT_EQ(ingest.status().restarts, 0U);
}

TEST_F(IngestTest, SaysWhichTopicIsMissing) {
  auto mistyped = options();
  mistyped.kafka.topic_prefix += "-mistyped";
  const Ingest ingest{house.store(), mistyped};
  EXPECT_TRUE(eventually([&] { return ingest.status().state == State::misconfigured; }));
  EXPECT_THAT(ingest.status().last_error, HasSubstr(mistyped.kafka.topic("bookings")));
}

TEST_F(IngestTest, WaitsForBrokersThatAreAway) {
  const Ingest ingest{house.store(), options()};
  EXPECT_TRUE(eventually([&] { return ingest.status().state == State::reading; }));
  Cluster::shared().disturb("kill");
  EXPECT_TRUE(eventually([&] { return ingest.status().state == State::waiting; }));
  Cluster::shared().disturb("restart");
  Cluster::shared().write(written().charge("c-1").lines());
  expect_seen(ingest, 1);
  EXPECT_TRUE(eventually([&] { return ingest.status().state == State::reading; }));
}

TEST_F(IngestTest, StopsWhereRecordsWereDeletedBeforeTheyWereRead) {
  Cluster::shared().write(written().charge("c-0").lines());
  {
    const Ingest ingest{house.store(), options()};
    expect_seen(ingest, 1);
  }
  Cluster::shared().write(written().charge("c-1").charge("c-2").charge("c-3").lines());
  Cluster::shared().write(written().deleted("commands", 3).lines());
  {
    const Ingest ingest{house.store(), options()};
    EXPECT_TRUE(eventually([&] { return ingest.status().state == State::records_gone; }));
    EXPECT_THAT(ingest.status().last_error, HasSubstr("deleted before they were read"));
    EXPECT_EQ(house.mark(0, topic("commands")), 1);
  }
  auto skipping = options();
  skipping.when_gone = IngestOptions::WhenGone::skip;
  const Ingest ingest{house.store(), skipping};
  expect_seen(ingest, 1);
  EXPECT_EQ(text_of(ingest.status().counts), "1 applied, 0 repeated, 0 superseded, 0 parked");
  EXPECT_EQ(house.mark(0, topic("commands")), 4);
  EXPECT_EQ(house.told().count("OP ChargeRaised charge/c-3"), 1);
}

TEST_F(IngestTest, TopicsArePausedWhileTheStoreIsBusy) {
  constexpr int records = 200;
  // Longer than a full reader waits before it pauses its topic.
  constexpr std::chrono::milliseconds busy{2'500};
  GateClock clock;
  house.set_options([&](eventstore::Options& options) { options.clock = &clock; });
  house.reopen();
  auto lines = written();
  for (int number = 0; number < records; ++number) lines.charge(fmt::format("c-{}", number));
  Cluster::shared().write(lines.lines());
  clock.shut();
  {
    auto small = options();
    small.stretch.records_max = 8;
    const Ingest ingest{house.store(), small};
    clock.await_somebody();
    std::this_thread::sleep_for(busy);
    EXPECT_EQ(seen(ingest.status()), 0U);
    clock.open();
    expect_seen(ingest, records);
    EXPECT_EQ(ingest.status().counts.applied, static_cast<std::uint64_t>(records));
    EXPECT_EQ(ingest.status().restarts, 0U);
  }
  EXPECT_EQ(house.told().count("OP ChargeRaised charge/c-"), records);
  house.close();
}

TEST_F(IngestTest, SaysWhichPartitionOfTheStoreTakesNoCommands) {
  house.store().partition(0).shut_down();
  Cluster::shared().write(written().charge("c-1").lines());
  {
    const Ingest ingest{house.store(), options()};
    EXPECT_TRUE(eventually([&] { return ingest.status().state == State::blocked; }));
    EXPECT_THAT(ingest.status().last_error, HasSubstr("partition 0 of the store takes no commands"));
  }
  house.reopen();
  const Ingest ingest{house.store(), options()};
  expect_seen(ingest, 1);
  EXPECT_EQ(house.mark(0, topic("commands")), 1);
}

TEST_F(IngestTest, AnotherProcessUnderTheSameNameFencesTheFirst) {
  const Ingest first{house.store(), options()};
  EXPECT_TRUE(eventually([&] { return first.status().state == State::reading; }));
  const Ingest second{house.store(), options()};
  EXPECT_TRUE(eventually([&] { return first.status().state == State::fenced; }));
  Cluster::shared().write(written().charge("c-1").lines());
  expect_seen(second, 1);
  EXPECT_EQ(first.status().counts.applied, 0U);
}

TEST(Ingest, SeveralPartitionsOfTheStoreAndOfTheTopics) {
  constexpr int each = 40;
  const auto servers = Cluster::shared().with_topics(2);
  IngestHouse house{3};
  std::vector<std::string> operators;
  for (std::size_t index = 0; index < 3; ++index) {
    operators.push_back(operator_of(house.store(), index));
    house.given_estate(operators.back());
  }
  Written lines{servers.topic_prefix};
  for (int number = 0; number < each * 3; ++number) {
    lines.for_operator(operators.at(static_cast<std::size_t>(number) % 3)).in_partition(number % 2);
    lines.confirmed(Mode::binary, fmt::format("b-{}", number), fmt::format("B-{}", number), 1, number * 10);
    lines.charge(fmt::format("c-{}", number));
  }
  Cluster::shared().write(lines.lines());
  {
    const Ingest ingest{house.store(), options_for(servers)};
    expect_seen(ingest, each * 6);
    EXPECT_EQ(ingest.status().counts.applied, static_cast<std::uint64_t>(each) * 6);
  }
  const auto told = house.told();
  for (const auto& name : operators) {
    EXPECT_EQ(told.count(name + " BookingRecorded booking/B-"), each);
    EXPECT_EQ(told.count(name + " ChargeRaised charge/c-"), each);
  }
  // Stopped in good order, all of the store's partitions know how far the topics were read.
  for (std::size_t index = 0; index < 3; ++index) {
    EXPECT_EQ(house.mark(index, servers.topic("bookings"), 0), each * 3 / 2);
    EXPECT_EQ(house.mark(index, servers.topic("commands"), 1), each * 3 / 2);
  }
}

}  // namespace
}  // namespace tenure::test
