// Users, access groups, phone numbers.

#include <algorithm>

#include "tests/model/reference/rules.h"

namespace tenure::model {

boost::json::array without_repeats(const std::vector<std::string>& texts) {
  boost::json::array kept;
  std::set<std::string> seen;
  for (const auto& text : texts) {
    if (seen.insert(text).second) kept.emplace_back(text);
  }
  return kept;
}

std::string e164(std::string number, const std::string& country) {
  std::erase(number, ' ');
  if (number.starts_with("0") && country == "GB") number = "+44" + number.substr(1);
  if (!number.starts_with("+")) return {};
  return number.size() > 9 ? number : std::string{};
}

Fields about_number(const std::string& id, const Number& number) {
  return {{"number", id}, {"site_id", number.site}, {"occupier_id", number.occupier}};
}

Code AddUser(Business& business, const Fields& command) {
  const auto id = text_of(command, "user_id");
  const auto occupier = text_of(command, "occupier_id");
  const auto sites = texts_of(command, "site_ids");
  if (business.users.contains(id)) return "ALREADY_EXISTS";
  if (!business.occupiers.contains(occupier)) return "UNKNOWN_OCCUPIER";
  if (sites.empty()) return "UNKNOWN_SITE";
  for (const auto& site : sites) {
    if (!business.sites.contains(site)) return "UNKNOWN_SITE";
  }
  for (const auto& site : sites) {
    if (find_contract(business, occupier, site, {"UPCOMING", "ACTIVE"}).empty()) return "NO_CONTRACT";
  }
  const auto email = text_of(command, "email");
  if (std::ranges::count(email, '@') != 1 || email.starts_with('@') || email.ends_with('@'))
    return "BAD_EMAIL";
  business.users[id] = {occupier, {sites.begin(), sites.end()}, text_of(command, "role") == "ADMIN", true, {},
                        false};
  Fields data = command;
  data["site_ids"] = without_repeats(sites);
  business.note("UserAdded", data, {"user/" + id, "occupier/" + occupier});
  return {};
}

Code DeactivateUser(Business& business, const Fields& command) {
  const auto id = text_of(command, "user_id");
  if (!business.users.contains(id)) return "UNKNOWN_USER";
  auto& user = business.users.at(id);
  if (!user.active) return "INVALID_TRANSITION";
  int admins = 0;
  int others = 0;
  for (const auto& [other_id, other] : business.users) {
    if (other_id == id || other.occupier != user.occupier || !other.active) continue;
    ++others;
    if (other.is_admin) ++admins;
  }
  if (user.is_admin && admins == 0 && others > 0) return "LAST_ADMIN";
  for (const auto& [number_id, number] : business.numbers) {
    if (number.user == id) return "USER_HAS_NUMBERS";
  }
  user.active = false;
  business.note("UserDeactivated",
                {{"user_id", id}, {"occupier_id", user.occupier}, {"was_admin", user.is_admin}},
                {"user/" + id, "occupier/" + user.occupier});
  return {};
}

Code CreateAccessGroup(Business& business, const Fields& command) {
  const auto id = text_of(command, "group_id");
  const auto sites = texts_of(command, "site_ids");
  if (business.groups.contains(id)) return "ALREADY_EXISTS";
  if (sites.empty()) return "UNKNOWN_SITE";
  for (const auto& site : sites) {
    if (!business.sites.contains(site)) return "UNKNOWN_SITE";
  }
  for (const auto& entry : objects_of(command, "schedule")) {
    if (number_of(entry, "from_minute") == number_of(entry, "to_minute")) return "BAD_SCHEDULE";
  }
  business.groups[id] = {{sites.begin(), sites.end()}, {}, {}, false};
  Fields data = command;
  data["site_ids"] = without_repeats(sites);
  if (objects_of(command, "schedule").empty()) data.erase("schedule");
  business.note("AccessGroupCreated", data, {"access-group/" + id});
  return {};
}

Code AddDoorToGroup(Business& business, const Fields& command) {
  const auto id = text_of(command, "group_id");
  const auto door = text_of(command, "door_id");
  if (!business.groups.contains(id)) return "UNKNOWN_ACCESS_GROUP";
  if (!business.doors.contains(door)) return "UNKNOWN_DOOR";
  auto& group = business.groups.at(id);
  const auto& site = business.doors.at(door);
  if (!group.sites.contains(site)) return "DOOR_NOT_AT_SITE";
  if (!group.doors.insert(door).second) return "ALREADY_EXISTS";
  business.note("DoorAddedToGroup", {{"group_id", id}, {"door_id", door}, {"site_id", site}},
                {"access-group/" + id});
  return {};
}

Code AddUserToGroup(Business& business, const Fields& command) {
  const auto id = text_of(command, "group_id");
  const auto user = text_of(command, "user_id");
  const auto from = time_of(command, "from");
  const auto to = time_of(command, "to");
  if (!business.groups.contains(id)) return "UNKNOWN_ACCESS_GROUP";
  if (!business.users.contains(user)) return "UNKNOWN_USER";
  if (from && to && *to <= *from) return "BAD_PERIOD";
  auto& members = business.groups.at(id).members;
  const auto member = members.find(user);
  if (member != members.end() && member->second == std::pair{from, to}) return "ALREADY_EXISTS";
  members[user] = {from, to};
  Fields data;
  take(data, command, {"group_id", "user_id", "from", "to"});
  business.note("UserAddedToGroup", data, {"access-group/" + id});
  return {};
}

Code RemoveUserFromGroup(Business& business, const Fields& command) {
  const auto id = text_of(command, "group_id");
  const auto user = text_of(command, "user_id");
  if (!business.groups.contains(id)) return "UNKNOWN_ACCESS_GROUP";
  if (!business.users.contains(user)) return "UNKNOWN_USER";
  if (business.groups.at(id).members.erase(user) == 0) return "INVALID_TRANSITION";
  business.note("UserRemovedFromGroup", {{"group_id", id}, {"user_id", user}}, {"access-group/" + id});
  return {};
}

Code ProvisionPhoneNumber(Business& business, const Fields& command) {
  const auto site = text_of(command, "site_id");
  if (!business.sites.contains(site)) return "UNKNOWN_SITE";
  const auto number = e164(text_of(command, "number"), business.sites.at(site).country);
  if (number.empty()) return "BAD_NUMBER";
  if (business.numbers.contains(number)) return "ALREADY_EXISTS";
  business.numbers[number] = {site, "AVAILABLE", {}, {}, {}, 0, {}};
  Fields data = command;
  put_text(data, "number", number);
  business.note("NumberProvisioned", data, {"number/" + number});
  return {};
}

Code AllocatePhoneNumber(Business& business, const Fields& command) {
  const auto id = text_of(command, "number");
  const auto occupier = text_of(command, "occupier_id");
  if (!business.numbers.contains(id)) return "UNKNOWN_PHONE_NUMBER";
  if (!business.occupiers.contains(occupier)) return "UNKNOWN_OCCUPIER";
  auto& number = business.numbers.at(id);
  if (find_contract(business, occupier, number.site, {"UPCOMING", "ACTIVE"}).empty()) return "NO_CONTRACT";
  if (number.status != "AVAILABLE") return "INVALID_TRANSITION";
  number.status = "RESERVED";
  number.occupier = occupier;
  const auto& today = business.sites.at(number.site).today;
  number.held.push_back({occupier, today, {}});
  auto allocated = about_number(id, number);
  if (today) allocated["on"] = day_text(*today);
  business.note("NumberAllocated", std::move(allocated), {"number/" + id, "occupier/" + occupier});
  return {};
}

Code ActivatePhoneNumber(Business& business, const Fields& command) {
  const auto id = text_of(command, "number");
  if (!business.numbers.contains(id)) return "UNKNOWN_PHONE_NUMBER";
  auto& number = business.numbers.at(id);
  if (number.status != "RESERVED") return "INVALID_TRANSITION";
  const bool in_force = !find_contract(business, number.occupier, number.site, {"ACTIVE"}).empty();
  const bool entitled =
      active_at(business, number.occupier, number.site) < entitled_at(business, number.occupier, number.site);
  if (in_force && !entitled) return "NO_ENTITLEMENT";
  number.status = in_force ? "ACTIVE" : "PENDING";
  business.note(in_force ? "NumberActivated" : "NumberActivationRequested", about_number(id, number),
                {"number/" + id, "occupier/" + number.occupier});
  return {};
}

Code AssignPhoneNumber(Business& business, const Fields& command) {
  const auto id = text_of(command, "number");
  const auto user_id = text_of(command, "user_id");
  const auto extension = text_of(command, "extension");
  if (!business.numbers.contains(id)) return "UNKNOWN_PHONE_NUMBER";
  if (!business.users.contains(user_id)) return "UNKNOWN_USER";
  auto& number = business.numbers.at(id);
  const auto& user = business.users.at(user_id);
  if (number.status != "ACTIVE") return "NUMBER_NOT_ACTIVE";
  if (!user.active || user.occupier != number.occupier || !user.sites.contains(number.site)) {
    return "USER_NOT_ELIGIBLE";
  }
  if (!number.user.empty()) return "NUMBER_ASSIGNED";
  if (is_main(business, id)) return "MAIN_NOT_ASSIGNABLE";
  if (extension.find_first_not_of("0123456789") != std::string::npos) return "BAD_EXTENSION";
  for (const auto& [other_id, other] : business.numbers) {
    if (!extension.empty() && other.site == number.site && other.extension == extension)
      return "EXTENSION_IN_USE";
  }
  number.user = user_id;
  number.extension = extension;
  auto data = about_number(id, number);
  put_text(data, "user_id", user_id);
  put_text(data, "extension", extension);
  std::vector<std::string> streams{"number/" + id, "user/" + user_id};
  if (!extension.empty()) streams.push_back("extension/" + number.site + "/" + extension);
  business.note("NumberAssigned", data, streams);
  return {};
}

Code UnassignPhoneNumber(Business& business, const Fields& command) {
  const auto id = text_of(command, "number");
  if (!business.numbers.contains(id)) return "UNKNOWN_PHONE_NUMBER";
  if (business.numbers.at(id).user.empty()) return "INVALID_TRANSITION";
  unassign(business, id);
  return {};
}

void unassign(Business& business, const std::string& number_id) {
  auto& number = business.numbers.at(number_id);
  auto data = about_number(number_id, number);
  put_text(data, "user_id", number.user);
  put_text(data, "extension", number.extension);
  std::vector<std::string> streams{"number/" + number_id, "user/" + number.user};
  if (!number.extension.empty()) streams.push_back("extension/" + number.site + "/" + number.extension);
  number.user.clear();
  number.extension.clear();
  business.note("NumberUnassigned", data, streams);
}

std::int64_t active_at(const Business& business, const std::string& occupier, const std::string& site) {
  return std::ranges::count_if(business.numbers, [&](const auto& entry) {
    const auto& number = entry.second;
    return number.status == "ACTIVE" && number.occupier == occupier && number.site == site;
  });
}

void activate_pending(Business& business, const std::string& occupier, const std::string& site) {
  for (auto& [id, number] : business.numbers) {
    if (number.status != "PENDING" || number.occupier != occupier || number.site != site) continue;
    if (active_at(business, occupier, site) >= entitled_at(business, occupier, site)) return;
    number.status = "ACTIVE";
    business.note("NumberActivated", about_number(id, number), {"number/" + id, "occupier/" + occupier});
  }
}

}  // namespace tenure::model
