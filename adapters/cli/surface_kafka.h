// The options of the link to Kafka, and `tenure kafka`.
#pragma once

#include "adapters/cli/surface.h"
#include "adapters/daemon/kafka_link.h"

namespace tenure::cli {

void add_kafka_options(CLI::App& sub, daemon::KafkaLinkOptions& options);
/// What a record of the stream of charges is.
void add_charge_format(CLI::App& sub, kafka::ChargeFormat& charges);
void add_kafka(CLI::App& app, Chosen& chosen);

}  // namespace tenure::cli
