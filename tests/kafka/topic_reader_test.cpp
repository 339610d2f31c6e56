// Records on their way into the store, without a broker: what is applied, skipped, superseded, parked, and marked.

#include "adapters/kafka/ingest/topic_reader.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "adapters/kafka/ingest/identity.h"
#include "tests/kafka/ingest_house.h"

namespace tenure::test {
namespace {

using kafka::IngestCounts;
using kafka::InputRecord;
using kafka::Interpreter;
using kafka::Mailbox;
using kafka::TopicReader;
using Outcome = TopicReader::Outcome;
using std::chrono::milliseconds;
using testing::ElementsAre;
using testing::HasSubstr;

constexpr auto* topic = "tenure.commands";

std::string charge(std::string_view id, std::string_view product = "TEA") {
  return fmt::format(
      R"({{"type":"AddCharge","id":"{0}","source":"till","data":{{"charge_id":"{0}","occupier_id":"ACME",)"
      R"("site_id":"LON","product_id":"{1}","quantity":1}}}})",
      id, product);
}
std::string cancel(std::string_view id, int revision) {
  return fmt::format(
      R"({{"type":"CancelBooking","id":"{}","source":"till","data":{{"booking_id":"B","revision":{},)"
      R"("if_unknown":"RECORD"}}}})",
      id, revision);
}

/// A reader over a store, whose time is the test's.
struct Reading : testing::Test {
  explicit Reading(std::size_t partitions = 1) : house{partitions} {
    house.given_estate();
    restart();
  }

  void restart() {
    reader.reset();
    mailbox = std::make_shared<Mailbox>();
    reader.emplace(
        house.store(), kafka::TopicPartition{topic, 0},
        [this](const InputRecord& record) { return interpreter.command(record); }, limits, mailbox, flights);
  }
  void reopen() {
    reader.reset();
    house.reopen();
    restart();
  }

  void take(std::int64_t offset, std::string_view value, std::string_view key = "OP") {
    reader->take(
        {.topic = topic, .partition = 0, .offset = offset, .key = key, .value = value, .headers = headers});
  }
  /// Until nothing is left to be done; what the last step said.
  Outcome settle() {
    for (;;) {
      now += milliseconds{20};
      const auto sent = reader->send(now);
      if (sent != Outcome::fine) return sent;
      if (reader->is_idle()) return Outcome::fine;
      for (auto& letter : mailbox->take(milliseconds{100})) {
        if (!reader->is_mine(letter)) continue;
        const auto taken = reader->take(std::move(letter), now);
        if (taken != Outcome::fine && taken != Outcome::settled) return taken;
      }
    }
  }
  std::string counts() {
    const auto counted = reader->take_counts();
    return fmt::format("{} applied, {} repeated, {} superseded, {} parked", counted.applied, counted.repeated,
                       counted.superseded, counted.parked);
  }

  IngestHouse house;
  Interpreter interpreter{""};
  kafka::StretchLimits limits;
  std::vector<kafka::RecordHeader> headers;
  std::uint64_t flights = 0;
  TopicReader::Time now{std::chrono::hours{1}};
  std::shared_ptr<Mailbox> mailbox;
  std::optional<TopicReader> reader;
};

TEST_F(Reading, CommandsAreAppliedAndMarked) {
  EXPECT_EQ(reader->start(), std::nullopt);
  take(5, charge("c-1"));
  take(9, charge("c-2"));
  EXPECT_EQ(settle(), Outcome::fine);
  EXPECT_EQ(counts(), "2 applied, 0 repeated, 0 superseded, 0 parked");
  EXPECT_EQ(house.mark(0, topic), 10);
  take(12, charge("c-3"));
  EXPECT_EQ(settle(), Outcome::fine);
  EXPECT_EQ(house.mark(0, topic), 13);
  reopen();
  EXPECT_EQ(reader->start(), 13U);
  EXPECT_EQ(house.told().count("OP ChargeRaised charge/c-"), 3);
}

TEST_F(Reading, WhatCameBeforeIsNotAppliedAgain) {
  take(0, charge("c-1"));
  take(1, charge("c-1"));
  EXPECT_EQ(settle(), Outcome::fine);
  take(2, charge("c-1"));
  EXPECT_EQ(settle(), Outcome::fine);
  EXPECT_EQ(counts(), "1 applied, 2 repeated, 0 superseded, 0 parked");
  EXPECT_EQ(house.told().count("OP ChargeRaised charge/c-"), 1);
}

TEST_F(Reading, AnOlderRevisionIsSuperseded) {
  take(0, cancel("b-2", 2));
  take(1, cancel("b-1", 1));
  EXPECT_EQ(settle(), Outcome::fine);
  EXPECT_EQ(counts(), "1 applied, 0 repeated, 1 superseded, 0 parked");
  EXPECT_EQ(house.mark(0, topic), 2);
  EXPECT_EQ(house.told().count("OP InputParked"), 0);
}

TEST_F(Reading, WhatIsRefusedIsParkedWithItsBytes) {
  headers = {{"content-type", "application/json"}, {"trace", "\x01\xff"}, {"trace", ""}};
  take(0, charge("c-1"));
  take(1, charge("c-2", "COFFEE"));
  take(2, charge("c-3"));
  EXPECT_EQ(settle(), Outcome::fine);
  EXPECT_EQ(counts(), "2 applied, 0 repeated, 0 superseded, 1 parked");
  EXPECT_EQ(house.mark(0, topic), 3);
  const auto told = house.told();
  ASSERT_EQ(told.parked.size(), 1U);
  const auto& parked = told.parked.front();
  EXPECT_EQ(parked.parked_id, kafka::parked_id_of("till", "c-2"));
  EXPECT_EQ(parked.place, "tenure.commands:0:1");
  EXPECT_EQ(parked.key, "OP");
  EXPECT_EQ(parked.value, charge("c-2", "COFFEE"));
  EXPECT_EQ(parked.headers, "content-type=application/json\ntrace=\x01\xff\ntrace=\n");
  EXPECT_EQ(parked.code, "UNKNOWN_PRODUCT");
  EXPECT_EQ(parked.source + " " + parked.id, "till c-2");
}

TEST_F(Reading, WhatIsMalformedIsParkedInTheSameWriteAsTheMark) {
  take(0, "{");
  take(1, charge("c-1"));
  EXPECT_EQ(settle(), Outcome::fine);
  EXPECT_EQ(flights, 1U);
  EXPECT_EQ(counts(), "1 applied, 0 repeated, 0 superseded, 1 parked");
  const auto told = house.told();
  ASSERT_EQ(told.parked.size(), 1U);
  EXPECT_EQ(told.parked.front().parked_id, "tenure.commands:0:0");
  EXPECT_EQ(told.parked.front().code, "MALFORMED_JSON");
  EXPECT_EQ(told.parked.front().value, "{");
}

TEST_F(Reading, ARecordThatIsParkedTwiceIsParkedOnce) {
  take(0, charge("c-1", "COFFEE"));
  EXPECT_EQ(settle(), Outcome::fine);
  take(1, charge("c-1", "COFFEE"));
  EXPECT_EQ(settle(), Outcome::fine);
  EXPECT_EQ(counts(), "0 applied, 1 repeated, 0 superseded, 1 parked");
  EXPECT_EQ(house.mark(0, topic), 2);
}

TEST_F(Reading, AnIdWithAnotherContentIsParkedByItsPlace) {
  take(0, charge("c-1", "COFFEE"));
  take(1, charge("c-1", "CAKE"));
  take(2, charge("c-2"));
  take(3, charge("c-2", "CAKE"));
  EXPECT_EQ(settle(), Outcome::fine);
  EXPECT_EQ(counts(), "1 applied, 0 repeated, 0 superseded, 3 parked");
  std::vector<std::string> parked;
  for (const auto& each : house.told().parked) parked.push_back(each.parked_id + " " + each.code);
  EXPECT_THAT(parked, ElementsAre(kafka::parked_id_of("till", "c-1") + " UNKNOWN_PRODUCT",
                                  "tenure.commands:0:1 IDEMPOTENCY_CONFLICT",
                                  "tenure.commands:0:3 IDEMPOTENCY_CONFLICT"));
}

// Nothing keeps a sender from the name under which the next record would be parked.
TEST_F(Reading, ARecordIsParkedThoughSomebodyUsedItsId) {
  take(0, R"({"type":"AddCharge","id":"tenure.commands:0:1","source":"ingest","data":{"charge_id":"c-1",)"
          R"("occupier_id":"ACME","site_id":"LON","product_id":"TEA","quantity":1}})");
  take(1, "no command at all");
  EXPECT_EQ(settle(), Outcome::fine);
  EXPECT_EQ(counts(), "1 applied, 0 repeated, 0 superseded, 1 parked");
  EXPECT_EQ(house.mark(0, topic), 2);
  const auto told = house.told();
  ASSERT_EQ(told.parked.size(), 1U);
  EXPECT_EQ(told.parked.front().place, "tenure.commands:0:1");
  EXPECT_EQ(told.parked.front().value, "no command at all");
}

TEST_F(Reading, AnUnknownOperatorIsUnattributed) {
  take(0, charge("c-1"), "no operator");
  EXPECT_EQ(settle(), Outcome::fine);
  EXPECT_EQ(house.told().count("unattributed InputParked"), 1);
  EXPECT_EQ(house.told().parked.at(0).code, "UNKNOWN_OPERATOR");
  EXPECT_EQ(house.told().parked.at(0).key, "no operator");
}

TEST_F(Reading, ARecordIsNeverTooLargeToBeParked) {
  const std::string long_name(300, 'n');
  const std::string large(4 * eventstore::mebibyte, 'v');
  headers = {{long_name, "1"}, {"", "2"}, {"long", std::string_view{large}.substr(0, 9'000)}};
  for (int number = 0; number < 200; ++number) headers.push_back({"many", "3"});
  const std::string key(100'000, 'k');
  take(0, large, key);
  EXPECT_EQ(settle(), Outcome::fine);
  const auto told = house.told();
  ASSERT_EQ(told.parked.size(), 1U);
  const auto& parked = told.parked.front();
  EXPECT_EQ(parked.key, key.substr(0, 65'536));
  EXPECT_EQ(parked.value, large.substr(0, eventstore::mebibyte));
  EXPECT_EQ(std::ranges::count(parked.headers, '\n'), 100);
  EXPECT_TRUE(parked.headers.starts_with("(unreadable)=1\n(unreadable)=2\nlong=vvv"));
  EXPECT_THAT(parked.detail, HasSubstr("4194304 bytes"));
}

TEST_F(Reading, SomebodyElseWasHere) {
  TopicReader other{house.store(),
                    kafka::TopicPartition{topic, 0},
                    [this](const InputRecord& record) { return interpreter.command(record); },
                    limits,
                    mailbox,
                    flights};
  take(0, charge("c-1"));
  take(1, charge("c-2"));
  EXPECT_EQ(settle(), Outcome::fine);
  const auto first = charge("c-1");
  other.take({.topic = topic, .partition = 0, .offset = 0, .key = "OP", .value = first, .headers = {}});
  EXPECT_EQ(other.send(now), Outcome::fine);
  auto letters = mailbox->take(milliseconds{10'000});
  // Said with the answer, or at once.
  ASSERT_EQ(letters.size(), 1U);
  EXPECT_EQ(other.take(std::move(letters.front()), now), Outcome::stale);
  EXPECT_EQ(other.start(), 2U);
  EXPECT_TRUE(other.is_idle());
  EXPECT_EQ(counts(), "2 applied, 0 repeated, 0 superseded, 0 parked");
}

TEST_F(Reading, AStretchIsBounded) {
  limits = {.records_max = 3, .bytes_max = 2'000};
  restart();
  for (int number = 0; number < 3; ++number) {
    EXPECT_FALSE(reader->is_full());
    take(number, charge(fmt::format("c-{}", number)));
  }
  EXPECT_TRUE(reader->is_full());
  EXPECT_EQ(reader->send(now), Outcome::fine);
  EXPECT_FALSE(reader->is_full());
  take(3, std::string(3'000, ' '));
  EXPECT_TRUE(reader->is_full());
  EXPECT_EQ(settle(), Outcome::fine);
  EXPECT_EQ(house.mark(0, topic), 4);
}

TEST_F(Reading, AFullQueueIsOfferedTheSameAgain) {
  GateClock clock;
  house.set_options([&](eventstore::Options& options) {
    options.clock = &clock;
    options.queue_bytes_max = 1;
  });
  reopen();
  auto& partition = house.store().partition(0);
  clock.shut();
  const auto nothing = [](const auto&) {};
  EXPECT_TRUE(
      partition.submit(batch_of("o-1", R"(RegisterOccupier {"occupier_id":"O1","name":"One"})"), nothing));
  clock.await_somebody();
  take(0, charge("c-1"));
  EXPECT_EQ(reader->send(now), Outcome::fine);
  EXPECT_EQ(reader->trouble(), "");
  EXPECT_FALSE(reader->is_idle());
  clock.open();
  EXPECT_EQ(settle(), Outcome::fine);
  EXPECT_EQ(counts(), "1 applied, 0 repeated, 0 superseded, 0 parked");
  EXPECT_EQ(house.mark(0, topic), 1);
  reader.reset();
  house.close();
}

TEST_F(Reading, LimitsThatDoNotFitAreSaid) {
  house.set_options([](eventstore::Options& options) { options.batch_bytes_max = 100; });
  reopen();
  take(0, charge("c-1"));
  EXPECT_EQ(reader->send(now), Outcome::failed);
  EXPECT_THAT(reader->trouble(), HasSubstr("smaller batches"));
}

TEST_F(Reading, AStoppedPartitionIsAskedAgain) {
  house.store().partition(0).shut_down();
  take(0, charge("c-1"));
  EXPECT_EQ(reader->send(now), Outcome::fine);
  EXPECT_THAT(reader->trouble(), HasSubstr("partition 0 of the store takes no commands"));
  EXPECT_FALSE(reader->is_idle());
  reopen();
  take(0, charge("c-1"));
  EXPECT_EQ(settle(), Outcome::fine);
  EXPECT_EQ(reader->trouble(), "");
  EXPECT_EQ(house.mark(0, topic), 1);
}

struct TwoPartitions : Reading {
  TwoPartitions() : Reading{2} {
    for (std::size_t index = 0; index < 2; ++index) {
      operators.push_back(operator_of(house.store(), index));
      house.given_estate(operators.back());
    }
  }
  std::vector<std::string> operators;
};

TEST_F(TwoPartitions, EachHasAMarkOfItsOwn) {
  take(0, charge("c-1"), operators[0]);
  EXPECT_EQ(settle(), Outcome::fine);
  EXPECT_EQ(house.mark(0, topic), 1);
  // The first time it is marked with the rest; afterwards only now and then.
  EXPECT_EQ(house.mark(1, topic), 1);
  take(1, charge("c-2"), operators[0]);
  EXPECT_EQ(settle(), Outcome::fine);
  EXPECT_EQ(house.mark(0, topic), 2);
  EXPECT_EQ(house.mark(1, topic), 1);
  now += milliseconds{2'000};
  EXPECT_EQ(settle(), Outcome::fine);
  EXPECT_EQ(house.mark(1, topic), 2);
}

TEST_F(TwoPartitions, WhatOneHasAppliedIsOnlyReadForTheOther) {
  take(0, charge("c-1"), operators[0]);
  EXPECT_EQ(settle(), Outcome::fine);
  take(1, charge("c-2"), operators[0]);
  EXPECT_EQ(settle(), Outcome::fine);
  reopen();
  EXPECT_EQ(reader->start(), 1U);
  take(1, charge("c-2"), operators[0]);
  take(2, charge("c-3"), operators[1]);
  EXPECT_EQ(settle(), Outcome::fine);
  EXPECT_EQ(counts(), "1 applied, 0 repeated, 0 superseded, 0 parked");
  EXPECT_EQ(house.mark(0, topic), 3);
  EXPECT_EQ(house.mark(1, topic), 3);
  EXPECT_EQ(house.told().count(operators[0] + " ChargeRaised charge/c-"), 2);
  EXPECT_EQ(house.told().count(operators[1] + " ChargeRaised charge/c-"), 1);
}

}  // namespace
}  // namespace tenure::test
