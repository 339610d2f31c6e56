#include <map>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "tests/model/reference/answers.h"

namespace tenure::model::directory {
namespace {

std::string stamp(const Recorded& record) {
  return fmt::format("since {} {}", record.position, time_text(record.recorded_at));
}

/// Facts of the type, by an id in them.
std::map<std::string, const Recorded*> by(const History& history, std::string_view type,
                                          std::string_view id) {
  std::map<std::string, const Recorded*> all;
  for (const auto* record : history.of(type)) all[text_of(record->fact.data, id)] = record;
  return all;
}

std::string occupier_line(const Recorded& record) {
  const auto& data = record.fact.data;
  return fmt::format("{} {} {} {} {}", text_of(data, "occupier_id"), text_of(data, "name"),
                     text_of(data, "billing_reference"), text_of(data, "vat_number"), stamp(record));
}

std::string contract_line(const History& history, const Recorded& created) {
  const auto& data = created.fact.data;
  const auto id = text_of(data, "contract_id");
  std::string status = "DRAFT";
  std::string reason;
  auto ends_on = text_of(data, "ends_on");
  const auto* last = &created;
  for (const auto* record : history.of({}, "contract_id", id)) {
    const auto& type = record->fact.type;
    if (type == "ContractSigned") status = "UPCOMING";
    if (type == "ContractStarted") status = "ACTIVE";
    if (type == "ContractTerminated") reason = text_of(record->fact.data, "termination_reason");
    if (type == "ContractEnded") status = flag_of(record->fact.data, "terminated") ? "TERMINATED" : "ENDED";
    if (type == "ContractTerminated" || type == "ContractEnded") ends_on = text_of(record->fact.data, "on");
    if (type.starts_with("Contract")) last = record;
  }
  std::string lines;
  for (const auto& line : objects_of(data, "lines")) {
    lines += fmt::format("{} {} {} {} [{}, {}) ", text_of(line, "line_id"), text_of(line, "product_id"),
                         text_of(line, "space_id"), *number_of(line, "monthly_price"), text_of(line, "from"),
                         text_of(line, "to"));
  }
  const auto deposit = number_of(data, "deposit");
  return fmt::format("{} of {} at {} {} [{}, {}) {} day {} {} {} {}deposit {} reason {} {}", id,
                     text_of(data, "occupier_id"), text_of(data, "site_id"), status,
                     text_of(data, "starts_on"), ends_on, text_of(data, "currency"),
                     *number_of(data, "billing_day"), text_of(data, "billing"), text_of(data, "proration"),
                     lines, deposit ? fmt::format("{}", *deposit) : "none", reason, stamp(*last));
}

std::string site_line(const History& history, const Recorded& registered) {
  const auto& data = registered.fact.data;
  const auto id = text_of(data, "site_id");
  const auto days = history.of("BusinessDayOpened", "site_id", id);
  const auto& last = days.empty() ? registered : *days.back();
  return fmt::format("{} of {} {} {} {} {} {} day {} {}", id, text_of(data, "legal_entity_id"),
                     text_of(data, "name"), text_of(data, "time_zone"), text_of(data, "country"),
                     text_of(data, "currency"), *number_of(data, "currency_exponent"),
                     days.empty() ? "none" : text_of(last.fact.data, "date"), stamp(last));
}

}  // namespace

Lines occupiers(const History& history) {
  Lines lines;
  for (const auto& [id, record] : by(history, "OccupierRegistered", "occupier_id"))
    lines.push_back(occupier_line(*record));
  return lines;
}
Lines occupier(const History& history, const std::string& occupier) {
  Lines lines;
  for (const auto* record : history.of("OccupierRegistered", "occupier_id", occupier))
    lines.push_back(occupier_line(*record));
  return lines;
}

Lines contracts_of_occupier(const History& history, const std::string& occupier) {
  Lines lines;
  for (const auto& [id, record] : by(history, "ContractCreated", "contract_id")) {
    if (text_of(record->fact.data, "occupier_id") == occupier)
      lines.push_back(contract_line(history, *record));
  }
  return lines;
}
Lines contract(const History& history, const std::string& contract) {
  Lines lines;
  for (const auto* record : history.of("ContractCreated", "contract_id", contract)) {
    lines.push_back(contract_line(history, *record));
  }
  return lines;
}

Lines services_of_occupier(const History& history, const std::string& occupier) {
  Lines lines;
  for (const auto& [id, record] : by(history, "ServiceActivated", "service_id")) {
    const auto& data = record->fact.data;
    if (text_of(data, "occupier_id") != occupier) continue;
    const auto ceased = history.of("ServiceCeased", "service_id", id);
    lines.push_back(
        fmt::format("{} under {} of {} at {} {} x {} [{}, {}) {} per {} numbers {} mbps {} hunt {} ivr {} {}",
                    id, text_of(data, "contract_id"), occupier, text_of(data, "site_id"),
                    text_of(data, "product_id"), *number_of(data, "quantity"), text_of(data, "from"),
                    ceased.empty() ? "" : text_of(ceased.front()->fact.data, "effective_on"),
                    *number_of(data, "unit_price"), text_of(data, "per"), *number_of(data, "phone_numbers"),
                    *number_of(data, "bandwidth_mbps"), *number_of(data, "hunt_groups"),
                    flag_of(data, "ivr") ? 1 : 0, stamp(ceased.empty() ? *record : *ceased.front())));
  }
  return lines;
}

Lines users_of_occupier(const History& history, const std::string& occupier) {
  Lines lines;
  for (const auto& [id, record] : by(history, "UserAdded", "user_id")) {
    const auto& data = record->fact.data;
    if (text_of(data, "occupier_id") != occupier) continue;
    const auto gone = history.of("UserDeactivated", "user_id", id);
    lines.push_back(fmt::format("{} of {} at {}: {} {} {} {} active {} {}", id, occupier,
                                fmt::join(texts_of(data, "site_ids"), " "), text_of(data, "given_name"),
                                text_of(data, "family_name"), text_of(data, "email"), text_of(data, "role"),
                                gone.empty() ? 1 : 0, stamp(gone.empty() ? *record : *gone.front())));
  }
  return lines;
}

Lines sites(const History& history) {
  Lines lines;
  for (const auto& [id, record] : by(history, "SiteRegistered", "site_id"))
    lines.push_back(site_line(history, *record));
  return lines;
}
Lines site(const History& history, const std::string& site) {
  Lines lines;
  for (const auto* record : history.of("SiteRegistered", "site_id", site))
    lines.push_back(site_line(history, *record));
  return lines;
}

Lines spaces_of_site(const History& history, const std::string& site) {
  Lines lines;
  for (const auto& [id, record] : by(history, "SpaceAdded", "space_id")) {
    const auto& data = record->fact.data;
    if (text_of(data, "site_id") != site) continue;
    const auto capacity = number_of(data, "capacity");
    lines.push_back(fmt::format("{} at {} {} {} in {} for {} bookable {}", id, site, text_of(data, "name"),
                                text_of(data, "kind"), text_of(data, "parent_space_id"),
                                capacity ? fmt::format("{}", *capacity) : "any",
                                flag_of(data, "bookable") ? 1 : 0));
  }
  return lines;
}

Lines doors_of_site(const History& history, const std::string& site) {
  Lines lines;
  for (const auto& [id, record] : by(history, "DoorAdded", "door_id")) {
    const auto& data = record->fact.data;
    if (text_of(data, "site_id") == site)
      lines.push_back(fmt::format("{} at {} {}", id, site, text_of(data, "name")));
  }
  return lines;
}

Lines products(const History& history) {
  Lines lines;
  for (const auto& [id, record] : by(history, "ProductDefined", "product_id")) {
    const auto& data = record->fact.data;
    lines.push_back(fmt::format("{} {} {} {} {}", id, text_of(data, "name"), text_of(data, "kind"),
                                text_of(data, "tax_code"), text_of(data, "revenue_account")));
  }
  return lines;
}

}  // namespace tenure::model::directory
