#include "projections/access/access_books.h"

namespace tenure::projections::access {

Result<std::vector<std::string>> Books::ids(std::string_view prefix) const {
  std::vector<std::string> result;
  const auto read = for_each(rows_, prefix, [&](std::string_view key, std::string_view) {
    KeyParts parts{key};
    result.emplace_back(parts.text());
    return parts.complete();
  });
  if (!read) return std::unexpected{read.error()};
  return result;
}

Result<std::vector<Group>> Books::groups(std::string_view user_id) {
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
    auto rule = rule_of(group.group_id);
    if (!rule) return std::unexpected{rule.error()};
    group.rule = std::move(*rule);
  }
  return result;
}

Result<GroupRule> Books::rule_of(const std::string& group_id) {
  if (const auto known = rules_.find(group_id); known != rules_.end()) return known->second;
  const auto row = find<GroupRow>(rows_, group_key(operator_id_, group_id));
  if (!row) return std::unexpected{row.error()};
  GroupRule rule;
  if (const auto& group = *row) {
    for (const auto& entry : group->schedule) {
      rule.schedule.push_back({entry.weekday, entry.from_minute, entry.to_minute});
    }
    if (group->suspended != 0) rule.standing = domain::GroupStanding::suspended;
  }
  return rules_.emplace(group_id, std::move(rule)).first->second;
}

Result<domain::ContractStanding> Books::standing(const std::string& occupier_id, const std::string& site_id) {
  const auto [known, added] = standings_.try_emplace({occupier_id, site_id}, domain::ContractStanding::none);
  if (!added) return known->second;
  const auto row = find<InForce>(rows_, in_force_key(operator_id_, occupier_id, site_id));
  if (!row) return std::unexpected{row.error()};
  if (const auto& held = *row; held && held->contracts > 0)
    known->second = domain::ContractStanding::in_force;
  return known->second;
}

Result<domain::Zone> Books::zone_of(const std::string& site_id) {
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

Result<Verdict> Books::verdict(const UserRow& user, const DoorRow& door, const std::vector<Group>& common,
                               domain::Instant time,
                               const std::optional<domain::ShownCredential>& credential) {
  const auto zone = zone_of(door.site_id);
  if (!zone) return std::unexpected{zone.error()};
  const auto contract = standing(user.occupier_id, door.site_id);
  if (!contract) return std::unexpected{contract.error()};

  std::vector<domain::AccessGrant> grants;
  for (const auto& group : common) {
    grants.push_back({group.membership.from, group.membership.to, group.rule.schedule, group.rule.standing});
  }
  domain::AccessQuestion question{
      user.active != 0 ? domain::UserStanding::active : domain::UserStanding::inactive, grants, *contract,
      credential};
  Verdict verdict{Missing::nothing, domain::allowed(question, *zone, time), {}};
  if (verdict.reason != domain::AccessReason::ALLOWED) return verdict;
  for (std::size_t index = 0; index < common.size(); ++index) {
    question.grants = {&grants[index], 1};
    if (domain::allowed(question, *zone, time) != domain::AccessReason::ALLOWED) continue;
    verdict.group_id = common[index].group_id;
    break;
  }
  return verdict;
}

}  // namespace tenure::projections::access
