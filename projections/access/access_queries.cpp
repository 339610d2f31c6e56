#include <algorithm>
#include <map>
#include <utility>

#include "projections/access/access.h"
#include "projections/access/access_books.h"

namespace tenure::projections::access {

using domain::AccessReason;
using domain::Instant;

namespace {

Verdict nothing_known_of(Missing missing) { return {missing, AccessReason::NO_COMMON_GROUP, {}}; }

Result<Verdict> verdict_for(Books& books, std::string_view operator_id, std::string_view user_id,
                            std::string_view door_id, Instant time,
                            const std::optional<domain::ShownCredential>& credential = {}) {
  const auto found_user = books.user(user_id);
  if (!found_user) return std::unexpected{found_user.error()};
  const auto& user = *found_user;
  if (!user) return nothing_known_of(Missing::user);
  const auto found_door = books.door(door_id);
  if (!found_door) return std::unexpected{found_door.error()};
  const auto& door = *found_door;
  if (!door) return nothing_known_of(Missing::door);

  auto groups = books.groups(user_id);
  if (!groups) return std::unexpected{groups.error()};
  const auto of_door = books.ids(groups_of_door(operator_id, door_id));
  if (!of_door) return std::unexpected{of_door.error()};
  std::erase_if(*groups,
                [&](const Group& group) { return !std::ranges::binary_search(*of_door, group.group_id); });
  return books.verdict(*user, *door, *groups, time, credential);
}

}  // namespace

Result<Verdict> may(const View& view, std::string_view operator_id, std::string_view user_id,
                    std::string_view door_id, Instant time) {
  const auto rows = view.rows(model_name);
  if (!rows) return std::unexpected{rows.error()};
  Books books{**rows, operator_id};
  return verdict_for(books, operator_id, user_id, door_id, time);
}

Result<CredentialVerdict> may_with(const View& view, std::string_view operator_id,
                                   std::string_view credential_id, std::string_view user_id,
                                   std::string_view door_id, Instant time) {
  const auto rows = view.rows(model_name);
  if (!rows) return std::unexpected{rows.error()};
  Books books{**rows, operator_id};
  const auto found = books.credential(credential_id);
  if (!found) return std::unexpected{found.error()};
  const auto& credential = *found;
  if (!credential) return CredentialVerdict{std::string{user_id}, nothing_known_of(Missing::credential)};

  CredentialVerdict answer{user_id.empty() ? credential->user_id : std::string{user_id}, {}};
  const domain::ShownCredential shown{
      credential->revoked != 0 ? domain::CredentialStanding::revoked : domain::CredentialStanding::issued,
      credential->valid_until,
      answer.user_id == credential->user_id ? domain::CredentialHolder::this_user
                                            : domain::CredentialHolder::another_user};
  auto verdict = verdict_for(books, operator_id, answer.user_id, door_id, time, shown);
  if (!verdict) return std::unexpected{verdict.error()};
  answer.verdict = std::move(*verdict);
  return answer;
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
    const auto rule = books.rule_of(group_id);
    if (!rule) return std::unexpected{rule.error()};
    for (const auto& user_id : *users) {
      const auto found = books.membership(user_id, group_id);
      if (!found) return std::unexpected{found.error()};
      const auto& membership = *found;
      if (!membership)
        return std::unexpected{damaged_row(users_of_group(operator_id, group_id).text(user_id))};
      by_user[user_id].push_back({group_id, *membership, *rule});
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

Result<std::vector<GroupOfUser>> memberships(const View& view, std::string_view operator_id,
                                             std::string_view user_id) {
  const auto rows = view.rows(model_name);
  if (!rows) return std::unexpected{rows.error()};
  Books books{**rows, operator_id};
  const auto ids = books.ids(groups_of_user(operator_id, user_id));
  if (!ids) return std::unexpected{ids.error()};
  std::vector<GroupOfUser> result;
  for (const auto& group_id : *ids) {
    const auto membership = books.membership(user_id, group_id);
    if (!membership) return std::unexpected{membership.error()};
    const auto found = find<GroupRow>(**rows, group_key(operator_id, group_id));
    if (!found) return std::unexpected{found.error()};
    const auto& group = *found;
    if (!group || !*membership) return std::unexpected{damaged_row(group_key(operator_id, group_id))};
    result.push_back({group_id, group->name, (*membership)->from, (*membership)->to, group->suspended});
  }
  return result;
}

Result<std::vector<CredentialOfUser>> credentials(const View& view, std::string_view operator_id,
                                                  std::string_view user_id) {
  const auto rows = view.rows(model_name);
  if (!rows) return std::unexpected{rows.error()};
  const Books books{**rows, operator_id};
  const auto ids = books.ids(credentials_of_user(operator_id, user_id));
  if (!ids) return std::unexpected{ids.error()};
  std::vector<CredentialOfUser> result;
  for (const auto& credential_id : *ids) {
    const auto found = books.credential(credential_id);
    if (!found) return std::unexpected{found.error()};
    const auto& credential = *found;
    if (!credential) return std::unexpected{damaged_row(credential_key(operator_id, credential_id))};
    result.push_back({credential_id, credential->kind, credential->valid_until});
  }
  return result;
}

Result<Page<GroupOfOccupier>> groups_of_occupier(const View& view, std::string_view operator_id,
                                                 std::string_view occupier_id, const PageRequest& page) {
  const auto rows = view.rows(model_name);
  if (!rows) return std::unexpected{rows.error()};
  return read_page<GroupOfOccupier>(**rows, groups_with_users_of(operator_id, occupier_id), page,
                                    [&](std::string_view key, std::string_view value, GroupOfOccupier& item) {
                                      KeyParts parts{key};
                                      item.group_id = parts.text();
                                      Members members;
                                      if (!parts.complete() || !domain::from_archive(value, members))
                                        return Keep::damaged;
                                      const auto found =
                                          find<GroupRow>(**rows, group_key(operator_id, item.group_id));
                                      if (!found || !*found) return Keep::damaged;
                                      const auto& group = **found;
                                      item.name = group.name;
                                      item.site_ids = group.site_ids;
                                      item.suspended = group.suspended;
                                      item.users = members.users;
                                      return Keep::yes;
                                    });
}

}  // namespace tenure::projections::access
