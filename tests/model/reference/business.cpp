#include "tests/model/reference/business.h"

#include <algorithm>
#include <cstdlib>

#include <fmt/format.h>

#include "tests/model/reference/rules.h"

namespace tenure::model {

void Business::note(std::string type, Fields data, std::vector<std::string> streams) {
  Fact fact{std::move(type), std::move(data), {}};
  for (auto& stream : streams) {
    const bool known =
        std::ranges::any_of(fact.streams, [&](const auto& entry) { return entry.first == stream; });
    if (known || stream.ends_with('/')) continue;
    const auto version = ++versions[stream];
    fact.streams.emplace_back(std::move(stream), version);
  }
  journal.push_back(std::move(fact));
}

Code apply(Business& business, std::string_view type, const Fields& command) {
#define X(name, field, kind) \
  if (type == #name) return name(business, command);
  TENURE_MODEL_COMMANDS(X)
#undef X
  fmt::print(stderr, "the reference does not know the command {}\n", type);
  std::abort();
}

std::string target_of(std::string_view type, const Fields& command) {
  if (type == "RecordUsage")
    return "usage/" + text_of(command, "meter_id") + "/" + text_of(command, "usage_id");
  if (type == "NominateMainNumber" || type == "SetCallHandling")
    return "call-handling/" + text_of(command, "site_id") + "/" + text_of(command, "occupier_id");
  if (type.ends_with("WifiDevice")) return "wifi-device/" + device_target(command);
#define X(name, field, kind) \
  if (type == #name) return kind "/" + text_of(command, #field);
  TENURE_MODEL_COMMANDS(X)
#undef X
  return {};
}

std::string find_contract(const Business& business, const std::string& occupier, const std::string& site,
                          std::initializer_list<std::string_view> statuses, std::optional<Day> day) {
  for (const auto& id : business.contracts_by_creation) {
    const auto& contract = business.contracts.at(id);
    if (contract.occupier != occupier || contract.site != site) continue;
    const std::string status = contract.status == "NOTICE_GIVEN" ? "ACTIVE"
                               : contract.status == "RENEWED"    ? "ENDED"
                                                                 : contract.status;
    if (std::ranges::find(statuses, std::string_view{status}) == statuses.end()) continue;
    if (day && (*day < contract.starts_on || *day >= days_of(contract).to)) continue;
    if (!day && status == "UPCOMING" && days_of(contract).to <= contract.starts_on) continue;
    return id;
  }
  return {};
}

const Price* price_on(const Site& site, const std::string& product, Day day) {
  const Price* newest = nullptr;
  const auto list = site.prices.find(product);
  if (list == site.prices.end()) return nullptr;
  for (const auto& [from, price] : list->second) {
    if (from <= day) newest = &price;
  }
  return newest;
}

}  // namespace tenure::model
