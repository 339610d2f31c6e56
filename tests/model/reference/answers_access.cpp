#include <algorithm>
#include <map>
#include <set>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "tests/model/reference/answers.h"

namespace tenure::model::access {
namespace {

/// A group as all that was said of it leaves it.
struct Group {
  std::string name;
  std::vector<std::string> sites;
  std::vector<Fields> schedule;
  std::set<std::string> doors;
  bool suspended = false;
};
Group group_of(const History& history, const std::string& id) {
  Group group;
  for (const auto* record : history.of({}, "group_id", id)) {
    const auto& [type, data, streams] = record->fact;
    if (type == "AccessGroupCreated") {
      group.name = text_of(data, "name");
      group.sites = texts_of(data, "site_ids");
    }
    if (type == "AccessGroupCreated" || type == "GroupScheduleSet")
      group.schedule = objects_of(data, "schedule");
    if (type == "DoorAddedToGroup") group.doors.insert(text_of(data, "door_id"));
    if (type == "DoorRemovedFromGroup") group.doors.erase(text_of(data, "door_id"));
    if (type == "GroupSuspended") group.suspended = true;
    if (type == "GroupResumed") group.suspended = false;
  }
  return group;
}

struct Grant {
  std::string group;
  std::optional<Time> from;
  std::optional<Time> to;
  Group rules;
};

/// The groups that the user is in, by id.
std::vector<Grant> groups_of(const History& history, const std::string& user) {
  std::map<std::string, Grant> grants;
  for (const auto* record : history.of({}, "user_id", user)) {
    const auto& data = record->fact.data;
    const auto group = text_of(data, "group_id");
    if (record->fact.type == "UserAddedToGroup") {
      grants[group] = {group, time_of(data, "from"), time_of(data, "to"), group_of(history, group)};
    } else if (record->fact.type == "UserRemovedFromGroup") {
      grants.erase(group);
    }
  }
  std::vector<Grant> list;
  for (const auto& [group, grant] : grants) list.push_back(grant);
  return list;
}

/// A credential as all that was said of it leaves it.
struct Shown {
  std::string user;
  std::string kind;
  std::optional<Time> until;
  bool revoked = false;
};
std::optional<Shown> credential_of(const History& history, const std::string& id) {
  std::optional<Shown> shown;
  for (const auto* record : history.of({}, "credential_id", id)) {
    const auto& data = record->fact.data;
    if (record->fact.type == "CredentialIssued") {
      shown = {text_of(data, "user_id"), text_of(data, "kind"), time_of(data, "valid_until"), false};
    } else {
      shown->revoked = true;
    }
  }
  return shown;
}

bool is_open(const Grant& grant, Time time, const std::string& zone) {
  if (grant.rules.schedule.empty()) return true;
  const auto today = weekday_of(local_day(time, zone));
  const auto minute = local_minute(time, zone);
  for (const auto& entry : grant.rules.schedule) {
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

/// The reason, and the group that lets the user in.
std::string verdict(const History& history, const std::string& user, const std::string& door, Time time,
                    const std::optional<Shown>& credential = {}) {
  const auto known = history.of("UserAdded", "user_id", user);
  if (known.empty()) return "no such user";
  const auto doors = history.of("DoorAdded", "door_id", door);
  if (doors.empty()) return "no such door";
  if (credential) {
    if (credential->revoked) return "CREDENTIAL_REVOKED";
    if (credential->until && time >= *credential->until) return "CREDENTIAL_EXPIRED";
    if (credential->user != user) return "CREDENTIAL_OF_ANOTHER_USER";
  }
  if (!is_active(history, user)) return "USER_INACTIVE";
  const auto site = text_of(doors.front()->fact.data, "site_id");
  const auto zone = text_of(history.of("SiteRegistered", "site_id", site).front()->fact.data, "time_zone");

  bool common = false;
  bool usual = false;
  bool covered = false;
  std::string open;
  for (const auto& grant : groups_of(history, user)) {
    if (!grant.rules.doors.contains(door)) continue;
    common = true;
    if (grant.rules.suspended) continue;
    usual = true;
    if (time < grant.from.value_or(time) || (grant.to && time >= *grant.to)) continue;
    covered = true;
    if (open.empty() && is_open(grant, time, zone)) open = grant.group;
  }
  if (!common) return "NO_COMMON_GROUP";
  if (!usual) return "GROUP_SUSPENDED";
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
    for (const auto& door : grant.rules.doors) groups_by_door[door].push_back(grant.group);
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
      if (grant.rules.doors.contains(door)) groups.push_back(grant.group);
    }
    if (groups.empty()) continue;
    const auto& data = added->fact.data;
    lines.push_back(fmt::format("{} of {} {} {} through {}: {}", user, text_of(data, "occupier_id"),
                                text_of(data, "given_name"), text_of(data, "family_name"),
                                fmt::join(groups, " "), verdict(history, user, door, time)));
  }
  return lines;
}

Lines may_with(const History& history, const std::string& credential, const std::string& user,
               const std::string& door, Time time) {
  const auto shown = credential_of(history, credential);
  if (!shown) return {user + ": no such credential"};
  const auto asked = user.empty() ? shown->user : user;
  return {asked + ": " + verdict(history, asked, door, time, shown)};
}

Lines memberships(const History& history, const std::string& user) {
  Lines lines;
  for (const auto& grant : groups_of(history, user)) {
    lines.push_back(fmt::format("{} {} [{}, {}) suspended {}", grant.group, grant.rules.name,
                                grant.from ? time_text(*grant.from) : "",
                                grant.to ? time_text(*grant.to) : "", grant.rules.suspended ? 1 : 0));
  }
  return lines;
}

Lines credentials(const History& history, const std::string& user) {
  std::set<std::string> ids;
  for (const auto* record : history.of("CredentialIssued"))
    ids.insert(text_of(record->fact.data, "credential_id"));
  Lines lines;
  for (const auto& id : ids) {
    const auto shown = credential_of(history, id);
    if (shown->user != user || shown->revoked) continue;
    lines.push_back(
        fmt::format("{} {} until {}", id, shown->kind, shown->until ? time_text(*shown->until) : ""));
  }
  return lines;
}

Lines groups_of_occupier(const History& history, const std::string& occupier) {
  std::map<std::string, int> users;
  for (const auto* record : history.of("UserAdded", "occupier_id", occupier)) {
    for (const auto& grant : groups_of(history, text_of(record->fact.data, "user_id"))) ++users[grant.group];
  }
  Lines lines;
  for (const auto& [id, count] : users) {
    const auto group = group_of(history, id);
    lines.push_back(fmt::format("{} {} at {} suspended {} with {}", id, group.name,
                                fmt::join(group.sites, " "), group.suspended ? 1 : 0, count));
  }
  return lines;
}

}  // namespace tenure::model::access

namespace tenure::model {

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

bool is_active(const History& history, const std::string& user) {
  bool active = false;
  for (const auto* record : history.of({}, "user_id", user)) {
    const auto& type = record->fact.type;
    if (type == "UserAdded" || type == "UserReactivated") active = true;
    if (type == "UserDeactivated") active = false;
  }
  return active;
}

}  // namespace tenure::model
