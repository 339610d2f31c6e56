// The house: what is set up before anybody moves in.

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <fmt/format.h>

#include "adapters/cli/sample/story.h"

namespace tenure::cli::sample {
namespace {

using boost::json::array;
using boost::json::object;

constexpr std::string_view prices_from = "2026-01-01";

void tell_estate(Story& story) {
  for (const auto& site : sites) {
    story.tell(manager, "RegisterLegalEntity",
               {{"legal_entity_id", site.legal_entity_id},
                {"name", fmt::format("Harbour Workspaces {}", site.country == "GB" ? "Ltd" : "Inc")},
                {"country", site.country},
                {"currency", site.currency},
                {"invoice_prefix", fmt::format("{}-", site.country)},
                {"rounding", "HALF_UP"},
                {"tax_rounding", "LINE"}});
    story.tell(manager, "RegisterSite",
               {{"site_id", site.site_id},
                {"legal_entity_id", site.legal_entity_id},
                {"name", site.name},
                {"time_zone", site.time_zone},
                {"country", site.country},
                {"number_cooldown_days", 7}});
  }
  for (const auto& network : networks) {
    story.tell(manager, "RegisterNetwork",
               {{"site_id", network.site_id},
                {"network_id", network.network_id},
                {"ssid", network.ssid},
                {"kind", network.kind},
                {"vlan", network.vlan}});
  }
  for (const auto& space : spaces) {
    object data{
        {"site_id", space.site_id}, {"space_id", space.space_id}, {"name", space.name}, {"kind", space.kind}};
    if (!space.parent_space_id.empty()) data["parent_space_id"] = space.parent_space_id;
    if (space.capacity > 0) data["capacity"] = space.capacity;
    data["bookable"] = space.kind == "MEETING_ROOM" || space.kind == "EVENT_SPACE";
    story.tell(manager, "AddSpace", std::move(data));
  }
  for (const auto& door : doors) {
    story.tell(manager, "AddDoor",
               {{"site_id", door.site_id}, {"door_id", door.door_id}, {"name", door.name}});
  }
}

void tell_prices(Story& story) {
  for (const auto& site : sites) {
    story.tell(manager, "DefineTaxCode",
               {{"legal_entity_id", site.legal_entity_id},
                {"tax_code", "STANDARD"},
                {"category", "S"},
                {"rate_bp", site.country == "GB" ? 2'000 : 888},
                {"from", prices_from}});
  }
  for (const auto& product : products) {
    story.tell(manager, "DefineProduct",
               {{"product_id", product.product_id},
                {"name", product.name},
                {"kind", product.kind},
                {"tax_code", "STANDARD"}});
  }
  for (const auto& site : sites) {
    for (const auto& product : products) {
      const auto price = site.site_id == "LON" ? product.price_london : product.price_new_york;
      if (price == 0) continue;
      story.tell(manager, "SetPrice",
                 {{"site_id", site.site_id},
                  {"product_id", product.product_id},
                  {"unit_price", price},
                  {"per", product.per},
                  {"from", prices_from}});
    }
  }
}

void tell_access_groups(Story& story) {
  for (const auto& group : groups) {
    object data{{"group_id", group.group_id}, {"site_ids", array{group.site_id}}, {"name", group.name}};
    if (group.hours == Hours::working_days) {
      array schedule;
      for (int weekday = 1; weekday <= 5; ++weekday) {
        schedule.push_back(object{{"weekday", weekday}, {"from_minute", 7 * 60}, {"to_minute", 20 * 60}});
      }
      data["schedule"] = std::move(schedule);
    }
    story.tell(manager, "CreateAccessGroup", std::move(data));
  }
  for (const auto& door : doors) {
    story.tell(manager, "AddDoorToGroup", {{"group_id", door.group_id}, {"door_id", door.door_id}});
  }
}

std::string_view kind_of_number() { return "GEOGRAPHIC"; }

void tell_stock_of_numbers(Story& story) {
  const auto provision = [&](std::string_view number) {
    story.tell(manager, "ProvisionPhoneNumber",
               {{"number", number},
                {"site_id", number.starts_with("+44") ? "LON" : "NYC"},
                {"kind", kind_of_number()}});
  };
  for (const auto& user : users) {
    if (!user.number.empty()) provision(user.number);
  }
  for (const auto* number : numbers_spare) provision(number);
}

void tell_tariffs(Story& story) {
  for (const auto& site : sites) {
    const auto tariff_id = fmt::format("CALLS-{}", site.site_id);
    array rates;
    for (const auto& row : call_rates) {
      if (row.site_id != site.site_id) continue;
      object rate;
      if (!row.prefix.empty()) rate["prefix"] = row.prefix;
      rate["connection_fee"] = row.connection_fee;
      rate["per_minute"] = row.per_minute;
      rate["initial_seconds"] = row.initial_seconds;
      rate["increment_seconds"] = row.increment_seconds;
      rate["use_allowance"] = row.use_allowance;
      rates.push_back(std::move(rate));
    }
    story.tell(manager, "DefineTariff",
               {{"tariff_id", tariff_id},
                {"currency", site.currency},
                {"rates", std::move(rates)},
                {"from", prices_from}});
    story.tell(manager, "SetSiteTariff",
               {{"site_id", site.site_id},
                {"tariff_id", tariff_id},
                {"product_id", "CALLS"},
                {"from", prices_from}});
  }
}

}  // namespace

void tell_house(Story& story) {
  tell_estate(story);
  tell_prices(story);
  tell_tariffs(story);
  tell_access_groups(story);
  tell_stock_of_numbers(story);
}

}  // namespace tenure::cli::sample
