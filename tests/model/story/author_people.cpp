// Users, access groups and phone numbers.

#include <algorithm>

#include "tests/model/reference/rules.h"
#include "tests/model/story/author.h"
#include "tests/model/story/choose.h"
#include "tests/model/story/universe.h"

namespace tenure::model {
namespace {

/// Occupiers that have a signed contract, and its site, side by side.
std::vector<std::string> tenants_at(const Business& business, const std::string& site) {
  std::vector<std::string> tenants;
  for (const auto& [id, contract] : business.contracts) {
    if (is_live(contract) && contract.site == site) tenants.push_back(contract.occupier);
  }
  return tenants;
}

std::string site_of_number(const Business& business, const std::string& number) {
  const auto found = business.numbers.find(number);
  return found == business.numbers.end() ? std::string{universe::sites[0]} : found->second.site;
}

}  // namespace

Fields Author::add_user(const Business& business) {
  const auto site = any(universe::sites);
  boost::json::array sites{boost::json::value(site)};
  if (chance(30)) sites.emplace_back(any(universe::sites));
  if (slips()) sites.clear();
  if (slips()) sites.emplace_back("nowhere");
  std::vector<std::string> missing;
  for (const auto id : universe::users) {
    if (!business.users.contains(std::string{id})) missing.emplace_back(id);
  }
  return {{"user_id", mostly(missing, universe::users)},
          {"occupier_id", mostly(tenants_at(business, site), universe::occupiers)},
          {"site_ids", sites},
          {"given_name", "Given"},
          {"family_name", "Family " + std::to_string(below(3))},
          {"email", slips() ? "user" : "user@example.org"},
          {"role", chance(50) ? "ADMIN" : "USER"}};
}

Fields Author::deactivate_user(const Business& business) {
  const auto active = ids_where(business.users, [](const User& user) { return user.active; });
  return {{"user_id", mostly(active, universe::users)}};
}

void Author::put_schedule(Fields& group) {
  if (!chance(60)) return;
  boost::json::array schedule;
  for (int left = between(0, 6); left > 0; --left) {
    const auto from = between(0, 23) * 60;
    const auto to = slips() ? from : between(1, 24) * 60;
    if (from == to && !slips()) continue;
    schedule.push_back(Fields{{"weekday", between(1, 7)}, {"from_minute", from}, {"to_minute", to}});
  }
  group["schedule"] = schedule;
}

Fields Author::create_access_group(const Business& business) {
  std::vector<std::string> missing;
  for (const auto id : universe::groups) {
    if (!business.groups.contains(std::string{id})) missing.emplace_back(id);
  }
  boost::json::array sites{boost::json::value(any(universe::sites))};
  if (chance(50)) sites.emplace_back(any(universe::sites));
  if (slips()) sites.emplace_back("nowhere");
  Fields group{{"group_id", mostly(missing, universe::groups)}, {"site_ids", sites}, {"name", "A group"}};
  put_schedule(group);
  return group;
}

Fields Author::add_door_to_group(const Business& business) {
  return {{"group_id", mostly(ids_of(business.groups), universe::groups)},
          {"door_id", mostly(ids_of(business.doors), universe::doors)}};
}

Fields Author::add_user_to_group(const Business& business) {
  Fields membership{{"group_id", mostly(ids_of(business.groups), universe::groups)},
                    {"user_id", mostly(ids_of(business.users), universe::users)}};
  const Time around = day_from(universe::first_day) * microseconds_per_day;
  const auto from = around + below(universe::days * 24) * microseconds_per_hour;
  const bool is_backwards = slips();
  if (is_backwards || chance(40)) membership["from"] = time_text(from);
  if (is_backwards || chance(40))
    membership["to"] = time_text(from + (is_backwards ? -1 : between(1, 900)) * microseconds_per_hour);
  return membership;
}

Fields Author::remove_user_from_group(const Business& business) {
  const auto group = mostly(ids_of(business.groups), universe::groups);
  std::vector<std::string> members;
  if (const auto found = business.groups.find(group); found != business.groups.end()) {
    members = ids_of(found->second.members);
  }
  return {{"group_id", group}, {"user_id", mostly(members, universe::users)}};
}

Fields Author::provision_phone_number(const Business& business) {
  const auto index = below(universe::numbers.size());
  if (business.numbers.contains(std::string{universe::numbers[index]}) && !careless_) pointless_ = true;
  std::string number{universe::numbers[index]};
  const auto site = universe::sites[(index < universe::numbers_at_first) != slips() ? 0 : 1];
  if (!business.sites.contains(std::string{site}) && !careless_) pointless_ = true;
  if (number.starts_with("+44") && chance(30)) number = "0" + number.substr(3);
  if (slips()) number = "+44";
  if (slips()) number = "12";
  return {{"number", number},
          {"site_id", slips() ? stranger(universe::sites) : std::string{site}},
          {"kind", "GEOGRAPHIC"}};
}

Fields Author::allocate_phone_number(const Business& business) {
  const auto free = ids_where(business.numbers, [](const Number& one) { return one.status == "AVAILABLE"; });
  const auto number = mostly(free, universe::numbers);
  return {
      {"number", number},
      {"occupier_id", mostly(tenants_at(business, site_of_number(business, number)), universe::occupiers)}};
}

Fields Author::activate_phone_number(const Business& business) {
  const auto reserved = ids_where(business.numbers, [&](const Number& one) {
    return one.status == "RESERVED" &&
           (find_contract(business, one.occupier, one.site, {"ACTIVE"}).empty() ||
            entitled_at(business, one.occupier, one.site) > active_at(business, one.occupier, one.site));
  });
  return {{"number", mostly(reserved, universe::numbers)}};
}

Fields Author::assign_phone_number(const Business& business) {
  const auto ready = ids_where(business.numbers,
                               [](const Number& one) { return one.status == "ACTIVE" && one.user.empty(); });
  const auto number = mostly(ready, universe::numbers);
  std::vector<std::string> fitting;
  if (const auto found = business.numbers.find(number); found != business.numbers.end()) {
    fitting = ids_where(business.users, [&](const User& user) {
      return user.active && user.occupier == found->second.occupier &&
             user.sites.contains(found->second.site);
    });
  }
  Fields assignment{{"number", number}, {"user_id", mostly(fitting, universe::users)}};
  if (chance(60)) {
    std::vector<std::string> in_use;
    for (const auto& [id, other] : business.numbers) {
      if (!other.extension.empty() && other.site == site_of_number(business, number))
        in_use.push_back(other.extension);
    }
    assignment["extension"] = slips() ? "12a" : any(universe::extensions);
    if (!in_use.empty() && chance(25)) assignment["extension"] = any(in_use);
  }
  return assignment;
}

Fields Author::unassign_phone_number(const Business& business) {
  const auto assigned = ids_where(business.numbers, [](const Number& one) { return !one.user.empty(); });
  return {{"number", mostly(assigned, universe::numbers)}};
}

}  // namespace tenure::model
