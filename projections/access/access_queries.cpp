#include <algorithm>
#include <map>
#include <utility>

#include "domain/access/allowed.h"
#include "projections/access/access.h"
#include "projections/access/access_keys.h"
#include "projections/runtime/row_reader.h"

namespace tenure::projections::access {
namespace {

using domain::AccessReason;
using domain::Instant;
using domain::Membership;

/// A membership in a group, with the group's schedule.
struct Group {
  std::string group_id;
  Membership membership;
  std::vector<domain::ScheduleStretch> schedule;
};

/// Reads the rows of one operator and keeps what several answers of one query need.
class Books {
 public:
  Books(const RowReader& rows, std::string_view operator_id) : rows_{rows}, operator_id_{operator_id} {}

  [[nodiscard]] Result<std::optional<UserRow>> user(std::string_view user_id) const {
    return find<UserRow>(rows_, user_key(operator_id_, user_id));
  }
  [[nodiscard]] Result<std::optional<DoorRow>> door(std::string_view door_id) const {
    return find<DoorRow>(rows_, door_key(operator_id_, door_id));
  }
  [[nodiscard]] Result<std::optional<Membership>> membership(std::string_view user_id,
                                                             std::string_view group_id) const {
    return find<Membership>(rows_, groups_of_user(operator_id_, user_id).text(group_id));
  }

  /// The last parts of the keys behind a prefix: ids, in their order.
  [[nodiscard]] Result<std::vector<std::string>> ids(std::string_view prefix) const {
    std::vector<std::string> result;
    const auto read = for_each(rows_, prefix, [&](std::string_view key, std::string_view) {
      KeyParts parts{key};
      result.emplace_back(parts.text());
      return parts.complete();
    });
    if (!read) return std::unexpected{read.error()};
    return result;
  }

  [[nodiscard]] Result<std::vector<Group>> groups(std::string_view user_id) {
    std::vector<Group> result;
    const auto read = for_each(rows_, groups_of_user(operator_id_, user_id),
                               [&](std::string_view key, std::string_view value) {
                                 KeyParts parts{key};
                                 auto& group = result.emplace_back();
                                 group.group_id = parts.text();
                                 return parts.complete() && domain::from_archive(value, group.membership);
                               });
    if (!read) return std::unexpected{read.error()};
    for (auto& group : result) {
      auto schedule = schedule_of(group.group_id);
      if (!schedule) return std::unexpected{schedule.error()};
      group.schedule = std::move(*schedule);
    }
    return result;
  }

  [[nodiscard]] Result<std::vector<domain::ScheduleStretch>> schedule_of(const std::string& group_id) {
    if (const auto known = schedules_.find(group_id); known != schedules_.end()) return known->second;
    const auto row = find<GroupRow>(rows_, group_key(operator_id_, group_id));
    if (!row) return std::unexpected{row.error()};
    std::vector<domain::ScheduleStretch> schedule;
    if (const auto& group = *row) {
      for (const auto& entry : group->schedule)
        schedule.push_back({entry.weekday, entry.from_minute, entry.to_minute});
    }
    return schedules_.emplace(group_id, std::move(schedule)).first->second;
  }

  [[nodiscard]] Result<domain::ContractStanding> standing(const std::string& occupier_id,
                                                          const std::string& site_id) {
    const auto [known, added] =
        standings_.try_emplace({occupier_id, site_id}, domain::ContractStanding::none);
    if (!added) return known->second;
    const auto row = find<InForce>(rows_, in_force_key(operator_id_, occupier_id, site_id));
    if (!row) return std::unexpected{row.error()};
    if (const auto& held = *row; held && held->contracts > 0)
      known->second = domain::ContractStanding::in_force;
    return known->second;
  }

  [[nodiscard]] Result<domain::Zone> zone_of(const std::string& site_id) {
    if (const auto known = zones_.find(site_id); known != zones_.end()) return known->second;
    const auto row = find<SiteRow>(rows_, site_key(operator_id_, site_id));
    if (!row) return std::unexpected{row.error()};
    const auto& site = *row;
    const auto zone = site ? domain::find_zone(site->time_zone) : std::nullopt;
    if (!zone) {
      return std::unexpected{QueryError{
          QueryError::Kind::storage, "the site's time zone is not in this machine's tables; install tzdata"}};
    }
    return zones_.emplace(site_id, *zone).first->second;
  }

  /// The rule, asked with the groups that hold both; they are in the order of their ids.
  [[nodiscard]] Result<Verdict> verdict(const UserRow& user, const DoorRow& door,
                                        const std::vector<Group>& common, Instant time) {
    const auto zone = zone_of(door.site_id);
    if (!zone) return std::unexpected{zone.error()};
    const auto contract = standing(user.occupier_id, door.site_id);
    if (!contract) return std::unexpected{contract.error()};

    std::vector<domain::AccessGrant> grants;
    for (const auto& group : common)
      grants.push_back({group.membership.from, group.membership.to, group.schedule});
    domain::AccessQuestion question{
        user.active != 0 ? domain::UserStanding::active : domain::UserStanding::inactive, grants, *contract};
    Verdict verdict{Missing::nothing, domain::allowed(question, *zone, time), {}};
    if (verdict.reason != AccessReason::ALLOWED) return verdict;
    for (std::size_t index = 0; index < common.size(); ++index) {
      question.grants = {&grants[index], 1};
      if (domain::allowed(question, *zone, time) != AccessReason::ALLOWED) continue;
      verdict.group_id = common[index].group_id;
      break;
    }
    return verdict;
  }

 private:
  const RowReader& rows_;
  std::string_view operator_id_;
  std::map<std::string, std::vector<domain::ScheduleStretch>> schedules_;
  std::map<std::pair<std::string, std::string>, domain::ContractStanding> standings_;
  std::map<std::string, domain::Zone> zones_;
};

}  // namespace

Result<Verdict> may(const View& view, std::string_view operator_id, std::string_view user_id,
                    std::string_view door_id, Instant time) {
  const auto rows = view.rows(model_name);
  if (!rows) return std::unexpected{rows.error()};
  Books books{**rows, operator_id};
  const auto found_user = books.user(user_id);
  if (!found_user) return std::unexpected{found_user.error()};
  const auto& user = *found_user;
  if (!user) return Verdict{Missing::user, AccessReason::NO_COMMON_GROUP, {}};
  const auto found_door = books.door(door_id);
  if (!found_door) return std::unexpected{found_door.error()};
  const auto& door = *found_door;
  if (!door) return Verdict{Missing::door, AccessReason::NO_COMMON_GROUP, {}};

  auto groups = books.groups(user_id);
  if (!groups) return std::unexpected{groups.error()};
  const auto of_door = books.ids(groups_of_door(operator_id, door_id));
  if (!of_door) return std::unexpected{of_door.error()};
  std::erase_if(*groups,
                [&](const Group& group) { return !std::ranges::binary_search(*of_door, group.group_id); });
  return books.verdict(*user, *door, *groups, time);
}

Result<std::optional<std::vector<DoorOfUser>>> doors_of_user(const View& view, std::string_view operator_id,
                                                             std::string_view user_id, Instant time) {
  const auto rows = view.rows(model_name);
  if (!rows) return std::unexpected{rows.error()};
  Books books{**rows, operator_id};
  const auto found_user = books.user(user_id);
  if (!found_user) return std::unexpected{found_user.error()};
  const auto& user = *found_user;
  if (!user) return std::nullopt;

  const auto groups = books.groups(user_id);
  if (!groups) return std::unexpected{groups.error()};
  std::map<std::string, std::vector<Group>> by_door;
  for (const auto& group : *groups) {
    const auto doors = books.ids(doors_of_group(operator_id, group.group_id));
    if (!doors) return std::unexpected{doors.error()};
    for (const auto& door_id : *doors) by_door[door_id].push_back(group);
  }
  std::vector<DoorOfUser> result;
  for (const auto& [door_id, common] : by_door) {
    const auto found_door = books.door(door_id);
    if (!found_door) return std::unexpected{found_door.error()};
    const auto& door = *found_door;
    if (!door) return std::unexpected{damaged_row(door_key(operator_id, door_id))};
    auto verdict = books.verdict(*user, *door, common, time);
    if (!verdict) return std::unexpected{verdict.error()};
    auto& entry = result.emplace_back(door_id, door->name, door->site_id, std::vector<std::string>{},
                                      std::move(*verdict));
    for (const auto& group : common) entry.group_ids.push_back(group.group_id);
  }
  return result;
}

Result<std::optional<std::vector<UserOfDoor>>> users_of_door(const View& view, std::string_view operator_id,
                                                             std::string_view door_id, Instant time) {
  const auto rows = view.rows(model_name);
  if (!rows) return std::unexpected{rows.error()};
  Books books{**rows, operator_id};
  const auto found_door = books.door(door_id);
  if (!found_door) return std::unexpected{found_door.error()};
  const auto& door = *found_door;
  if (!door) return std::nullopt;

  const auto groups = books.ids(groups_of_door(operator_id, door_id));
  if (!groups) return std::unexpected{groups.error()};
  std::map<std::string, std::vector<Group>> by_user;
  for (const auto& group_id : *groups) {
    const auto users = books.ids(users_of_group(operator_id, group_id));
    if (!users) return std::unexpected{users.error()};
    const auto schedule = books.schedule_of(group_id);
    if (!schedule) return std::unexpected{schedule.error()};
    for (const auto& user_id : *users) {
      const auto found = books.membership(user_id, group_id);
      if (!found) return std::unexpected{found.error()};
      const auto& membership = *found;
      if (!membership)
        return std::unexpected{damaged_row(users_of_group(operator_id, group_id).text(user_id))};
      by_user[user_id].push_back({group_id, *membership, *schedule});
    }
  }
  std::vector<UserOfDoor> result;
  for (const auto& [user_id, common] : by_user) {
    const auto found_user = books.user(user_id);
    if (!found_user) return std::unexpected{found_user.error()};
    const auto& user = *found_user;
    if (!user) return std::unexpected{damaged_row(user_key(operator_id, user_id))};
    auto verdict = books.verdict(*user, *door, common, time);
    if (!verdict) return std::unexpected{verdict.error()};
    auto& entry = result.emplace_back(user_id, user->occupier_id, user->given_name, user->family_name,
                                      std::vector<std::string>{}, std::move(*verdict));
    for (const auto& group : common) entry.group_ids.push_back(group.group_id);
  }
  return result;
}

}  // namespace tenure::projections::access
