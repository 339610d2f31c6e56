// Legal entities, sites, spaces, doors, products, prices, occupiers; and whether a space is free.

#include <algorithm>

#include "tests/model/reference/rules.h"

namespace tenure::model {
namespace {

bool is_inside(const Business& business, std::string inner, const std::string& outer) {
  while (!inner.empty()) {
    if (inner == outer) return true;
    inner = business.spaces.at(inner).parent;
  }
  return false;
}

/// Cancelled, or forgotten.
bool is_over(const Business& business, const Booking& booking) {
  return booking.cancelled || booking.to <= business.spaces.at(booking.space).forgotten_until;
}

bool hours_are_bad(const std::vector<Fields>& hours) {
  for (const auto& one : hours) {
    if (*number_of(one, "opens_minute") >= *number_of(one, "closes_minute")) return true;
  }
  for (std::size_t i = 0; i < hours.size(); ++i) {
    for (std::size_t j = i + 1; j < hours.size(); ++j) {
      if (*number_of(hours[i], "weekday") != *number_of(hours[j], "weekday")) continue;
      for (auto minute = *number_of(hours[i], "opens_minute"); minute < *number_of(hours[i], "closes_minute");
           ++minute) {
        if (*number_of(hours[j], "opens_minute") <= minute &&
            minute < *number_of(hours[j], "closes_minute")) {
          return true;
        }
      }
    }
  }
  return false;
}

}  // namespace

Code RegisterLegalEntity(Business& business, const Fields& command) {
  const std::map<std::string, std::int64_t> exponents{{"GBP", 2}, {"USD", 2}, {"JPY", 0}, {"KWD", 3}};
  const auto id = text_of(command, "legal_entity_id");
  const auto currency = text_of(command, "currency");
  const auto given = number_of(command, "currency_exponent");
  if (business.entities.contains(id)) return "ALREADY_EXISTS";
  if (!given && !exponents.contains(currency)) return "BAD_CURRENCY";

  const auto exponent = given ? *given : exponents.at(currency);
  business.entities[id] = {currency, exponent, text_of(command, "rounding"), {}};
  Fields data = command;
  data["currency_exponent"] = exponent;
  business.note("LegalEntityRegistered", data, {"legal-entity/" + id});
  return {};
}

Code RegisterSite(Business& business, const Fields& command) {
  const auto id = text_of(command, "site_id");
  const auto entity = text_of(command, "legal_entity_id");
  if (business.sites.contains(id)) return "ALREADY_EXISTS";
  if (!business.entities.contains(entity)) return "UNKNOWN_LEGAL_ENTITY";
  const auto zone = text_of(command, "time_zone");
  if (zone != "Europe/London" && zone != "America/New_York") return "BAD_TIME_ZONE";
  if (hours_are_bad(objects_of(command, "opening_hours"))) return "BAD_HOURS";

  Site site;
  site.zone = text_of(command, "time_zone");
  site.country = text_of(command, "country");
  site.entity_id = entity;
  site.entity = business.entities.at(entity);
  site.cooldown_days = number_of(command, "number_cooldown_days").value_or(30);
  business.sites[id] = site;
  Fields data;
  take(data, command, {"site_id", "legal_entity_id", "name", "time_zone", "country", "opening_hours"});
  data["number_cooldown_days"] = site.cooldown_days;
  put_text(data, "currency", site.entity.currency);
  data["currency_exponent"] = site.entity.exponent;
  put_text(data, "rounding", site.entity.rounding);
  business.note("SiteRegistered", data, {"site/" + id});
  return {};
}

Code AddSpace(Business& business, const Fields& command) {
  const auto id = text_of(command, "space_id");
  const auto site = text_of(command, "site_id");
  const auto parent = text_of(command, "parent_space_id");
  if (business.spaces.contains(id)) return "ALREADY_EXISTS";
  if (!business.sites.contains(site)) return "UNKNOWN_SITE";
  if (!parent.empty()) {
    if (parent == id) return "BAD_PARENT";
    if (!business.spaces.contains(parent)) return "UNKNOWN_SPACE";
    if (business.spaces.at(parent).site != site) return "BAD_PARENT";
  }
  business.spaces[id] = {site, parent, flag_of(command, "bookable"), 0};
  business.note("SpaceAdded", command, {"space/" + id, "space/" + parent});
  return {};
}

Code AddDoor(Business& business, const Fields& command) {
  const auto id = text_of(command, "door_id");
  const auto site = text_of(command, "site_id");
  if (business.doors.contains(id)) return "ALREADY_EXISTS";
  if (!business.sites.contains(site)) return "UNKNOWN_SITE";
  business.doors[id] = site;
  business.note("DoorAdded", command, {"door/" + id});
  return {};
}

Code DefineProduct(Business& business, const Fields& command) {
  const auto id = text_of(command, "product_id");
  if (business.products.contains(id)) return "ALREADY_EXISTS";
  business.products[id] = text_of(command, "kind");
  if (command.contains("revenue_account")) {
    business.revenue_accounts[id] = text_of(command, "revenue_account");
  }
  business.note("ProductDefined", command, {"product/" + id});
  return {};
}

Code SetPrice(Business& business, const Fields& command) {
  const auto site = text_of(command, "site_id");
  const auto product = text_of(command, "product_id");
  if (!business.sites.contains(site)) return "UNKNOWN_SITE";
  if (!business.products.contains(product)) return "UNKNOWN_PRODUCT";
  business.sites.at(site).prices[product][*day_of(command, "from")] = {*number_of(command, "unit_price"),
                                                                       text_of(command, "per")};
  business.note("PriceSet", command, {"site/" + site});
  return {};
}

Code RegisterOccupier(Business& business, const Fields& command) {
  const auto id = text_of(command, "occupier_id");
  if (business.occupiers.contains(id)) return "ALREADY_EXISTS";
  business.occupiers.insert(id);
  business.billing_references[id] = text_of(command, "billing_reference");
  business.note("OccupierRegistered", command, {"occupier/" + id});
  return {};
}

Code DefineTaxCode(Business& business, const Fields& command) {
  const auto id = text_of(command, "legal_entity_id");
  const auto category = text_of(command, "category");
  const auto rate = *number_of(command, "rate_bp");
  if (!business.entities.contains(id)) return "UNKNOWN_LEGAL_ENTITY";
  if (category == "S" ? rate == 0 : rate != 0) return "TAX_CATEGORY_INVALID";
  business.entities.at(id).taxes[text_of(command, "tax_code")][*day_of(command, "from")] = {category, rate};
  business.note("TaxCodeDefined", command, {"legal-entity/" + id});
  return {};
}

Code SetBillingReference(Business& business, const Fields& command) {
  const auto id = text_of(command, "occupier_id");
  if (!business.occupiers.contains(id)) return "UNKNOWN_OCCUPIER";
  business.billing_references[id] = text_of(command, "billing_reference");
  Fields data{{"occupier_id", id}};
  put_text(data, "billing_reference", text_of(command, "billing_reference"));
  business.note("BillingReferenceSet", data, {"occupier/" + id});
  return {};
}

Code LinkExternalId(Business& business, const Fields& command) {
  const auto id = text_of(command, "occupier_id");
  const auto site = text_of(command, "site_id");
  const auto place = text_of(command, "system") + "/" + site + "/";
  const auto wanted = place + text_of(command, "external_id");
  if (!business.occupiers.contains(id)) return "UNKNOWN_OCCUPIER";
  if (!site.empty() && !business.sites.contains(site)) return "UNKNOWN_SITE";
  const auto owner = business.external_ids.contains(wanted) ? business.external_ids.at(wanted) : "";
  if (owner == id) return "ALREADY_EXISTS";
  if (!owner.empty()) return "EXTERNAL_ID_TAKEN";

  Fields data;
  take(data, command, {"occupier_id", "system", "external_id", "site_id"});
  std::vector<std::string> streams{"occupier/" + id, "external-id/" + wanted};
  for (auto& [external_id, occupier] : business.external_ids) {
    if (occupier != id || !external_id.starts_with(place)) continue;
    occupier.clear();
    put_text(data, "previous_external_id", external_id.substr(place.size()));
    streams.push_back("external-id/" + external_id);
  }
  business.external_ids[wanted] = id;
  business.note("ExternalIdLinked", data, streams);
  return {};
}

Code OpenBusinessDay(Business& business, const Fields& command) {
  const auto id = text_of(command, "site_id");
  const auto today = *day_of(command, "date");
  if (!business.sites.contains(id)) return "UNKNOWN_SITE";
  auto& site = business.sites.at(id);
  if (site.today && today != *site.today + 1) return "DAY_OUT_OF_ORDER";

  site.today = today;
  business.note("BusinessDayOpened", command, {"site/" + id});
  // Signed contracts of the site, by id: those that end by today first.
  std::vector<std::string> ending;
  std::vector<std::string> going_on;
  for (const auto& [contract_id, contract] : business.contracts) {
    if (contract.site != id || !is_signed(contract)) continue;
    (days_of(contract).to <= today ? ending : going_on).push_back(contract_id);
  }
  std::ranges::stable_sort(
      ending, {}, [&](const auto& contract_id) { return *business.contracts.at(contract_id).ends_on; });
  for (const auto& contract_id : ending) {
    start_contract_if_due(business, contract_id);
    end_contract_if_due(business, contract_id);
  }
  for (const auto& contract_id : going_on) start_contract_if_due(business, contract_id);
  for (const auto& contract_id : going_on) settle_contract(business, contract_id);
  charge_calls(business, id);
  for (auto& [number_id, number] : business.numbers) {
    if (number.site != id || number.status != "COOLDOWN" || number.rests_until > today) continue;
    number.status = "AVAILABLE";
    business.note("NumberCooledDown", {{"number", number_id}, {"site_id", id}},
                  {"number/" + number_id, "site/" + id});
  }
  return {};
}

bool related(const Business& business, const std::string& one, const std::string& other) {
  return is_inside(business, one, other) || is_inside(business, other, one);
}

bool is_taken(const Business& business, const std::string& space, Days days) {
  for (const auto& [id, contract] : business.contracts) {
    if (contract.status == "DISCARDED") continue;
    for (const auto& line : contract.lines) {
      if (line.space.empty() || !related(business, line.space, space)) continue;
      const Day to = std::min(line.to.value_or(far_away), days_of(contract).to);
      if (std::max(line.from, days.from) < std::min(to, days.to)) return true;
    }
  }
  const auto& zone = business.sites.at(business.spaces.at(space).site).zone;
  for (const auto& [id, booking] : business.bookings) {
    if (is_over(business, booking) || !related(business, booking.space, space)) continue;
    const bool ends_before = booking.to <= start_of(days.from, zone);
    const bool starts_after = days.to != far_away && booking.from >= start_of(days.to, zone);
    if (!ends_before && !starts_after) return true;
  }
  return false;
}

bool is_taken(const Business& business, const std::string& space, Time from, Time to,
              const std::string& own) {
  const auto& zone = business.sites.at(business.spaces.at(space).site).zone;
  for (const auto& [id, contract] : business.contracts) {
    if (contract.status == "DISCARDED") continue;
    for (const auto& line : contract.lines) {
      if (line.space.empty() || !related(business, line.space, space)) continue;
      const Day end = std::min(line.to.value_or(far_away), days_of(contract).to);
      if (end <= line.from) continue;
      const bool ends_before = to <= start_of(line.from, zone);
      const bool starts_after = end != far_away && from >= start_of(end, zone);
      if (!ends_before && !starts_after) return true;
    }
  }
  for (const auto& [id, booking] : business.bookings) {
    if (id == own || is_over(business, booking) || !related(business, booking.space, space)) continue;
    if (booking.from < to && from < booking.to) return true;
  }
  return false;
}

}  // namespace tenure::model
