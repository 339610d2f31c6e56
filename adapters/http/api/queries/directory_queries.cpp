// Occupiers with their contracts, services and users; sites with their spaces and doors; products.

#include "adapters/http/api/queries/billing_resources.h"
#include "adapters/http/api/queries/queries.h"
#include "adapters/http/api/queries/query.h"
#include "adapters/http/api/queries/user_resource.h"
#include "projections/directory/directory.h"

namespace tenure::http {

namespace directory = projections::directory;

template <>
struct Described<directory::Contact> {
  static constexpr std::string_view name = "Contact";
  static auto members() {
    using T = directory::Contact;
    return std::tuple{Member{"name", &T::name, "", Shown::always, Privacy::personal},
                      Member{"email", &T::email, "", Shown::if_there, Privacy::personal},
                      Member{"phone", &T::phone, "", Shown::if_there, Privacy::personal},
                      Member{"purpose", &T::purpose, "", Shown::if_there}};
  }
};

template <>
struct Described<directory::ExternalId> {
  static constexpr std::string_view name = "ExternalId";
  static auto members() {
    using T = directory::ExternalId;
    return std::tuple{Member{"system", &T::system, ""},
                      Member{"site_id", &T::site_id, "Absent for all sites.", Shown::if_there},
                      Member{"external_id", &T::external_id, "What the system calls the occupier."}};
  }
};

template <>
struct Described<directory::Occupier> {
  static constexpr std::string_view name = "Occupier";
  static auto members() {
    using T = directory::Occupier;
    return std::tuple{Member{"occupier_id", &T::occupier_id, ""},
                      Member{"name", &T::name, ""},
                      Member{"billing_reference", &T::billing_reference, "", Shown::if_there},
                      Member{"vat_number", &T::vat_number, "", Shown::if_there},
                      Member{"contacts", &T::contacts, ""},
                      Member{"external_ids", &T::external_ids, "By system and site."},
                      Member{"position", &T::position, "The event that made it what it is."},
                      Member{"recorded_at", &T::recorded_at, ""}};
  }
};

namespace {

/// An occupier and what it owes.
struct OccupierDetail {
  directory::Occupier occupier;
  std::vector<projections::billing::Balance> balances;
};

}  // namespace

template <>
struct Described<OccupierDetail> {
  static constexpr std::string_view name = "OccupierDetail";
  static auto members() {
    const auto of = [](auto member) {
      return [member](const OccupierDetail& d) -> const auto& { return d.occupier.*member; };
    };
    using T = directory::Occupier;
    return std::tuple{
        Member{"occupier_id", of(&T::occupier_id), ""},
        Member{"name", of(&T::name), ""},
        Member{"billing_reference", of(&T::billing_reference), "", Shown::if_there},
        Member{"vat_number", of(&T::vat_number), "", Shown::if_there},
        Member{"contacts", of(&T::contacts), ""},
        Member{"external_ids", of(&T::external_ids), "By system and site."},
        Member{"balances", &OccupierDetail::balances, "What it owes, in each currency it was charged in."},
        Member{"position", of(&T::position), "The event that made the occupier what it is."},
        Member{"recorded_at", of(&T::recorded_at), ""}};
  }
};

template <>
struct Described<directory::PriceStep> {
  static constexpr std::string_view name = "PriceStep";
  static auto members() {
    using T = directory::PriceStep;
    return std::tuple{Member{"from", &T::from, ""},
                      Member{"monthly_price", &T::monthly_price, "In minor units."}};
  }
};

template <>
struct Described<directory::ContractLine> {
  static constexpr std::string_view name = "ContractLine";
  static auto members() {
    using T = directory::ContractLine;
    return std::tuple{Member{"line_id", &T::line_id, ""},
                      Member{"product_id", &T::product_id, ""},
                      Member{"space_id", &T::space_id, "", Shown::if_there},
                      Member{"monthly_price", &T::monthly_price, "In minor units, until the first step."},
                      Member{"from", &T::from, "First day."},
                      Member{"to", &T::to, "First day no longer covered."},
                      Member{"steps", &T::steps, "Later prices, rising by date."}};
  }
};

template <>
struct Described<directory::Contract> {
  static constexpr std::string_view name = "Contract";
  static auto members() {
    using T = directory::Contract;
    return std::tuple{
        Member{"contract_id", &T::contract_id, ""},
        Member{"occupier_id", &T::occupier_id, ""},
        Member{"site_id", &T::site_id, ""},
        Member{"status", &T::status, "ACTIVE and NOTICE_GIVEN are in force."},
        Member{"starts_on", &T::starts_on, ""},
        Member{"ends_on", &T::ends_on, "First day no longer covered."},
        Member{"currency", &T::currency, ""},
        Member{"billing_day", &T::billing_day, ""},
        Member{"billing", &T::billing, ""},
        Member{"proration", &T::proration, ""},
        Member{"lines", &T::lines, ""},
        Member{"deposit", &T::deposit, "In minor units."},
        Member{"termination_reason", &T::termination_reason,
               "Set when it was terminated early, even while it is still in force.", Shown::if_there},
        Member{"notice_months", &T::notice_months, ""},
        Member{"minimum_term_months", &T::minimum_term_months, ""},
        Member{"auto_renew_months", &T::auto_renew_months,
               "By so many months it goes on where nobody ends it."},
        Member{"notice_given_on", &T::notice_given_on, ""},
        Member{"override_reason", &T::override_reason,
               "Why a notice was accepted that was too short or within the minimum term.", Shown::if_there},
        Member{"approved_by", &T::approved_by, "Who accepted it.", Shown::if_there, Privacy::personal},
        Member{"successor_id", &T::successor_id, "The contract that renews it.", Shown::if_there},
        Member{"predecessor_id", &T::predecessor_id, "The contract that it renews.", Shown::if_there},
        Member{"position", &T::position, "The event that made it what it is."},
        Member{"recorded_at", &T::recorded_at, ""}};
  }
};

template <>
struct Described<directory::Service> {
  static constexpr std::string_view name = "Service";
  static auto members() {
    using T = directory::Service;
    return std::tuple{Member{"service_id", &T::service_id, ""},
                      Member{"contract_id", &T::contract_id, ""},
                      Member{"occupier_id", &T::occupier_id, ""},
                      Member{"site_id", &T::site_id, ""},
                      Member{"product_id", &T::product_id, ""},
                      Member{"quantity", &T::quantity, ""},
                      Member{"from", &T::from, "First day."},
                      Member{"to", &T::to, "First day no longer covered; there when it ceased."},
                      Member{"unit_price", &T::unit_price, "In minor units."},
                      Member{"per", &T::per, "What the unit price buys."},
                      Member{"phone_numbers", &T::phone_numbers, "Numbers it entitles to."},
                      Member{"bandwidth_mbps", &T::bandwidth_mbps, ""},
                      Member{"hunt_groups", &T::hunt_groups, ""},
                      Member{"ivr", [](const T& s) { return s.ivr != 0; }, ""},
                      Member{"call_minutes", &T::call_minutes, "A month, that cost nothing."},
                      Member{"suspended_from", &T::suspended_from, "There while it is suspended."},
                      Member{"position", &T::position, "The event that made it what it is."},
                      Member{"recorded_at", &T::recorded_at, ""}};
  }
};

template <>
struct Described<directory::Site> {
  static constexpr std::string_view name = "Site";
  static auto members() {
    using T = directory::Site;
    return std::tuple{
        Member{"site_id", &T::site_id, ""},
        Member{"legal_entity_id", &T::legal_entity_id, ""},
        Member{"name", &T::name, ""},
        Member{"time_zone", &T::time_zone, "An IANA zone; every date of the site is a date there."},
        Member{"country", &T::country, ""},
        Member{"currency", &T::currency, ""},
        Member{"currency_exponent", &T::currency_exponent, "Digits behind the decimal point."},
        Member{"business_day", &T::business_day, "The open one; absent before the first."},
        Member{"position", &T::position, "The event that made it what it is."},
        Member{"recorded_at", &T::recorded_at, ""}};
  }
};

template <>
struct Described<directory::Space> {
  static constexpr std::string_view name = "Space";
  static auto members() {
    using T = directory::Space;
    return std::tuple{Member{"space_id", &T::space_id, ""},
                      Member{"site_id", &T::site_id, ""},
                      Member{"name", &T::name, ""},
                      Member{"kind", &T::kind, ""},
                      Member{"parent_space_id", &T::parent_space_id, "", Shown::if_there},
                      Member{"capacity", &T::capacity, ""},
                      Member{"bookable", [](const T& s) { return s.bookable != 0; }, ""}};
  }
};

template <>
struct Described<directory::Door> {
  static constexpr std::string_view name = "Door";
  static auto members() {
    using T = directory::Door;
    return std::tuple{Member{"door_id", &T::door_id, ""}, Member{"site_id", &T::site_id, ""},
                      Member{"name", &T::name, ""}};
  }
};

template <>
struct Described<directory::Product> {
  static constexpr std::string_view name = "Product";
  static auto members() {
    using T = directory::Product;
    return std::tuple{Member{"product_id", &T::product_id, ""}, Member{"name", &T::name, ""},
                      Member{"kind", &T::kind, ""}, Member{"tax_code", &T::tax_code, ""},
                      Member{"revenue_account", &T::revenue_account, "", Shown::if_there}};
  }
};

namespace queries {

using projections::Result;
using projections::View;
using Components = boost::json::object;

Result<Found> occupiers(const View& view, const Call& call, std::string& out) {
  return write_found(directory::occupiers(view, call.operator_id(), page_of(call)), out);
}
boost::json::object occupiers_schema(Components& components) {
  return page_schema_of<directory::Occupier>(components);
}

Result<Found> occupier(const View& view, const Call& call, std::string& out) {
  const auto id = call.value(parameters::occupier_id);
  auto read = directory::occupier(view, call.operator_id(), id);
  if (!read) return std::unexpected{read.error()};
  auto& found = *read;
  if (!found) return Found::no;
  auto balances = projections::billing::balances(view, call.operator_id(), id);
  if (!balances) return std::unexpected{balances.error()};
  Json json{out};
  write_value(OccupierDetail{std::move(*found), std::move(*balances)}, json);
  return Found::yes;
}
boost::json::object occupier_schema(Components& components) { return schema_of<OccupierDetail>(components); }

Result<Found> occupier_contracts(const View& view, const Call& call, std::string& out) {
  return write_found(directory::contracts_of_occupier(view, call.operator_id(),
                                                      call.value(parameters::occupier_id), page_of(call)),
                     out);
}
boost::json::object occupier_contracts_schema(Components& components) {
  return page_schema_of<directory::Contract>(components);
}

Result<Found> occupier_services(const View& view, const Call& call, std::string& out) {
  return write_found(directory::services_of_occupier(view, call.operator_id(),
                                                     call.value(parameters::occupier_id), page_of(call)),
                     out);
}
boost::json::object occupier_services_schema(Components& components) {
  return page_schema_of<directory::Service>(components);
}

Result<Found> occupier_users(const View& view, const Call& call, std::string& out) {
  return write_found(directory::users_of_occupier(view, call.operator_id(),
                                                  call.value(parameters::occupier_id), page_of(call)),
                     out);
}
boost::json::object occupier_users_schema(Components& components) {
  return page_schema_of<directory::User>(components);
}

Result<Found> contract(const View& view, const Call& call, std::string& out) {
  return write_found(directory::contract(view, call.operator_id(), call.value(parameters::contract_id)), out);
}
boost::json::object contract_schema(Components& components) {
  return schema_of<directory::Contract>(components);
}

Result<Found> site_contracts(const View& view, const Call& call, std::string& out) {
  const directory::ContractFilter filter{
      .status = parse_contract_status(call.value(parameters::contract_status)),
      .ends_before = domain::parse_date(call.value(parameters::ends_before))};
  return write_found(directory::contracts_of_site(view, call.operator_id(), call.value(parameters::site_id),
                                                  filter, page_of(call)),
                     out);
}
boost::json::object site_contracts_schema(Components& components) {
  return page_schema_of<directory::Contract>(components);
}

Result<Found> external_id(const View& view, const Call& call, std::string& out) {
  const directory::ExternalId wanted{std::string{call.value(parameters::system)},
                                     std::string{call.value(parameters::linked_site)},
                                     std::string{call.value(parameters::external_id)}};
  return write_found(directory::occupier_by_external_id(view, call.operator_id(), wanted), out);
}
boost::json::object external_id_schema(Components& components) {
  return schema_of<directory::Occupier>(components);
}

Result<Found> sites(const View& view, const Call& call, std::string& out) {
  return write_found(directory::sites(view, call.operator_id(), page_of(call)), out);
}
boost::json::object sites_schema(Components& components) {
  return page_schema_of<directory::Site>(components);
}

Result<Found> site(const View& view, const Call& call, std::string& out) {
  return write_found(directory::site(view, call.operator_id(), call.value(parameters::site_id)), out);
}
boost::json::object site_schema(Components& components) { return schema_of<directory::Site>(components); }

Result<Found> site_spaces(const View& view, const Call& call, std::string& out) {
  return write_found(
      directory::spaces_of_site(view, call.operator_id(), call.value(parameters::site_id), page_of(call)),
      out);
}
boost::json::object site_spaces_schema(Components& components) {
  return page_schema_of<directory::Space>(components);
}

Result<Found> site_doors(const View& view, const Call& call, std::string& out) {
  return write_found(
      directory::doors_of_site(view, call.operator_id(), call.value(parameters::site_id), page_of(call)),
      out);
}
boost::json::object site_doors_schema(Components& components) {
  return page_schema_of<directory::Door>(components);
}

Result<Found> products(const View& view, const Call& call, std::string& out) {
  return write_found(directory::products(view, call.operator_id(), page_of(call)), out);
}
boost::json::object products_schema(Components& components) {
  return page_schema_of<directory::Product>(components);
}

}  // namespace queries
}  // namespace tenure::http
