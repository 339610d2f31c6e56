// Numbers out of use and gone, what they do with calls, main numbers and how calls to them are handled.

#include <algorithm>

#include "tests/model/reference/rules.h"

namespace tenure::model {
namespace {

using Ways = std::map<std::string, std::set<std::string>>;

std::string place(const std::string& site, const std::string& occupier) { return site + "/" + occupier; }

/// Where each number leads calls on to.
Ways ways_of(const Business& business) {
  Ways ways;
  for (const auto& [id, number] : business.numbers) {
    auto& to = ways[id];
    for (const auto* forward : {&number.forward_always, &number.forward_busy, &number.forward_no_answer}) {
      if (!forward->empty()) to.insert(*forward);
    }
  }
  for (const auto& [id, office] : business.offices) {
    if (!office.main_number.empty())
      ways[office.main_number].insert(office.leads_to.begin(), office.leads_to.end());
  }
  return ways;
}

/// Takes away what leads nowhere, until nothing is left or only circles and what leads into them.
bool has_circle(Ways ways) {
  while (true) {
    const auto leads_nowhere = [&](const auto& entry) {
      return std::ranges::none_of(entry.second, [&](const std::string& to) { return ways.contains(to); });
    };
    std::set<std::string> ends;
    for (const auto& entry : ways) {
      if (leads_nowhere(entry)) ends.insert(entry.first);
    }
    if (ends.empty()) return !ways.empty();
    std::erase_if(ways, [&](const auto& entry) { return ends.contains(entry.first); });
  }
}

bool holds_main(const Business& business, const Number& number, const std::string& id) {
  const auto office = business.offices.find(place(number.site, number.occupier));
  return office != business.offices.end() && office->second.main_number == id;
}

void end_main(Business& business, const Number& number, const std::string& id) {
  if (holds_main(business, number, id))
    business.offices.at(place(number.site, number.occupier)).main_number.clear();
}

Fields treatment_at(const Fields& command, std::string_view name) {
  return command.at(boost::json::string_view{name.data(), name.size()}).as_object();
}

/// In the order in which they are written.
std::vector<Fields> treatments_in(const Fields& command) {
  std::vector<Fields> all;
  for (const auto* name : {"in_hours", "out_of_hours", "no_answer"})
    all.push_back(treatment_at(command, name));
  for (const auto& menu : objects_of(command, "menus")) {
    for (const auto& key : objects_of(menu, "keys")) all.push_back(treatment_at(key, "treatment"));
    all.push_back(treatment_at(menu, "timeout"));
    all.push_back(treatment_at(menu, "invalid"));
  }
  return all;
}

/// Marks every minute; none may be marked twice.
bool are_hours(const std::vector<Fields>& stretches) {
  std::set<std::pair<std::int64_t, std::int64_t>> minutes;
  for (const auto& stretch : stretches) {
    const auto from = *number_of(stretch, "from_minute");
    const auto to = *number_of(stretch, "to_minute");
    if (from >= to) return false;
    for (auto minute = from; minute < to; ++minute) {
      if (!minutes.emplace(number_of(stretch, "weekday").value_or(0), minute).second) return false;
    }
  }
  return true;
}

bool has_bad_hours(const Fields& command) {
  if (!are_hours(objects_of(command, "hours"))) return true;
  std::set<std::string> dates;
  for (const auto& exception : objects_of(command, "exceptions")) {
    if (!dates.insert(text_of(exception, "date")).second) return true;
    if (!are_hours(objects_of(exception, "hours"))) return true;
  }
  return false;
}

bool has_bad_menu(const Fields& command) {
  std::set<std::string> ids;
  for (const auto& menu : objects_of(command, "menus")) {
    if (!ids.insert(text_of(menu, "menu_id")).second) return true;
    std::set<std::string> keys;
    for (const auto& entry : objects_of(menu, "keys")) {
      const auto key = text_of(entry, "key");
      if (std::string{"0123456789*#"}.find(key) == std::string::npos || !keys.insert(key).second) return true;
    }
    if (keys.empty()) return true;
  }
  return false;
}

bool has_bad_treatment(const Fields& command) {
  static const std::map<std::string, std::set<std::string>> may_have{{"HUNT", {"policy", "members"}},
                                                                     {"RECEPTION", {}},
                                                                     {"VOICEMAIL", {"email"}},
                                                                     {"FORWARD", {"number"}},
                                                                     {"MENU", {"menu_id"}}};
  std::set<std::string> menus;
  for (const auto& menu : objects_of(command, "menus")) menus.insert(text_of(menu, "menu_id"));
  for (const auto& treatment : treatments_in(command)) {
    const auto kind = text_of(treatment, "kind");
    for (const auto& [name, value] : treatment) {
      if (name != "kind" && !may_have.at(kind).contains(std::string{name.data(), name.size()})) return true;
    }
    if (kind == "FORWARD" && !treatment.contains("number")) return true;
    if (kind == "MENU" && !menus.contains(text_of(treatment, "menu_id"))) return true;
  }
  return false;
}

Ways menu_ways(const Fields& command) {
  Ways ways;
  for (const auto& menu : objects_of(command, "menus")) {
    Fields alone = command;
    alone["menus"] = boost::json::array{menu};
    auto& to = ways[text_of(menu, "menu_id")];
    const auto treatments = treatments_in(alone);
    for (auto treatment = treatments.begin() + 3; treatment != treatments.end(); ++treatment) {
      const auto id = text_of(*treatment, "menu_id");
      if (!id.empty()) to.insert(id);
    }
  }
  return ways;
}

Fields recorded(const Fields& treatment, const std::string& country) {
  Fields out;
  take(out, treatment, {"kind", "email", "menu_id"});
  if (text_of(treatment, "kind") == "HUNT") {
    put_text(out, "policy", treatment.contains("policy") ? text_of(treatment, "policy") : "REGULAR");
    out["members"] = without_repeats(texts_of(treatment, "members"));
  }
  put_text(out, "number", e164(text_of(treatment, "number"), country));
  return out;
}

Fields recorded_call_handling(const Fields& command, const std::string& country) {
  Fields data;
  take(data, command, {"occupier_id", "site_id", "hours", "no_answer_seconds"});
  if (!data.contains("hours")) {
    boost::json::array hours;
    for (int weekday = 1; weekday <= 5; ++weekday) {
      hours.push_back(Fields{{"weekday", weekday}, {"from_minute", 510}, {"to_minute", 1080}});
    }
    data["hours"] = hours;
  }
  boost::json::array exceptions;
  for (auto exception : objects_of(command, "exceptions")) {
    if (objects_of(exception, "hours").empty()) exception.erase("hours");
    exceptions.push_back(exception);
  }
  if (!exceptions.empty()) data["exceptions"] = exceptions;
  for (const auto* name : {"in_hours", "out_of_hours", "no_answer"})
    data[name] = recorded(treatment_at(command, name), country);
  boost::json::array menus;
  for (auto menu : objects_of(command, "menus")) {
    boost::json::array keys;
    for (auto key : objects_of(menu, "keys")) {
      key["treatment"] = recorded(treatment_at(key, "treatment"), country);
      keys.push_back(key);
    }
    menu["keys"] = keys;
    for (const auto* name : {"timeout", "invalid"}) menu[name] = recorded(treatment_at(menu, name), country);
    menus.push_back(menu);
  }
  if (!menus.empty()) data["menus"] = menus;
  return data;
}

}  // namespace

Code DeactivatePhoneNumber(Business& business, const Fields& command) {
  const auto id = text_of(command, "number");
  if (!business.numbers.contains(id)) return "UNKNOWN_PHONE_NUMBER";
  auto& number = business.numbers.at(id);
  if (number.status != "ACTIVE" && number.status != "PENDING") return "INVALID_TRANSITION";
  if (!number.user.empty()) return "NUMBER_ASSIGNED";
  number.status = "RESERVED";
  end_main(business, number, id);
  business.note("NumberDeactivated", about_number(id, number),
                {"number/" + id, "occupier/" + number.occupier,
                 "call-handling/" + place(number.site, number.occupier)});
  return {};
}

Code DeallocatePhoneNumber(Business& business, const Fields& command) {
  const auto id = text_of(command, "number");
  if (!business.numbers.contains(id)) return "UNKNOWN_PHONE_NUMBER";
  const auto& number = business.numbers.at(id);
  if (number.occupier.empty() || !business.sites.at(number.site).today) return "INVALID_TRANSITION";
  if (!number.user.empty()) return "NUMBER_ASSIGNED";
  if (number.status == "ACTIVE") return "NUMBER_ACTIVE";
  release(business, id, *business.sites.at(number.site).today);
  return {};
}

Code PortOutPhoneNumber(Business& business, const Fields& command) {
  const auto id = text_of(command, "number");
  if (!business.numbers.contains(id)) return "UNKNOWN_PHONE_NUMBER";
  auto& number = business.numbers.at(id);
  if (number.status == "PORTED_OUT") return "INVALID_TRANSITION";
  if (!number.user.empty()) return "NUMBER_ASSIGNED";
  if (number.status == "ACTIVE") return "NUMBER_ACTIVE";
  const auto today = business.sites.at(number.site).today;
  Fields data{{"number", id}, {"site_id", number.site}};
  put_text(data, "occupier_id", number.occupier);
  if (today) data["on"] = day_text(*today);
  // Without a day nobody is known to have held it.
  if (!number.occupier.empty()) number.held.back().to = today.value_or(-far_away);
  number.status = "PORTED_OUT";
  number.forward_always = number.forward_busy = number.forward_no_answer = {};
  const auto occupier = std::exchange(number.occupier, {});
  business.note("NumberPortedOut", data, {"number/" + id, "occupier/" + occupier, "site/" + number.site});
  return {};
}

void release(Business& business, const std::string& number_id, Day on) {
  auto& number = business.numbers.at(number_id);
  const auto& site = business.sites.at(number.site);
  end_main(business, number, number_id);
  number.status = "COOLDOWN";
  number.rests_until = on + static_cast<Day>(site.cooldown_days);
  number.forward_always = number.forward_busy = number.forward_no_answer = {};
  number.held.back().to = on;
  auto data = about_number(number_id, number);
  data["cooldown_until"] = day_text(number.rests_until);
  data["on"] = day_text(on);
  const auto occupier = std::exchange(number.occupier, {});
  business.note("NumberReleased", data,
                {"number/" + number_id, "occupier/" + occupier, "site/" + number.site,
                 "call-handling/" + place(number.site, occupier)});
}

bool is_main(const Business& business, const std::string& number_id) {
  return holds_main(business, business.numbers.at(number_id), number_id);
}

Code ConfigurePhoneNumber(Business& business, const Fields& command) {
  const auto id = text_of(command, "number");
  if (!business.numbers.contains(id)) return "UNKNOWN_PHONE_NUMBER";
  auto& number = business.numbers.at(id);
  if (number.status != "ACTIVE") return "NUMBER_NOT_ACTIVE";
  const auto& country = business.sites.at(number.site).country;
  const auto& given = command.at("features").as_object();
  Fields features;
  take(features, given, {"display_name"});
  for (const auto* name : {"forward_always", "forward_busy", "forward_no_answer", "caller_id"}) {
    if (!given.contains(name)) continue;
    put_text(features, name, e164(text_of(given, name), country));
    if (!features.contains(name)) return "BAD_NUMBER";
  }
  for (const auto* name : {"voicemail", "do_not_disturb", "call_waiting"})
    features[name] = flag_of(given, name);

  const auto before = number;
  number.forward_always = text_of(features, "forward_always");
  number.forward_busy = text_of(features, "forward_busy");
  number.forward_no_answer = text_of(features, "forward_no_answer");
  if (has_circle(ways_of(business))) {
    number = before;
    return "CALL_ROUTE_CYCLE";
  }
  auto data = about_number(id, number);
  data["features"] = features;
  business.note("NumberConfigured", data, {"number/" + id});
  return {};
}

Code NominateMainNumber(Business& business, const Fields& command) {
  const auto occupier = text_of(command, "occupier_id");
  const auto site = text_of(command, "site_id");
  const auto id = text_of(command, "number");
  if (!business.occupiers.contains(occupier)) return "UNKNOWN_OCCUPIER";
  if (!business.sites.contains(site)) return "UNKNOWN_SITE";
  if (!business.numbers.contains(id)) return "UNKNOWN_PHONE_NUMBER";
  const auto& number = business.numbers.at(id);
  if (number.occupier != occupier || number.site != site) return "NUMBER_NOT_HELD";
  if (number.status != "ACTIVE") return "NUMBER_NOT_ACTIVE";
  auto office = business.offices[place(site, occupier)];
  if (!office.main_number.empty()) return "MAIN_NUMBER_EXISTS";
  if (!number.user.empty()) return "NUMBER_ASSIGNED";
  auto ways = ways_of(business);
  ways[id].insert(office.leads_to.begin(), office.leads_to.end());
  if (has_circle(ways)) return "CALL_ROUTE_CYCLE";
  business.offices[place(site, occupier)].main_number = id;
  business.note("MainNumberNominated", command, {"call-handling/" + place(site, occupier), "number/" + id});
  return {};
}

Code SetCallHandling(Business& business, const Fields& command) {
  const auto occupier = text_of(command, "occupier_id");
  const auto site = text_of(command, "site_id");
  if (!business.occupiers.contains(occupier)) return "UNKNOWN_OCCUPIER";
  if (!business.sites.contains(site)) return "UNKNOWN_SITE";
  if (find_contract(business, occupier, site, {"UPCOMING", "ACTIVE"}).empty()) return "NO_CONTRACT";
  if (has_bad_hours(command)) return "BAD_HOURS";
  if (has_bad_menu(command)) return "BAD_MENU";
  if (has_bad_treatment(command)) return "BAD_TREATMENT";
  const auto treatments = treatments_in(command);
  const auto& country = business.sites.at(site).country;
  std::set<std::string> members;
  std::set<std::string> leads_to;
  bool has_empty_hunt = false;
  bool has_bad_number = false;
  for (const auto& treatment : treatments) {
    const auto named = texts_of(treatment, "members");
    members.insert(named.begin(), named.end());
    has_empty_hunt = has_empty_hunt || (text_of(treatment, "kind") == "HUNT" && named.empty());
    if (!treatment.contains("number")) continue;
    const auto number = e164(text_of(treatment, "number"), country);
    has_bad_number = has_bad_number || number.empty();
    leads_to.insert(number);
  }
  if (has_empty_hunt) return "EMPTY_HUNT";
  for (const auto& member : members) {
    const auto found = business.numbers.find(member);
    if (found == business.numbers.end() || found->second.occupier != occupier || found->second.site != site)
      return "NUMBER_NOT_HELD";
  }
  for (const auto& member : members) {
    if (business.numbers.at(member).status != "ACTIVE") return "NUMBER_NOT_ACTIVE";
  }
  if (has_bad_number) return "BAD_NUMBER";
  if (has_circle(menu_ways(command))) return "CALL_ROUTE_CYCLE";
  leads_to.merge(members);
  auto& office = business.offices[place(site, occupier)];
  std::swap(office.leads_to, leads_to);
  if (has_circle(ways_of(business))) {
    std::swap(office.leads_to, leads_to);
    return "CALL_ROUTE_CYCLE";
  }
  business.note("CallHandlingSet", recorded_call_handling(command, country),
                {"call-handling/" + place(site, occupier)});
  return {};
}

}  // namespace tenure::model
