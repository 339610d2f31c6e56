// Numbers out of use, what they do with calls, main numbers and how calls to them are handled.

#include <array>

#include "tests/model/reference/rules.h"
#include "tests/model/story/author.h"
#include "tests/model/story/choose.h"
#include "tests/model/story/universe.h"

namespace tenure::model {
namespace {

bool is_free_to_go(const Number& number) { return number.user.empty() && number.status != "ACTIVE"; }
bool is_in_use(const Number& number) { return number.status == "ACTIVE"; }

/// Occupier and site of numbers or contracts.
using Place = std::pair<std::string, std::string>;

}  // namespace

Fields Author::deactivate_phone_number(const Business& business) {
  const bool astray = chance(20);
  const auto fitting = ids_where(business.numbers, [&](const Number& one) {
    return astray ? !one.user.empty() : one.user.empty() && (is_in_use(one) || one.status == "PENDING");
  });
  if (astray && fitting.empty()) pointless_ = true;
  return {{"number", mostly(fitting, universe::numbers)}};
}

Fields Author::deallocate_phone_number(const Business& business) {
  const bool astray = chance(30);
  const auto fitting = ids_where(business.numbers, [&](const Number& one) {
    return astray ? is_in_use(one)
                  : !one.occupier.empty() && is_free_to_go(one) && business.sites.at(one.site).today;
  });
  if (astray && fitting.empty()) pointless_ = true;
  return {{"number", mostly(fitting, universe::numbers)}};
}

Fields Author::port_out_phone_number(const Business& business) {
  if (slips()) return {{"number", "nobody"}};
  const auto gone = ids_where(business.numbers, [](const Number& one) { return one.status == "PORTED_OUT"; });
  if (!gone.empty() && chance(20)) return {{"number", any(gone)}};
  const bool astray = chance(50);
  const auto fitting = ids_where(business.numbers, [&](const Number& one) {
    return astray ? is_in_use(one) : is_free_to_go(one) && (one.status != "PORTED_OUT" || chance(30));
  });
  // A number that is gone is missing in the rest of the story.
  if ((!astray && !chance(15)) || (astray && fitting.empty())) pointless_ = true;
  return {{"number", mostly(fitting, universe::numbers)}};
}

std::string Author::any_dialled() {
  if (chance(4)) return "12";
  auto number = chance(85) ? any(universe::numbers) : std::string{"+447700900123"};
  if (number.starts_with("+44") && slips()) number = "0" + number.substr(3);
  return number;
}

Fields Author::configure_phone_number(const Business& business) {
  const auto active = ids_where(business.numbers, [](const Number& one) { return one.status == "ACTIVE"; });
  Fields features;
  for (const auto* name : {"forward_always", "forward_busy", "forward_no_answer"}) {
    if (chance(35)) put_text(features, name, any_dialled());
  }
  if (chance(20)) put_text(features, "caller_id", any_dialled());
  if (chance(20)) features["display_name"] = "A phone";
  for (const auto* name : {"voicemail", "do_not_disturb", "call_waiting"}) {
    if (chance(25)) features[name] = chance(80);
  }
  return {{"number", mostly(active, universe::numbers)}, {"features", features}};
}

Fields Author::nominate_main_number(const Business& business) {
  const bool astray = slips() || chance(30);
  const auto fitting = ids_where(business.numbers, [&](const Number& one) {
    if (astray) return is_in_use(one);
    const auto office = business.offices.find(one.site + "/" + one.occupier);
    return one.status == "ACTIVE" && one.user.empty() &&
           (office == business.offices.end() || office->second.main_number.empty());
  });
  const auto number = mostly(fitting, universe::numbers);
  const auto found = business.numbers.find(number);
  const bool is_held = found != business.numbers.end() && !found->second.occupier.empty() && !slips();
  return {{"occupier_id", is_held ? found->second.occupier : stranger(universe::occupiers)},
          {"site_id", is_held && !slips() ? found->second.site : stranger(universe::sites)},
          {"number", number}};
}

Fields Author::treatment(const std::vector<std::string>& members, const std::vector<std::string>& menus) {
  if (slips()) {
    switch (below(4)) {
      case 0:
        return {{"kind", "FORWARD"}};
      case 1:
        return {{"kind", "RECEPTION"}, {"email", "desk@example.org"}};
      case 2:
        return {{"kind", "HUNT"}};
      default:
        return {{"kind", "MENU"}, {"menu_id", "nobody"}};
    }
  }
  switch (below(6)) {
    case 0:
    case 1: {
      if (members.empty() && !slips()) return {{"kind", "RECEPTION"}};
      boost::json::array hunted;
      for (auto left = between(1, 3); left > 0; --left)
        hunted.emplace_back(mostly(members, universe::numbers));
      Fields hunt{{"kind", "HUNT"}, {"members", hunted}};
      static constexpr std::string_view policies[] = {"SIMULTANEOUS", "REGULAR", "CIRCULAR", "UNIFORM"};
      if (chance(50)) hunt["policy"] = std::string{policies[below(4)]};
      return hunt;
    }
    case 2:
      return {{"kind", "RECEPTION"}};
    case 3: {
      Fields voicemail{{"kind", "VOICEMAIL"}};
      if (chance(50)) voicemail["email"] = "desk@example.org";
      return voicemail;
    }
    case 4:
      return {{"kind", "FORWARD"}, {"number", any_dialled()}};
    default:
      if (menus.empty()) return {{"kind", "RECEPTION"}};
      return {{"kind", "MENU"}, {"menu_id", any(menus)}};
  }
}

boost::json::array Author::menus(const std::vector<std::string>& members) {
  static constexpr std::array keys{std::string_view{"1"}, std::string_view{"2"}, std::string_view{"#"}};
  boost::json::array all;
  // Each leads to those before it, so that none comes back, unless it slips.
  std::vector<std::string> before;
  for (auto left = between(1, 3); left > 0; --left) {
    const auto id = "M" + std::to_string(left);
    auto reachable = before;
    if (slips()) reachable.push_back(id);
    boost::json::array choices;
    if (!slips()) choices.push_back(Fields{{"key", "0"}, {"treatment", treatment(members, reachable)}});
    if (chance(50))
      choices.push_back(
          Fields{{"key", slips() ? "0" : any(keys)}, {"treatment", treatment(members, reachable)}});
    all.push_back(Fields{{"menu_id", id},
                         {"keys", choices},
                         {"timeout", treatment(members, reachable)},
                         {"invalid", treatment(members, reachable)}});
    before.push_back(id);
  }
  return all;
}

Fields Author::set_call_handling(const Business& business) {
  std::vector<Place> places;
  for (const auto& [id, contract] : business.contracts) {
    if (is_live(contract)) places.emplace_back(contract.occupier, contract.site);
  }
  if (places.empty() && !careless_) pointless_ = true;
  const auto [occupier, site] = places.empty() || slips()
                                    ? Place{stranger(universe::occupiers), stranger(universe::sites)}
                                    : places[below(places.size())];
  const bool astray = chance(15);
  auto members = ids_where(business.numbers, [&](const Number& one) {
    return (is_in_use(one) || astray) && one.occupier == occupier && one.site == site;
  });
  if (!slips()) std::erase_if(members, [&](const std::string& member) { return is_main(business, member); });
  Fields handling{{"occupier_id", occupier}, {"site_id", site}, {"no_answer_seconds", between(5, 300)}};
  std::vector<std::string> menu_ids;
  if (chance(40)) {
    handling["menus"] = menus(members);
    for (const auto& menu : objects_of(handling, "menus")) menu_ids.push_back(text_of(menu, "menu_id"));
  }
  for (const auto* name : {"in_hours", "out_of_hours", "no_answer"})
    handling[name] = treatment(members, menu_ids);
  if (chance(40)) {
    boost::json::array hours;
    for (auto left = between(0, 3); left > 0; --left) {
      const auto from = between(0, 12) * 60;
      const auto to = slips() ? from : from + between(1, 12) * 60;
      hours.push_back(Fields{{"weekday", left * 2}, {"from_minute", from}, {"to_minute", to}});
    }
    handling["hours"] = hours;
  }
  if (chance(30)) {
    boost::json::array exceptions;
    for (auto left = between(1, 3); left > 0; --left) {
      const auto day = day_from(universe::first_day) + (slips() ? 7 : left * 7 + between(0, 6));
      Fields exception{{"date", day_text(day)}};
      if (chance(50)) {
        exception["hours"] =
            boost::json::array{Fields{{"from_minute", 600}, {"to_minute", 720}},
                               Fields{{"from_minute", slips() ? 700 : 780}, {"to_minute", 900}}};
      }
      exceptions.push_back(exception);
    }
    handling["exceptions"] = exceptions;
  }
  return handling;
}

}  // namespace tenure::model
