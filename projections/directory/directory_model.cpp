#include "projections/directory/directory_model.h"

#include <algorithm>

#include "domain/kernel/dates.h"
#include "domain/kernel/text.h"
#include "projections/directory/directory.h"
#include "projections/directory/directory_keys.h"

namespace tenure::projections::directory {
namespace {

using domain::ContractStatus;
using domain::copy;
using domain::Date;
using domain::MinorUnits;
using domain::text;

template <class Row>
void stamp(Row& row, const event::Event& event) {
  row.position = {event.position()};
  row.recorded_at = domain::Instant{event.recorded_at()};
}

ContractLine line_of(const event::ContractLine& line) {
  return {copy(line.line_id()),
          copy(line.product_id()),
          copy(line.space_id()),
          MinorUnits{line.monthly_price()},
          Date{line.from()},
          domain::date_of(line.to()),
          {}};
}

/// A step of the same day is replaced.
void set_price(Contract& contract, std::string_view line_id, PriceStep step) {
  const auto line = std::ranges::find(contract.lines, line_id, &ContractLine::line_id);
  if (line == contract.lines.end()) throw BrokenFold{"a line is changed that was not there before"};
  const auto at = std::ranges::lower_bound(line->steps, step.from, {}, &PriceStep::from);
  if (at != line->steps.end() && at->from == step.from) {
    *at = step;
  } else {
    line->steps.insert(at, step);
  }
}

void amend(Contract& contract, const event::ContractAmended& body) {
  const Date effective_on{body.effective_on()};
  if (body.ended() != nullptr) {
    for (const auto* line_id : *body.ended()) {
      const auto line = std::ranges::find(contract.lines, text(line_id), &ContractLine::line_id);
      if (line == contract.lines.end()) throw BrokenFold{"a line is ended that was not there before"};
      line->to = std::max(line->from, effective_on);
    }
  }
  if (body.changed() != nullptr) {
    for (const auto* change : *body.changed()) {
      set_price(contract, text(change->line_id()), {effective_on, MinorUnits{change->monthly_price()}});
    }
  }
  if (body.added() == nullptr) return;
  for (const auto* line : *body.added()) contract.lines.push_back(line_of(*line));
}

/// In the place of the one that the system had for the site; by system and site.
void link(std::vector<ExternalId>& external_ids, const ExternalId& linked) {
  std::erase_if(external_ids, [&](const ExternalId& before) {
    return before.system == linked.system && before.site_id == linked.site_id;
  });
  external_ids.push_back(linked);
  std::ranges::sort(external_ids, {},
                    [](const ExternalId& one) { return std::tie(one.system, one.site_id); });
}

class DirectoryModel final : public Model {
 public:
  [[nodiscard]] std::string_view name() const override { return model_name; }
  [[nodiscard]] std::uint32_t version() const override { return 2; }

  void apply(const event::Event& event, RowWriter& rows) override {
    switch (event.body_type()) {
#define X(Body)                \
  case event::EventBody::Body: \
    return apply(event, *event.body_as_##Body(), rows);
      X(SiteRegistered)
      X(BusinessDayOpened)
      X(SpaceAdded)
      X(DoorAdded)
      X(ProductDefined)
      X(OccupierRegistered)
      X(BillingReferenceSet)
      X(ExternalIdLinked)
      X(ContractCreated)
      X(ContractSigned)
      X(ContractStarted)
      X(ContractTerminated)
      X(ContractEnded)
      X(ContractAmended)
      X(PriceStepScheduled)
      X(NoticeGiven)
      X(ContractRenewed)
      X(ContractExtended)
      X(ContractDiscarded)
      X(ServiceActivated)
      X(ServiceCeased)
      X(ServiceChanged)
      X(ServiceSuspended)
      X(ServiceResumed)
      X(ServiceContinued)
      X(UserAdded)
      X(UserDeactivated)
      X(UserReactivated)
      X(UserInvited)
      X(UserRoleSet)
      X(UserSitesSet)
      X(WifiAccountEnabled)
      X(WifiAccountDisabled)
#undef X
      default:
        return;
    }
  }

 private:
  // Reads a row that must be there, changes it, and writes it back.
  template <class Row, class Change>
  static void change(const Key& key, const event::Event& event, RowWriter& rows, Change change_row) {
    Row row;
    if (!rows.read(key, row)) throw BrokenFold{"something is changed that was not there before"};
    change_row(row);
    stamp(row, event);
    rows.write(key, row);
  }

  static void apply(const event::Event& event, const event::SiteRegistered& body, RowWriter& rows) {
    Site site;
    site.site_id = text(body.site_id());
    site.legal_entity_id = text(body.legal_entity_id());
    site.name = text(body.name());
    site.time_zone = text(body.time_zone());
    site.country = text(body.country());
    site.currency = text(body.currency());
    site.currency_exponent = body.currency_exponent();
    stamp(site, event);
    rows.write(sites_of(text(event.operator_id())).text(site.site_id), site);
  }
  static void apply(const event::Event& event, const event::BusinessDayOpened& body, RowWriter& rows) {
    change<Site>(sites_of(text(event.operator_id())).text(text(body.site_id())), event, rows,
                 [&](Site& site) { site.business_day = Date{body.date()}; });
  }
  static void apply(const event::Event& event, const event::SpaceAdded& body, RowWriter& rows) {
    const Space space{copy(body.space_id()),
                      copy(body.site_id()),
                      copy(body.name()),
                      body.kind(),
                      copy(body.parent_space_id()),
                      body.capacity(),
                      static_cast<std::uint8_t>(body.bookable() ? 1 : 0)};
    rows.write(spaces_of(text(event.operator_id()), space.site_id).text(space.space_id), space);
  }
  static void apply(const event::Event& event, const event::DoorAdded& body, RowWriter& rows) {
    const Door door{copy(body.door_id()), copy(body.site_id()), copy(body.name())};
    rows.write(doors_of(text(event.operator_id()), door.site_id).text(door.door_id), door);
  }
  static void apply(const event::Event& event, const event::ProductDefined& body, RowWriter& rows) {
    const Product product{copy(body.product_id()), copy(body.name()), body.kind(), copy(body.tax_code()),
                          copy(body.revenue_account())};
    rows.write(products_of(text(event.operator_id())).text(product.product_id), product);
  }

  static void apply(const event::Event& event, const event::OccupierRegistered& body, RowWriter& rows) {
    Occupier occupier;
    occupier.occupier_id = text(body.occupier_id());
    occupier.name = text(body.name());
    occupier.billing_reference = text(body.billing_reference());
    occupier.vat_number = text(body.vat_number());
    if (body.contacts() != nullptr) {
      for (const auto* contact : *body.contacts()) {
        occupier.contacts.push_back({copy(contact->name()), copy(contact->email()), copy(contact->phone()),
                                     copy(contact->purpose())});
      }
    }
    stamp(occupier, event);
    rows.write(occupiers_of(text(event.operator_id())).text(occupier.occupier_id), occupier);
  }

  static void apply(const event::Event& event, const event::BillingReferenceSet& body, RowWriter& rows) {
    change<Occupier>(
        occupiers_of(text(event.operator_id())).text(text(body.occupier_id())), event, rows,
        [&](Occupier& occupier) { occupier.billing_reference = text(body.billing_reference()); });
  }
  static void apply(const event::Event& event, const event::ExternalIdLinked& body, RowWriter& rows) {
    const auto operator_id = text(event.operator_id());
    const ExternalId linked{copy(body.system()), copy(body.site_id()), copy(body.external_id())};
    change<Occupier>(occupiers_of(operator_id).text(text(body.occupier_id())), event, rows,
                     [&](Occupier& occupier) { link(occupier.external_ids, linked); });
    if (body.previous_external_id() != nullptr) {
      rows.erase(
          external_id_key(operator_id, linked.system, linked.site_id, text(body.previous_external_id())));
    }
    rows.write(external_id_key(operator_id, linked.system, linked.site_id, linked.external_id),
               HeldBy{copy(body.occupier_id())});
  }

  static void apply(const event::Event& event, const event::ContractCreated& body, RowWriter& rows) {
    Contract contract;
    contract.contract_id = text(body.contract_id());
    contract.occupier_id = text(body.occupier_id());
    contract.site_id = text(body.site_id());
    contract.starts_on = Date{body.starts_on()};
    contract.ends_on = domain::date_of(body.ends_on());
    contract.currency = text(body.currency());
    contract.billing_day = body.billing_day();
    contract.billing = body.billing();
    contract.proration = body.proration();
    contract.notice_months = body.notice_months();
    contract.minimum_term_months = body.minimum_term_months();
    contract.auto_renew_months = body.auto_renew_months();
    for (const auto* line : *body.lines()) contract.lines.push_back(line_of(*line));
    if (const auto deposit = body.deposit()) contract.deposit = MinorUnits{*deposit};
    stamp(contract, event);
    const auto operator_id = text(event.operator_id());
    rows.write(contracts_of(operator_id, contract.occupier_id).text(contract.contract_id), contract);
    rows.write(held_by_key(operator_id, contract.contract_id), HeldBy{contract.occupier_id});
    rows.write(end_key(operator_id, contract), HeldBy{contract.occupier_id});
  }
  static Key end_key(std::string_view operator_id, const Contract& contract) {
    return ends_of(operator_id, contract.site_id)
        .number32(end_in_key(contract.ends_on))
        .text(contract.contract_id);
  }
  template <class Body, class Change>
  static void change_contract(const event::Event& event, const Body& body, RowWriter& rows,
                              Change change_row) {
    const auto operator_id = text(event.operator_id());
    change<Contract>(contracts_of(operator_id, text(body.occupier_id())).text(text(body.contract_id())),
                     event, rows, [&](Contract& contract) {
                       const auto ends_on = contract.ends_on;
                       const auto before = end_key(operator_id, contract);
                       change_row(contract);
                       if (contract.ends_on == ends_on) return;
                       rows.erase(before);
                       rows.write(end_key(operator_id, contract), HeldBy{contract.occupier_id});
                     });
  }
  static void apply(const event::Event& event, const event::ContractSigned& body, RowWriter& rows) {
    change_contract(event, body, rows,
                    [](Contract& contract) { contract.status = ContractStatus::upcoming; });
  }
  static void apply(const event::Event& event, const event::ContractStarted& body, RowWriter& rows) {
    change_contract(event, body, rows, [](Contract& contract) { contract.status = ContractStatus::active; });
  }
  static void apply(const event::Event& event, const event::ContractTerminated& body, RowWriter& rows) {
    change_contract(event, body, rows, [&](Contract& contract) {
      contract.ends_on = Date{body.on()};
      contract.termination_reason = text(body.termination_reason());
    });
  }
  static void apply(const event::Event& event, const event::ContractEnded& body, RowWriter& rows) {
    change_contract(event, body, rows, [&](Contract& contract) {
      contract.status = domain::status_after(body);
      contract.ends_on = Date{body.on()};
    });
  }

  static void apply(const event::Event& event, const event::ContractAmended& body, RowWriter& rows) {
    change_contract(event, body, rows, [&](Contract& contract) { amend(contract, body); });
  }
  static void apply(const event::Event& event, const event::PriceStepScheduled& body, RowWriter& rows) {
    change_contract(event, body, rows, [&](Contract& contract) {
      set_price(contract, text(body.line_id()), {Date{body.from()}, MinorUnits{body.monthly_price()}});
    });
  }
  static void apply(const event::Event& event, const event::NoticeGiven& body, RowWriter& rows) {
    change_contract(event, body, rows, [&](Contract& contract) {
      contract.status = ContractStatus::notice_given;
      contract.ends_on = Date{body.ends_on()};
      contract.notice_given_on = Date{body.given_on()};
      contract.override_reason = text(body.override_reason());
      contract.approved_by = text(body.approved_by());
    });
  }
  static void apply(const event::Event& event, const event::ContractRenewed& body, RowWriter& rows) {
    change_contract(event, body, rows,
                    [&](Contract& contract) { contract.successor_id = text(body.new_contract_id()); });
    change<Contract>(
        contracts_of(text(event.operator_id()), text(body.occupier_id())).text(text(body.new_contract_id())),
        event, rows, [&](Contract& contract) { contract.predecessor_id = text(body.contract_id()); });
  }
  static void apply(const event::Event& event, const event::ContractExtended& body, RowWriter& rows) {
    change_contract(event, body, rows, [&](Contract& contract) {
      for (auto& line : contract.lines) {
        if (line.to == Date{body.previous_ends_on()}) line.to = Date{body.ends_on()};
      }
      contract.ends_on = Date{body.ends_on()};
    });
  }
  static void apply(const event::Event& event, const event::ContractDiscarded& body, RowWriter& rows) {
    change_contract(event, body, rows,
                    [](Contract& contract) { contract.status = ContractStatus::discarded; });
  }

  static void apply(const event::Event& event, const event::ServiceActivated& body, RowWriter& rows) {
    Service service;
    service.service_id = text(body.service_id());
    service.contract_id = text(body.contract_id());
    service.occupier_id = text(body.occupier_id());
    service.site_id = text(body.site_id());
    service.product_id = text(body.product_id());
    service.quantity = body.quantity();
    service.from = Date{body.from()};
    service.unit_price = MinorUnits{body.unit_price()};
    service.per = body.per();
    service.phone_numbers = body.phone_numbers();
    service.bandwidth_mbps = body.bandwidth_mbps();
    service.hunt_groups = body.hunt_groups();
    service.ivr = body.ivr() ? 1 : 0;
    service.call_minutes = body.call_minutes().value_or(0);
    stamp(service, event);
    rows.write(services_of(text(event.operator_id()), service.occupier_id).text(service.service_id), service);
  }
  static void apply(const event::Event& event, const event::ServiceCeased& body, RowWriter& rows) {
    change_service(event, body, rows, [&](Service& service) { service.to = Date{body.effective_on()}; });
  }
  template <class Body, class Change>
  static void change_service(const event::Event& event, const Body& body, RowWriter& rows,
                             Change change_row) {
    change<Service>(
        services_of(text(event.operator_id()), text(body.occupier_id())).text(text(body.service_id())), event,
        rows, change_row);
  }
  static void apply(const event::Event& event, const event::ServiceChanged& body, RowWriter& rows) {
    change_service(event, body, rows, [&](Service& service) {
      service.quantity = body.quantity();
      service.phone_numbers = body.phone_numbers();
      service.bandwidth_mbps = body.bandwidth_mbps();
      service.hunt_groups = body.hunt_groups();
      service.ivr = body.ivr() ? 1 : 0;
      service.call_minutes = body.call_minutes();
    });
  }
  static void apply(const event::Event& event, const event::ServiceSuspended& body, RowWriter& rows) {
    change_service(event, body, rows,
                   [&](Service& service) { service.suspended_from = Date{body.effective_on()}; });
  }
  static void apply(const event::Event& event, const event::ServiceResumed& body, RowWriter& rows) {
    change_service(event, body, rows, [&](Service& service) { service.suspended_from.reset(); });
  }
  static void apply(const event::Event& event, const event::ServiceContinued& body, RowWriter& rows) {
    change_service(event, body, rows,
                   [&](Service& service) { service.contract_id = text(body.contract_id()); });
  }

  static void apply(const event::Event& event, const event::UserAdded& body, RowWriter& rows) {
    User user;
    user.user_id = text(body.user_id());
    user.occupier_id = text(body.occupier_id());
    for (const auto* site : *body.site_ids()) user.site_ids.push_back(copy(site));
    user.given_name = text(body.given_name());
    user.family_name = text(body.family_name());
    user.email = text(body.email());
    user.role = body.role();
    user.active = 1;
    stamp(user, event);
    const auto operator_id = text(event.operator_id());
    rows.write(users_of(operator_id, user.occupier_id).text(user.user_id), user);
    rows.write(user_of_key(operator_id, user.user_id), HeldBy{user.occupier_id});
  }
  template <class Body, class Change>
  static void change_user(const event::Event& event, const Body& body, RowWriter& rows, Change change_row) {
    change<User>(users_of(text(event.operator_id()), text(body.occupier_id())).text(text(body.user_id())),
                 event, rows, change_row);
  }
  static void apply(const event::Event& event, const event::UserDeactivated& body, RowWriter& rows) {
    change_user(event, body, rows, [](User& user) { user.active = 0; });
  }
  static void apply(const event::Event& event, const event::UserReactivated& body, RowWriter& rows) {
    change_user(event, body, rows, [](User& user) { user.active = 1; });
  }
  static void apply(const event::Event& event, const event::UserInvited& body, RowWriter& rows) {
    change_user(event, body, rows, [&](User& user) {
      const Invitation invitation{body.to(), domain::Instant{event.recorded_at()}};
      const auto at = std::ranges::lower_bound(user.invitations, invitation.to, {}, &Invitation::to);
      if (at != user.invitations.end() && at->to == invitation.to) {
        *at = invitation;
      } else {
        user.invitations.insert(at, invitation);
      }
    });
  }
  static void apply(const event::Event& event, const event::UserRoleSet& body, RowWriter& rows) {
    change_user(event, body, rows, [&](User& user) { user.role = body.role(); });
  }
  static void apply(const event::Event& event, const event::UserSitesSet& body, RowWriter& rows) {
    change_user(event, body, rows, [&](User& user) {
      user.site_ids.clear();
      for (const auto* site : *body.site_ids()) user.site_ids.push_back(copy(site));
    });
  }
  static void apply(const event::Event& event, const event::WifiAccountEnabled& body, RowWriter& rows) {
    change_user(event, body, rows, [&](User& user) {
      user.wifi_login = text(body.login());
      user.wifi_enabled = 1;
    });
  }
  static void apply(const event::Event& event, const event::WifiAccountDisabled& body, RowWriter& rows) {
    change_user(event, body, rows, [](User& user) { user.wifi_enabled = 0; });
  }
};

}  // namespace

std::unique_ptr<Model> make_model() { return std::make_unique<DirectoryModel>(); }

}  // namespace tenure::projections::directory
