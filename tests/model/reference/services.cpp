// Services and what they entitle to.

#include <algorithm>
#include <limits>

#include "tests/model/reference/rules.h"

namespace tenure::model {
namespace {

constexpr __int128 amount_max = std::numeric_limits<std::int64_t>::max();
constexpr __int128 entitlement_max = std::numeric_limits<std::uint32_t>::max();
constexpr int days_of_a_long_month = 31;

}  // namespace

Code ActivateService(Business& business, const Fields& command) {
  const auto id = text_of(command, "service_id");
  const auto contract_id = text_of(command, "contract_id");
  const auto product = text_of(command, "product_id");
  const auto from = *day_of(command, "from");
  const auto quantity = *number_of(command, "quantity");
  if (business.services.contains(id)) return "ALREADY_EXISTS";
  if (!business.contracts.contains(contract_id)) return "UNKNOWN_CONTRACT";
  if (!business.products.contains(product)) return "UNKNOWN_PRODUCT";
  auto& contract = business.contracts.at(contract_id);
  if (!is_signed(contract) || from < contract.starts_on || from >= days_of(contract).to) return "NO_CONTRACT";
  if (business.products.at(product) != "SERVICE") return "WRONG_PRODUCT_KIND";
  const auto* price = price_on(business.sites.at(contract.site), product, from);
  if (price == nullptr || price->per == "HOUR") return "NOT_IN_PRICEBOOK";

  const auto one = command.contains("entitlements") ? command.at("entitlements").as_object() : Fields{};
  const auto numbers = number_of(one, "phone_numbers").value_or(0) * quantity;
  const auto bandwidth = number_of(one, "bandwidth_mbps").value_or(0) * quantity;
  const auto hunt_groups = number_of(one, "hunt_groups").value_or(0) * quantity;
  const auto already = entitled_at(business, contract.occupier, contract.site);
  const __int128 cost =
      __int128{price->unit_price} * quantity * (price->per == "DAY" ? days_of_a_long_month : 1);
  if (already + numbers > entitlement_max || bandwidth > entitlement_max || hunt_groups > entitlement_max ||
      cost > amount_max) {
    return "AMOUNT_OVERFLOW";
  }

  business.services[id] = {contract_id, product, quantity, from, {}, *price, numbers, {}};
  contract.services.push_back(id);
  Fields data{
      {"service_id", id},          {"contract_id", contract_id},      {"occupier_id", contract.occupier},
      {"site_id", contract.site},  {"product_id", product},           {"quantity", quantity},
      {"from", day_text(from)},    {"unit_price", price->unit_price}, {"per", price->per},
      {"phone_numbers", numbers},  {"bandwidth_mbps", bandwidth},     {"hunt_groups", hunt_groups},
      {"ivr", flag_of(one, "ivr")}};
  business.note(
      "ServiceActivated", data,
      {"service/" + id, "contract/" + contract_id, "occupier/" + contract.occupier, "site/" + contract.site});
  if (contract.status == "ACTIVE") settle_service(business, id);
  if (!find_contract(business, contract.occupier, contract.site, {"ACTIVE"}).empty()) {
    activate_pending(business, contract.occupier, contract.site);
  }
  return {};
}

Code CeaseService(Business& business, const Fields& command) {
  const auto id = text_of(command, "service_id");
  const auto on = *day_of(command, "effective_on");
  if (!business.services.contains(id)) return "UNKNOWN_SERVICE";
  const auto& service = business.services.at(id);
  if (service.to) return "INVALID_TRANSITION";
  const auto& contract = business.contracts.at(service.contract);
  const auto today = business.sites.at(contract.site).today;
  if (on < service.from || on > std::max(service.from, today.value_or(service.from))) return "BAD_PERIOD";
  const auto left = entitled_at(business, contract.occupier, contract.site) - service.phone_numbers;
  if (service.phone_numbers > 0 && active_at(business, contract.occupier, contract.site) > left) {
    return "SERVICE_IN_USE";
  }
  cease(business, id, on);
  return {};
}

void cease(Business& business, const std::string& service_id, Day effective_on) {
  auto& service = business.services.at(service_id);
  auto& contract = business.contracts.at(service.contract);
  service.to = effective_on;
  std::erase(contract.services, service_id);
  contract.ceased_services.push_back(service_id);
  business.note("ServiceCeased",
                {{"service_id", service_id},
                 {"contract_id", service.contract},
                 {"occupier_id", contract.occupier},
                 {"site_id", contract.site},
                 {"effective_on", day_text(effective_on)},
                 {"phone_numbers", service.phone_numbers}},
                {"service/" + service_id, "contract/" + service.contract, "occupier/" + contract.occupier,
                 "site/" + contract.site});
  if (business.sites.at(contract.site).today) settle_service(business, service_id);
}

std::int64_t entitled_at(const Business& business, const std::string& occupier, const std::string& site) {
  std::int64_t entitled = 0;
  for (const auto& [id, service] : business.services) {
    const auto& contract = business.contracts.at(service.contract);
    if (!service.to && contract.occupier == occupier && contract.site == site)
      entitled += service.phone_numbers;
  }
  return entitled;
}

}  // namespace tenure::model
