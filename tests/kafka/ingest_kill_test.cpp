// The ingest killed at each of its steps, and anywhere under load: afterwards each record is applied once or parked.

#include <random>
#include <thread>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "adapters/kafka/client/fault_point.h"
#include "tests/kafka/child_process.h"
#include "tests/kafka/cluster.h"
#include "tests/kafka/ingest_house.h"
#include "tests/kafka/written.h"

namespace tenure::test {
namespace {

/// Records of both topics for two operators in two partitions of the store, and what has to become of them.
struct Load {
  Load(const std::string& prefix, std::vector<std::string> operators, int turns)
      : written{prefix}, names{std::move(operators)} {
    for (int turn = 0; turn < turns; ++turn) add(turn);
  }

  void add(int turn) {
    const auto& name = names.at(static_cast<std::size_t>(turn) % names.size());
    const auto mode = turn % 4 < 2 ? Mode::binary : Mode::structured;
    const auto booking = fmt::format("B-{}", turn);
    written.for_operator(name);
    written.confirmed(mode, fmt::format("b-{}", turn), booking, 1, turn * 10);
    ++expected[fmt::format("{} BookingRecorded booking/{}", name, booking)];
    ++expected[fmt::format("{} ChargeRaised charge/booking:{}:1", name, booking)];
    ++bookings;
    if (turn % 3 == 0) {  // the same once more
      written.confirmed(mode, fmt::format("b-{}", turn), booking, 1, turn * 10);
      ++bookings;
    }
    if (turn % 5 == 0) {  // refused
      written.cancelled(mode, fmt::format("b-{}-x", turn), booking, 2);
      written.cancelled(mode, fmt::format("b-{}-y", turn), booking, 3);
      ++expected[fmt::format("{} BookingCancelled booking/{}", name, booking)];
      ++expected[fmt::format("{} ChargeReversed charge/booking:{}:1", name, booking)];
      bookings += 2;
      ++refused;
    }
    if (turn % 7 == 0) {  // malformed
      written.raw("bookings", booking, fmt::format("hello {}", turn));
      ++bookings;
      ++malformed;
    }
    written.charge(fmt::format("c-{}", turn));
    ++expected[fmt::format("{} ChargeRaised charge/c-{}", name, turn)];
    ++commands;
  }

  Written written;
  std::vector<std::string> names;
  std::map<std::string, int> expected;
  int bookings = 0;
  int commands = 0;
  int refused = 0;
  int malformed = 0;
};

struct KillTest : testing::Test {
  void given(int turns) {
    std::vector<std::string> operators;
    for (std::size_t index = 0; index < 2; ++index) {
      operators.push_back(operator_of(house.store(), index));
      house.given_estate(operators.back());
    }
    estate = house.told().events;
    house.close();
    load.emplace(servers.topic_prefix, operators, turns);
    Cluster::shared().write(load->written.lines());
  }
  [[nodiscard]] IngestProcess process(const std::string& fault = {}) const {
    return IngestProcess{house.folder(), servers, load->bookings, load->commands, fault};
  }

  void expect_all_of_it_once() {
    house.reopen();
    auto told = house.told();
    int parked_events = 0;
    std::erase_if(told.events, [&](const auto& event) {
      if (event.first.find(" InputParked ") == std::string::npos) return false;
      EXPECT_EQ(event.second, 1) << event.first;
      ++parked_events;
      return true;
    });
    auto expected = load->expected;
    expected.insert(estate.begin(), estate.end());
    EXPECT_EQ(told.events, expected);
    EXPECT_EQ(parked_events, load->refused + load->malformed);
    // Every one of them is what lies in the topic.
    const auto records = Cluster::shared().read(servers.topic("bookings"), Cluster::Content::bytes);
    ASSERT_EQ(records.size(), static_cast<std::size_t>(load->bookings));
    int refused = 0;
    int malformed = 0;
    for (const auto& each : told.parked) {
      const auto offset = std::stoul(each.place.substr(each.place.rfind(':') + 1));
      EXPECT_EQ(each.value, records.at(offset).value);
      EXPECT_EQ(each.key, records.at(offset).key);
      refused += each.code == "INVALID_TRANSITION" ? 1 : 0;
      malformed += each.code == "NOT_A_CLOUD_EVENT" ? 1 : 0;
    }
    EXPECT_EQ(refused, load->refused);
    EXPECT_EQ(malformed, load->malformed);
  }

  kafka::KafkaOptions servers = Cluster::shared().with_topics();
  IngestHouse house{2};
  std::map<std::string, int> estate;
  std::optional<Load> load;
};

#ifdef TENURE_FAULT_POINTS

struct IngestKilledAt : KillTest, testing::WithParamInterface<std::string_view> {};

TEST_P(IngestKilledAt, EachRecordIsAppliedOnceOrParked) {
  given(60);
  const auto once_a_life = GetParam() == "ingest.assigned";
  for (const auto pass : {1, 3}) {
    if (once_a_life && pass > 1) continue;
    ASSERT_EQ(process(fmt::format("{}:{}", GetParam(), pass)).end(), "signal 9");
  }
  ASSERT_EQ(process().end(), "exit 0");
  expect_all_of_it_once();
}

INSTANTIATE_TEST_SUITE_P(Ingest, IngestKilledAt, testing::ValuesIn(kafka::ingest_fault_points),
                         [](const auto& test) {
                           std::string name{test.param.substr(test.param.find('.') + 1)};
                           std::erase(name, '_');
                           return name;
                         });

#endif

TEST_F(KillTest, AnywhereUnderLoad) {
  constexpr int kills = 8;
  given(2'000);
  std::minstd_rand random{20'261'123};
  for (int kill = 0; kill < kills; ++kill) {
    // One that waits for a record more does not end by itself.
    IngestProcess child{house.folder(), servers, load->bookings + 1, load->commands};
    ASSERT_TRUE(child.reads());
    std::this_thread::sleep_for(std::chrono::milliseconds{random() % 80});
    ASSERT_EQ(child.kill(), "signal 9");
  }
  ASSERT_EQ(process().end(), "exit 0");
  expect_all_of_it_once();
}

}  // namespace
}  // namespace tenure::test
