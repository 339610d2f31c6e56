// Services and what they entitle to.

#include <algorithm>
#include <limits>

#include "tests/model/reference/rules.h"

namespace tenure::model {
namespace {

constexpr __int128 entitlement_max = std::numeric_limits<std::uint32_t>::max();
constexpr int days_of_a_long_month = 31;

Entitlements entitlements_in(const Fields& command, const Entitlements& before) {
  if (!command.contains("entitlements") || command.at("entitlements").is_null()) return before;
  const auto& given = command.at("entitlements").as_object();
  return {number_of(given, "phone_numbers").value_or(before.phone_numbers),
          number_of(given, "bandwidth_mbps").value_or(before.bandwidth_mbps),
          number_of(given, "hunt_groups").value_or(before.hunt_groups),
          number_of(given, "call_minutes").value_or(before.call_minutes),
          given.contains("ivr") ? flag_of(given, "ivr") : before.ivr};
}

bool does_not_fit(const Entitlements& one, const Price& price, std::int64_t quantity, std::int64_t already) {
  const __int128 cost =
      __int128{price.unit_price} * quantity * (price.per == "DAY" ? days_of_a_long_month : 1);
  return already + one.phone_numbers * quantity > entitlement_max ||
         one.bandwidth_mbps * quantity > entitlement_max || one.hunt_groups * quantity > entitlement_max ||
         one.call_minutes * quantity > entitlement_max || cost > charge_max;
}

void put_entitlements(Fields& data, const Entitlements& one, std::int64_t quantity) {
  data["phone_numbers"] = one.phone_numbers * quantity;
  data["bandwidth_mbps"] = one.bandwidth_mbps * quantity;
  data["hunt_groups"] = one.hunt_groups * quantity;
  data["ivr"] = one.ivr;
  data["call_minutes"] = one.call_minutes * quantity;
}

bool is_suspended(const Service& service) {
  return !service.suspended.empty() && service.suspended.back().second;
}

/// On the day: not before its first day or last change, nor after both its first day and today.
bool can_change_on(const Business& business, const Service& service, Day on) {
  auto earliest = std::max(service.from, service.quantities.rbegin()->first);
  if (!service.suspended.empty()) earliest = std::max(earliest, service.suspended.back().first);
  const auto today = business.sites.at(business.contracts.at(service.contract).site).today;
  return on >= earliest && on <= std::max(service.from, today.value_or(service.from));
}

Fields about_service(const Business& business, const std::string& id, const Service& service) {
  const auto& contract = business.contracts.at(service.contract);
  return {{"service_id", id},
          {"contract_id", service.contract},
          {"occupier_id", contract.occupier},
          {"site_id", contract.site}};
}

Code suspend_or_resume(Business& business, const Fields& command, bool suspend) {
  const auto id = text_of(command, "service_id");
  const auto on = *day_of(command, "effective_on");
  if (!business.services.contains(id)) return "UNKNOWN_SERVICE";
  auto& service = business.services.at(id);
  if (service.to || is_suspended(service) == suspend) return "INVALID_TRANSITION";
  if (!can_change_on(business, service, on)) return "BAD_PERIOD";
  service.suspended.emplace_back(on, suspend);
  auto data = about_service(business, id, service);
  data["effective_on"] = day_text(on);
  business.note(suspend ? "ServiceSuspended" : "ServiceResumed", data, {"service/" + id});
  if (business.sites.at(business.contracts.at(service.contract).site).today) settle_service(business, id);
  return {};
}

}  // namespace

Code SuspendService(Business& business, const Fields& command) {
  return suspend_or_resume(business, command, true);
}
Code ResumeService(Business& business, const Fields& command) {
  return suspend_or_resume(business, command, false);
}

Code ChangeService(Business& business, const Fields& command) {
  const auto id = text_of(command, "service_id");
  const auto on = *day_of(command, "effective_on");
  const auto quantity = *number_of(command, "quantity");
  if (!business.services.contains(id)) return "UNKNOWN_SERVICE";
  auto& service = business.services.at(id);
  const auto contract = business.contracts.at(service.contract);
  if (service.to) return "INVALID_TRANSITION";
  if (!can_change_on(business, service, on)) return "BAD_PERIOD";
  const auto one = entitlements_in(command, service.of_one);
  const auto others = entitled_at(business, contract.occupier, contract.site) - service.phone_numbers;
  if (does_not_fit(one, service.price, quantity, others)) return "AMOUNT_OVERFLOW";
  const auto numbers = one.phone_numbers * quantity;
  if (numbers < service.phone_numbers &&
      active_at(business, contract.occupier, contract.site) > others + numbers) {
    return "SERVICE_IN_USE";
  }

  auto data = about_service(business, id, service);
  data["effective_on"] = day_text(on);
  data["quantity"] = quantity;
  put_entitlements(data, one, quantity);
  data["previous_phone_numbers"] = service.phone_numbers;
  service.quantity = quantity;
  service.quantities[on] = quantity;
  service.call_minutes[on] = one.call_minutes * quantity;
  service.of_one = one;
  service.phone_numbers = numbers;
  business.note("ServiceChanged", data, {"service/" + id, "occupier/" + contract.occupier});
  if (business.sites.at(contract.site).today) settle_service(business, id);
  if (!find_contract(business, contract.occupier, contract.site, {"ACTIVE"}).empty()) {
    activate_pending(business, contract.occupier, contract.site);
  }
  return {};
}

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

  const auto one = entitlements_in(command, {});
  const auto already = entitled_at(business, contract.occupier, contract.site);
  if (does_not_fit(one, *price, quantity, already)) return "AMOUNT_OVERFLOW";

  Service service;
  service.contract = contract_id;
  service.product = product;
  service.quantity = quantity;
  service.from = from;
  service.price = *price;
  service.phone_numbers = one.phone_numbers * quantity;
  service.of_one = one;
  service.quantities[from] = quantity;
  service.call_minutes[from] = one.call_minutes * quantity;
  business.services[id] = service;
  contract.services.push_back(id);
  Fields data{
      {"service_id", id},         {"contract_id", contract_id},      {"occupier_id", contract.occupier},
      {"site_id", contract.site}, {"product_id", product},           {"quantity", quantity},
      {"from", day_text(from)},   {"unit_price", price->unit_price}, {"per", price->per}};
  put_entitlements(data, one, quantity);
  business.note(
      "ServiceActivated", data,
      {"service/" + id, "contract/" + contract_id, "occupier/" + contract.occupier, "site/" + contract.site});
  if (is_in_force(contract)) settle_service(business, id);
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
