#include "adapters/kafka/client/options.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

namespace tenure::kafka {
namespace {

struct Reserved {
  std::string_view property;
  std::string_view reason;
};

constexpr std::string_view exactly_once = "exactly-once delivery rests on it";
constexpr std::string_view own_offsets = "offsets are stored with the events that records caused";
constexpr std::string_view own_name = "it is derived from the store and the prefix";

constexpr std::array reserved{
    Reserved{"bootstrap.servers", "it has an option of its own"},
    Reserved{"metadata.broker.list", "it has an option of its own"},
    Reserved{"transactional.id", own_name},
    Reserved{"transaction.timeout.ms", exactly_once},
    Reserved{"enable.idempotence", exactly_once},
    Reserved{"enable.gapless.guarantee", exactly_once},
    Reserved{"acks", exactly_once},
    Reserved{"request.required.acks", exactly_once},
    Reserved{"max.in.flight", exactly_once},
    Reserved{"max.in.flight.requests.per.connection", exactly_once},
    Reserved{"retries", exactly_once},
    Reserved{"message.send.max.retries", exactly_once},
    Reserved{"isolation.level", exactly_once},
    Reserved{"check.crcs", exactly_once},
    Reserved{"group.id", own_name},
    Reserved{"group.instance.id", own_name},
    Reserved{"partition.assignment.strategy", "other strategies lose assignments in this librdkafka"},
    Reserved{"enable.auto.commit", own_offsets},
    Reserved{"auto.commit.enable", own_offsets},
    Reserved{"enable.auto.offset.store", own_offsets},
    Reserved{"auto.offset.reset", own_offsets},
    Reserved{"enable.partition.eof", "the reader sets it as it needs"},
    Reserved{"allow.auto.create.topics", "topics are made on purpose, with their number of partitions"},
};

std::unexpected<KafkaError> wrong(std::string message) {
  return std::unexpected(KafkaError{KafkaError::Kind::configuration, "_INVALID_ARG", std::move(message)});
}

}  // namespace

std::expected<void, KafkaError> check(const KafkaOptions& options) {
  if (options.bootstrap_servers.empty()) return wrong("no bootstrap servers are given");
  if (options.topic_prefix.empty()) return wrong("the topic prefix is empty");
  for (const auto& [name, value] : options.properties) {
    const auto found = std::ranges::find(reserved, name, &Reserved::property);
    if (found != reserved.end()) {
      return wrong(fmt::format("the property {} cannot be set: {}", name, found->reason));
    }
  }
  return {};
}

}  // namespace tenure::kafka
