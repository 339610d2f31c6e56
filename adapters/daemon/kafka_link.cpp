#include "adapters/daemon/kafka_link.h"

#include <fmt/format.h>

#include "adapters/daemon/logging.h"
#include "adapters/kafka/relay/relay.h"

namespace tenure::daemon {
namespace {

using kafka::IngestStatus;
using kafka::RelayStatus;
using State = RelayStatus::State;

constexpr double microseconds_per_second = 1e6;
constexpr std::chrono::seconds lag_worth_a_warning{10};

bool needs_somebody(State state) {
  return state == State::misconfigured || state == State::fenced || state == State::split_history ||
         state == State::failed;
}

void judge(std::size_t partition, const RelayStatus& status, Report& report) {
  const auto relay = fmt::format("the relay of partition {} to Kafka", partition);
  if (needs_somebody(status.state)) {
    report.reasons.push_back(
        fmt::format("{} is {}: {}", relay, kafka::name_of(status.state), status.last_error));
  } else if (status.state == State::waiting || status.lag > lag_worth_a_warning) {
    const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(status.lag).count();
    report.warnings.push_back(fmt::format("{} is {}, {} events and {} s behind{}{}", relay,
                                          kafka::name_of(status.state), status.lag_events, seconds,
                                          status.last_error.empty() ? "" : ": ", status.last_error));
  }
}

bool needs_somebody(IngestStatus::State state) {
  using enum IngestStatus::State;
  return state == misconfigured || state == fenced || state == records_gone;
}

void judge(const IngestStatus& status, Report& report) {
  const auto text =
      fmt::format("the ingest from Kafka is {}: {}", kafka::name_of(status.state), status.last_error);
  if (needs_somebody(status.state)) {
    report.reasons.push_back(text);
  } else if (!status.last_error.empty()) {
    report.warnings.push_back(text);
  }
}

using Kind = Metric::Kind;

Metric metric(std::string name, std::string help, Kind kind, double value) {
  return {std::move(name), std::move(help), kind, {{{}, value}}};
}

void measure(const IngestStatus& status, Report& report) {
  report.metrics.push_back(metric("tenure_ingest_reading", "1 while the input topics are read.", Kind::gauge,
                                  status.state == IngestStatus::State::reading ? 1 : 0));
  report.metrics.push_back(metric("tenure_ingest_stopped",
                                  "1 while the ingest waits for somebody to act; /readyz says why.",
                                  Kind::gauge, needs_somebody(status.state) ? 1 : 0));
  Metric records{"tenure_ingest_records_total",
                 "Records of the input topics, by what became of them.",
                 Kind::counter,
                 {}};
  const auto outcome = [&](const char* name, std::uint64_t count) {
    records.values.emplace_back(Metric::Labels{{"outcome", name}}, static_cast<double>(count));
  };
  outcome("applied", status.counts.applied);
  outcome("repeated", status.counts.repeated);
  outcome("superseded", status.counts.superseded);
  outcome("parked", status.counts.parked);
  report.metrics.push_back(std::move(records));

  Metric next{"tenure_ingest_next_offset", "The next offset that is not applied durably.", Kind::gauge, {}};
  Metric lag{"tenure_ingest_lag_records", "Offsets up to the end of the topic.", Kind::gauge, {}};
  for (const auto& topic : status.topics) {
    const Metric::Labels labels{{"topic", topic.topic}, {"topic_partition", fmt::to_string(topic.partition)}};
    next.values.emplace_back(labels, static_cast<double>(topic.next_offset));
    if (topic.lag_records) lag.values.emplace_back(labels, static_cast<double>(*topic.lag_records));
  }
  report.metrics.push_back(std::move(next));
  report.metrics.push_back(std::move(lag));
}

}  // namespace

std::expected<kafka::KafkaOptions, std::string> parse(const KafkaLinkOptions& options) {
  kafka::KafkaOptions parsed;
  parsed.bootstrap_servers = options.servers;
  parsed.topic_prefix = options.topic_prefix;
  parsed.notice = [](std::string_view line) { log_warning(line); };
  for (const auto& property : options.properties) {
    const auto equals = property.find('=');
    if (equals == property.npos || equals == 0) {
      return std::unexpected{"a Kafka property is given as name=value, like security.protocol=SASL_SSL"};
    }
    parsed.properties[property.substr(0, equals)] = property.substr(equals + 1);
  }
  if (const auto checked = kafka::check(parsed); !checked) return std::unexpected{checked.error().message};
  return parsed;
}

std::expected<std::unique_ptr<KafkaLink>, std::string> KafkaLink::open(Engine& engine,
                                                                       const KafkaLinkOptions& options) {
  auto kafka_options = parse(options);
  if (!kafka_options) return std::unexpected{std::move(kafka_options.error())};
  std::unique_ptr<KafkaLink> link{new KafkaLink};
  for (std::size_t index = 0; index < engine.size(); ++index) {
    kafka::RelayOptions relay;
    relay.kafka = *kafka_options;
    relay.store_id = engine.store().id();
    relay.partition = static_cast<std::uint32_t>(index);
    relay.charges = options.charges;
    relay.notice = [index](std::string_view line) {
      log_info(fmt::format("relay of partition {}: {}", index, line));
    };
    link->relays_.push_back(std::make_unique<kafka::Relay>(engine.partition(index), std::move(relay)));
  }
  if (options.ingest == KafkaLinkOptions::Ingest::yes) {
    kafka::IngestOptions ingest;
    ingest.kafka = *kafka_options;
    ingest.default_operator = options.default_operator;
    ingest.when_gone = options.when_gone;
    ingest.notice = [](std::string_view line) { log_info(fmt::format("ingest: {}", line)); };
    link->ingest_ = std::make_unique<kafka::Ingest>(engine.store(), std::move(ingest));
  }
  return link;
}

KafkaLink::~KafkaLink() = default;

void KafkaLink::report(Report& report) const {
  if (ingest_) {
    const auto status = ingest_->status();
    judge(status, report);
    measure(status, report);
  }
  std::vector<RelayStatus> all;
  for (const auto& relay : relays_) all.push_back(relay->status());
  for (std::size_t index = 0; index < all.size(); ++index) judge(index, all[index], report);

  const auto each = [&](std::string name, std::string help, Metric::Kind kind, auto value) {
    Metric metric{std::move(name), std::move(help), kind, {}};
    for (std::size_t index = 0; index < all.size(); ++index) {
      metric.values.emplace_back(Metric::Labels{{"partition", fmt::to_string(index)}},
                                 static_cast<double>(value(all[index])));
    }
    report.metrics.push_back(std::move(metric));
  };
  each("tenure_relay_publishing", "1 while the relay publishes to Kafka.", Kind::gauge,
       [](const RelayStatus& s) { return s.state == State::publishing ? 1 : 0; });
  each("tenure_relay_stopped", "1 while the relay waits for somebody to act; /readyz says why.", Kind::gauge,
       [](const RelayStatus& s) { return needs_somebody(s.state) ? 1 : 0; });
  each("tenure_relay_position", "Position of the last event that is known to be in Kafka.", Kind::gauge,
       [](const RelayStatus& s) { return s.published ? s.published->value : 0; });
  each("tenure_relay_lag_events", "Committed events that are not in Kafka yet.", Kind::gauge,
       [](const RelayStatus& s) { return s.lag_events; });
  each("tenure_relay_lag_seconds", "Age of the oldest committed event that is not in Kafka.", Kind::gauge,
       [](const RelayStatus& s) { return static_cast<double>(s.lag.count()) / microseconds_per_second; });
  each("tenure_relay_transactions_total", "Transactions committed.", Kind::counter,
       [](const RelayStatus& s) { return s.transactions; });
  each("tenure_relay_events_total", "Events published.", Kind::counter,
       [](const RelayStatus& s) { return s.events; });
  each("tenure_relay_restarts_total", "How often the relay had to start over from its cursor.", Kind::counter,
       [](const RelayStatus& s) { return s.restarts; });
}

}  // namespace tenure::daemon
