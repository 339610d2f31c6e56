// The scenarios, each defined in the file of its name.
#pragma once

#include "bench/scenario.h"

namespace tenure::bench {

extern const Scenario append_scenario;
extern const Scenario append_mixed_scenario;
extern const Scenario growth_scenario;
extern const Scenario http_single_scenario;
extern const Scenario http_batch_scenario;
extern const Scenario scan_scenario;
extern const Scenario rebuild_scenario;
extern const Scenario project_scenario;
extern const Scenario kafka_ingest_scenario;
extern const Scenario kafka_relay_scenario;
extern const Scenario query_scenario;
extern const Scenario recovery_scenario;
extern const Scenario subscribe_scenario;
extern const Scenario verify_scenario;

}  // namespace tenure::bench
