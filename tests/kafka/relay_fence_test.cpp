// Who must not publish: an older relay, and a log that is not the one that was published.

#include <filesystem>
#include <optional>
#include <thread>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "adapters/kafka/client/consumer.h"
#include "adapters/kafka/client/producer.h"
#include "adapters/kafka/relay/reset.h"
#include "tests/kafka/child_process.h"
#include "tests/kafka/published.h"

namespace tenure::test {
namespace {

using kafka::Relay;
using kafka::RelayStatus;
using State = RelayStatus::State;
using testing::HasSubstr;

TEST(Relay, AnOlderOneIsFencedAndSaysSo) {
  const auto options = Cluster::shared().with_topics();
  House house;
  house.given_estate();
  const Relay older{house.partition(), relay_options(options)};
  expect_caught_up(house, older);
  const Relay newer{house.partition(), relay_options(options)};
  expect_caught_up(house, newer);
  send_charges(house, 0, 50);
  expect_caught_up(house, newer);
  ASSERT_TRUE(eventually([&] { return older.status().state == State::fenced; }))
      << name_of(older.status().state) << ": " << older.status().last_error;
  EXPECT_THAT(older.status().last_error, HasSubstr("another relay publishes partition 0"));
  EXPECT_EQ(newer.status().state, State::publishing);
  send_charges(house, 50, 60);
  expect_caught_up(house, newer);
  EXPECT_EQ(older.status().state, State::fenced);
  expect_published(house, options);
}

// The brokers gave its transaction up and fence it like an older one; there is no other, so it has to go on.
TEST(Relay, OneThatSleptThroughItsTransactionGoesOn) {
  const auto options = Cluster::shared().with_topics();
  House house;
  house.given_estate();
  Relay relay{house.partition(), relay_options(options)};
  expect_caught_up(house, relay);
  {
    // Takes the name over as the brokers do when a transaction times out: a new epoch, and nobody who claims.
    const auto thief = kafka::TransactionalProducer::make(
        options, options.topic_prefix + "-relay-" + std::string{store_id} + "-0");
    ASSERT_TRUE(thief);
    ASSERT_TRUE((*thief)->initialise(std::chrono::seconds{30}));
  }
  send_charges(house, 0, 50);
  expect_caught_up(house, relay);
  EXPECT_EQ(relay.status().state, State::publishing);
  EXPECT_GE(relay.status().restarts, 1U);
  expect_published(house, options);
}

TEST(Relay, ALogRestoredFromAnOlderBackupIsNotPublished) {
  const auto options = Cluster::shared().with_topics();
  House house;
  house.given_estate();
  TemporaryFolder backups;
  ASSERT_TRUE(house.partition().backup(backups.path() / "older"));
  send_charges(house, 0, 20);
  {
    const Relay relay{house.partition(), relay_options(options)};
    expect_caught_up(house, relay);
  }
  const auto published = Cluster::shared().read(options.topic("events")).size();
  house.close();
  std::filesystem::remove_all(house.folder());
  std::filesystem::copy(backups.path() / "older", house.folder(), std::filesystem::copy_options::recursive);
  house.reopen();
  {
    const Relay relay{house.partition(), relay_options(options)};
    ASSERT_TRUE(eventually([&] { return relay.status().state == State::split_history; }));
    EXPECT_THAT(relay.status().last_error, HasSubstr("but the log ends at"));
    EXPECT_THAT(relay.status().last_error, HasSubstr("restored from an older backup"));
  }
  // The same number of events, but others.
  send_charges(house, 100, 120);
  {
    const Relay relay{house.partition(), relay_options(options)};
    ASSERT_TRUE(eventually([&] { return relay.status().state == State::split_history; }));
    EXPECT_THAT(relay.status().last_error, HasSubstr("but the log has commit"));
  }
  EXPECT_EQ(Cluster::shared().read(options.topic("events")).size(), published);

  // Somebody decides that it goes on after what was restored; readers see twenty positions for the second time.
  const auto end = house.partition().committed();
  const auto cursor =
      kafka::reset_cursor(house.partition(), options,
                          {.store_id = std::string{store_id}, .partition = 0, .from = {end.value - 19}},
                          std::chrono::seconds{30});
  ASSERT_TRUE(cursor) << cursor.error().message;
  const Relay relay{house.partition(), relay_options(options)};
  expect_caught_up(house, relay);
  EXPECT_EQ(relay.status().state, State::publishing);
  EXPECT_EQ(Cluster::shared().read(options.topic("events")).size(), published + 20);
}

TEST(Relay, CatchesUpByItselfAfterABrokerThatWasAway) {
  const auto& cluster = Cluster::shared();
  const auto options = Cluster::shared().with_topics();
  House house;
  house.given_estate();
  auto settings = relay_options(options);
  settings.clock = &house.clock();
  const Relay relay{house.partition(), settings};
  expect_caught_up(house, relay);

  cluster.disturb("kill");
  const auto before = std::chrono::steady_clock::now();
  send_charges(house, 0, 200);
  EXPECT_LT(std::chrono::steady_clock::now() - before, std::chrono::seconds{10}) << "commands wait for Kafka";
  ASSERT_TRUE(eventually([&] { return relay.status().state == State::waiting; }));
  EXPECT_EQ(relay.status().lag_events, 200U);
  house.clock().set(house.clock().now().microseconds() + 5'000'000);
  EXPECT_EQ(relay.status().lag, std::chrono::seconds{5});
  EXPECT_FALSE(relay.status().last_error.empty());

  cluster.disturb("restart");
  expect_caught_up(house, relay);
  EXPECT_EQ(relay.status().state, State::publishing);
  EXPECT_TRUE(relay.status().last_error.empty());
  expect_published(house, options);
}

TEST(Relay, CatchesUpByItselfAfterABrokerThatHung) {
  const auto& cluster = Cluster::shared();
  const auto options = Cluster::shared().with_topics();
  House house;
  house.given_estate();
  const Relay relay{house.partition(), relay_options(options)};
  expect_caught_up(house, relay);

  cluster.disturb("pause");
  send_charges(house, 0, 100);
  // Longer than a transaction may last.
  std::this_thread::sleep_for(kafka::transaction_timeout + std::chrono::seconds{3});
  EXPECT_EQ(relay.status().state, State::waiting);
  send_charges(house, 100, 200);
  cluster.disturb("resume");
  expect_caught_up(house, relay);
  EXPECT_EQ(relay.status().state, State::publishing);
  expect_published(house, options);
}

TEST(Relay, StopsWhileTheBrokerHangs) {
  const auto options = Cluster::shared().with_topics();
  House house;
  house.given_estate();
  std::optional<Relay> relay;
  relay.emplace(house.partition(), relay_options(options));
  expect_caught_up(house, *relay);
  Cluster::shared().disturb("pause");
  send_charges(house, 0, 10);
  EXPECT_TRUE(eventually([&] { return relay->status().state == State::waiting; }));
  const auto begun = std::chrono::steady_clock::now();
  relay.reset();
  EXPECT_LT(std::chrono::steady_clock::now() - begun, std::chrono::seconds{15});
  Cluster::shared().disturb("resume");
  relay.emplace(house.partition(), relay_options(options));
  expect_caught_up(house, *relay);
  expect_published(house, options);
}

// The process hangs in a transaction until the brokers give it up.
TEST(Relay, CatchesUpByItselfAfterItHung) {
  const auto options = Cluster::shared().with_topics();
  House house;
  house.given_estate();
  house.close();
  RelayProcess process{house.folder(), options, 3'000};
  ASSERT_TRUE(process.publishes());
  std::this_thread::sleep_for(std::chrono::milliseconds{300});
  process.signal(SIGSTOP);
  std::this_thread::sleep_for(kafka::transaction_timeout + std::chrono::seconds{3});
  process.signal(SIGCONT);
  ASSERT_EQ(process.end(), "exit 0");
  house.reopen();
  expect_published(house, options);
}

}  // namespace
}  // namespace tenure::test
