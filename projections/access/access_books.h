// Access's rows as the queries read them. Internal to this folder.
//
// What it is: the rows of one operator, and what several answers of one query need, read once.
// What can go wrong: QueryError, as of the storage.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "domain/access/allowed.h"
#include "projections/access/access.h"
#include "projections/access/access_keys.h"
#include "projections/runtime/row_reader.h"

namespace tenure::projections::access {

/// What a group lets its members do, as the rule wants it.
struct GroupRule {
  std::vector<domain::ScheduleStretch> schedule;
  domain::GroupStanding standing = domain::GroupStanding::usual;
};

/// A membership in a group.
struct Group {
  std::string group_id;
  domain::Membership membership;
  GroupRule rule;
};

class Books {
 public:
  Books(const RowReader& rows, std::string_view operator_id) : rows_{rows}, operator_id_{operator_id} {}

  [[nodiscard]] Result<std::optional<UserRow>> user(std::string_view user_id) const {
    return find<UserRow>(rows_, user_key(operator_id_, user_id));
  }
  [[nodiscard]] Result<std::optional<DoorRow>> door(std::string_view door_id) const {
    return find<DoorRow>(rows_, door_key(operator_id_, door_id));
  }
  [[nodiscard]] Result<std::optional<CredentialRow>> credential(std::string_view credential_id) const {
    return find<CredentialRow>(rows_, credential_key(operator_id_, credential_id));
  }
  [[nodiscard]] Result<std::optional<domain::Membership>> membership(std::string_view user_id,
                                                                     std::string_view group_id) const {
    return find<domain::Membership>(rows_, groups_of_user(operator_id_, user_id).text(group_id));
  }

  /// The last parts of the keys behind a prefix: ids, in their order.
  [[nodiscard]] Result<std::vector<std::string>> ids(std::string_view prefix) const;
  /// All groups of a user, by id.
  [[nodiscard]] Result<std::vector<Group>> groups(std::string_view user_id);
  [[nodiscard]] Result<GroupRule> rule_of(const std::string& group_id);

  /// The rule of access, asked with the groups that hold both; they are in the order of their ids.
  [[nodiscard]] Result<Verdict> verdict(const UserRow& user, const DoorRow& door,
                                        const std::vector<Group>& common, domain::Instant time,
                                        const std::optional<domain::ShownCredential>& credential = {});

 private:
  [[nodiscard]] Result<domain::ContractStanding> standing(const std::string& occupier_id,
                                                          const std::string& site_id);
  [[nodiscard]] Result<domain::Zone> zone_of(const std::string& site_id);

  const RowReader& rows_;
  std::string_view operator_id_;
  std::map<std::string, GroupRule> rules_;
  std::map<std::pair<std::string, std::string>, domain::ContractStanding> standings_;
  std::map<std::string, domain::Zone> zones_;
};

}  // namespace tenure::projections::access
