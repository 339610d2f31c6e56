#include "projections/access/access_model.h"

#include <optional>
#include <vector>

#include "domain/kernel/text.h"
#include "projections/access/access.h"
#include "projections/access/access_keys.h"

namespace tenure::projections::access {
namespace {

using domain::copy;
using domain::text;

class AccessModel final : public Model {
 public:
  [[nodiscard]] std::string_view name() const override { return model_name; }
  [[nodiscard]] std::uint32_t version() const override { return 2; }

  void apply(const event::Event& event, RowWriter& rows) override {
    const auto operator_id = text(event.operator_id());
    switch (event.body_type()) {
#define X(Body)                \
  case event::EventBody::Body: \
    return apply(operator_id, *event.body_as_##Body(), rows);
      X(SiteRegistered)
      X(DoorAdded)
      X(ContractStarted)
      X(ContractEnded)
      X(UserAdded)
      X(UserDeactivated)
      X(UserReactivated)
      X(AccessGroupCreated)
      X(GroupScheduleSet)
      X(GroupSuspended)
      X(GroupResumed)
      X(DoorAddedToGroup)
      X(DoorRemovedFromGroup)
      X(UserAddedToGroup)
      X(UserRemovedFromGroup)
      X(CredentialIssued)
      X(CredentialRevoked)
#undef X
      default:
        return;
    }
  }

 private:
  static void apply(std::string_view operator_id, const event::SiteRegistered& body, RowWriter& rows) {
    rows.write(site_key(operator_id, text(body.site_id())), SiteRow{copy(body.time_zone())});
  }
  static void apply(std::string_view operator_id, const event::DoorAdded& body, RowWriter& rows) {
    rows.write(door_key(operator_id, text(body.door_id())), DoorRow{copy(body.site_id()), copy(body.name())});
  }

  static void apply(std::string_view operator_id, const event::ContractStarted& body, RowWriter& rows) {
    rows.write_key(contract_key(operator_id, text(body.contract_id())));
    count(in_force_key(operator_id, text(body.occupier_id()), text(body.site_id())), 1, rows);
  }
  static void apply(std::string_view operator_id, const event::ContractEnded& body, RowWriter& rows) {
    const auto contract = contract_key(operator_id, text(body.contract_id()));
    // One that is terminated before its first day was never in force.
    if (!rows.has(contract)) return;
    rows.erase(contract);
    count(in_force_key(operator_id, text(body.occupier_id()), text(body.site_id())), -1, rows);
  }
  static void count(const Key& key, int change, RowWriter& rows) {
    InForce in_force;
    (void)rows.read(key, in_force);
    in_force.contracts = static_cast<std::uint32_t>(static_cast<int>(in_force.contracts) + change);
    rows.write(key, in_force);
  }

  static void apply(std::string_view operator_id, const event::UserAdded& body, RowWriter& rows) {
    rows.write(user_key(operator_id, text(body.user_id())),
               UserRow{copy(body.occupier_id()), copy(body.given_name()), copy(body.family_name()), 1});
  }
  static void apply(std::string_view operator_id, const event::UserDeactivated& body, RowWriter& rows) {
    change<UserRow>(user_key(operator_id, text(body.user_id())), rows,
                    [](UserRow& user) { user.active = 0; });
  }
  static void apply(std::string_view operator_id, const event::UserReactivated& body, RowWriter& rows) {
    change<UserRow>(user_key(operator_id, text(body.user_id())), rows,
                    [](UserRow& user) { user.active = 1; });
  }

  static void apply(std::string_view operator_id, const event::AccessGroupCreated& body, RowWriter& rows) {
    GroupRow group;
    group.name = text(body.name());
    for (const auto* site : *body.site_ids()) group.site_ids.push_back(copy(site));
    group.schedule = schedule_of(body);
    rows.write(group_key(operator_id, text(body.group_id())), group);
  }
  static void apply(std::string_view operator_id, const event::GroupScheduleSet& body, RowWriter& rows) {
    change<GroupRow>(group_key(operator_id, text(body.group_id())), rows,
                     [&](GroupRow& group) { group.schedule = schedule_of(body); });
  }
  static void apply(std::string_view operator_id, const event::GroupSuspended& body, RowWriter& rows) {
    change<GroupRow>(group_key(operator_id, text(body.group_id())), rows,
                     [](GroupRow& group) { group.suspended = 1; });
  }
  static void apply(std::string_view operator_id, const event::GroupResumed& body, RowWriter& rows) {
    change<GroupRow>(group_key(operator_id, text(body.group_id())), rows,
                     [](GroupRow& group) { group.suspended = 0; });
  }
  template <class Body>
  static std::vector<Stretch> schedule_of(const Body& body) {
    std::vector<Stretch> schedule;
    if (body.schedule() == nullptr) return schedule;
    for (const auto* entry : *body.schedule()) {
      schedule.push_back({entry->weekday(), entry->from_minute(), entry->to_minute()});
    }
    return schedule;
  }

  static void apply(std::string_view operator_id, const event::DoorAddedToGroup& body, RowWriter& rows) {
    rows.write_key(groups_of_door(operator_id, text(body.door_id())).text(text(body.group_id())));
    rows.write_key(doors_of_group(operator_id, text(body.group_id())).text(text(body.door_id())));
  }
  static void apply(std::string_view operator_id, const event::DoorRemovedFromGroup& body, RowWriter& rows) {
    rows.erase(groups_of_door(operator_id, text(body.door_id())).text(text(body.group_id())));
    rows.erase(doors_of_group(operator_id, text(body.group_id())).text(text(body.door_id())));
  }
  static void apply(std::string_view operator_id, const event::UserAddedToGroup& body, RowWriter& rows) {
    domain::Membership membership;
    if (const auto from = body.from()) membership.from = domain::Instant{*from};
    if (const auto to = body.to()) membership.to = domain::Instant{*to};
    const auto key = groups_of_user(operator_id, text(body.user_id())).text(text(body.group_id()));
    if (!rows.has(key)) count_member(operator_id, body, 1, rows);
    rows.write(key, membership);
    rows.write_key(users_of_group(operator_id, text(body.group_id())).text(text(body.user_id())));
  }
  static void apply(std::string_view operator_id, const event::UserRemovedFromGroup& body, RowWriter& rows) {
    count_member(operator_id, body, -1, rows);
    rows.erase(groups_of_user(operator_id, text(body.user_id())).text(text(body.group_id())));
    rows.erase(users_of_group(operator_id, text(body.group_id())).text(text(body.user_id())));
  }
  template <class Body>
  static void count_member(std::string_view operator_id, const Body& body, int change, RowWriter& rows) {
    UserRow user;
    if (!rows.read(user_key(operator_id, text(body.user_id())), user)) {
      throw BrokenFold{"a member of a group was not added as a user"};
    }
    const auto key = groups_with_users_of(operator_id, user.occupier_id).text(text(body.group_id()));
    Members members;
    (void)rows.read(key, members);
    members.users = static_cast<std::uint32_t>(static_cast<int>(members.users) + change);
    if (members.users > 0) {
      rows.write(key, members);
    } else {
      rows.erase(key);
    }
  }

  static void apply(std::string_view operator_id, const event::CredentialIssued& body, RowWriter& rows) {
    CredentialRow credential{copy(body.user_id()), body.kind(), std::nullopt, 0};
    if (const auto until = body.valid_until()) credential.valid_until = domain::Instant{*until};
    rows.write(credential_key(operator_id, text(body.credential_id())), credential);
    rows.write_key(credentials_of_user(operator_id, credential.user_id).text(text(body.credential_id())));
  }
  static void apply(std::string_view operator_id, const event::CredentialRevoked& body, RowWriter& rows) {
    change<CredentialRow>(credential_key(operator_id, text(body.credential_id())), rows,
                          [](CredentialRow& credential) { credential.revoked = 1; });
    rows.erase(credentials_of_user(operator_id, text(body.user_id())).text(text(body.credential_id())));
  }

  // Reads a row that must be there, changes it, and writes it back.
  template <class Row, class Change>
  static void change(const Key& key, RowWriter& rows, Change change_row) {
    Row row;
    if (!rows.read(key, row)) throw BrokenFold{"something is changed that was not there before"};
    change_row(row);
    rows.write(key, row);
  }
};

}  // namespace

std::unique_ptr<Model> make_model() { return std::make_unique<AccessModel>(); }

}  // namespace tenure::projections::access
