// kafka-ingest: the ingest applies a topic of commands that is full; commands/s.
//
// The topic holds the standard load, a charge a record, as FlatBuffers. Each repeat is a new store with the estate of the
// load, so that all of it is applied, to the last one durable. Both sides are timed from their first records on, so that
// joining a group, which happens once, is no part of it.
//
// Two limits: the same commands through Partition::submit, 8,192 in flight, which no way in can beat; and a consumer that
// reads the same topic with the same settings and forgets what it read.
//
// Needs a broker of its own, and topics of the prefix "bench" into which nobody wrote:
//   adapters/kafka/dev/broker start; adapters/kafka/dev/broker topics --prefix bench
//   KAFKA_BOOTSTRAP_SERVERS=$(adapters/kafka/dev/broker status bootstrap_servers) build/release/tenure bench kafka-ingest
// Without $KAFKA_BOOTSTRAP_SERVERS nothing is measured, and it says so.

#include <functional>
#include <optional>
#include <random>
#include <thread>

#include <fmt/format.h>

#include "adapters/kafka/ingest/ingest.h"
#include "adapters/kafka/ingest/interpret.h"
#include "bench/appender.h"
#include "bench/limits/plain_kafka.h"
#include "bench/machine.h"
#include "bench/scenarios/kafka_broker.h"
#include "bench/scenarios/list.h"

namespace tenure::bench {
namespace {

constexpr std::size_t commands_full = 200'000;
constexpr std::size_t commands_smoke = 20'000;
constexpr std::size_t records_a_transaction = 10'000;
constexpr std::chrono::seconds patience{120};
constexpr Load load{8'192, 1'024};

std::vector<ReadyRecord> records_of(const CommandBlock& commands, const std::string& topic) {
  std::vector<ReadyRecord> records;
  for (const auto& command : commands.all()) {
    records.push_back({topic,
                       std::string{operator_id},
                       std::string{reinterpret_cast<const char*>(command.data()), command.size()},
                       {{"content-type", std::string{kafka::flatbuffers_content_type}}},
                       0});
  }
  return records;
}

/// Applies the whole topic to a store that has only its estate.
Sample ingest_all(const Settings& settings, const kafka::KafkaOptions& options, std::size_t commands) {
  const Scratch scratch{settings, "kafka-ingest"};
  eventstore::Options partition;
  partition.folder = scratch.path();
  auto store = eventstore::Store::open({.folder = scratch.path(), .partitions = 1, .partition = partition});
  if (!store) fail(store.error().message);
  add_estate((*store)->partition(0));

  kafka::IngestOptions ingesting;
  ingesting.kafka = options;
  const kafka::Ingest ingest{**store, ingesting};
  std::optional<Watch> watch;
  std::uint64_t before = 0;
  for (const Watch whole; whole.seconds() < static_cast<double>(patience.count());) {
    const auto applied = ingest.status().counts.applied;
    if (!watch && applied > 0) {
      watch.emplace();
      before = applied;
    }
    if (watch && applied == commands) return {watch->rate(applied - before), {}};
    std::this_thread::sleep_for(std::chrono::milliseconds{1});
  }
  const auto status = ingest.status();
  fail(fmt::format("the ingest is {}, with {} applied and {} parked: {}", name_of(status.state),
                   status.counts.applied, status.counts.parked, status.last_error));
}

Sample read_all(const std::string& servers, const std::string& topic, std::size_t commands) {
  std::optional<Watch> watch;
  read_plainly(servers, topic, commands, [&watch](std::size_t) {
    if (!watch) watch.emplace();
  });
  if (!watch) fail(fmt::format("{} has no records", topic));
  return {watch->rate(commands - 1), {}};
}

Report run(const Settings& settings) {
  Report report{"kafka-ingest", {}, {}};
  const auto broker = kafka_broker(report);
  if (!broker) return report;
  const auto& options = *broker;
  const auto topic = options.topic("commands");
  const auto count = settings.events_or(commands_full, commands_smoke);
  const auto commands = Charges{1}.make(count);
  {
    std::random_device device;
    PlainKafka producer{options.bootstrap_servers, fmt::format("{}-input-{:08x}", kafka_prefix, device())};
    producer.send(records_of(commands, topic), records_a_transaction);
  }
  const auto thing = [&] { return ingest_all(settings, options, count); };
  const auto beside = [&](std::string_view label, const std::function<Sample()>& limit) {
    note(fmt::format("kafka-ingest: {}", label));
    auto row = row_of(std::string{label}, "commands/s", alternate(settings, thing, limit));
    row.more = {{"bytes_per_record", static_cast<double>(commands.bytes()) / static_cast<double>(count)}};
    report.rows.push_back(std::move(row));
  };
  beside("beside append", [&] {
    const Scratch scratch{settings, "kafka-ingest-append"};
    return append(*open_with_estate(scratch.path()), commands, load);
  });
  beside("beside a reader that forgets", [&] { return read_all(options.bootstrap_servers, topic, count); });
  return report;
}

}  // namespace

const Scenario kafka_ingest_scenario{
    "kafka-ingest", "the ingest applies a topic of commands exactly once, from its first record; commands/s",
    "append of the same commands; librdkafka's consumer, which reads the topic and forgets it", run};

}  // namespace tenure::bench
