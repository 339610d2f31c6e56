#include "domain/telephony/call_graph.h"

#include <utility>
#include <vector>

#include <fmt/format.h>

#include "domain/states.h"

namespace tenure::domain {

NumberSet handled_ways(const World& world, std::string_view site_id, std::string_view occupier_id) {
  const auto* handling = world.call_handling(fmt::format("{}/{}", site_id, occupier_id));
  return handling == nullptr ? NumberSet{} : handling->leads_to;
}

NumberSet ways_from(const World& world, std::string_view number) {
  const auto* state = world.phone_number(number);
  if (state == nullptr) return {};
  NumberSet ways;
  if (state->main != 0) ways = handled_ways(world, state->site_id, state->occupier_id);
  for (const auto* to : {&state->forwards.always, &state->forwards.busy, &state->forwards.no_answer}) {
    if (!to->empty()) ways.insert(*to);
  }
  return ways;
}

std::optional<Refusal> follow(const World& world, std::string_view number, const NumberSet& ways) {
  NumberSet seen{ways};
  std::vector<std::string> to_visit{ways.begin(), ways.end()};
  while (!to_visit.empty()) {
    if (seen.contains(number)) return Refusal{Code::CALL_ROUTE_CYCLE, "calls would come back to the number"};
    if (seen.size() > call_route_numbers_max) {
      return Refusal{Code::CALL_ROUTE_CYCLE,
                     fmt::format("calls would be led on to more than {} numbers", call_route_numbers_max)};
    }
    const auto at = std::move(to_visit.back());
    to_visit.pop_back();
    for (const auto& next : ways_from(world, at)) {
      if (seen.insert(next).second) to_visit.push_back(next);
    }
  }
  return std::nullopt;
}

}  // namespace tenure::domain
