#include "domain/telephony/treatments.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "domain/kernel/invariant.h"
#include "domain/kernel/phone_number.h"
#include "domain/kernel/text.h"

namespace tenure::domain {
namespace {

constexpr std::string_view menu_keys = "0123456789*#";

using Ids = std::set<std::string_view>;

void add(Treatments& out, const command::Menu& menu) {
  for (const auto* key : *menu.keys()) out.push_back(key->treatment());
  out.push_back(menu.timeout());
  out.push_back(menu.invalid());
}

/// The menus by id, each with those that it leads to.
std::map<std::string_view, Ids> menu_ways(const command::SetCallHandling& command) {
  std::map<std::string_view, Ids> ways;
  if (command.menus() == nullptr) return ways;
  for (const auto* menu : *command.menus()) {
    Treatments treatments;
    add(treatments, *menu);
    auto& to = ways[text(menu->menu_id())];
    for (const auto* treatment : treatments) {
      if (treatment->menu_id() != nullptr) to.insert(text(treatment->menu_id()));
    }
  }
  return ways;
}

bool comes_back(const std::map<std::string_view, Ids>& ways, std::string_view menu_id) {
  Ids seen;
  std::vector<std::string_view> to_visit{menu_id};
  while (!to_visit.empty()) {
    const auto at = to_visit.back();
    to_visit.pop_back();
    for (const auto next : ways.at(at)) {
      if (next == menu_id) return true;
      if (seen.insert(next).second) to_visit.push_back(next);
    }
  }
  return false;
}

bool keys_make_sense(const command::Menu& menu) {
  Ids keys;
  for (const auto* entry : *menu.keys()) {
    const auto key = text(entry->key());
    if (key.size() != 1 || !menu_keys.contains(key) || !keys.insert(key).second) return false;
  }
  return !keys.empty();
}

std::string e164(const flatbuffers::String* number, std::string_view country) {
  return existing(to_e164(text(number), country), "a number that was looked at");
}

}  // namespace

Treatments treatments_of(const command::SetCallHandling& command) {
  Treatments treatments{command.in_hours(), command.out_of_hours(), command.no_answer()};
  if (command.menus() == nullptr) return treatments;
  for (const auto* menu : *command.menus()) add(treatments, *menu);
  return treatments;
}

bool menus_make_sense(const command::SetCallHandling& command) {
  if (command.menus() == nullptr) return true;
  Ids ids;
  return std::ranges::all_of(*command.menus(), [&](const command::Menu* menu) {
    return ids.insert(text(menu->menu_id())).second && keys_make_sense(*menu);
  });
}

bool treatments_make_sense(const command::SetCallHandling& command) {
  const auto menus = menu_ways(command);
  return std::ranges::all_of(treatments_of(command), [&](const command::Treatment* treatment) {
    const auto is = [&](TreatmentKind kind) { return treatment->kind() == kind; };
    return (is(TreatmentKind::HUNT) || (!treatment->policy() && treatment->members() == nullptr)) &&
           (is(TreatmentKind::VOICEMAIL) || treatment->email() == nullptr) &&
           is(TreatmentKind::FORWARD) == (treatment->number() != nullptr) &&
           is(TreatmentKind::MENU) == (treatment->menu_id() != nullptr) &&
           (!is(TreatmentKind::MENU) || menus.contains(text(treatment->menu_id())));
  });
}

bool hunts_have_members(const Treatments& treatments) {
  return std::ranges::none_of(treatments, [](const command::Treatment* treatment) {
    return treatment->kind() == TreatmentKind::HUNT &&
           (treatment->members() == nullptr || treatment->members()->size() == 0);
  });
}

bool menus_run_in_a_circle(const command::SetCallHandling& command) {
  const auto ways = menu_ways(command);
  return std::ranges::any_of(ways, [&](const auto& menu) { return comes_back(ways, menu.first); });
}

bool forwards_are_numbers(const Treatments& treatments, std::string_view country) {
  return std::ranges::all_of(treatments, [&](const command::Treatment* treatment) {
    return treatment->number() == nullptr || to_e164(text(treatment->number()), country).has_value();
  });
}

std::unique_ptr<event::TreatmentT> recorded(const command::Treatment& treatment, std::string_view country) {
  auto out = std::make_unique<event::TreatmentT>();
  out->kind = treatment.kind();
  if (treatment.kind() == TreatmentKind::HUNT) out->policy = treatment.policy().value_or(HuntPolicy::REGULAR);
  if (treatment.members() != nullptr) {
    for (const auto* member : *treatment.members()) {
      if (std::ranges::find(out->members, text(member)) != out->members.end()) continue;
      out->members.push_back(copy(member));
    }
  }
  out->email = text(treatment.email());
  if (treatment.number() != nullptr) out->number = e164(treatment.number(), country);
  out->menu_id = text(treatment.menu_id());
  return out;
}

std::vector<std::unique_ptr<event::MenuT>> recorded_menus(const command::SetCallHandling& command,
                                                          std::string_view country) {
  std::vector<std::unique_ptr<event::MenuT>> menus;
  if (command.menus() == nullptr) return menus;
  for (const auto* given : *command.menus()) {
    auto menu = std::make_unique<event::MenuT>();
    menu->menu_id = text(given->menu_id());
    for (const auto* entry : *given->keys()) {
      auto key = std::make_unique<event::MenuKeyT>();
      key->key = text(entry->key());
      key->treatment = recorded(*entry->treatment(), country);
      menu->keys.push_back(std::move(key));
    }
    menu->timeout = recorded(*given->timeout(), country);
    menu->invalid = recorded(*given->invalid(), country);
    menus.push_back(std::move(menu));
  }
  return menus;
}

}  // namespace tenure::domain
