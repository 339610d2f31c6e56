// The broker that the Kafka scenarios need, and somebody else has to start.
#pragma once

#include <optional>
#include <string_view>

#include "adapters/kafka/client/options.h"
#include "bench/scenario.h"

namespace tenure::bench {

/// Topics are "bench.events" and so on.
inline constexpr std::string_view kafka_prefix = "bench";

/// $KAFKA_BOOTSTRAP_SERVERS; where it is not set, that is noted in the report, and nothing can be measured.
[[nodiscard]] std::optional<kafka::KafkaOptions> kafka_broker(Report& report);

}  // namespace tenure::bench
