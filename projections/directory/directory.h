// Directory: occupiers with their contracts, services and users; sites with their spaces and doors; products.
//
// What it is: the queries; each answers as of the view's position. Lists are in the order of ids.
// What can go wrong: QueryError; what is unknown has an empty list or no answer.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "domain/kernel/calendar.h"
#include "domain/kernel/money.h"
#include "domain/occupier/occupier.h"
#include "projections/runtime/query.h"
#include "projections/runtime/view.h"

namespace tenure::projections::directory {

inline constexpr std::string_view model_name = "directory";

struct Contact {
  std::string name;   ///< personal
  std::string email;  ///< personal
  std::string phone;  ///< personal
  std::string purpose;

  bool operator==(const Contact&) const = default;
  template <class Self>
  static auto fields(Self& self) {
    return std::tie(self.name, self.email, self.phone, self.purpose);
  }
};

/// What another system calls the occupier.
struct ExternalId {
  std::string system;
  /// Empty for all sites.
  std::string site_id;
  std::string external_id;

  bool operator==(const ExternalId&) const = default;
  template <class Self>
  static auto fields(Self& self) {
    return std::tie(self.system, self.site_id, self.external_id);
  }
};

struct Occupier {
  std::string occupier_id;
  std::string name;
  std::string billing_reference;
  std::string vat_number;
  std::vector<Contact> contacts;
  /// By system and site.
  std::vector<ExternalId> external_ids;
  Position position;
  domain::Instant recorded_at;

  bool operator==(const Occupier&) const = default;
  template <class Self>
  static auto fields(Self& self) {
    return std::tie(self.occupier_id, self.name, self.billing_reference, self.vat_number, self.contacts,
                    self.external_ids, self.position.value, self.recorded_at);
  }
};
[[nodiscard]] Result<Page<Occupier>> occupiers(const View& view, std::string_view operator_id,
                                               const PageRequest& page);
[[nodiscard]] Result<std::optional<Occupier>> occupier(const View& view, std::string_view operator_id,
                                                       std::string_view occupier_id);
/// Whom a system means by its id at a site, or, where `site_id` is empty, at all of them.
[[nodiscard]] Result<std::optional<Occupier>> occupier_by_external_id(const View& view,
                                                                      std::string_view operator_id,
                                                                      const ExternalId& external_id);

/// As contracts are shown to people.
[[nodiscard]] std::string_view name_of(domain::ContractStatus status);

/// What a line costs a month from a day on.
struct PriceStep {
  domain::Date from;
  domain::MinorUnits monthly_price;

  bool operator==(const PriceStep&) const = default;
  template <class Self>
  static auto fields(Self& self) {
    return std::tie(self.from, self.monthly_price);
  }
};

struct ContractLine {
  std::string line_id;
  std::string product_id;
  std::string space_id;
  /// Until the first step.
  domain::MinorUnits monthly_price;
  domain::Date from;
  std::optional<domain::Date> to;
  /// Rising by date.
  std::vector<PriceStep> steps;

  bool operator==(const ContractLine&) const = default;
  template <class Self>
  static auto fields(Self& self) {
    return std::tie(self.line_id, self.product_id, self.space_id, self.monthly_price, self.from, self.to,
                    self.steps);
  }
};

struct Contract {
  std::string contract_id;
  std::string occupier_id;
  std::string site_id;
  domain::ContractStatus status = domain::ContractStatus::draft;
  domain::Date starts_on;
  /// First day no longer covered.
  std::optional<domain::Date> ends_on;
  std::string currency;
  std::uint8_t billing_day = 1;
  BillingMode billing = BillingMode::IN_ADVANCE;
  Proration proration = Proration::ACTUAL_DAYS;
  std::vector<ContractLine> lines;
  std::optional<domain::MinorUnits> deposit;
  /// Set when it was terminated early, even while it is still in force.
  std::string termination_reason;
  std::optional<std::uint16_t> notice_months;
  std::optional<std::uint16_t> minimum_term_months;
  std::optional<std::uint16_t> auto_renew_months;
  std::optional<domain::Date> notice_given_on;
  /// Why a notice was accepted that was too short or within the minimum term, and who did.
  std::string override_reason;
  std::string approved_by;  ///< personal
  /// The contract that renews this one, and the one that this one renews.
  std::string successor_id;
  std::string predecessor_id;
  /// The event that made it what it is.
  Position position;
  domain::Instant recorded_at;

  bool operator==(const Contract&) const = default;
  template <class Self>
  static auto fields(Self& self) {
    return std::tie(self.contract_id, self.occupier_id, self.site_id, self.status, self.starts_on,
                    self.ends_on, self.currency, self.billing_day, self.billing, self.proration, self.lines,
                    self.deposit, self.termination_reason, self.notice_months, self.minimum_term_months,
                    self.auto_renew_months, self.notice_given_on, self.override_reason, self.approved_by,
                    self.successor_id, self.predecessor_id, self.position.value, self.recorded_at);
  }
};
[[nodiscard]] Result<Page<Contract>> contracts_of_occupier(const View& view, std::string_view operator_id,
                                                           std::string_view occupier_id,
                                                           const PageRequest& page);
[[nodiscard]] Result<std::optional<Contract>> contract(const View& view, std::string_view operator_id,
                                                       std::string_view contract_id);
/// Which contracts of a site are asked for.
struct ContractFilter {
  /// Any where it is absent.
  std::optional<domain::ContractStatus> status;
  /// Those that end before the day; open-ended ones too where it is absent.
  std::optional<domain::Date> ends_before;
};
/// By their ends, open-ended ones last, then by id: what is to be renewed comes first.
[[nodiscard]] Result<Page<Contract>> contracts_of_site(const View& view, std::string_view operator_id,
                                                       std::string_view site_id, const ContractFilter& filter,
                                                       const PageRequest& page);

struct Service {
  std::string service_id;
  std::string contract_id;
  std::string occupier_id;
  std::string site_id;
  std::string product_id;
  std::uint32_t quantity = 0;
  domain::Date from;
  /// First day no longer covered; set when it ceased.
  std::optional<domain::Date> to;
  domain::MinorUnits unit_price;
  PricePer per = PricePer::MONTH;
  std::uint32_t phone_numbers = 0;
  std::uint32_t bandwidth_mbps = 0;
  std::uint32_t hunt_groups = 0;
  std::uint8_t ivr = 0;
  std::uint32_t call_minutes = 0;
  /// First day that is not charged, while it is suspended.
  std::optional<domain::Date> suspended_from;
  Position position;
  domain::Instant recorded_at;

  bool operator==(const Service&) const = default;
  template <class Self>
  static auto fields(Self& self) {
    return std::tie(self.service_id, self.contract_id, self.occupier_id, self.site_id, self.product_id,
                    self.quantity, self.from, self.to, self.unit_price, self.per, self.phone_numbers,
                    self.bandwidth_mbps, self.hunt_groups, self.ivr, self.call_minutes, self.suspended_from,
                    self.position.value, self.recorded_at);
  }
};
[[nodiscard]] Result<Page<Service>> services_of_occupier(const View& view, std::string_view operator_id,
                                                         std::string_view occupier_id,
                                                         const PageRequest& page);

/// The last one to a place.
struct Invitation {
  InvitationTarget to = InvitationTarget::MOBILE_APP;
  domain::Instant recorded_at;

  bool operator==(const Invitation&) const = default;
  template <class Self>
  static auto fields(Self& self) {
    return std::tie(self.to, self.recorded_at);
  }
};

struct User {
  std::string user_id;
  std::string occupier_id;
  std::vector<std::string> site_ids;
  std::string given_name;   ///< personal
  std::string family_name;  ///< personal
  std::string email;        ///< personal
  UserRole role = UserRole::USER;
  std::uint8_t active = 0;
  /// At most one to each place, in the order of places.
  std::vector<Invitation> invitations;
  /// The login of the Wi-Fi account, which stays while it is disabled; empty where there never was one.
  std::string wifi_login;  ///< personal
  std::uint8_t wifi_enabled = 0;
  Position position;
  domain::Instant recorded_at;

  bool operator==(const User&) const = default;
  template <class Self>
  static auto fields(Self& self) {
    return std::tie(self.user_id, self.occupier_id, self.site_ids, self.given_name, self.family_name,
                    self.email, self.role, self.active, self.invitations, self.wifi_login, self.wifi_enabled,
                    self.position.value, self.recorded_at);
  }
};
[[nodiscard]] Result<Page<User>> users_of_occupier(const View& view, std::string_view operator_id,
                                                   std::string_view occupier_id, const PageRequest& page);
[[nodiscard]] Result<std::optional<User>> user(const View& view, std::string_view operator_id,
                                               std::string_view user_id);

struct Site {
  std::string site_id;
  std::string legal_entity_id;
  std::string name;
  std::string time_zone;
  std::string country;
  std::string currency;
  std::uint8_t currency_exponent = 0;
  /// The open business day; none before the first is opened.
  std::optional<domain::Date> business_day;
  Position position;
  domain::Instant recorded_at;

  bool operator==(const Site&) const = default;
  template <class Self>
  static auto fields(Self& self) {
    return std::tie(self.site_id, self.legal_entity_id, self.name, self.time_zone, self.country,
                    self.currency, self.currency_exponent, self.business_day, self.position.value,
                    self.recorded_at);
  }
};
[[nodiscard]] Result<Page<Site>> sites(const View& view, std::string_view operator_id,
                                       const PageRequest& page);
[[nodiscard]] Result<std::optional<Site>> site(const View& view, std::string_view operator_id,
                                               std::string_view site_id);

struct Space {
  std::string space_id;
  std::string site_id;
  std::string name;
  SpaceKind kind = SpaceKind::OTHER;
  std::string parent_space_id;
  std::optional<std::uint32_t> capacity;
  std::uint8_t bookable = 0;

  bool operator==(const Space&) const = default;
  template <class Self>
  static auto fields(Self& self) {
    return std::tie(self.space_id, self.site_id, self.name, self.kind, self.parent_space_id, self.capacity,
                    self.bookable);
  }
};
[[nodiscard]] Result<Page<Space>> spaces_of_site(const View& view, std::string_view operator_id,
                                                 std::string_view site_id, const PageRequest& page);

struct Door {
  std::string door_id;
  std::string site_id;
  std::string name;

  bool operator==(const Door&) const = default;
  template <class Self>
  static auto fields(Self& self) {
    return std::tie(self.door_id, self.site_id, self.name);
  }
};
[[nodiscard]] Result<Page<Door>> doors_of_site(const View& view, std::string_view operator_id,
                                               std::string_view site_id, const PageRequest& page);

struct Product {
  std::string product_id;
  std::string name;
  ProductKind kind = ProductKind::GENERIC;
  std::string tax_code;
  std::string revenue_account;

  bool operator==(const Product&) const = default;
  template <class Self>
  static auto fields(Self& self) {
    return std::tie(self.product_id, self.name, self.kind, self.tax_code, self.revenue_account);
  }
};
[[nodiscard]] Result<Page<Product>> products(const View& view, std::string_view operator_id,
                                             const PageRequest& page);
[[nodiscard]] Result<std::optional<Product>> product(const View& view, std::string_view operator_id,
                                                     std::string_view product_id);

}  // namespace tenure::projections::directory
