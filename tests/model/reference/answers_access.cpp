#include <algorithm>
#include <map>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "tests/model/reference/answers.h"

namespace tenure::model::access {
namespace {

struct Grant {
  std::string group;
  std::optional<Time> from;
  std::optional<Time> to;
  std::vector<Fields> schedule;
};

/// The groups that the user is in, by id.
std::vector<Grant> groups_of(const History& history, const std::string& user) {
  std::map<std::string, Grant> grants;
  for (const auto* record : history.of({}, "user_id", user)) {
    const auto& data = record->fact.data;
    const auto group = text_of(data, "group_id");
    if (record->fact.type == "UserAddedToGroup") {
      const auto created = history.of("AccessGroupCreated", "group_id", group);
      grants[group] = {group, time_of(data, "from"), time_of(data, "to"),
                       objects_of(created.front()->fact.data, "schedule")};
    } else if (record->fact.type == "UserRemovedFromGroup") {
      grants.erase(group);
    }
  }
  std::vector<Grant> list;
  for (const auto& [group, grant] : grants) list.push_back(grant);
  return list;
}

bool has_door(const History& history, const std::string& group, const std::string& door) {
  return std::ranges::any_of(history.of("DoorAddedToGroup", "group_id", group), [&](const Recorded* record) {
    return text_of(record->fact.data, "door_id") == door;
  });
}

bool is_open(const Grant& grant, Time time, const std::string& zone) {
  if (grant.schedule.empty()) return true;
  const auto today = weekday_of(local_day(time, zone));
  const auto minute = local_minute(time, zone);
  for (const auto& entry : grant.schedule) {
    const auto weekday = *number_of(entry, "weekday");
    const auto from = *number_of(entry, "from_minute");
    const auto to = *number_of(entry, "to_minute");
    if (from < to) {
      if (weekday == today && from <= minute && minute < to) return true;
    } else {
      const auto day_after = weekday == 7 ? 1 : weekday + 1;
      if (weekday == today && from <= minute) return true;
      if (day_after == today && minute < to) return true;
    }
  }
  return false;
}

bool in_force(const History& history, const std::string& occupier, const std::string& site) {
  std::map<std::string, bool> running;
  for (const auto* record : history.of({}, "occupier_id", occupier)) {
    const auto& data = record->fact.data;
    if (text_of(data, "site_id") != site) continue;
    if (record->fact.type == "ContractStarted") running[text_of(data, "contract_id")] = true;
    if (record->fact.type == "ContractEnded") running[text_of(data, "contract_id")] = false;
  }
  return std::ranges::any_of(running, [](const auto& contract) { return contract.second; });
}

/// The reason, and the group that lets the user in.
std::string verdict(const History& history, const std::string& user, const std::string& door, Time time) {
  const auto known = history.of("UserAdded", "user_id", user);
  if (known.empty()) return "no such user";
  const auto doors = history.of("DoorAdded", "door_id", door);
  if (doors.empty()) return "no such door";
  if (!history.of("UserDeactivated", "user_id", user).empty()) return "USER_INACTIVE";
  const auto site = text_of(doors.front()->fact.data, "site_id");
  const auto zone = text_of(history.of("SiteRegistered", "site_id", site).front()->fact.data, "time_zone");

  bool common = false;
  bool covered = false;
  std::string open;
  for (const auto& grant : groups_of(history, user)) {
    if (!has_door(history, grant.group, door)) continue;
    common = true;
    if (time < grant.from.value_or(time) || (grant.to && time >= *grant.to)) continue;
    covered = true;
    if (open.empty() && is_open(grant, time, zone)) open = grant.group;
  }
  if (!common) return "NO_COMMON_GROUP";
  if (!covered) return "OUTSIDE_MEMBERSHIP";
  if (open.empty()) return "OUTSIDE_SCHEDULE";
  if (!in_force(history, text_of(known.front()->fact.data, "occupier_id"), site))
    return "NO_CONTRACT_IN_FORCE";
  return "ALLOWED by " + open;
}

}  // namespace

Lines may(const History& history, const std::string& user, const std::string& door, Time time) {
  return {verdict(history, user, door, time)};
}

Lines doors_of_user(const History& history, const std::string& user, Time time) {
  if (history.of("UserAdded", "user_id", user).empty()) return {"no such user"};
  std::map<std::string, std::vector<std::string>> groups_by_door;
  for (const auto& grant : groups_of(history, user)) {
    for (const auto* record : history.of("DoorAddedToGroup", "group_id", grant.group)) {
      groups_by_door[text_of(record->fact.data, "door_id")].push_back(grant.group);
    }
  }
  Lines lines;
  for (const auto& [door, groups] : groups_by_door) {
    const auto& data = history.of("DoorAdded", "door_id", door).front()->fact.data;
    lines.push_back(fmt::format("{} {} at {} through {}: {}", door, text_of(data, "name"),
                                text_of(data, "site_id"), fmt::join(groups, " "),
                                verdict(history, user, door, time)));
  }
  return lines;
}

Lines users_of_door(const History& history, const std::string& door, Time time) {
  if (history.of("DoorAdded", "door_id", door).empty()) return {"no such door"};
  std::map<std::string, const Recorded*> users;
  for (const auto* record : history.of("UserAdded")) users[text_of(record->fact.data, "user_id")] = record;
  Lines lines;
  for (const auto& [user, added] : users) {
    std::vector<std::string> groups;
    for (const auto& grant : groups_of(history, user)) {
      if (has_door(history, grant.group, door)) groups.push_back(grant.group);
    }
    if (groups.empty()) continue;
    const auto& data = added->fact.data;
    lines.push_back(fmt::format("{} of {} {} {} through {}: {}", user, text_of(data, "occupier_id"),
                                text_of(data, "given_name"), text_of(data, "family_name"),
                                fmt::join(groups, " "), verdict(history, user, door, time)));
  }
  return lines;
}

}  // namespace tenure::model::access
