#include <algorithm>
#include <vector>

#include "bench/scenarios/list.h"

namespace tenure::bench {

std::span<const Scenario> scenarios() {
  static const std::vector<Scenario> all{append_scenario,      append_mixed_scenario, growth_scenario,
                                         http_single_scenario, http_batch_scenario,   scan_scenario,
                                         rebuild_scenario,     project_scenario,      query_scenario,
                                         recovery_scenario,    subscribe_scenario,    verify_scenario,
                                         kafka_relay_scenario, kafka_ingest_scenario};
  return all;
}

const Scenario* find_scenario(std::string_view name) {
  const auto all = scenarios();
  const auto found = std::ranges::find(all, name, &Scenario::name);
  return found == all.end() ? nullptr : &*found;
}

}  // namespace tenure::bench
