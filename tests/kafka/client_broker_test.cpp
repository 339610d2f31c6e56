// Producer and consumer against a real broker: what is committed is read, from where it was asked for.

#include <algorithm>
#include <random>
#include <thread>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "adapters/kafka/client/consumer.h"
#include "adapters/kafka/client/producer.h"
#include "tests/kafka/cluster.h"

namespace tenure::test {
namespace {

using kafka::Assigned;
using kafka::ConsumedRecord;
using kafka::Consumer;
using kafka::EndReached;
using kafka::KafkaError;
using kafka::Polled;
using kafka::Revoked;
using kafka::StartOffset;
using kafka::TopicPartition;
using kafka::TransactionalProducer;
using std::chrono::milliseconds;
using std::chrono::seconds;
using testing::ElementsAre;
using testing::HasSubstr;

constexpr seconds patience{30};

struct Client : testing::Test {
  Client() : options{Cluster::shared().with_topics(2)}, topic{options.topic("bookings")} {
    auto made = TransactionalProducer::make(options, options.topic_prefix + "-client-test");
    EXPECT_TRUE(made);
    producer = std::move(*made);
    const auto taken = producer->initialise(patience);
    EXPECT_TRUE(taken) << taken.error().message;
  }

  enum class End : std::uint8_t { commit, abort };
  void send(std::vector<std::string> values, End end = End::commit) {
    ASSERT_TRUE(producer->begin());
    for (const auto& value : values) {
      const kafka::RecordHeader header{"ce_type", "tenure.booking.confirmed.v1"};
      ASSERT_TRUE(producer->produce({.topic = topic,
                                     .partition = 0,
                                     .key = "B-1",
                                     .value = value,
                                     .headers = {&header, 1},
                                     .timestamp_ms = 1'767'258'000'000}));
    }
    if (end == End::commit) {
      ASSERT_TRUE(producer->commit(patience));
    } else {
      // What was not sent yet would be thrown away, and the brokers would know nothing of it.
      std::this_thread::sleep_for(milliseconds{500});
      ASSERT_TRUE(producer->abort(patience));
    }
  }

  [[nodiscard]] std::unique_ptr<Consumer> consumer(
      const std::string& instance = {},
      kafka::ConsumerOptions::ReportEnds ends = kafka::ConsumerOptions::ReportEnds::yes) const {
    auto made = Consumer::make(
        options, {.group_id = options.topic_prefix + "-group", .instance_id = instance, .report_ends = ends});
    EXPECT_TRUE(made) << made.error().message;
    return std::move(*made);
  }

  /// What comes next of that kind; other things are passed over.
  template <class Wanted>
  [[nodiscard]] static std::optional<Wanted> next(Consumer& from) {
    const auto deadline = std::chrono::steady_clock::now() + patience;
    while (std::chrono::steady_clock::now() < deadline) {
      auto polled = from.poll(milliseconds{100});
      if (!polled) {
        EXPECT_EQ(polled.error().kind, KafkaError::Kind::retriable) << polled.error().message;
        continue;
      }
      if (auto* const found = std::get_if<Wanted>(&*polled)) return std::move(*found);
    }
    ADD_FAILURE() << "nothing of the kind came";
    return std::nullopt;
  }
  /// All values up to the end.
  [[nodiscard]] static std::vector<std::string> values_of(Consumer& from) {
    std::vector<std::string> values;
    const auto deadline = std::chrono::steady_clock::now() + patience;
    while (std::chrono::steady_clock::now() < deadline) {
      auto polled = from.poll(milliseconds{100});
      if (!polled) continue;
      if (std::holds_alternative<EndReached>(*polled)) return values;
      if (const auto* record = std::get_if<ConsumedRecord>(&*polled)) values.emplace_back(*record->value());
    }
    ADD_FAILURE() << "the end was not reached";
    return values;
  }
  void begin_at(Consumer& reader, std::int64_t offset) const {
    const StartOffset start{{topic, 0}, offset};
    ASSERT_TRUE(reader.assign(std::span{&start, 1}));
  }

  const kafka::KafkaOptions options;
  const std::string topic;
  std::unique_ptr<TransactionalProducer> producer;
};

TEST_F(Client, OnlyWhatWasCommittedIsRead) {
  send({"a", "b"});
  send({"lost"}, End::abort);
  send({"c"});
  const auto reader = consumer();
  begin_at(*reader, kafka::offset_beginning);
  EXPECT_THAT(values_of(*reader), ElementsAre("a", "b", "c"));
}

TEST_F(Client, ARecordComesWithAllThatItHas) {
  send({"a"});
  const auto reader = consumer();
  begin_at(*reader, 0);
  const auto record = next<ConsumedRecord>(*reader);
  ASSERT_TRUE(record);
  EXPECT_EQ(record->topic(), topic);
  EXPECT_EQ(record->partition(), 0);
  EXPECT_EQ(record->offset(), 0);
  EXPECT_EQ(record->key(), "B-1");
  EXPECT_EQ(record->value(), "a");
  EXPECT_EQ(record->header("ce_type"), "tenure.booking.confirmed.v1");
  EXPECT_EQ(record->header("ce_id"), std::nullopt);
  EXPECT_EQ(record->timestamp_ms(), 1'767'258'000'000);
}

// Each transaction ends with a record of the brokers' own, which takes an offset and is never handed out.
TEST_F(Client, ThePositionIsBehindControlRecords) {
  send({"a", "b"});
  send({"lost"}, End::abort);
  const auto reader = consumer();
  EXPECT_EQ(reader->position({topic, 0}), std::nullopt);
  begin_at(*reader, 0);
  EXPECT_EQ(next<EndReached>(*reader)->next_offset, 5);
  EXPECT_EQ(reader->position({topic, 0}), 5);
}

TEST_F(Client, ReadsAgainFromWhereItIsSentTo) {
  send({"a", "b", "c"});
  const auto reader = consumer();
  begin_at(*reader, 1);
  EXPECT_THAT(values_of(*reader), ElementsAre("b", "c"));
  ASSERT_TRUE(reader->seek({{topic, 0}, 2}, patience));
  EXPECT_THAT(values_of(*reader), ElementsAre("c"));
  begin_at(*reader, kafka::offset_before_end(1'000));
  EXPECT_THAT(values_of(*reader), ElementsAre("a", "b", "c"));
}

TEST_F(Client, AnOffsetThatIsNotThereIsAnError) {
  send({"a"});
  const auto reader = consumer();
  begin_at(*reader, 1'000);
  std::optional<KafkaError> error;
  for (int poll = 0; poll < 100 && !error; ++poll) {
    auto polled = reader->poll(milliseconds{100});
    if (!polled) error = polled.error();
  }
  ASSERT_TRUE(error);
  EXPECT_EQ(error->kind, KafkaError::Kind::out_of_range) << error->message;
}

TEST_F(Client, NothingComesOfWhatIsPaused) {
  send({"a"});
  const auto reader = consumer();
  begin_at(*reader, 0);
  ASSERT_TRUE(next<ConsumedRecord>(*reader));
  const TopicPartition place{topic, 0};
  ASSERT_TRUE(reader->pause(std::span{&place, 1}));
  send({"b"});
  for (int poll = 0; poll < 5; ++poll) {
    const auto polled = reader->poll(milliseconds{100});
    ASSERT_TRUE(polled);
    EXPECT_FALSE(std::holds_alternative<ConsumedRecord>(*polled));
  }
  ASSERT_TRUE(reader->resume(std::span{&place, 1}));
  EXPECT_EQ(next<ConsumedRecord>(*reader)->value(), "b");
}

TEST_F(Client, AGroupSharesOutItsPartitions) {
  send({"a", "b"});
  const std::vector topics{topic};
  const auto first = consumer("one");
  ASSERT_TRUE(first->subscribe(topics));
  auto assigned = next<Assigned>(*first);
  ASSERT_TRUE(assigned);
  EXPECT_THAT(assigned->partitions, ElementsAre(TopicPartition{topic, 0}, TopicPartition{topic, 1}));
  // From the offsets that are stored elsewhere, not from the group's.
  const std::vector<StartOffset> stored{{{topic, 0}, 1}, {{topic, 1}, 0}};
  ASSERT_TRUE(first->assign(stored));
  EXPECT_EQ(next<ConsumedRecord>(*first)->value(), "b");
  first->report_offsets(std::vector<StartOffset>{{{topic, 0}, 2}});

  const auto second = consumer("two");
  ASSERT_TRUE(second->subscribe(topics));
  std::optional<Assigned> of_second;
  std::optional<Assigned> of_first;
  std::optional<Revoked> revoked;
  const auto deadline = std::chrono::steady_clock::now() + 2 * patience;
  while ((!of_first || !of_second) && std::chrono::steady_clock::now() < deadline) {
    if (auto polled = second->poll(milliseconds{50})) {
      if (auto* const found = std::get_if<Assigned>(&*polled)) of_second = *found;
    }
    auto polled = first->poll(milliseconds{50});
    if (!polled) continue;
    if (auto* const found = std::get_if<Assigned>(&*polled)) of_first = *found;
    if (auto* const found = std::get_if<Revoked>(&*polled)) {
      revoked = *found;
      ASSERT_TRUE(first->unassign());
    }
  }
  ASSERT_TRUE(of_first && of_second && revoked);
  EXPECT_EQ(revoked->manner, Revoked::Manner::handed_back);
  EXPECT_THAT(revoked->partitions, ElementsAre(TopicPartition{topic, 0}, TopicPartition{topic, 1}));
  EXPECT_EQ(of_first->partitions.size(), 1U);
  EXPECT_EQ(of_second->partitions.size(), 1U);
}

TEST_F(Client, AnotherOfTheSameInstanceTakesOver) {
  const std::vector topics{topic};
  const auto older = consumer("same");
  ASSERT_TRUE(older->subscribe(topics));
  auto assigned = next<Assigned>(*older);
  ASSERT_TRUE(assigned);
  ASSERT_TRUE(older->assign(std::vector<StartOffset>{{{topic, 0}, 0}, {{topic, 1}, 0}}));
  const auto newer = consumer("same");
  ASSERT_TRUE(newer->subscribe(topics));
  ASSERT_TRUE(next<Assigned>(*newer));
  std::optional<KafkaError> error;
  for (int poll = 0; poll < 300 && !error; ++poll) {
    auto polled = older->poll(milliseconds{100});
    if (!polled && polled.error().kind != KafkaError::Kind::retriable) error = polled.error();
  }
  ASSERT_TRUE(error);
  EXPECT_EQ(error->kind, KafkaError::Kind::fenced) << error->message;
}

TEST_F(Client, ATopicThatIsNotThereIsSaid) {
  const auto reader = consumer();
  EXPECT_EQ(reader->partitions(topic, patience), 2);
  const auto count = reader->partitions(topic + "-mistyped", patience);
  ASSERT_FALSE(count);
  EXPECT_EQ(count.error().kind, KafkaError::Kind::configuration);
  EXPECT_THAT(count.error().message, HasSubstr(topic + "-mistyped"));
}

TEST_F(Client, AnOlderProducerIsFenced) {
  ASSERT_TRUE(producer->begin());
  auto newer = TransactionalProducer::make(options, options.topic_prefix + "-client-test");
  ASSERT_TRUE(newer);
  ASSERT_TRUE((*newer)->initialise(patience));
  static_cast<void>(producer->produce(
      {.topic = topic, .partition = 0, .key = "B-1", .value = "late", .headers = {}, .timestamp_ms = 1}));
  const auto committed = producer->commit(patience);
  ASSERT_FALSE(committed);
  EXPECT_EQ(committed.error().kind, KafkaError::Kind::fenced) << committed.error().message;
}

TEST_F(Client, ATransactionMayBeLargerThanTheBuffer) {
  constexpr int records = 1'500;
  const std::string value(100'000, 'x');
  ASSERT_TRUE(producer->begin());
  for (int number = 0; number < records; ++number) {
    const auto handed = producer->produce(
        {.topic = topic, .partition = 1, .key = "B-1", .value = value, .headers = {}, .timestamp_ms = 1});
    ASSERT_TRUE(handed) << handed.error().message;
  }
  ASSERT_TRUE(producer->commit(patience));
}

TEST_F(Client, ARecordMayBeAsLargeAsAParkedInput) {
  std::string value(2'000'000, ' ');
  std::minstd_rand random{1};
  std::ranges::generate(value, [&] { return static_cast<char>(random()); });
  ASSERT_TRUE(producer->begin());
  ASSERT_TRUE(producer->produce({.topic = options.topic("events"),
                                 .partition = 0,
                                 .key = "large",
                                 .value = value,
                                 .headers = {},
                                 .timestamp_ms = 1}));
  const auto committed = producer->commit(patience);
  ASSERT_TRUE(committed) << committed.error().message;
  const auto reader = consumer();
  const StartOffset start{{options.topic("events"), 0}, 0};
  ASSERT_TRUE(reader->assign(std::span{&start, 1}));
  EXPECT_EQ(next<ConsumedRecord>(*reader)->value(), value);
}

TEST_F(Client, ARecordThatATopicDoesNotTakeIsAMatterOfConfiguration) {
  std::string value(2'000'000, ' ');
  std::minstd_rand random{1};
  std::ranges::generate(value, [&] { return static_cast<char>(random()); });
  ASSERT_TRUE(producer->begin());
  ASSERT_TRUE(producer->produce(
      {.topic = topic, .partition = 0, .key = "large", .value = value, .headers = {}, .timestamp_ms = 1}));
  const auto committed = producer->commit(patience);
  ASSERT_FALSE(committed);
  EXPECT_EQ(committed.error().kind, KafkaError::Kind::configuration) << committed.error().message;
}

TEST_F(Client, IsLeftWhileTheBrokerHangs) {
  auto reader = consumer();
  begin_at(*reader, 0);
  static_cast<void>(reader->poll(milliseconds{100}));
  ASSERT_TRUE(producer->begin());
  ASSERT_TRUE(producer->produce(
      {.topic = topic, .partition = 0, .key = "B-1", .value = "stuck", .headers = {}, .timestamp_ms = 1}));
  Cluster::shared().disturb("pause");
  const auto begun = std::chrono::steady_clock::now();
  reader.reset();
  producer.reset();
  EXPECT_LT(std::chrono::steady_clock::now() - begun, seconds{15});
  Cluster::shared().disturb("resume");
}

}  // namespace
}  // namespace tenure::test
