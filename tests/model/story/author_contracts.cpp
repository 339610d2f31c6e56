// Contracts and services.

#include <algorithm>

#include "tests/model/story/author.h"
#include "tests/model/story/choose.h"
#include "tests/model/story/universe.h"

namespace tenure::model {

Fields Author::create_contract(const Business& business) {
  static constexpr std::string_view prorations[] = {"ACTUAL_DAYS", "ACTUAL_DAYS", "ANNUAL_365", "FIXED_30",
                                                    "NONE"};
  static constexpr int billing_days[] = {1, 1, 15, 28, 29, 30, 31};
  const auto site = mostly(ids_of(business.sites), universe::sites);
  const auto found = business.sites.find(site);
  const auto currency = found == business.sites.end() || slips() ? "GBP" : found->second.entity.currency;
  const Day starts_on = today_at(business, site) + between(-20, 25);
  // Often the same one, so that what its users, numbers and services need comes together.
  const auto occupier = chance(50) ? std::string{universe::occupiers[0]} : stranger(universe::occupiers);
  Fields contract{{"contract_id", fresh("C", ids_of(business.contracts))},
                  {"occupier_id", occupier},
                  {"site_id", site},
                  {"starts_on", day_text(starts_on)},
                  {"currency", currency},
                  {"billing_day", chance(80) ? billing_days[below(7)] : between(1, 31)},
                  {"billing", chance(60) ? "IN_ADVANCE" : "IN_ARREARS"},
                  {"proration", std::string{prorations[below(5)]}}};
  const auto length = slips() ? between(-3, 1) : between(2, chance(30) ? 20 : 120);
  const bool has_end = chance(75);
  if (has_end) contract["ends_on"] = day_text(starts_on + length);
  if (chance(10)) contract["deposit"] = 5000;
  if (chance(25)) contract["notice_months"] = between(0, 2);
  if (chance(20)) contract["minimum_term_months"] = between(0, 3);
  if (chance(25)) contract["auto_renew_months"] = between(0, 2);

  const auto here = ids_where(business.spaces, [&](const Space& space) { return space.site == site; });
  boost::json::array lines;
  for (int left = slips() ? between(0, 1) : between(1, 3); left > 0; --left) {
    const auto id = slips() ? (chance(50) ? "N:1" : "N1") : "N" + std::to_string(left);
    Fields line{
        {"line_id", id},
        {"product_id", slips() ? any(universe::booking_products) : stranger(universe::lease_products)},
        {"monthly_price", amount()}};
    if (chance(45)) put_text(line, "space_id", mostly(here, universe::spaces));
    if (chance(20))
      line["from"] =
          day_text(starts_on + (slips() || chance(4) ? between(-5, 5) : between(0, std::max(length - 1, 0))));
    if (chance(20)) line["to"] = day_text(starts_on + (slips() ? length + 1 : std::max(length, 1)));
    lines.push_back(line);
  }
  contract["lines"] = lines;
  return contract;
}

Fields Author::sign_contract(const Business& business) {
  const auto drafts =
      ids_where(business.contracts, [](const Contract& one) { return one.status == "DRAFT"; });
  const auto all = ids_of(business.contracts);
  return {{"contract_id", mostly(drafts, all)}};
}

Fields Author::terminate_contract(const Business& business) {
  const auto live = ids_where(business.contracts, is_live);
  const auto all = ids_of(business.contracts);
  const auto id = mostly(live, all);
  Day on = day_from(universe::first_day) + between(0, universe::days);
  if (const auto found = business.contracts.find(id); found != business.contracts.end() && !slips()) {
    const auto& contract = found->second;
    const Day last = contract.ends_on.value_or(contract.starts_on + 90) - 1;
    on = contract.starts_on + between(0, std::max(0, last - contract.starts_on));
  }
  return {{"contract_id", id}, {"on", day_text(on)}, {"termination_reason", "it was agreed"}};
}

Fields Author::activate_service(const Business& business) {
  const auto live = ids_where(business.contracts, is_live);
  const auto all = ids_of(business.contracts);
  const auto id = mostly(live, all);
  Day from = day_from(universe::first_day) + between(0, universe::days);
  if (const auto found = business.contracts.find(id); found != business.contracts.end() && !slips()) {
    const auto& contract = found->second;
    const Day last = contract.ends_on.value_or(contract.starts_on + 90) - 1;
    from = std::clamp(today_at(business, contract.site) + between(-8, 8), contract.starts_on,
                      std::max(contract.starts_on, last));
  }
  Fields service{
      {"service_id", fresh("V", ids_of(business.services))},
      {"contract_id", id},
      {"product_id", slips() ? any(universe::generic_products) : stranger(universe::service_products)},
      {"quantity", between(1, 3)},
      {"from", day_text(from)}};
  if (chance(3)) service["quantity"] = 1'000'000;
  if (chance(70)) {
    Fields entitlements;
    if (chance(80)) entitlements["phone_numbers"] = chance(4) ? 100'000 : between(0, 3);
    if (chance(20)) entitlements["bandwidth_mbps"] = 100;
    if (chance(10)) entitlements["ivr"] = true;
    if (chance(30)) entitlements["call_minutes"] = between(0, 60);
    service["entitlements"] = entitlements;
  }
  return service;
}

Fields Author::cease_service(const Business& business) {
  const auto running = ids_where(business.services, [](const Service& service) { return !service.to; });
  const auto all = ids_of(business.services);
  const auto id = mostly(running, all);
  Day on = day_from(universe::first_day) + between(0, universe::days);
  if (const auto found = business.services.find(id); found != business.services.end() && !slips()) {
    const auto& service = found->second;
    const Day today = today_at(business, business.contracts.at(service.contract).site);
    on = service.from + between(0, std::max(0, today - service.from));
  }
  return {{"service_id", id}, {"effective_on", day_text(on)}};
}

}  // namespace tenure::model
