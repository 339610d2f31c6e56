#include "domain/telephony/route.h"

#include <algorithm>
#include <deque>
#include <set>
#include <tuple>
#include <utility>

#include "domain/kernel/invariant.h"

namespace tenure::domain {
namespace {

using enum RouteStepKind;

using Steps = std::vector<RouteStep>;

const CallMenu* find_menu(const CallPlan& plan, std::string_view menu_id) {
  const auto found = std::ranges::find(plan.menus, menu_id, &CallMenu::menu_id);
  return found == plan.menus.end() ? nullptr : &*found;
}

template <class Visit>
void for_each_treatment(const CallMenu& menu, Visit visit) {
  for (const auto& key : menu.keys) visit(key.treatment);
  visit(menu.timeout);
  visit(menu.invalid);
}

/// The menus that a treatment leads to, directly or through others.
std::set<std::string, std::less<>> menus_behind(const CallPlan& plan, const CallTreatment& treatment) {
  std::set<std::string, std::less<>> found;
  std::vector<std::string> to_visit;
  const auto add = [&](const CallTreatment& one) {
    if (!one.menu_id.empty() && found.insert(one.menu_id).second) to_visit.push_back(one.menu_id);
  };
  add(treatment);
  while (!to_visit.empty()) {
    const auto* menu = find_menu(plan, to_visit.back());
    to_visit.pop_back();
    if (menu != nullptr) for_each_treatment(*menu, add);
  }
  return found;
}

RouteStep forward_to(const std::string& number, RouteWhen when) {
  return {.step = FORWARD, .when = when, .number = number};
}
RouteStep reject(RejectReason why, RouteWhen when) { return {.step = REJECT, .when = when, .why = why}; }

/// What happens with a call that the number does not take.
RouteStep otherwise(const Features& features, const std::string& forward, RejectReason why, RouteWhen when) {
  if (!forward.empty()) return forward_to(forward, when);
  if (features.voicemail != 0) return {.step = VOICEMAIL, .when = when};
  return reject(why, when);
}

Steps steps_at(const std::string& number, const Line& line) {
  const auto& features = line.features;
  if (!features.forward_always.empty()) return {forward_to(features.forward_always, RouteWhen::ALWAYS)};
  if (features.do_not_disturb != 0) {
    return {otherwise(features, features.forward_busy, RejectReason::DO_NOT_DISTURB, RouteWhen::ALWAYS)};
  }
  Steps steps{{.step = RING,
               .number = number,
               .extension = line.extension,
               .user_id = line.user_id,
               .seconds = ring_seconds}};
  if (features.call_waiting == 0) {
    steps.push_back(otherwise(features, features.forward_busy, RejectReason::BUSY, RouteWhen::BUSY));
  }
  steps.push_back(
      otherwise(features, features.forward_no_answer, RejectReason::NO_ANSWER, RouteWhen::NO_ANSWER));
  return steps;
}

/// What happens when nobody answers: the plan's `no_answer`, or nothing any more.
enum class TakesOver : std::uint8_t { no_answer, nothing };

class Office {
 public:
  Office(const CallBook& book, const Line& line, const CallPlan& plan)
      : book_{book}, line_{line}, plan_{plan}, last_menus_{menus_behind(plan, plan.no_answer)} {}

  [[nodiscard]] Steps steps(const CallTreatment& treatment) const {
    Steps steps;
    add(steps, treatment, RouteWhen::ALWAYS, TakesOver::no_answer);
    return steps;
  }
  [[nodiscard]] Steps steps(const CallTreatment& treatment, std::string_view in_menu) const {
    Steps steps;
    add(steps, treatment, RouteWhen::ALWAYS,
        last_menus_.contains(in_menu) ? TakesOver::nothing : TakesOver::no_answer);
    return steps;
  }

 private:
  void add(Steps& steps, const CallTreatment& treatment, RouteWhen when, TakesOver next) const {
    switch (treatment.kind) {
      case TreatmentKind::HUNT: {
        auto members = ringing(treatment.members);
        if (members.empty()) return go_on(steps, when, next);
        steps.push_back({.step = HUNT,
                         .when = when,
                         .seconds = plan_.no_answer_seconds,
                         .policy = treatment.policy,
                         .members = std::move(members)});
        return go_on(steps, RouteWhen::NO_ANSWER, next);
      }
      case TreatmentKind::RECEPTION:
        steps.push_back({.step = RECEPTION, .when = when, .seconds = plan_.no_answer_seconds});
        return go_on(steps, RouteWhen::NO_ANSWER, next);
      case TreatmentKind::VOICEMAIL:
        return steps.push_back({.step = VOICEMAIL, .when = when, .email = treatment.email});
      case TreatmentKind::FORWARD:
        return steps.push_back(forward_to(treatment.number, when));
      case TreatmentKind::MENU:
        return steps.push_back({.step = MENU, .when = when, .menu_id = treatment.menu_id});
    }
  }
  void go_on(Steps& steps, RouteWhen when, TakesOver next) const {
    if (next == TakesOver::nothing) return steps.push_back(reject(RejectReason::NO_ANSWER, when));
    add(steps, plan_.no_answer, when, TakesOver::nothing);
  }
  [[nodiscard]] std::vector<std::string> ringing(const std::vector<std::string>& members) const {
    std::vector<std::string> ringing;
    std::ranges::copy_if(members, std::back_inserter(ringing), [&](const std::string& member) {
      const auto found = book_.lines.find(member);
      if (found == book_.lines.end()) return false;
      const auto& line = found->second;
      return line.status == NumberStatus::active && line.occupier_id == line_.occupier_id &&
             line.site_id == line_.site_id && line.features.do_not_disturb == 0;
    });
    return ringing;
  }

  const CallBook& book_;
  const Line& line_;
  const CallPlan& plan_;
  std::set<std::string, std::less<>> last_menus_;
};

class Route {
 public:
  Route(const CallBook& book, Instant at) : book_{book}, at_{at} {}

  std::vector<RouteLeg> from(std::string_view number) && {
    lead_to(std::string{number}, {});
    while (!ahead_.empty()) {
      const auto [at, menu_id] = std::move(ahead_.front());
      ahead_.pop_front();
      const auto found = book_.lines.find(at);
      if (found == book_.lines.end()) continue;
      if (menu_id.empty()) {
        add_leg({at, {}, {}, steps_of(at, found->second)});
      } else {
        add_menu(at, found->second, menu_id);
      }
    }
    return std::move(legs_);
  }

 private:
  [[nodiscard]] Steps steps_of(const std::string& number, const Line& line) const {
    if (line.status != NumberStatus::active) {
      return {reject(RejectReason::NOT_ACTIVE, RouteWhen::ALWAYS)};
    }
    if (line.main == 0) return steps_at(number, line);
    const auto office = book_.offices.find(number);
    if (office == book_.offices.end() || !office->second.plan) return {{.step = RECEPTION}};
    const auto& plan = *office->second.plan;
    const bool is_open = within_hours(plan, office->second.zone.local_time(at_));
    return Office{book_, line, plan}.steps(is_open ? plan.in_hours : plan.out_of_hours);
  }

  void add_menu(const std::string& number, const Line& line, const std::string& menu_id) {
    const auto& plan = existing(book_.offices.find(number)->second.plan, "the plan that a menu is of");
    const auto* menu = find_menu(plan, menu_id);
    if (menu == nullptr) return;
    const Office office{book_, line, plan};
    for (const auto& key : menu->keys) {
      add_leg({number, menu_id, key.key, office.steps(key.treatment, menu_id)});
    }
    add_leg({number, menu_id, "TIMEOUT", office.steps(menu->timeout, menu_id)});
    add_leg({number, menu_id, "INVALID", office.steps(menu->invalid, menu_id)});
  }

  void add_leg(RouteLeg leg) {
    for (const auto& step : leg.steps) {
      if (step.step == FORWARD) lead_to(step.number, {});
      if (step.step == MENU) lead_to(leg.number, step.menu_id);
    }
    legs_.push_back(std::move(leg));
  }
  void lead_to(const std::string& number, const std::string& menu_id) {
    if (seen_.emplace(number, menu_id).second) ahead_.emplace_back(number, menu_id);
  }

  const CallBook& book_;
  Instant at_;
  std::vector<RouteLeg> legs_;
  std::deque<std::pair<std::string, std::string>> ahead_;
  std::set<std::pair<std::string, std::string>> seen_;
};

void add_numbers_of(const CallTreatment& treatment, std::vector<std::string>& out) {
  if (!treatment.number.empty()) out.push_back(treatment.number);
  out.insert(out.end(), treatment.members.begin(), treatment.members.end());
}

}  // namespace

std::string_view name_of(RouteStepKind kind) {
  switch (kind) {
    case RING:
      return "RING";
    case FORWARD:
      return "FORWARD";
    case VOICEMAIL:
      return "VOICEMAIL";
    case HUNT:
      return "HUNT";
    case MENU:
      return "MENU";
    case RECEPTION:
      return "RECEPTION";
    case REJECT:
      return "REJECT";
  }
  return "unknown";
}
std::string_view name_of(RouteWhen when) {
  switch (when) {
    case RouteWhen::ALWAYS:
      return "ALWAYS";
    case RouteWhen::BUSY:
      return "BUSY";
    case RouteWhen::NO_ANSWER:
      return "NO_ANSWER";
  }
  return "unknown";
}
std::string_view name_of(RejectReason reason) {
  switch (reason) {
    case RejectReason::NOT_ACTIVE:
      return "NOT_ACTIVE";
    case RejectReason::DO_NOT_DISTURB:
      return "DO_NOT_DISTURB";
    case RejectReason::BUSY:
      return "BUSY";
    case RejectReason::NO_ANSWER:
      return "NO_ANSWER";
  }
  return "unknown";
}

std::vector<RouteLeg> route_of(const CallBook& book, std::string_view number, Instant at) {
  return Route{book, at}.from(number);
}

bool within_hours(const CallPlan& plan, const LocalTime& at) {
  const auto covers = [&](const auto& stretch) {
    return stretch.from_minute <= at.minute_of_day && at.minute_of_day < stretch.to_minute;
  };
  const auto dated = std::ranges::find(plan.exceptions, at.date, &DatedHours::date);
  if (dated != plan.exceptions.end()) return std::ranges::any_of(dated->hours, covers);
  const int today = weekday(at.date);
  return std::ranges::any_of(
      plan.hours, [&](const WeekdayHours& hours) { return hours.weekday == today && covers(hours); });
}

std::vector<std::string> numbers_led_to(const Features& features) {
  std::vector<std::string> numbers;
  for (const auto* to : {&features.forward_always, &features.forward_busy, &features.forward_no_answer}) {
    if (!to->empty()) numbers.push_back(*to);
  }
  return numbers;
}

std::vector<std::string> numbers_led_to(const CallPlan& plan) {
  std::vector<std::string> numbers;
  const auto add = [&](const CallTreatment& treatment) { add_numbers_of(treatment, numbers); };
  add(plan.in_hours);
  add(plan.out_of_hours);
  add(plan.no_answer);
  for (const auto& menu : plan.menus) for_each_treatment(menu, add);
  return numbers;
}

}  // namespace tenure::domain
