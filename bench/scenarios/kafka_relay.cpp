// kafka-relay: the relay publishes a log that it is behind of; events/s.
//
// Every event of the standard load is a charge, so it is two records: <prefix>.events and <prefix>.charges. Both sides
// are timed from the end of their first transaction, so that taking over, which happens once, is no part of it. Each
// repeat is another store as far as Kafka knows, so that the relay begins with the first event.
//
// The limit is handed the records ready-made, as many in a transaction as the relay had on average, and writes no cursor.
//
// Needs a broker of its own, with the topics of the prefix "bench":
//   adapters/kafka/dev/broker start; adapters/kafka/dev/broker topics --prefix bench
//   KAFKA_BOOTSTRAP_SERVERS=$(adapters/kafka/dev/broker status bootstrap_servers) build/release/tenure bench kafka-relay
// Without $KAFKA_BOOTSTRAP_SERVERS nothing is measured, and it says so.

#include <random>
#include <thread>

#include <fmt/format.h>

#include "adapters/kafka/relay/records.h"
#include "adapters/kafka/relay/relay.h"
#include "bench/appender.h"
#include "bench/limits/plain_kafka.h"
#include "bench/machine.h"
#include "bench/scenarios/kafka_broker.h"
#include "bench/scenarios/list.h"

namespace tenure::bench {
namespace {

constexpr std::size_t commands_full = 200'000;
constexpr std::size_t commands_smoke = 20'000;
constexpr Load load{8'192, 1'024};
constexpr std::chrono::seconds patience{120};

std::string random_store() {
  std::random_device device;
  return fmt::format("{:08x}-bench", device());
}

/// What the relay hands to its producer.
std::vector<ReadyRecord> records_of(eventstore::Partition& log, const kafka::KafkaOptions& options) {
  std::vector<ReadyRecord> ready;
  const auto keep = [&ready](const kafka::OutgoingRecord& record) {
    auto& kept = ready.emplace_back();
    kept = {std::string{record.topic},
            std::string{record.key},
            std::string{record.value},
            {},
            record.timestamp_ms};
    for (const auto& [name, value] : record.headers) kept.headers.emplace_back(name, value);
  };
  kafka::EventRecords records{options, random_store(), 0};
  const auto subscription = log.subscribe({0});
  for (;;) {
    const auto commit = subscription->next();
    if (!commit) fail(commit.error().message);
    if (!*commit) return ready;
    for (auto position = (*commit)->first(); position <= (*commit)->last(); ++position.value) {
      records.take((*commit)->event_at(position), (*commit)->event_bytes(position));
      keep(records.event());
      if (const auto* charge = records.charge()) keep(*charge);
    }
  }
}

double bytes_of(const std::vector<ReadyRecord>& records) {
  std::size_t bytes = 0;
  for (const auto& record : records) {
    bytes += record.key.size() + record.value.size();
    for (const auto& [name, value] : record.headers) bytes += name.size() + value.size();
  }
  return static_cast<double>(bytes);
}

/// Publishes all of the log under the name of a new store.
Sample relay_all(eventstore::Partition& log, const kafka::KafkaOptions& options,
                 std::uint64_t& transactions) {
  kafka::RelayOptions relaying;
  relaying.kafka = options;
  relaying.store_id = random_store();
  const auto end = log.committed();
  const kafka::Relay relay{log, relaying};
  std::optional<Watch> watch;
  std::uint64_t before = 0;
  for (const Watch whole; whole.seconds() < static_cast<double>(patience.count());) {
    const auto status = relay.status();
    if (!watch && status.transactions > 0) {
      watch.emplace();
      before = status.events;
    }
    if (watch && status.published == end) {
      transactions = status.transactions;
      return {watch->rate(status.events - before), {}};
    }
    std::this_thread::sleep_for(std::chrono::milliseconds{1});
  }
  fail(fmt::format("the relay is {}: {}", name_of(relay.status().state), relay.status().last_error));
}

Report run(const Settings& settings) {
  Report report{"kafka-relay", {}, {}};
  const auto broker = kafka_broker(report);
  if (!broker) return report;
  const auto& options = *broker;
  const Scratch scratch{settings, "kafka-relay"};
  const auto log = open_with_estate(scratch.path());
  Charges charges{1};
  (void)append_made(*log, charges, settings.events_or(commands_full, commands_smoke), load);
  const auto events = log->committed().value;
  const auto records = records_of(*log, options);
  PlainKafka limit{options.bootstrap_servers, fmt::format("{}-limit-{}", kafka_prefix, random_store())};

  std::uint64_t transactions = 1;
  const auto thing = [&] { return relay_all(*log, options, transactions); };
  const auto plain = [&] {
    const auto each = std::max<std::size_t>(records.size() / transactions, 1);
    const Watch watch;
    limit.send(records, each);
    return Sample{watch.rate(events), {}};
  };
  note("kafka-relay: behind");
  auto row = row_of("behind by all of it", "events/s", alternate(settings, thing, plain));
  row.bytes_per_event = bytes_of(records) / static_cast<double>(events);
  row.more = {{"records_per_event", static_cast<double>(records.size()) / static_cast<double>(events)},
              {"events_per_transaction", static_cast<double>(events) / static_cast<double>(transactions)}};
  report.rows.push_back(std::move(row));
  return report;
}

}  // namespace

const Scenario kafka_relay_scenario{
    "kafka-relay", "the relay publishes a log exactly once, from its first event; events/s",
    "librdkafka's transactional producer with the same records ready in memory", run};

}  // namespace tenure::bench
