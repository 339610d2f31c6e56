#include "tests/kafka/published.h"

#include <thread>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "domain/decide.h"
#include "domain/kernel/text.h"

namespace tenure::test {
namespace {

using eventstore::Position;

/// An event of the log, as a reader of Kafka has to find it.
struct Logged {
  std::string id;
  std::string source;
  std::string type;
  std::string stream;
  std::string bytes;
  bool charge = false;
  std::int64_t net = 0;
};

Logged logged(const event::Event& event, std::span<const std::uint8_t> bytes) {
  Logged found;
  found.id = fmt::format("{}:0:{}", store_id, event.position());
  found.source = fmt::format("/tenure/{}/operators/{}", store_id, domain::text(event.operator_id()));
  found.type = fmt::format("tenure.{}.v1", domain::name_of(event.body_type()));
  found.stream = domain::text(event.stream());
  found.bytes = {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
  if (const auto* raised = event.body_as_ChargeRaised()) {
    found.charge = true;
    found.net = raised->net();
  }
  if (const auto* reversed = event.body_as_ChargeReversed()) {
    found.charge = true;
    found.net = reversed->net();
  }
  return found;
}

std::vector<Logged> events_of(eventstore::Partition& log) {
  std::vector<Logged> all;
  const auto subscription = log.subscribe({0});
  for (;;) {
    const auto commit = subscription->next();
    if (!commit || !*commit) return all;
    for (auto position = (*commit)->first(); position <= (*commit)->last(); ++position.value) {
      all.push_back(logged((*commit)->event_at(position), (*commit)->event_bytes(position)));
    }
  }
}

void expect_event(const ReadRecord& record, const Logged& event) {
  EXPECT_EQ(record.key, event.stream);
  EXPECT_EQ(record.value, event.bytes) << "the value of " << event.id << " is not the stored event";
  EXPECT_EQ(record.cloud_event.at("id").as_string(), event.id);
  EXPECT_EQ(record.cloud_event.at("source").as_string(), event.source);
  EXPECT_EQ(record.cloud_event.at("type").as_string(), event.type);
  EXPECT_EQ(record.cloud_event.at("subject").as_string(), event.stream);
  EXPECT_EQ(record.headers.at("content-type").as_string(), "application/vnd.tenure.event+flatbuffers");
  EXPECT_EQ(record.headers.at("ce_dataschema").as_string(), "urn:tenure:schema:tenure.event.Event.v1");
  EXPECT_EQ(event.id, fmt::format("{}:0:{}", store_id,
                                  std::string_view{record.headers.at("tenure_position").as_string()}));
}

void expect_charge(const ReadRecord& record, const Logged& event) {
  EXPECT_EQ(record.key, "ACME");
  EXPECT_EQ(record.cloud_event.at("id").as_string(), event.id);
  EXPECT_EQ(record.cloud_event.at("type").as_string(), event.type);
  const auto& data = record.cloud_event.at("data").as_object();
  EXPECT_EQ(data.at("net").to_number<std::int64_t>(), event.net);
  EXPECT_EQ(data.at("operator_id").as_string(), "OP");
}

std::string last_cursor(const std::vector<ReadRecord>& records) {
  std::string last;
  for (const auto& record : records) {
    if (record.key == fmt::format("{}/0", store_id)) last = record.value;
  }
  return last;
}

}  // namespace

kafka::RelayOptions relay_options(const kafka::KafkaOptions& options) {
  kafka::RelayOptions relay;
  relay.kafka = options;
  relay.store_id = store_id;
  return relay;
}

std::string numbered(int number) { return fmt::format("c-{:06}", number); }

std::string charge_line(std::string_view id) {
  return fmt::format(
      R"(AddCharge {{"charge_id":"{}","occupier_id":"ACME","site_id":"LON","product_id":"TEA","quantity":1}})",
      id);
}

void send_charges(House& house, int from, int to) {
  for (int number = from; number < to; ++number) {
    const auto id = numbered(number);
    ASSERT_EQ(house.send(id, charge_line(id)).outcome, eventstore::Answer::Outcome::accepted);
  }
}

bool eventually(const std::function<bool()>& holds, std::chrono::seconds patience) {
  const auto deadline = std::chrono::steady_clock::now() + patience;
  while (!holds()) {
    if (std::chrono::steady_clock::now() > deadline) return false;
    std::this_thread::sleep_for(std::chrono::milliseconds{20});
  }
  return true;
}

void expect_caught_up(eventstore::Partition& log, const kafka::Relay& relay) {
  const auto end = log.committed();
  EXPECT_TRUE(eventually([&] { return relay.status().published >= end; }))
      << name_of(relay.status().state) << ": " << relay.status().last_error;
}

void expect_published(eventstore::Partition& log, const kafka::KafkaOptions& options,
                      const Cluster& cluster) {
  const auto logged = events_of(log);
  ASSERT_FALSE(logged.empty());
  const auto events = cluster.read(options.topic("events"));
  ASSERT_EQ(events.size(), logged.size());
  for (std::size_t index = 0; index < logged.size(); ++index) expect_event(events[index], logged[index]);

  const auto charges = cluster.read(options.topic("charges"));
  std::size_t next = 0;
  for (const auto& event : logged) {
    if (!event.charge) continue;
    ASSERT_LT(next, charges.size());
    expect_charge(charges[next++], event);
  }
  EXPECT_EQ(next, charges.size());

  const auto cursor = last_cursor(cluster.read(options.topic("relay")));
  ASSERT_FALSE(cursor.empty());
  EXPECT_EQ(boost::json::parse(cursor).at("next_position").to_number<std::uint64_t>(), logged.size() + 1);
}

}  // namespace tenure::test
