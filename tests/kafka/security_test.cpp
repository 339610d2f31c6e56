// Relay and ingest where the brokers want TLS, a client's certificate and a password: it works; who is refused says what to
// mend and goes on by itself once it is mended; and nobody tells the password.

#include <filesystem>
#include <mutex>
#include <optional>

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/kafka/ingest_house.h"
#include "tests/kafka/published.h"
#include "tests/kafka/written.h"

namespace tenure::test {
namespace {

using kafka::Ingest;
using kafka::IngestStatus;
using kafka::Relay;
using kafka::RelayStatus;
using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

/// All that relay, ingest and librdkafka say.
class Said {
 public:
  void operator()(std::string_view line) {
    const std::lock_guard lock{mutex_};
    text_ += line;
    text_ += '\n';
  }
  [[nodiscard]] std::string text() const {
    const std::lock_guard lock{mutex_};
    return text_;
  }

 private:
  mutable std::mutex mutex_;
  std::string text_;
};

struct Secured : testing::Test {
  Secured() : options{cluster().with_topics()} {
    house.given_estate();
    const auto& about = cluster().about();
    set("security.protocol", "SASL_SSL");
    set("ssl.ca.location", about.at("ca_file").as_string());
    set("ssl.certificate.location", about.at("client_certificate_file").as_string());
    set("ssl.key.location", about.at("client_key_file").as_string());
    set("sasl.mechanism", is_kafka_4() ? "PLAIN" : "SCRAM-SHA-512");
    set("sasl.username", about.at("username").as_string());
    set("sasl.password", password());
    // What it says of security when it says most; passwords are not to be part of it.
    set("debug", "security,broker,conf");
    options.notice = [this](std::string_view line) { said(line); };
  }

  static Cluster& cluster() {
    static Cluster cluster{"--mutual-tls --sasl"};
    return cluster;
  }
  /// Whose brokers take no SCRAM from this librdkafka.
  static bool is_kafka_4() { return cluster().about().at("version").as_string().starts_with("4."); }
  static std::string password() { return std::string{cluster().about().at("password").as_string()}; }

  void set(const std::string& property, std::string_view value) {
    options.properties[property] = std::string{value};
  }
  void begin() {
    auto relay_settings = relay_options(options);
    relay_settings.notice = options.notice;
    relay.emplace(log(), std::move(relay_settings));
    kafka::IngestOptions ingest_settings;
    ingest_settings.kafka = options;
    ingest_settings.notice = options.notice;
    ingest.emplace(house.store(), std::move(ingest_settings));
  }
  [[nodiscard]] eventstore::Partition& log() { return house.store().partition(0); }
  void write(std::string_view booking, std::string_view charge) {
    Written written{options.topic_prefix};
    written.confirmed(Mode::binary, booking, booking, 1, 10 * minutes++).charge(charge);
    cluster().write(written.lines());
  }

  void expect_all_is_well() {
    EXPECT_TRUE(eventually([&] { return ingest->status().state == IngestStatus::State::reading; }))
        << ingest->status().last_error;
    write("b-last", "c-last");
    EXPECT_TRUE(eventually([&] { return house.told().count("OP ChargeRaised charge/c-last") == 1; }));
    EXPECT_TRUE(eventually([&] { return house.told().count("OP BookingRecorded booking/b-last") == 1; }));
    expect_caught_up(log(), *relay);
    EXPECT_EQ(relay->status().state, RelayStatus::State::publishing) << relay->status().last_error;
    expect_published(log(), options, cluster());
    ingest.reset();
    relay.reset();
    EXPECT_THAT(said.text(), Not(HasSubstr(password())));
  }
  /// Both wait for somebody to act, and say what is to be looked at.
  void expect_refused(std::string_view advice) {
    EXPECT_TRUE(eventually([&] { return relay->status().state == RelayStatus::State::misconfigured; }))
        << relay->status().last_error;
    EXPECT_TRUE(eventually([&] { return ingest->status().state == IngestStatus::State::misconfigured; }))
        << ingest->status().last_error;
    EXPECT_THAT(relay->status().last_error, HasSubstr(advice));
    EXPECT_THAT(ingest->status().last_error, HasSubstr(advice));
    // Commands go on.
    EXPECT_EQ(house.send("OP", "meanwhile", charge_line("meanwhile")).outcome,
              eventstore::Answer::Outcome::accepted);
    EXPECT_GT(relay->status().lag_events, 0U);
  }

  Said said;
  kafka::KafkaOptions options;
  IngestHouse house;
  int minutes = 0;
  std::optional<Relay> relay;
  std::optional<Ingest> ingest;
};

TEST_F(Secured, WithCertificateAndPasswordEverythingGoesThrough) {
  write("b-1", "c-1");
  begin();
  expect_all_is_well();
  EXPECT_THAT(said.text(), HasSubstr("sasl_ssl://"));
}

TEST_F(Secured, ScramOnKafka4IsSaidToBeTheLibrarys) {
  if (!is_kafka_4()) GTEST_SKIP() << "brokers before 4 take it";
  set("sasl.mechanism", "SCRAM-SHA-512");
  begin();
  expect_refused("those of Kafka 4 refuse SCRAM of librdkafka before 2.6.1");
}

TEST_F(Secured, AWrongPasswordIsSaidAndNotTold) {
  constexpr std::string_view other = "not-the-one-they-know";
  const auto right = password();
  set("sasl.password", other);
  begin();
  expect_refused("check the Kafka properties sasl.mechanism, sasl.username and sasl.password");
  EXPECT_THAT(said.text(), AllOf(HasSubstr("misconfigured"), Not(HasSubstr(other))));
  if (is_kafka_4()) return;  // that of PLAIN cannot be changed while the broker runs
  // Mended where the brokers keep it: they learn the other one.
  cluster().set_password(other);
  expect_all_is_well();
  cluster().set_password(right);
  EXPECT_THAT(said.text(), Not(HasSubstr(other)));
}

TEST_F(Secured, ABrokerWhoseCertificateIsNotTrustedIsLeftAlone) {
  TemporaryFolder folder;
  std::filesystem::create_directories(folder.path());
  const auto authority = folder.path() / "ca.crt";
  const auto& about = cluster().about();
  const auto copy_to_authority = [&](std::string_view name) {
    std::filesystem::copy_file(std::string_view{about.at(name).as_string()}, authority,
                               std::filesystem::copy_options::overwrite_existing);
  };
  // A certificate, and not of those who signed the broker's.
  copy_to_authority("client_certificate_file");
  set("ssl.ca.location", authority.string());
  begin();
  expect_refused("check the Kafka properties ssl.ca.location");
  copy_to_authority("ca_file");
  expect_all_is_well();
}

TEST_F(Secured, WithoutACertificateOfItsOwnNobodyGetsIn) {
  options.properties.erase("ssl.certificate.location");
  options.properties.erase("ssl.key.location");
  begin();
  expect_refused("ssl.certificate.location");
}

TEST_F(Secured, ACertificateThatIsNotThereIsSaid) {
  set("ssl.ca.location", "/nowhere/ca.crt");
  begin();
  expect_refused("ssl.ca.location");
}

// To the client it looks like a broker that hangs up.
TEST_F(Secured, WithoutTlsTheProtocolIsDoubted) {
  for (const auto* property : {"ssl.ca.location", "ssl.certificate.location", "ssl.key.location"}) {
    options.properties.erase(property);
  }
  set("security.protocol", "SASL_PLAINTEXT");
  begin();
  EXPECT_TRUE(eventually([&] { return relay->status().state == RelayStatus::State::waiting; }));
  EXPECT_TRUE(eventually([&] { return ingest->status().state == IngestStatus::State::waiting; }));
  EXPECT_THAT(relay->status().last_error, HasSubstr("security.protocol"));
  EXPECT_THAT(ingest->status().last_error, HasSubstr("security.protocol"));
}

}  // namespace
}  // namespace tenure::test
