// SetCallHandling: sets how calls to the main number of an occupier at a site are handled, all of it anew. It may be set
// before a main number is nominated.
//
// Refuses, in this order: UNKNOWN_OCCUPIER, UNKNOWN_SITE, NO_CONTRACT (none in force or upcoming at the site), BAD_HOURS
// (a stretch that is empty, two that overlap on a day, a date twice), BAD_MENU (an id or a key twice, no keys, a key
// other than 0 to 9, * and #), BAD_TREATMENT (lacks what its kind needs, has what it does not, or names a menu that is not
// there), EMPTY_HUNT, NUMBER_NOT_HELD, NUMBER_NOT_ACTIVE (members of hunt groups: active numbers of the occupier at the
// site), BAD_NUMBER (to forward to), CALL_ROUTE_CYCLE (a menu leads back to itself, or calls would come back to the main
// number or be led on too far).

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <set>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "domain/decide.h"
#include "domain/kernel/text.h"
#include "domain/states.h"
#include "domain/telephony/call_graph.h"
#include "domain/telephony/treatments.h"

namespace tenure::domain {
namespace {

/// Monday to Friday, 08:30 to 18:00.
constexpr std::uint8_t usual_weekday_last = 5;
constexpr std::uint16_t usual_from_minute = 8 * 60 + 30;
constexpr std::uint16_t usual_to_minute = 18 * 60;

/// Minutes of one day; `day` tells days apart and means nothing else.
struct Stretch {
  int day;
  int from;
  int to;
};

/// None is empty, and none begins on its day before another there has ended.
bool well_formed(std::vector<Stretch> stretches) {
  std::ranges::sort(stretches, {},
                    [](const Stretch& stretch) { return std::tuple{stretch.day, stretch.from}; });
  for (std::size_t i = 0; i < stretches.size(); ++i) {
    if (stretches[i].from >= stretches[i].to) return false;
    if (i == 0 || stretches[i - 1].day != stretches[i].day) continue;
    if (stretches[i].from < stretches[i - 1].to) return false;
  }
  return true;
}

bool hours_make_sense(const command::SetCallHandling& command) {
  std::vector<Stretch> weekly;
  if (command.hours() != nullptr) {
    for (const auto* hours : *command.hours()) {
      weekly.push_back({hours->weekday(), hours->from_minute(), hours->to_minute()});
    }
  }
  std::set<int> dates;
  std::vector<Stretch> dated;
  if (command.exceptions() != nullptr) {
    for (const auto* exception : *command.exceptions()) {
      if (!dates.insert(exception->date()).second) return false;
      if (exception->hours() == nullptr) continue;
      for (const auto* hours : *exception->hours()) {
        dated.push_back({exception->date(), hours->from_minute(), hours->to_minute()});
      }
    }
  }
  return well_formed(std::move(weekly)) && well_formed(std::move(dated));
}

/// The first code that stands in the way of a member of a hunt group, if any.
std::optional<Code> refused_member(const command::SetCallHandling& command, const Treatments& treatments,
                                   const World& world) {
  std::optional<Code> refused;
  for (const auto* treatment : treatments) {
    if (treatment->members() == nullptr) continue;
    for (const auto* member : *treatment->members()) {
      const auto* number = world.phone_number(text(member));
      if (number == nullptr || number->occupier_id != text(command.occupier_id()) ||
          number->site_id != text(command.site_id())) {
        return Code::NUMBER_NOT_HELD;
      }
      if (number->status != NumberStatus::active) refused = Code::NUMBER_NOT_ACTIVE;
    }
  }
  return refused;
}

std::unique_ptr<event::HandlingHoursT> open_on(std::uint8_t weekday, std::uint16_t from, std::uint16_t to) {
  auto hours = std::make_unique<event::HandlingHoursT>();
  hours->weekday = weekday;
  hours->from_minute = from;
  hours->to_minute = to;
  return hours;
}

std::vector<std::unique_ptr<event::HandlingHoursT>> hours_of(const command::SetCallHandling& command) {
  std::vector<std::unique_ptr<event::HandlingHoursT>> out;
  if (command.hours() == nullptr) {
    for (std::uint8_t weekday = 1; weekday <= usual_weekday_last; ++weekday) {
      out.push_back(open_on(weekday, usual_from_minute, usual_to_minute));
    }
    return out;
  }
  for (const auto* hours : *command.hours()) {
    out.push_back(open_on(hours->weekday(), hours->from_minute(), hours->to_minute()));
  }
  return out;
}

std::vector<std::unique_ptr<event::HoursExceptionT>> exceptions_of(const command::SetCallHandling& command) {
  std::vector<std::unique_ptr<event::HoursExceptionT>> out;
  if (command.exceptions() == nullptr) return out;
  for (const auto* given : *command.exceptions()) {
    auto exception = std::make_unique<event::HoursExceptionT>();
    exception->date = given->date();
    if (given->hours() != nullptr) {
      for (const auto* hours : *given->hours()) {
        auto stretch = std::make_unique<event::DayHoursT>();
        stretch->from_minute = hours->from_minute();
        stretch->to_minute = hours->to_minute();
        exception->hours.push_back(std::move(stretch));
      }
    }
    out.push_back(std::move(exception));
  }
  return out;
}

event::CallHandlingSetT recorded_handling(const command::SetCallHandling& command, std::string_view country) {
  event::CallHandlingSetT set;
  set.occupier_id = text(command.occupier_id());
  set.site_id = text(command.site_id());
  set.hours = hours_of(command);
  set.exceptions = exceptions_of(command);
  set.in_hours = recorded(*command.in_hours(), country);
  set.out_of_hours = recorded(*command.out_of_hours(), country);
  set.no_answer_seconds = command.no_answer_seconds();
  set.no_answer = recorded(*command.no_answer(), country);
  set.menus = recorded_menus(command, country);
  return set;
}

/// What the main number would lead to; nothing of it is known where none is nominated.
std::optional<Refusal> refused_ways(const command::SetCallHandling& command, const Treatments& treatments,
                                    std::string_view country, const CallHandling* now, const World& world) {
  if (menus_run_in_a_circle(command)) {
    return Refusal{Code::CALL_ROUTE_CYCLE, "a menu leads back to itself"};
  }
  if (now == nullptr || now->main_number.empty()) return std::nullopt;
  NumberSet ways;
  for (const auto* treatment : treatments) {
    const auto as_recorded = recorded(*treatment, country);
    ways.insert(as_recorded->members.begin(), as_recorded->members.end());
    if (!as_recorded->number.empty()) ways.insert(as_recorded->number);
  }
  const auto* main = world.phone_number(now->main_number);
  for (const auto* to : {&main->forwards.always, &main->forwards.busy, &main->forwards.no_answer}) {
    if (!to->empty()) ways.insert(*to);
  }
  return follow(world, now->main_number, ways);
}

}  // namespace

Target target(const command::SetCallHandling& command) {
  return {StreamKind::call_handling,
          fmt::format("{}/{}", text(command.site_id()), text(command.occupier_id()))};
}

Decision decide(const command::SetCallHandling& command, const World& world) {
  const auto* occupier = world.occupier(text(command.occupier_id()));
  const auto* site = world.site(text(command.site_id()));
  const auto treatments = treatments_of(command);

  if (occupier == nullptr) return refuse(Code::UNKNOWN_OCCUPIER);
  if (site == nullptr) return refuse(Code::UNKNOWN_SITE);
  if (occupier->contract_in_force_or_upcoming(text(command.site_id())) == nullptr) {
    return refuse(Code::NO_CONTRACT);
  }
  if (!hours_make_sense(command)) return refuse(Code::BAD_HOURS);
  if (!menus_make_sense(command)) return refuse(Code::BAD_MENU);
  if (!treatments_make_sense(command)) return refuse(Code::BAD_TREATMENT);
  if (!hunts_have_members(treatments)) return refuse(Code::EMPTY_HUNT);
  if (const auto refused = refused_member(command, treatments, world)) return refuse(*refused);
  if (!forwards_are_numbers(treatments, site->country)) return refuse(Code::BAD_NUMBER);
  const auto* now = world.call_handling(target(command).id);
  if (const auto refusal = refused_ways(command, treatments, site->country, now, world)) {
    return std::unexpected{*refusal};
  }
  return record(recorded_handling(command, site->country));
}

}  // namespace tenure::domain
