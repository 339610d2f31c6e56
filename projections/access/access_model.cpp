#include "projections/access/access_model.h"

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
  [[nodiscard]] std::uint32_t version() const override { return 1; }

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
      X(AccessGroupCreated)
      X(DoorAddedToGroup)
      X(UserAddedToGroup)
      X(UserRemovedFromGroup)
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
    const auto key = user_key(operator_id, text(body.user_id()));
    UserRow user;
    if (!rows.read(key, user)) throw BrokenFold{"a user is deactivated that was not added"};
    user.active = 0;
    rows.write(key, user);
  }

  static void apply(std::string_view operator_id, const event::AccessGroupCreated& body, RowWriter& rows) {
    GroupRow group;
    if (body.schedule() != nullptr) {
      for (const auto* entry : *body.schedule()) {
        group.schedule.push_back({entry->weekday(), entry->from_minute(), entry->to_minute()});
      }
    }
    rows.write(group_key(operator_id, text(body.group_id())), group);
  }
  static void apply(std::string_view operator_id, const event::DoorAddedToGroup& body, RowWriter& rows) {
    rows.write_key(groups_of_door(operator_id, text(body.door_id())).text(text(body.group_id())));
    rows.write_key(doors_of_group(operator_id, text(body.group_id())).text(text(body.door_id())));
  }
  static void apply(std::string_view operator_id, const event::UserAddedToGroup& body, RowWriter& rows) {
    domain::Membership membership;
    if (const auto from = body.from()) membership.from = domain::Instant{*from};
    if (const auto to = body.to()) membership.to = domain::Instant{*to};
    rows.write(groups_of_user(operator_id, text(body.user_id())).text(text(body.group_id())), membership);
    rows.write_key(users_of_group(operator_id, text(body.group_id())).text(text(body.user_id())));
  }
  static void apply(std::string_view operator_id, const event::UserRemovedFromGroup& body, RowWriter& rows) {
    rows.erase(groups_of_user(operator_id, text(body.user_id())).text(text(body.group_id())));
    rows.erase(users_of_group(operator_id, text(body.group_id())).text(text(body.user_id())));
  }
};

}  // namespace

std::unique_ptr<Model> make_model() { return std::make_unique<AccessModel>(); }

}  // namespace tenure::projections::access
