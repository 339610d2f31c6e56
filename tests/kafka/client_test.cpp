// The client without a broker: options, and what an unreachable cluster looks like.

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <thread>
#include <unistd.h>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "adapters/kafka/client/consumer.h"
#include "adapters/kafka/client/fault_point.h"
#include "adapters/kafka/client/producer.h"

namespace tenure::test {
namespace {

using kafka::Consumer;
using kafka::KafkaError;
using kafka::KafkaOptions;
using kafka::TransactionalProducer;
using std::chrono::milliseconds;
using testing::HasSubstr;

/// Nobody listens on the discard port.
KafkaOptions nobody_there() {
  KafkaOptions options;
  options.bootstrap_servers = "127.0.0.1:9";
  return options;
}

KafkaError error_with(const std::string& property, const std::string& value) {
  auto options = nobody_there();
  options.properties[property] = value;
  const auto producer = TransactionalProducer::make(options, "id");
  EXPECT_FALSE(producer) << property;
  return producer ? KafkaError{} : producer.error();
}

TEST(KafkaOptions, TopicsAreUnderThePrefix) {
  KafkaOptions options;
  options.topic_prefix = "house";
  EXPECT_EQ(options.topic("events"), "house.events");
}

TEST(KafkaOptions, WhatExactlyOnceRestsOnCannotBeSet) {
  for (const auto* property :
       {"enable.idempotence", "acks", "isolation.level", "enable.auto.commit", "transactional.id",
        "partition.assignment.strategy", "group.id", "auto.offset.reset", "bootstrap.servers"}) {
    const auto error = error_with(property, "none");
    EXPECT_EQ(error.kind, KafkaError::Kind::configuration);
    EXPECT_THAT(error.message, HasSubstr(std::string{"the property "} + property + " cannot be set: "));
  }
}

TEST(KafkaOptions, AnUnknownPropertyIsNamedAndItsValueIsNot) {
  const auto error = error_with("sasl.passwort", "secret");
  EXPECT_EQ(error.kind, KafkaError::Kind::configuration);
  EXPECT_THAT(error.message, HasSubstr("sasl.passwort"));
  EXPECT_THAT(error.message, Not(HasSubstr("secret")));
}

TEST(KafkaOptions, ServersAreNeeded) {
  const auto producer = TransactionalProducer::make({}, "id");
  ASSERT_FALSE(producer);
  EXPECT_EQ(producer.error().kind, KafkaError::Kind::configuration);
}

TEST(KafkaClient, BrokersThatAreAwayAreWorthATry) {
  const auto producer = TransactionalProducer::make(nobody_there(), "id");
  ASSERT_TRUE(producer);
  const auto taken = (*producer)->initialise(milliseconds{200});
  ASSERT_FALSE(taken);
  EXPECT_EQ(taken.error().kind, KafkaError::Kind::retriable) << taken.error().message;
  // The same call again is allowed.
  const auto again = (*producer)->initialise(milliseconds{200});
  ASSERT_FALSE(again);
  EXPECT_EQ(again.error().kind, KafkaError::Kind::retriable) << again.error().message;
}

/// Takes connections and ends them at once, as a broker that is being stopped does.
class HangsUp {
 public:
  HangsUp() {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = ::htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    auto* const any = reinterpret_cast<sockaddr*>(&address);
    EXPECT_EQ(::bind(listener_, any, size), 0);
    EXPECT_EQ(::listen(listener_, 16), 0);
    EXPECT_EQ(::getsockname(listener_, any, &size), 0);
    servers_ = "127.0.0.1:" + std::to_string(::ntohs(address.sin_port));
    thread_ = std::jthread{[this] {
      for (int taken = 0; (taken = ::accept(listener_, nullptr, nullptr)) >= 0;) ::close(taken);
    }};
  }
  ~HangsUp() {
    ::shutdown(listener_, SHUT_RDWR);
    thread_.join();
    ::close(listener_);
  }
  HangsUp(const HangsUp&) = delete;
  HangsUp& operator=(const HangsUp&) = delete;

  [[nodiscard]] const std::string& servers() const { return servers_; }

 private:
  const int listener_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  std::string servers_;
  std::jthread thread_;
};

// Else every restart of a broker would be somebody's business.
TEST(KafkaClient, ABrokerThatEndsWithinTheTlsHandshakeIsWorthATry) {
  const HangsUp broker;
  KafkaOptions options;
  options.bootstrap_servers = broker.servers();
  options.properties["security.protocol"] = "SSL";
  const auto consumer = Consumer::make(options, {.group_id = "g", .instance_id = {}});
  ASSERT_TRUE(consumer);
  const auto count = (*consumer)->partitions("t", milliseconds{500});
  ASSERT_FALSE(count);
  EXPECT_EQ(count.error().kind, KafkaError::Kind::retriable) << count.error().message;
  EXPECT_THAT(count.error().message, HasSubstr("SSL_HANDSHAKE"));
}

TEST(KafkaClient, ATransactionIsNotBegunBeforeTheIdIsTaken) {
  const auto producer = TransactionalProducer::make(nobody_there(), "id");
  ASSERT_TRUE(producer);
  EXPECT_FALSE((*producer)->begin());
}

TEST(KafkaClient, AReaderOfBrokersThatAreAwayPollsOn) {
  const auto consumer = Consumer::make(nobody_there(), {.group_id = "g", .instance_id = {}});
  ASSERT_TRUE(consumer);
  const auto count = (*consumer)->partitions("t", milliseconds{100});
  ASSERT_FALSE(count);
  EXPECT_EQ(count.error().kind, KafkaError::Kind::retriable) << count.error().message;
  const kafka::StartOffset start{{"t", 0}, kafka::offset_beginning};
  EXPECT_TRUE((*consumer)->assign(std::span{&start, 1}));
  EXPECT_EQ((*consumer)->position(start.partition), std::nullopt);
  const auto polled = (*consumer)->poll(milliseconds{100});
  if (!polled) {
    EXPECT_EQ(polled.error().kind, KafkaError::Kind::retriable) << polled.error().message;
  }
}

#ifdef TENURE_FAULT_POINTS

TEST(FaultPointDeathTest, KillsAtTheGivenPass) {
  testing::GTEST_FLAG(death_test_style) = "threadsafe";
  const auto pass = [](const char* fault) {
    ::setenv("TENURE_FAULT", fault, 1);
    kafka::fault_point("relay.begun");
    kafka::fault_point("relay.committed");
    kafka::fault_point("relay.begun");
    std::_Exit(0);
  };
  EXPECT_EXIT(pass("relay.begun:2"), testing::KilledBySignal(SIGKILL), "");
  EXPECT_EXIT(pass("relay.begun:3"), testing::ExitedWithCode(0), "");
  EXPECT_EXIT(pass("relay.claimed:1"), testing::ExitedWithCode(0), "");
  EXPECT_EXIT(pass("relay.mistyped:1"), testing::KilledBySignal(SIGABRT), "NAME:COUNT");
  EXPECT_EXIT(pass("relay.begun"), testing::KilledBySignal(SIGABRT), "NAME:COUNT");
}

#endif

}  // namespace
}  // namespace tenure::test
