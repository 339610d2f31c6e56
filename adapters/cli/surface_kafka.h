// The options of the link to Kafka, and `tenure kafka`.
#pragma once

#include "adapters/cli/surface.h"
#include "adapters/daemon/kafka_link.h"

namespace tenure::cli {

void add_kafka_options(CLI::App& sub, daemon::KafkaLinkOptions& options);
void add_kafka(CLI::App& app, Chosen& chosen);

}  // namespace tenure::cli
