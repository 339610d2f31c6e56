#include "domain/telephony/call_plan.h"

#include "domain/kernel/text.h"

namespace tenure::domain {
namespace {

std::uint8_t flag(bool is_set) { return is_set ? 1 : 0; }

CallTreatment treatment_of(const event::Treatment& event) {
  CallTreatment treatment;
  treatment.kind = event.kind();
  if (const auto policy = event.policy()) treatment.policy = *policy;
  if (event.members() != nullptr) {
    for (const auto* member : *event.members()) treatment.members.push_back(copy(member));
  }
  treatment.email = text(event.email());
  treatment.number = text(event.number());
  treatment.menu_id = text(event.menu_id());
  return treatment;
}

CallMenu menu_of(const event::Menu& event) {
  CallMenu menu;
  menu.menu_id = text(event.menu_id());
  for (const auto* key : *event.keys())
    menu.keys.push_back({copy(key->key()), treatment_of(*key->treatment())});
  menu.timeout = treatment_of(*event.timeout());
  menu.invalid = treatment_of(*event.invalid());
  return menu;
}

}  // namespace

Features features_of(const event::NumberConfigured& event) {
  const auto& given = *event.features();
  return {.display_name = copy(given.display_name()),
          .voicemail = flag(given.voicemail()),
          .forward_always = copy(given.forward_always()),
          .forward_busy = copy(given.forward_busy()),
          .forward_no_answer = copy(given.forward_no_answer()),
          .do_not_disturb = flag(given.do_not_disturb()),
          .call_waiting = flag(given.call_waiting()),
          .caller_id = copy(given.caller_id())};
}

CallPlan call_plan_of(const event::CallHandlingSet& event) {
  CallPlan plan;
  for (const auto* hours : *event.hours()) {
    plan.hours.push_back({hours->weekday(), hours->from_minute(), hours->to_minute()});
  }
  if (event.exceptions() != nullptr) {
    for (const auto* exception : *event.exceptions()) {
      auto& dated = plan.exceptions.emplace_back(DatedHours{Date{exception->date()}, {}});
      if (exception->hours() == nullptr) continue;
      for (const auto* hours : *exception->hours()) {
        dated.hours.push_back({hours->from_minute(), hours->to_minute()});
      }
    }
  }
  plan.in_hours = treatment_of(*event.in_hours());
  plan.out_of_hours = treatment_of(*event.out_of_hours());
  plan.no_answer_seconds = event.no_answer_seconds();
  plan.no_answer = treatment_of(*event.no_answer());
  if (event.menus() != nullptr) {
    for (const auto* menu : *event.menus()) plan.menus.push_back(menu_of(*menu));
  }
  return plan;
}

}  // namespace tenure::domain
