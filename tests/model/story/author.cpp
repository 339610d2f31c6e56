#include "tests/model/story/author.h"

#include <algorithm>

#include <fmt/format.h>

#include "tests/model/story/universe.h"

namespace tenure::model {
namespace {

template <class Map>
std::vector<std::string> keys_of(const Map& map) {
  std::vector<std::string> keys;
  for (const auto& [key, value] : map) keys.push_back(key);
  return keys;
}

}  // namespace

Command Author::sign(const Log& log, const std::string& operator_id, std::string type, Fields data) {
  Command command;
  command.operator_id = operator_id;
  command.type = std::move(type);
  command.id = fmt::format("c{:04}", ++ids_);
  command.source = chance(80) ? "api" : "booking";
  command.data = std::move(data);
  if (chance(12)) {
    const auto& versions = log.business(operator_id).versions;
    const auto found = versions.find(target_of(command.type, command.data));
    command.expected_version = found == versions.end() ? 0 : found->second;
    if (chance(30)) *command.expected_version += chance(50) ? 1 : 7;
  }
  return command;
}

Command Author::next(const Log& log, const std::string& operator_id) {
  struct Choice {
    int weight;
    std::string_view type;
    Making make;
  };
  static constexpr Choice choices[] = {
      {3, "SetPrice", &Author::set_price},
      {10, "CreateContract", &Author::create_contract},
      {10, "SignContract", &Author::sign_contract},
      {3, "TerminateContract", &Author::terminate_contract},
      {4, "AmendContract", &Author::amend_contract},
      {3, "SchedulePriceStep", &Author::schedule_price_step},
      {3, "GiveNotice", &Author::give_notice},
      {4, "RenewContract", &Author::renew_contract},
      {2, "DiscardContract", &Author::discard_contract},
      {9, "ActivateService", &Author::activate_service},
      {4, "ChangeService", &Author::change_service},
      {3, "SuspendService", &Author::suspend_service},
      {3, "ResumeService", &Author::resume_service},
      {2, "SetBillingReference", &Author::set_billing_reference},
      {3, "LinkExternalId", &Author::link_external_id},
      {1, "RegisterNetwork", &Author::register_network},
      {2, "DefineTaxCode", &Author::define_tax_code},
      {4, "CeaseService", &Author::cease_service},
      {8, "AddUser", &Author::add_user},
      {3, "DeactivateUser", &Author::deactivate_user},
      {2, "InviteUser", &Author::invite_user},
      {4, "SetUserRole", &Author::set_user_role},
      {4, "SetUserSites", &Author::set_user_sites},
      {3, "ReactivateUser", &Author::reactivate_user},
      {7, "EnableWifiAccount", &Author::enable_wifi_account},
      {3, "DisableWifiAccount", &Author::disable_wifi_account},
      {2, "ResetWifiPassword", &Author::reset_wifi_password},
      {8, "RegisterWifiDevice", &Author::register_wifi_device},
      {3, "RenameWifiDevice", &Author::rename_wifi_device},
      {5, "TransferWifiDevice", &Author::transfer_wifi_device},
      {3, "RemoveWifiDevice", &Author::remove_wifi_device},
      {2, "RemoveDoorFromGroup", &Author::remove_door_from_group},
      {2, "SetGroupSchedule", &Author::set_group_schedule},
      {2, "SuspendGroup", &Author::suspend_group},
      {2, "ResumeGroup", &Author::resume_group},
      {5, "IssueCredential", &Author::issue_credential},
      {3, "RevokeCredential", &Author::revoke_credential},
      {2, "CreateAccessGroup", &Author::create_access_group},
      {3, "AddDoorToGroup", &Author::add_door_to_group},
      {5, "AddUserToGroup", &Author::add_user_to_group},
      {2, "RemoveUserFromGroup", &Author::remove_user_from_group},
      {7, "ProvisionPhoneNumber", &Author::provision_phone_number},
      {12, "AllocatePhoneNumber", &Author::allocate_phone_number},
      {22, "ActivatePhoneNumber", &Author::activate_phone_number},
      {26, "AssignPhoneNumber", &Author::assign_phone_number},
      {7, "UnassignPhoneNumber", &Author::unassign_phone_number},
      {2, "DeactivatePhoneNumber", &Author::deactivate_phone_number},
      {2, "DeallocatePhoneNumber", &Author::deallocate_phone_number},
      {2, "PortOutPhoneNumber", &Author::port_out_phone_number},
      {9, "ConfigurePhoneNumber", &Author::configure_phone_number},
      {9, "NominateMainNumber", &Author::nominate_main_number},
      {6, "SetCallHandling", &Author::set_call_handling},
      {13, "RecordBooking", &Author::record_booking},
      {8, "ChangeBooking", &Author::change_booking},
      {5, "CancelBooking", &Author::cancel_booking},
      {8, "AddCharge", &Author::add_charge},
      {5, "ReverseCharge", &Author::reverse_charge},
      {3, "WaiveCharge", &Author::waive_charge},
      {14, "RecordUsage", &Author::record_usage},
      {1, "DefineTariff", &Author::define_tariff},
      {1, "SetSiteTariff", &Author::set_site_tariff},
      {4, "ParkInput", &Author::park_input},
      {3, "ResolveParkedInput", &Author::resolve_parked_input},
  };
  const auto& business = log.business(operator_id);
  careless_ = chance(25);
  if (chance(3)) {
    std::string type;
    auto data = register_something(business, type);
    return sign(log, operator_id, std::move(type), std::move(data));
  }
  int all = 0;
  for (const auto& choice : choices) all += choice.weight;
  while (true) {
    auto left = between(0, all - 1);
    const auto* choice = choices;
    for (; left >= choice->weight; ++choice) left -= choice->weight;
    pointless_ = false;
    auto data = (this->*choice->make)(business);
    // Where hardly anything exists yet, carelessness is the way out.
    careless_ = careless_ || chance(2);
    if (!pointless_) return sign(log, operator_id, std::string{choice->type}, std::move(data));
  }
}

std::vector<Command> Author::days(const Log& log, const std::string& operator_id) {
  const auto& business = log.business(operator_id);
  const auto site = any(universe::sites);
  const auto found = business.sites.find(site);
  const bool begun = found != business.sites.end() && found->second.today;
  auto day = begun ? *found->second.today + 1 : day_from(universe::first_day) + between(0, 10);
  careless_ = chance(15);
  if (slips()) day += between(-3, 3);
  std::vector<Command> commands;
  for (auto left = between(1, chance(8) ? 31 : 5); left > 0; --left, ++day) {
    commands.push_back(
        sign(log, operator_id, "OpenBusinessDay", {{"site_id", site}, {"date", day_text(day)}}));
    commands.back().expected_version.reset();
  }
  return commands;
}

std::vector<Command> Author::houses(const std::string& operator_id) {
  const Log nothing;
  std::vector<Command> all;
  const auto add = [&](std::string type, Fields data) {
    if (chance(1)) return;
    all.push_back(sign(nothing, operator_id, std::move(type), std::move(data)));
    all.back().expected_version.reset();
  };
  const auto text = [](std::string_view view) { return std::string{view}; };
  add("RegisterLegalEntity", {{"legal_entity_id", "E1"},
                              {"name", "One"},
                              {"country", "GB"},
                              {"currency", "GBP"},
                              {"invoice_prefix", "I"},
                              {"rounding", "HALF_UP"},
                              {"tax_rounding", "LINE"}});
  add("RegisterLegalEntity", {{"legal_entity_id", "E2"},
                              {"name", "Two"},
                              {"country", "KW"},
                              {"currency", "KWD"},
                              {"invoice_prefix", "J"},
                              {"rounding", "HALF_EVEN"},
                              {"tax_rounding", "CATEGORY"}});
  for (std::size_t i = 0; i < universe::sites.size(); ++i) {
    add("RegisterSite", {{"site_id", text(universe::sites[i])},
                         {"legal_entity_id", text(universe::entities[i])},
                         {"name", "A site"},
                         {"time_zone", text(universe::zones[i])},
                         {"country", i == 0 ? "GB" : "US"},
                         {"number_cooldown_days", i == 0 ? 2 : 9}});
  }
  for (std::size_t i = 0; i < universe::spaces.size(); ++i) {
    Fields space{{"site_id", text(universe::sites[i < universe::spaces_at_first ? 0 : 1])},
                 {"space_id", text(universe::spaces[i])},
                 {"name", "A space"},
                 {"kind", "OTHER"},
                 {"bookable", i != 0}};
    put_text(space, "parent_space_id", text(universe::parents[i]));
    add("AddSpace", space);
  }
  for (std::size_t i = 0; i < universe::doors.size(); ++i) {
    add("AddDoor", {{"site_id", text(universe::sites[i < universe::doors_at_first ? 0 : 1])},
                    {"door_id", text(universe::doors[i])},
                    {"name", "A door"}});
  }
  for (std::size_t i = 0; i < universe::networks.size(); ++i) {
    Fields network{{"site_id", text(universe::sites[i < universe::networks_at_first ? 0 : 1])},
                   {"network_id", text(universe::networks[i])},
                   {"ssid", "Network " + text(universe::networks[i])},
                   {"kind", text(universe::network_kinds[i])}};
    if (i % 2 == 0) network["vlan"] = 10 + i;
    add("RegisterNetwork", network);
  }
  const auto products = [&](const auto& list, const char* kind) {
    for (const auto id : list) {
      Fields product{{"product_id", text(id)}, {"name", "A product"}, {"kind", kind}, {"tax_code", "STD"}};
      if (id == list[0]) product["revenue_account"] = "4199";
      add("DefineProduct", product);
    }
  };
  products(universe::lease_products, "LEASE");
  products(universe::booking_products, "BOOKING");
  products(universe::service_products, "SERVICE");
  products(universe::generic_products, "GENERIC");
  products(universe::usage_products, "USAGE");
  for (std::size_t i = 0; i < universe::sites.size(); ++i) {
    add("DefineTariff", tariff(universe::tariffs[i], universe::currencies[i], day_from("2025-12-01")));
    if (chance(30)) continue;
    add("SetSiteTariff", {{"site_id", text(universe::sites[i])},
                          {"tariff_id", text(universe::tariffs[i])},
                          {"product_id", text(universe::usage_products[0])},
                          {"from", "2026-01-10"}});
  }
  const auto prices = [&](const auto& list, std::initializer_list<const char*> pers) {
    for (std::size_t i = 0; i < list.size(); ++i) {
      for (const auto site : universe::sites) {
        add("SetPrice", {{"site_id", text(site)},
                         {"product_id", text(list[i])},
                         {"unit_price", amount()},
                         {"per", *(pers.begin() + i)},
                         {"from", chance(80) ? "2026-01-01" : "2026-03-10"}});
      }
    }
  };
  prices(universe::booking_products, {"HOUR", "DAY", "UNIT"});
  prices(universe::service_products, {"MONTH", "DAY", "ONCE"});
  prices(universe::generic_products, {"UNIT", "ONCE", "MONTH"});
  for (const auto id : universe::occupiers) {
    add("RegisterOccupier", {{"occupier_id", text(id)}, {"name", "Occupier " + text(id)}});
  }
  return all;
}

Day Author::today_at(const Business& business, const std::string& site) {
  const auto found = business.sites.find(site);
  return found != business.sites.end() && found->second.today ? *found->second.today
                                                              : day_from(universe::first_day);
}

std::string Author::fresh(std::string_view prefix, const std::vector<std::string>& known) {
  if (!known.empty() && slips()) return any(known);
  return fmt::format("{}{}", prefix, ids_ + 1);
}

std::int64_t Author::amount() {
  static constexpr std::int64_t amounts[] = {0, 1, 99, 1'000, 12'345, 99'999, 10'000'001};
  return amounts[below(std::size(amounts))];
}

Fields Author::register_something(const Business& business, std::string& type) {
  const auto site = mostly(keys_of(business.sites), universe::sites);
  switch (below(6)) {
    case 0: {
      type = "RegisterLegalEntity";
      return {{"legal_entity_id", fresh("E", keys_of(business.entities))},
              {"name", "Another"},
              {"country", "JP"},
              {"currency", slips() ? "XXX" : "JPY"},
              {"invoice_prefix", "K"},
              {"rounding", "HALF_UP"},
              {"tax_rounding", "LINE"}};
    }
    case 1: {
      type = "RegisterSite";
      const int opens = between(0, 1200);
      return {{"site_id", fresh("SITE", keys_of(business.sites))},
              {"legal_entity_id", mostly(keys_of(business.entities), universe::entities)},
              {"name", "A site"},
              {"time_zone", slips() ? "Mars/Olympus" : any(universe::zones)},
              {"country", "GB"},
              {"opening_hours",
               boost::json::array{
                   Fields{{"weekday", 1}, {"opens_minute", opens}, {"closes_minute", 700}},
                   Fields{{"weekday", between(1, 2)}, {"opens_minute", 690}, {"closes_minute", 900}}}}};
    }
    case 2: {
      type = "AddSpace";
      Fields space{{"site_id", site},   {"space_id", fresh("X", keys_of(business.spaces))},
                   {"name", "A space"}, {"kind", "DESK"},
                   {"capacity", 3},     {"bookable", true}};
      if (chance(60)) put_text(space, "parent_space_id", mostly(keys_of(business.spaces), universe::spaces));
      return space;
    }
    case 3:
      type = "AddDoor";
      return {{"site_id", site}, {"door_id", fresh("D", keys_of(business.doors))}, {"name", "A door"}};
    case 4: {
      type = "RegisterNetwork";
      static constexpr std::string_view kinds[] = {"SECURE", "DEVICES", "GUEST"};
      return {{"site_id", site},
              {"network_id", fresh("V", keys_of(business.networks))},
              {"ssid", "Another"},
              {"kind", std::string{kinds[below(3)]}}};
    }
    default:
      type = "RegisterOccupier";
      return {
          {"occupier_id", stranger(universe::occupiers)}, {"name", "Somebody"}, {"billing_reference", "REF"}};
  }
}

Fields Author::set_price(const Business& business) {
  static constexpr std::string_view pers[] = {"MONTH", "DAY", "HOUR", "UNIT", "ONCE"};
  return {{"site_id", mostly(keys_of(business.sites), universe::sites)},
          {"product_id", mostly(keys_of(business.products), universe::service_products)},
          {"unit_price", amount()},
          {"per", std::string{pers[below(5)]}},
          {"from", day_text(day_from(universe::first_day) + between(-20, universe::days))}};
}

}  // namespace tenure::model
