// The engine's link to Kafka: a relay for each partition, and the ingest where it is wanted.
//
// What it is: part of the composition root; made where servers are given.
// What it promises: commands and queries never wait for it. Destroyed, it finishes the transactions under way if the
//   brokers answer within a few seconds; the rest is published, and read, after the next start.
// What can go wrong: bad options are said at once; everything else is in the report (see kafka::RelayStatus::State and
//   kafka::IngestStatus::State), and most of it mends itself.
#pragma once

#include <expected>
#include <memory>
#include <string>
#include <vector>

#include "adapters/daemon/engine.h"
#include "adapters/daemon/report.h"
#include "adapters/kafka/client/options.h"
#include "adapters/kafka/ingest/ingest.h"
#include "adapters/kafka/relay/charge_format.h"

namespace tenure::kafka {
class Relay;
}  // namespace tenure::kafka

namespace tenure::daemon {

struct KafkaLinkOptions {
  /// "host:port,host:port"; empty: no link.
  std::string servers;
  std::string topic_prefix = "tenure";
  /// "name=value", passed through to librdkafka.
  std::vector<std::string> properties;
  /// What a record of the stream of charges is.
  kafka::ChargeFormat charges = kafka::ChargeFormat::json;
  /// Whether the input topics are read.
  enum class Ingest : std::uint8_t { no, yes } ingest = Ingest::no;
  /// Whose the records are that do not say it; empty: they are parked.
  std::string default_operator;
  /// Where records were deleted before they were read.
  kafka::IngestOptions::WhenGone when_gone = kafka::IngestOptions::WhenGone::stop;
};

/// As the Kafka adapter takes them; librdkafka's own lines go to the log. The error is one sentence for the operator.
[[nodiscard]] std::expected<kafka::KafkaOptions, std::string> parse(const KafkaLinkOptions& options);

class KafkaLink {
 public:
  /// The engine must outlive it. The error is one sentence for the operator.
  [[nodiscard]] static std::expected<std::unique_ptr<KafkaLink>, std::string> open(
      Engine& engine, const KafkaLinkOptions& options);
  ~KafkaLink();
  KafkaLink(const KafkaLink&) = delete;
  KafkaLink& operator=(const KafkaLink&) = delete;

  void report(Report& report) const;

 private:
  KafkaLink() = default;
  std::vector<std::unique_ptr<kafka::Relay>> relays_;
  std::unique_ptr<kafka::Ingest> ingest_;
};

}  // namespace tenure::daemon
