#include <fmt/format.h>
#include <fmt/ranges.h>

#include "projections/telephony/telephony.h"
#include "tests/model/check/ask.h"

namespace tenure::model {
namespace {

namespace real = projections::telephony;
using projections::PageRequest;
using projections::View;

std::string text_of(const domain::CallTreatment& treatment) {
  return fmt::format("{}/{}/{}/{}/{}/{}", EnumNameTreatmentKind(treatment.kind),
                     treatment.policy ? EnumNameHuntPolicy(*treatment.policy) : "",
                     fmt::join(treatment.members, ","), treatment.email, treatment.number, treatment.menu_id);
}

std::string text_of(const domain::CallPlan& plan) {
  std::string text;
  for (const auto& hours : plan.hours)
    text += fmt::format("{} {}-{}, ", hours.weekday, hours.from_minute, hours.to_minute);
  for (const auto& exception : plan.exceptions) {
    text += fmt::format("on {}: ", day_text(exception.date.days()));
    for (const auto& hours : exception.hours)
      text += fmt::format("0 {}-{}, ", hours.from_minute, hours.to_minute);
  }
  text += fmt::format("in {} out {} after {} {}", text_of(plan.in_hours), text_of(plan.out_of_hours),
                      plan.no_answer_seconds, text_of(plan.no_answer));
  for (const auto& menu : plan.menus) {
    text += fmt::format(" menu {}", menu.menu_id);
    for (const auto& key : menu.keys) text += fmt::format(" {}={}", key.key, text_of(key.treatment));
    text += fmt::format(" timeout={} invalid={}", text_of(menu.timeout), text_of(menu.invalid));
  }
  return text;
}

std::string line_for(const real::CallHandling& handling) {
  return fmt::format("{} at {} main {} plan {} since {} {}", handling.occupier_id, handling.site_id,
                     handling.main_number, handling.plan ? text_of(*handling.plan) : "none",
                     handling.position.value, time_text(handling.recorded_at.microseconds()));
}

std::string text_of(const domain::RouteStep& step) {
  std::string text;
  if (step.when != domain::RouteWhen::ALWAYS) text += fmt::format("{}: ", name_of(step.when));
  text += name_of(step.step);
  for (const auto* part : {&step.number, &step.extension, &step.user_id, &step.email, &step.menu_id}) {
    if (!part->empty()) text += " " + *part;
  }
  if (step.policy) text += fmt::format(" {}", EnumNameHuntPolicy(*step.policy));
  if (!step.members.empty()) text += fmt::format(" {}", fmt::join(step.members, ","));
  if (step.seconds) text += fmt::format(" {}s", *step.seconds);
  if (step.why) text += fmt::format(" {}", name_of(*step.why));
  return text;
}

Answered lines_for(const projections::Result<std::optional<std::vector<domain::RouteLeg>>>& legs) {
  if (!legs) return std::unexpected(legs.error());
  Lines lines;
  if (!*legs) return lines;
  for (const auto& leg : **legs) {
    std::vector<std::string> steps;
    for (const auto& step : leg.steps) steps.push_back(text_of(step));
    const auto choice = leg.menu_id.empty() ? std::string{} : fmt::format(" {} {}", leg.menu_id, leg.choice);
    lines.push_back(fmt::format("{}{} -> {}", leg.number, choice, fmt::join(steps, "; ")));
  }
  return lines;
}

std::string line_for(const real::Entitlements& one) {
  return fmt::format("{} {}/{} numbers {}/{} hunt groups {} Mbit/s menus {}/{}", one.occupier_id,
                     one.active_numbers, one.phone_numbers, one.used_hunt_groups, one.hunt_groups,
                     one.bandwidth_mbps, one.uses_ivr, one.ivr);
}
constexpr auto as_line = [](const auto& item) { return line_for(item); };

}  // namespace

void ask_calls(const Subject& subject, std::vector<Question>& questions) {
  const auto op = subject.operator_id;
  for (const auto& number : subject.numbers) {
    for (const auto time : subject.times) {
      questions.push_back(
          {fmt::format("route of {} {} at {}", op, number, time_text(time)),
           [=](const View& view) { return lines_for(real::route(view, op, number, domain::Instant{time})); },
           [=](const History& history) { return telephony::route(history, number, time); }});
    }
  }
  for (const auto& site : subject.sites) {
    for (const auto& occupier : subject.occupiers) {
      questions.push_back(
          {fmt::format("call handling of {} {} at {}", op, occupier, site),
           [=](const View& view) { return one(real::call_handling(view, op, occupier, site), as_line); },
           [=](const History& history) { return telephony::call_handling(history, occupier, site); }});
    }
    const auto seed = questions.size();
    questions.push_back(
        {fmt::format("entitlements of site {} {}", op, site),
         [=](const View& view) {
           return pages(
               seed,
               [&](const PageRequest& page) { return real::entitlements_of_site(view, op, site, page); },
               as_line);
         },
         [=](const History& history) { return telephony::entitlements_of_site(history, site); }});
  }
}

}  // namespace tenure::model
