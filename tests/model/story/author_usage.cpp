// Usage and what calls cost.

#include <algorithm>
#include <array>

#include "tests/model/story/author.h"
#include "tests/model/story/choose.h"
#include "tests/model/story/universe.h"

namespace tenure::model {

Fields Author::record_usage(const Business& business) {
  // A meter that says again what it said, or something else under the same id.
  if (!business.usage.empty() && chance(10)) {
    auto again = business.usage.at(any(ids_of(business.usage))).command;
    if (chance(50)) again["destination"] = "+15550100";
    return again;
  }
  std::vector<std::string> known;
  for (const auto& [id, usage] : business.usage) known.push_back(text_of(usage.command, "usage_id"));
  const bool is_call = chance(70);
  Fields usage{{"meter_id", chance(80) ? "PBX" : "PRINTER"},
               {"usage_id", fresh("U", known)},
               {"kind", is_call ? "CALL" : "PRINT"}};
  auto site = std::string{any(universe::sites)};
  if (chance(70)) {
    const auto held = ids_where(business.numbers, [](const Number& one) { return !one.held.empty(); });
    const auto number = mostly(held, universe::numbers);
    usage["number"] = number;
    if (const auto found = business.numbers.find(number); found != business.numbers.end()) {
      site = found->second.site;
    }
  } else {
    std::vector<std::string> tenants;
    for (const auto& [id, contract] : business.contracts) {
      if (contract.status != "DRAFT" && contract.site == site) tenants.push_back(contract.occupier);
    }
    usage["occupier_id"] = mostly(tenants, universe::occupiers);
    usage["site_id"] = slips() ? "nowhere" : site;
  }
  const Day day = today_at(business, site) - between(0, chance(20) ? 90 : 10);
  usage["starts_at"] = time_text(day * microseconds_per_day + between(0, 23) * microseconds_per_hour);
  usage[is_call == !slips() ? "seconds" : "units"] = between(0, 3'600);
  static constexpr std::array destinations{std::string_view{"+442079460099"},
                                           std::string_view{"+33123456789"}, std::string_view{"+33612345678"},
                                           std::string_view{"voicemail"}};
  if (chance(80)) usage["destination"] = any(destinations);
  return usage;
}

Fields Author::tariff(std::string_view id, const char* currency, Day from) {
  static constexpr std::string_view prefixes[] = {"44", "33", "336"};
  boost::json::array rates;
  for (const auto prefix : prefixes) {
    if (chance(10)) continue;
    Fields rate{{"prefix", std::string{prefix}},
                {"connection_fee", amount() * 1'000},
                {"per_minute", amount() * 100},
                {"initial_seconds", chance(50) ? 1 : 60},
                {"increment_seconds", chance(50) ? 1 : between(2, 60)}};
    if (chance(40)) rate["use_allowance"] = chance(40);
    rates.push_back(rate);
  }
  if (chance(50)) {
    rates.push_back(Fields{{"connection_fee", 0},
                           {"per_minute", amount() * 10'000},
                           {"initial_seconds", 30},
                           {"increment_seconds", 6}});
  }
  return {{"tariff_id", std::string{id}}, {"currency", currency}, {"rates", rates}, {"from", day_text(from)}};
}

Fields Author::define_tariff(const Business&) {
  const auto at = below(universe::tariffs.size());
  const Day from = day_from(universe::first_day) + between(-60, universe::days);
  auto command = tariff(universe::tariffs[at], slips() ? "EUR" : universe::currencies[at], from);
  if (slips()) {
    command["rates"] = chance(50) ? boost::json::array{}
                                  : boost::json::array{Fields{{"prefix", "+44"},
                                                              {"connection_fee", 0},
                                                              {"per_minute", 0},
                                                              {"initial_seconds", 1},
                                                              {"increment_seconds", 1}}};
  }
  return command;
}

Fields Author::set_site_tariff(const Business&) {
  const auto at = below(universe::sites.size());
  return {{"site_id", slips() ? "nowhere" : std::string{universe::sites[at]}},
          {"tariff_id", chance(15) ? any(universe::tariffs) : stranger(std::vector{universe::tariffs[at]})},
          {"product_id", slips() ? any(universe::generic_products) : stranger(universe::usage_products)},
          {"from", day_text(day_from(universe::first_day) + between(-30, universe::days))}};
}

}  // namespace tenure::model
