#include <algorithm>
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

std::string occupier_line(const History& history, const Recorded& record) {
  const auto& data = record.fact.data;
  const auto id = text_of(data, "occupier_id");
  const auto* last = &record;
  auto billing_reference = text_of(data, "billing_reference");
  for (const auto* set : history.of("BillingReferenceSet", "occupier_id", id)) {
    billing_reference = text_of(set->fact.data, "billing_reference");
    last = set;
  }
  std::map<std::string, std::string> external_ids;
  for (const auto* linked : history.of("ExternalIdLinked", "occupier_id", id)) {
    const auto& link = linked->fact.data;
    external_ids[text_of(link, "system") + "/" + text_of(link, "site_id")] = text_of(link, "external_id");
    if (linked->position > last->position) last = linked;
  }
  std::string ids;
  for (const auto& [place, external_id] : external_ids) ids += fmt::format("{}/{} ", place, external_id);
  return fmt::format("{} {} {} {} {}{}", id, text_of(data, "name"), billing_reference,
                     text_of(data, "vat_number"), ids, stamp(*last));
}

std::string text_of_optional(const Fields& data, std::string_view name) {
  const auto number = number_of(data, name);
  return number ? fmt::format("{}", *number) : "none";
}

/// A line with its later prices, as it is written.
struct LineNow {
  Fields fields;
  std::string to;
  std::map<std::string, std::int64_t> steps;
};

std::string contract_line(const History& history, const Recorded& created) {
  const auto& data = created.fact.data;
  const auto id = text_of(data, "contract_id");
  std::string status = "DRAFT";
  std::string reason;
  std::string notice;
  std::string successor;
  std::string predecessor;
  auto ends_on = text_of(data, "ends_on");
  std::map<std::string, LineNow> lines;
  std::vector<std::string> order;
  const auto add = [&](const Fields& line) {
    order.push_back(text_of(line, "line_id"));
    lines[order.back()] = {line, text_of(line, "to"), {}};
  };
  for (const auto& line : objects_of(data, "lines")) add(line);
  const auto* last = &created;
  for (const auto* record : history.of({}, "contract_id", id)) {
    const auto& type = record->fact.type;
    const auto& fact = record->fact.data;
    if (type == "ContractSigned") status = "UPCOMING";
    if (type == "ContractStarted") status = "ACTIVE";
    if (type == "ContractDiscarded") status = "DISCARDED";
    if (type == "ContractTerminated") reason = text_of(fact, "termination_reason");
    if (type == "ContractEnded") {
      status = flag_of(fact, "terminated") ? "TERMINATED" : flag_of(fact, "renewed") ? "RENEWED" : "ENDED";
    }
    if (type == "ContractTerminated" || type == "ContractEnded") ends_on = text_of(fact, "on");
    if (type == "NoticeGiven") {
      status = "NOTICE_GIVEN";
      ends_on = text_of(fact, "ends_on");
      notice = fmt::format("{} {} {}", text_of(fact, "given_on"), text_of(fact, "override_reason"),
                           text_of(fact, "approved_by"));
    }
    if (type == "ContractRenewed") successor = text_of(fact, "new_contract_id");
    if (type == "ContractExtended") {
      for (auto& [line_id, line] : lines) {
        if (line.to == text_of(fact, "previous_ends_on")) line.to = text_of(fact, "ends_on");
      }
      ends_on = text_of(fact, "ends_on");
    }
    if (type == "PriceStepScheduled") {
      lines.at(text_of(fact, "line_id")).steps[text_of(fact, "from")] = *number_of(fact, "monthly_price");
    }
    if (type == "ContractAmended") {
      const auto on = text_of(fact, "effective_on");
      for (const auto& line_id : texts_of(fact, "ended")) {
        auto& line = lines.at(line_id);
        line.to = std::max(text_of(line.fields, "from"), on);
      }
      for (const auto& change : objects_of(fact, "changed")) {
        lines.at(text_of(change, "line_id")).steps[on] = *number_of(change, "monthly_price");
      }
      for (const auto& line : objects_of(fact, "added")) add(line);
    }
    if (type.starts_with("Contract") || type == "NoticeGiven" || type == "PriceStepScheduled") last = record;
  }
  for (const auto* record : history.of("ContractRenewed", "new_contract_id", id)) {
    predecessor = text_of(record->fact.data, "contract_id");
    if (record->position > last->position) last = record;
  }
  std::string text;
  for (const auto& line_id : order) {
    const auto& [line, to, steps] = lines.at(line_id);
    text +=
        fmt::format("{} {} {} {} [{}, {}) ", line_id, text_of(line, "product_id"), text_of(line, "space_id"),
                    *number_of(line, "monthly_price"), text_of(line, "from"), to);
    for (const auto& [from, price] : steps) text += fmt::format("{} from {} ", price, from);
  }
  return fmt::format(
      "{} of {} at {} {} [{}, {}) {} day {} {} {} {}deposit {} reason {} months {} {} {} notice {} then {} "
      "before {} {}",
      id, text_of(data, "occupier_id"), text_of(data, "site_id"), status, text_of(data, "starts_on"), ends_on,
      text_of(data, "currency"), *number_of(data, "billing_day"), text_of(data, "billing"),
      text_of(data, "proration"), text, text_of_optional(data, "deposit"), reason,
      text_of_optional(data, "notice_months"), text_of_optional(data, "minimum_term_months"),
      text_of_optional(data, "auto_renew_months"), notice, successor, predecessor, stamp(*last));
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

std::string user_line(const History& history, const std::string& id) {
  const auto& added = *history.of("UserAdded", "user_id", id).front();
  const auto& data = added.fact.data;
  auto sites = texts_of(data, "site_ids");
  auto role = text_of(data, "role");
  std::map<std::string, std::string> invited;
  std::string login;
  bool enabled = false;
  const auto* last = &added;
  for (const auto* record : history.of({}, "user_id", id)) {
    const auto& [type, said, streams] = record->fact;
    if (type == "UserSitesSet") sites = texts_of(said, "site_ids");
    if (type == "UserRoleSet") role = text_of(said, "role");
    if (type == "UserInvited") invited[text_of(said, "to")] = time_text(record->recorded_at);
    if (type == "WifiAccountEnabled") login = text_of(said, "login");
    if (type == "WifiAccountEnabled" || type == "WifiAccountDisabled") enabled = type == "WifiAccountEnabled";
    const bool of_user = type.starts_with("User") && !type.ends_with("Group");
    if (of_user || type.starts_with("WifiAccount")) last = record;
  }
  std::string invitations;
  for (const auto& [to, at] : invited) invitations += fmt::format("{} {} ", to, at);
  return fmt::format("{} of {} at {}: {} {} {} {} active {} invited {}wifi {} {} {}", id,
                     text_of(data, "occupier_id"), fmt::join(sites, " "), text_of(data, "given_name"),
                     text_of(data, "family_name"), text_of(data, "email"), role,
                     is_active(history, id) ? 1 : 0, invitations, login, enabled ? 1 : 0, stamp(*last));
}

}  // namespace

Lines occupiers(const History& history) {
  Lines lines;
  for (const auto& [id, record] : by(history, "OccupierRegistered", "occupier_id"))
    lines.push_back(occupier_line(history, *record));
  return lines;
}
Lines occupier(const History& history, const std::string& occupier) {
  Lines lines;
  for (const auto* record : history.of("OccupierRegistered", "occupier_id", occupier))
    lines.push_back(occupier_line(history, *record));
  return lines;
}

Lines occupier_by_external_id(const History& history, const std::string& system, const std::string& site,
                              const std::string& external_id) {
  std::string owner;
  for (const auto* record : history.of("ExternalIdLinked", "system", system)) {
    const auto& data = record->fact.data;
    if (text_of(data, "site_id") != site) continue;
    if (text_of(data, "previous_external_id") == external_id) owner.clear();
    if (text_of(data, "external_id") == external_id) owner = text_of(data, "occupier_id");
  }
  return owner.empty() ? Lines{} : occupier(history, owner);
}

Lines contracts_of_occupier(const History& history, const std::string& occupier) {
  Lines lines;
  for (const auto& [id, record] : by(history, "ContractCreated", "contract_id")) {
    if (text_of(record->fact.data, "occupier_id") == occupier)
      lines.push_back(contract_line(history, *record));
  }
  return lines;
}
Lines contracts_of_site(const History& history, const std::string& site, const std::string& status,
                        const std::string& ends_before) {
  // By end, open ones last, then by id.
  std::map<std::pair<std::string, std::string>, std::string> by_end;
  for (const auto& [id, record] : by(history, "ContractCreated", "contract_id")) {
    if (text_of(record->fact.data, "site_id") != site) continue;
    const auto line = contract_line(history, *record);
    const auto begin = line.find(", ") + 2;
    const auto end = line.substr(begin, line.find(')', begin) - begin);
    if (!status.empty() && !line.contains(fmt::format(" at {} {} [", site, status))) continue;
    if (!ends_before.empty() && (end.empty() || end >= ends_before)) continue;
    by_end[{end.empty() ? "open" : end, id}] = line;
  }
  Lines lines;
  for (const auto& [key, line] : by_end) lines.push_back(line);
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
    auto contract = text_of(data, "contract_id");
    auto now = data;
    std::string to;
    std::string suspended;
    const auto* last = record;
    for (const auto* later : history.of({}, "service_id", id)) {
      const auto& type = later->fact.type;
      const auto& fact = later->fact.data;
      if (type == "ServiceCeased") to = text_of(fact, "effective_on");
      if (type == "ServiceSuspended") suspended = text_of(fact, "effective_on");
      if (type == "ServiceResumed") suspended.clear();
      if (type == "ServiceContinued") contract = text_of(fact, "contract_id");
      if (type == "ServiceChanged") {
        take(now, fact,
             {"quantity", "phone_numbers", "bandwidth_mbps", "hunt_groups", "ivr", "call_minutes"});
      }
      if (later->position > last->position) last = later;
    }
    lines.push_back(
        fmt::format("{} under {} of {} at {} {} x {} [{}, {}) {} per {} numbers {} mbps {} hunt {} ivr {} "
                    "minutes {} suspended {} {}",
                    id, contract, occupier, text_of(data, "site_id"), text_of(data, "product_id"),
                    *number_of(now, "quantity"), text_of(data, "from"), to, *number_of(data, "unit_price"),
                    text_of(data, "per"), *number_of(now, "phone_numbers"), *number_of(now, "bandwidth_mbps"),
                    *number_of(now, "hunt_groups"), flag_of(now, "ivr") ? 1 : 0,
                    *number_of(now, "call_minutes"), suspended, stamp(*last)));
  }
  return lines;
}

Lines users_of_occupier(const History& history, const std::string& occupier) {
  Lines lines;
  for (const auto& [id, record] : by(history, "UserAdded", "user_id")) {
    if (text_of(record->fact.data, "occupier_id") == occupier) lines.push_back(user_line(history, id));
  }
  return lines;
}
Lines user(const History& history, const std::string& user) {
  if (history.of("UserAdded", "user_id", user).empty()) return {};
  return {user_line(history, user)};
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
