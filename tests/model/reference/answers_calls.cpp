// How calls are handled, where they go, and what it takes of the entitlements.

#include <algorithm>
#include <map>
#include <set>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "tests/model/reference/answers.h"
#include "tests/model/reference/numbers_now.h"

namespace tenure::model::telephony {
namespace {

constexpr int ring_seconds = 20;

std::string text_of_treatment(const Fields& treatment) {
  return fmt::format("{}/{}/{}/{}/{}/{}", text_of(treatment, "kind"), text_of(treatment, "policy"),
                     fmt::join(texts_of(treatment, "members"), ","), text_of(treatment, "email"),
                     text_of(treatment, "number"), text_of(treatment, "menu_id"));
}
std::string text_of_hours(const std::vector<Fields>& hours) {
  std::string text;
  for (const auto& one : hours) {
    text += fmt::format("{} {}-{}, ", number_of(one, "weekday").value_or(0), *number_of(one, "from_minute"),
                        *number_of(one, "to_minute"));
  }
  return text;
}
Fields object_at(const Fields& fields, std::string_view name) {
  return fields.at(boost::json::string_view{name.data(), name.size()}).as_object();
}

std::string text_of_plan(const Fields& plan) {
  auto text = text_of_hours(objects_of(plan, "hours"));
  for (const auto& exception : objects_of(plan, "exceptions")) {
    text +=
        fmt::format("on {}: {}", text_of(exception, "date"), text_of_hours(objects_of(exception, "hours")));
  }
  text += fmt::format("in {} out {} after {} {}", text_of_treatment(object_at(plan, "in_hours")),
                      text_of_treatment(object_at(plan, "out_of_hours")),
                      *number_of(plan, "no_answer_seconds"), text_of_treatment(object_at(plan, "no_answer")));
  for (const auto& menu : objects_of(plan, "menus")) {
    text += fmt::format(" menu {}", text_of(menu, "menu_id"));
    for (const auto& key : objects_of(menu, "keys")) {
      text += fmt::format(" {}={}", text_of(key, "key"), text_of_treatment(object_at(key, "treatment")));
    }
    text += fmt::format(" timeout={} invalid={}", text_of_treatment(object_at(menu, "timeout")),
                        text_of_treatment(object_at(menu, "invalid")));
  }
  return text;
}

struct Handling {
  std::string main_number;
  std::optional<Fields> plan;
  const Recorded* last = nullptr;
};

Handling handling_now(const History& history, const std::string& occupier, const std::string& site) {
  Handling handling;
  for (const auto* record : history.of({})) {
    const auto& [type, data, streams] = record->fact;
    const bool is_here = text_of(data, "occupier_id") == occupier && text_of(data, "site_id") == site;
    const bool ends_main = (type == "NumberDeactivated" || type == "NumberReleased") &&
                           text_of(data, "number") == handling.main_number;
    if (is_here && type == "CallHandlingSet") handling.plan = data;
    if (is_here && type == "MainNumberNominated") handling.main_number = text_of(data, "number");
    if (ends_main) handling.main_number.clear();
    if (ends_main || (is_here && (type == "CallHandlingSet" || type == "MainNumberNominated")))
      handling.last = record;
  }
  return handling;
}

std::vector<Fields> treatments_of_menu(const Fields& menu) {
  std::vector<Fields> all;
  for (const auto& key : objects_of(menu, "keys")) all.push_back(object_at(key, "treatment"));
  all.push_back(object_at(menu, "timeout"));
  all.push_back(object_at(menu, "invalid"));
  return all;
}

/// A step in words, and where it leads.
struct Step {
  std::string text;
  std::string number;
  std::string menu;
};
using Steps = std::vector<Step>;

std::string after(std::string_view when, const std::string& text) {
  return when.empty() ? text : fmt::format("{}: {}", when, text);
}

class Exchange {
 public:
  Exchange(const History& history, Time time)
      : history_{history}, time_{time}, numbers_{numbers_now(history)} {}

  Lines route(const std::string& number) const {
    Lines lines;
    std::vector<std::pair<std::string, std::string>> ahead{{number, {}}};
    const auto tell = [&](const std::string& at, const std::string& choice, const Steps& steps) {
      std::vector<std::string> words;
      for (const auto& step : steps) {
        words.push_back(step.text);
        if (!step.number.empty()) visit(ahead, {step.number, {}});
        if (!step.menu.empty()) visit(ahead, {at, step.menu});
      }
      lines.push_back(fmt::format("{}{} -> {}", at, choice, fmt::join(words, "; ")));
    };
    for (std::size_t i = 0; i < ahead.size(); ++i) {
      const auto [at, menu_id] = ahead[i];
      if (!numbers_.contains(at)) continue;
      if (menu_id.empty()) {
        tell(at, {}, steps_at(at));
        continue;
      }
      const auto plan = *plan_of(at);
      for (const auto& menu : objects_of(plan, "menus")) {
        if (text_of(menu, "menu_id") != menu_id) continue;
        const bool is_last = last_menus(plan).contains(menu_id);
        const auto told = [&](const std::string& choice, const Fields& treatment) {
          Steps steps;
          treat(steps, at, plan, treatment, {}, is_last);
          tell(at, fmt::format(" {} {}", menu_id, choice), steps);
        };
        for (const auto& key : objects_of(menu, "keys"))
          told(text_of(key, "key"), object_at(key, "treatment"));
        told("TIMEOUT", object_at(menu, "timeout"));
        told("INVALID", object_at(menu, "invalid"));
      }
    }
    return lines;
  }

 private:
  using Stops = std::vector<std::pair<std::string, std::string>>;
  static void visit(Stops& ahead, const std::pair<std::string, std::string>& stop) {
    if (std::ranges::find(ahead, stop) == ahead.end()) ahead.push_back(stop);
  }

  std::optional<Fields> plan_of(const std::string& main) const {
    const auto& number = numbers_.at(main);
    return handling_now(history_, number.occupier, number.site).plan;
  }

  /// Menus that no_answer leads to.
  static std::set<std::string> last_menus(const Fields& plan) {
    std::set<std::string> found{text_of(object_at(plan, "no_answer"), "menu_id")};
    for (std::size_t before = 0; before != found.size();) {
      before = found.size();
      for (const auto& menu : objects_of(plan, "menus")) {
        if (!found.contains(text_of(menu, "menu_id"))) continue;
        for (const auto& treatment : treatments_of_menu(menu)) found.insert(text_of(treatment, "menu_id"));
      }
    }
    found.erase("");
    return found;
  }

  static Step otherwise(const Fields& features, std::string_view forward, std::string_view why,
                        std::string_view when) {
    const auto to = text_of(features, forward);
    if (!to.empty()) return {after(when, "FORWARD " + to), to, {}};
    return {
        after(when, flag_of(features, "voicemail") ? "VOICEMAIL" : fmt::format("REJECT {}", why)), {}, {}};
  }

  Steps steps_at(const std::string& id) const {
    const auto& number = numbers_.at(id);
    if (number.status != "ACTIVE") return {{"REJECT NOT_ACTIVE", {}, {}}};
    if (number.is_main) return steps_at_main(id, number);
    const auto& features = number.features;
    if (features.contains("forward_always")) return {otherwise(features, "forward_always", {}, {})};
    if (flag_of(features, "do_not_disturb"))
      return {otherwise(features, "forward_busy", "DO_NOT_DISTURB", {})};
    std::string ring = "RING " + id;
    if (!number.extension.empty()) ring += " " + number.extension;
    if (!number.user.empty()) ring += " " + number.user;
    Steps steps{{fmt::format("{} {}s", ring, ring_seconds), {}, {}}};
    if (!flag_of(features, "call_waiting"))
      steps.push_back(otherwise(features, "forward_busy", "BUSY", "BUSY"));
    steps.push_back(otherwise(features, "forward_no_answer", "NO_ANSWER", "NO_ANSWER"));
    return steps;
  }

  Steps steps_at_main(const std::string& id, const NumberNow& number) const {
    const auto plan = plan_of(id);
    if (!plan) return {{"RECEPTION", {}, {}}};
    const auto zone =
        text_of(history_.of("SiteRegistered", "site_id", number.site).front()->fact.data, "time_zone");
    Steps steps;
    treat(steps, id, *plan, object_at(*plan, is_open(*plan, zone) ? "in_hours" : "out_of_hours"), {}, false);
    return steps;
  }

  bool is_open(const Fields& plan, const std::string& zone) const {
    const auto day = local_day(time_, zone);
    const auto minute = local_minute(time_, zone);
    std::vector<Fields> hours;
    for (const auto& one : objects_of(plan, "hours")) {
      if (number_of(one, "weekday") == weekday_of(day)) hours.push_back(one);
    }
    for (const auto& exception : objects_of(plan, "exceptions")) {
      if (text_of(exception, "date") == day_text(day)) hours = objects_of(exception, "hours");
    }
    return std::ranges::any_of(hours, [&](const Fields& one) {
      return minute >= *number_of(one, "from_minute") && minute < *number_of(one, "to_minute");
    });
  }

  void treat(Steps& steps, const std::string& main, const Fields& plan, const Fields& treatment,
             std::string_view when, bool is_last) const {
    const auto kind = text_of(treatment, "kind");
    const auto seconds = *number_of(plan, "no_answer_seconds");
    const auto nobody = [&](std::string_view then) {
      if (is_last) {
        steps.push_back({after(then, "REJECT NO_ANSWER"), {}, {}});
      } else {
        treat(steps, main, plan, object_at(plan, "no_answer"), then, true);
      }
    };
    if (kind == "HUNT") {
      std::vector<std::string> ringing;
      for (const auto& member : texts_of(treatment, "members")) {
        const auto found = numbers_.find(member);
        const auto& office = numbers_.at(main);
        if (found == numbers_.end() || found->second.status != "ACTIVE") continue;
        if (found->second.occupier != office.occupier || found->second.site != office.site) continue;
        if (!flag_of(found->second.features, "do_not_disturb")) ringing.push_back(member);
      }
      if (ringing.empty()) return nobody(when);
      steps.push_back({after(when, fmt::format("HUNT {} {} {}s", text_of(treatment, "policy"),
                                               fmt::join(ringing, ","), seconds)),
                       {},
                       {}});
      return nobody("NO_ANSWER");
    }
    if (kind == "RECEPTION") {
      steps.push_back({after(when, fmt::format("RECEPTION {}s", seconds)), {}, {}});
      return nobody("NO_ANSWER");
    }
    auto target = text_of(treatment, "email") + text_of(treatment, "number") + text_of(treatment, "menu_id");
    steps.push_back({after(when, target.empty() ? kind : kind + " " + target), text_of(treatment, "number"),
                     text_of(treatment, "menu_id")});
  }

  const History& history_;
  Time time_;
  std::map<std::string, NumberNow> numbers_;
};

}  // namespace

Lines call_handling(const History& history, const std::string& occupier, const std::string& site) {
  const auto handling = handling_now(history, occupier, site);
  if (handling.last == nullptr) return {};
  return {fmt::format("{} at {} main {} plan {} since {} {}", occupier, site, handling.main_number,
                      handling.plan ? text_of_plan(*handling.plan) : "none", handling.last->position,
                      time_text(handling.last->recorded_at))};
}

Lines route(const History& history, const std::string& number, Time time) {
  return Exchange{history, time}.route(number);
}

Lines entitlements_of_site(const History& history, const std::string& site) {
  struct Sum {
    std::int64_t numbers = 0;
    std::int64_t active = 0;
    std::int64_t hunt_groups = 0;
    std::int64_t bandwidth = 0;
    bool ivr = false;
  };
  std::map<std::string, Fields> services;
  for (const auto* record : history.of({}, "site_id", site)) {
    const auto& [type, data, streams] = record->fact;
    if (type == "ServiceActivated" || type == "ServiceChanged") services[text_of(data, "service_id")] = data;
    if (type == "ServiceCeased") services.erase(text_of(data, "service_id"));
  }
  std::map<std::string, Sum> sums;
  for (const auto& [id, service] : services) {
    const auto numbers = *number_of(service, "phone_numbers");
    const auto hunt_groups = *number_of(service, "hunt_groups");
    const auto bandwidth = *number_of(service, "bandwidth_mbps");
    const bool ivr = flag_of(service, "ivr");
    if (numbers + hunt_groups + bandwidth == 0 && !ivr) continue;
    auto& sum = sums[text_of(service, "occupier_id")];
    sum.numbers += numbers;
    sum.hunt_groups += hunt_groups;
    sum.bandwidth += bandwidth;
    sum.ivr = sum.ivr || ivr;
  }
  for (const auto& [id, number] : numbers_now(history)) {
    if (number.site == site && number.status == "ACTIVE") ++sums[number.occupier].active;
  }
  Lines lines;
  for (const auto& [occupier, sum] : sums) {
    const auto plan = handling_now(history, occupier, site).plan;
    std::vector<Fields> treatments;
    bool has_menus = false;
    if (plan) {
      for (const auto* name : {"in_hours", "out_of_hours", "no_answer"})
        treatments.push_back(object_at(*plan, name));
      for (const auto& menu : objects_of(*plan, "menus")) {
        has_menus = true;
        std::ranges::copy(treatments_of_menu(menu), std::back_inserter(treatments));
      }
    }
    const auto hunts =
        std::ranges::count_if(treatments, [](const Fields& one) { return text_of(one, "kind") == "HUNT"; });
    lines.push_back(fmt::format("{} {}/{} numbers {}/{} hunt groups {} Mbit/s menus {}/{}", occupier,
                                sum.active, sum.numbers, hunts, sum.hunt_groups, sum.bandwidth,
                                has_menus ? 1 : 0, sum.ivr ? 1 : 0));
  }
  return lines;
}

}  // namespace tenure::model::telephony
