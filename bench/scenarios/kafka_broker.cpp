#include "bench/scenarios/kafka_broker.h"

#include <cstdlib>

#include <fmt/format.h>

#include "bench/settings.h"

namespace tenure::bench {

std::optional<kafka::KafkaOptions> kafka_broker(Report& report) {
  const char* const servers = std::getenv("KAFKA_BOOTSTRAP_SERVERS");
  if (servers == nullptr) {
    note(fmt::format("{}: not measured; KAFKA_BOOTSTRAP_SERVERS names no broker", report.scenario));
    report.config.emplace_back("not_measured", "KAFKA_BOOTSTRAP_SERVERS is not set");
    return std::nullopt;
  }
  kafka::KafkaOptions options;
  options.bootstrap_servers = servers;
  options.topic_prefix = kafka_prefix;
  return options;
}

}  // namespace tenure::bench
