// Contracts and services that change, and what is said of occupiers and legal entities.

#include <algorithm>

#include "tests/model/story/author.h"
#include "tests/model/story/choose.h"
#include "tests/model/story/universe.h"

namespace tenure::model {
namespace {

bool can_change(const Contract& contract) { return contract.status == "DRAFT" || is_live(contract); }

}  // namespace

Day Author::day_within(const Business& business, const std::string& contract) {
  const auto found = business.contracts.find(contract);
  if (found == business.contracts.end() || slips()) {
    return day_from(universe::first_day) + between(-20, universe::days);
  }
  const auto& one = found->second;
  const Day last = one.ends_on.value_or(one.starts_on + 90) - 1;
  return one.starts_on + between(0, std::max(0, last - one.starts_on));
}

std::string Author::line_of(const Business& business, const std::string& contract) {
  const auto found = business.contracts.find(contract);
  if (found == business.contracts.end() || found->second.lines.empty() || slips()) return "N9";
  return found->second.lines[below(found->second.lines.size())].id;
}

Fields Author::amend_contract(const Business& business) {
  const auto id = mostly(ids_where(business.contracts, can_change), ids_of(business.contracts));
  const auto found = business.contracts.find(id);
  const auto on = day_within(business, id);
  Fields amendment{{"contract_id", id}, {"effective_on", day_text(on)}};
  if (slips() && chance(40)) return amendment;
  if (chance(60)) {
    boost::json::array changes;
    for (int left = between(1, 2); left > 0; --left) {
      const auto line = line_of(business, id);
      const bool there = std::ranges::any_of(
          changes, [&](const auto& change) { return text_of(change.as_object(), "line_id") == line; });
      if (!there || slips()) changes.push_back(Fields{{"line_id", line}, {"monthly_price", amount()}});
    }
    amendment["change_lines"] = changes;
  }
  if (chance(20)) amendment["end_line_ids"] = boost::json::array{line_of(business, id)};
  if (chance(50) || amendment.size() == 2) {
    const auto site = found == business.contracts.end() ? std::string{} : found->second.site;
    const auto here = ids_where(business.spaces, [&](const Space& space) { return space.site == site; });
    Fields line{
        {"line_id", slips() ? "N1" : fresh("M", {})},
        {"product_id", slips() ? any(universe::booking_products) : stranger(universe::lease_products)},
        {"monthly_price", amount()}};
    if (slips()) line["line_id"] = "N:2";
    if (chance(45)) put_text(line, "space_id", here.empty() || slips() ? any(universe::spaces) : any(here));
    if (slips()) put_text(line, "space_id", "nowhere");
    if (chance(20)) line["from"] = day_text(on + between(slips() ? -60 : 0, 10));
    if (chance(20)) line["to"] = day_text(on + between(slips() ? -5 : 11, slips() ? 200 : 15));
    amendment["add_lines"] = boost::json::array{line};
  }
  return amendment;
}

Fields Author::schedule_price_step(const Business& business) {
  const auto id = mostly(ids_where(business.contracts, can_change), ids_of(business.contracts));
  return {{"contract_id", id},
          {"line_id", line_of(business, id)},
          {"from", day_text(day_within(business, id))},
          {"monthly_price", amount()}};
}

Fields Author::give_notice(const Business& business) {
  const auto running =
      ids_where(business.contracts, [](const Contract& one) { return one.status == "ACTIVE"; });
  const auto id = mostly(running, ids_of(business.contracts));
  const auto ends_on = day_within(business, id) + (slips() ? between(-3, 3) : 1);
  Fields notice{{"contract_id", id},
                {"given_on", day_text(ends_on - (slips() ? between(-2, 2) : between(1, 90)))},
                {"ends_on", day_text(ends_on)}};
  const bool overrides = chance(40);
  if (overrides) notice["override_reason"] = "a good customer";
  if (overrides != slips()) notice["approved_by"] = "The manager";
  return notice;
}

Fields Author::renew_contract(const Business& business) {
  const auto to_renew = ids_where(
      business.contracts, [](const Contract& one) { return is_live(one) && one.ends_on && !one.terminated; });
  const auto id = mostly(to_renew, ids_of(business.contracts));
  Fields renewal{{"contract_id", id}, {"new_contract_id", fresh("C", ids_of(business.contracts))}};
  const auto found = business.contracts.find(id);
  const auto starts_on =
      found == business.contracts.end() ? day_from(universe::first_day) : found->second.ends_on.value_or(100);
  if (chance(70)) {
    renewal["ends_on"] = day_text(starts_on + (slips() ? between(-2, 2) : between(1, chance(50) ? 10 : 60)));
  }
  if (chance(careless_ ? 80 : 30)) {
    boost::json::array lines;
    for (int left = slips() ? between(0, 1) : 1; left > 0; --left) {
      Fields line{
          {"line_id", slips() ? "N:1" : "N1"},
          {"product_id", slips() ? any(universe::booking_products) : stranger(universe::lease_products)},
          {"monthly_price", amount()}};
      if (chance(45)) put_text(line, "space_id", stranger(universe::spaces));
      if (slips()) line["from"] = day_text(starts_on - 1);
      if (slips()) line["to"] = day_text(starts_on);
      lines.push_back(line);
    }
    renewal["lines"] = lines;
  }
  return renewal;
}

Fields Author::discard_contract(const Business& business) {
  const auto to_come = ids_where(business.contracts, [](const Contract& one) {
    return one.status == "DRAFT" || one.status == "UPCOMING";
  });
  return {{"contract_id", mostly(to_come, ids_of(business.contracts))}};
}

Fields Author::service_change(const Business& business, const std::vector<std::string>& fitting) {
  const auto id = mostly(fitting, ids_of(business.services));
  Day on = day_from(universe::first_day) + between(0, universe::days);
  if (const auto found = business.services.find(id); found != business.services.end() && !slips()) {
    const auto& service = found->second;
    const Day today = today_at(business, business.contracts.at(service.contract).site);
    auto earliest = std::max(service.from, service.quantities.rbegin()->first);
    if (!service.suspended.empty()) earliest = std::max(earliest, service.suspended.back().first);
    on = earliest + between(0, std::max(0, today - earliest));
  }
  return {{"service_id", id}, {"effective_on", day_text(on)}};
}

Fields Author::change_service(const Business& business) {
  auto change = service_change(
      business, ids_where(business.services, [](const Service& service) { return !service.to; }));
  const bool is_too_much = chance(8);
  change["quantity"] = is_too_much ? 1'000'000 : between(1, 3);
  if (is_too_much || chance(40)) {
    Fields entitlements;
    if (is_too_much || chance(60)) entitlements["phone_numbers"] = is_too_much ? 100'000 : between(0, 2);
    if (chance(20)) entitlements["hunt_groups"] = 2;
    if (chance(20)) entitlements["call_minutes"] = 50;
    if (chance(20)) entitlements["ivr"] = chance(50);
    change["entitlements"] = entitlements;
  }
  return change;
}

Fields Author::suspend_service(const Business& business) {
  return service_change(business, ids_where(business.services, [](const Service& service) {
                          return !service.to &&
                                 (service.suspended.empty() || !service.suspended.back().second);
                        }));
}

Fields Author::resume_service(const Business& business) {
  return service_change(business, ids_where(business.services, [](const Service& service) {
                          return !service.to && !service.suspended.empty() && service.suspended.back().second;
                        }));
}

Fields Author::set_billing_reference(const Business&) {
  Fields set{{"occupier_id", stranger(universe::occupiers)}};
  if (chance(70)) set["billing_reference"] = "PO-" + std::to_string(between(1, 9));
  return set;
}

Fields Author::link_external_id(const Business&) {
  Fields link{{"occupier_id", stranger(universe::occupiers)},
              {"system", any(universe::systems)},
              {"external_id", any(universe::external_ids)}};
  if (chance(60)) link["site_id"] = stranger(universe::sites);
  return link;
}

Fields Author::register_network(const Business& business) {
  Fields network{{"site_id", mostly(ids_of(business.sites), universe::sites)},
                 {"network_id", fresh("W", ids_of(business.networks))},
                 {"ssid", "House"},
                 {"kind", chance(50) ? "SECURE" : "GUEST"}};
  if (chance(50)) network["vlan"] = between(1, 4094);
  return network;
}

Fields Author::define_tax_code(const Business& business) {
  const bool standard = chance(60);
  return {{"legal_entity_id", mostly(ids_of(business.entities), universe::entities)},
          {"tax_code", chance(60) ? "STD" : "LOW"},
          {"category", standard     ? "S"
                       : chance(50) ? "Z"
                                    : "AE"},
          {"rate_bp", standard != slips() ? between(1, 2500) : 0},
          {"from", day_text(day_from(universe::first_day) + between(-20, universe::days))}};
}

}  // namespace tenure::model
