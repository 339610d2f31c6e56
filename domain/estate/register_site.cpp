// RegisterSite: registers a building that a legal entity runs. What charges at the site need of the legal entity is
// copied, so that they need not read it.
//
// Refuses, in this order: ALREADY_EXISTS, UNKNOWN_LEGAL_ENTITY, BAD_TIME_ZONE, BAD_HOURS.

#include <algorithm>
#include <memory>
#include <vector>

#include "domain/decide.h"
#include "domain/kernel/text.h"
#include "domain/kernel/zone.h"
#include "domain/states.h"

namespace tenure::domain {
namespace {

/// How long a released number rests where the site does not say.
constexpr std::uint16_t NUMBER_COOLDOWN_DAYS_DEFAULT = 30;

using Hours = std::vector<std::unique_ptr<event::OpeningHoursT>>;

/// As given, since what is recorded is what was said.
Hours hours_of(const command::RegisterSite& command) {
  Hours hours;
  if (command.opening_hours() == nullptr) return hours;
  for (const auto* given : *command.opening_hours()) {
    event::OpeningHoursT entry;
    entry.weekday = given->weekday();
    entry.opens_minute = given->opens_minute();
    entry.closes_minute = given->closes_minute();
    hours.push_back(std::make_unique<event::OpeningHoursT>(entry));
  }
  return hours;
}

/// Each opens before it closes, and none opens on its weekday before another there has closed.
bool well_formed(const Hours& hours) {
  std::vector<const event::OpeningHoursT*> sorted;
  for (const auto& entry : hours) sorted.push_back(entry.get());
  std::ranges::sort(sorted, {},
                    [](const auto* entry) { return std::tie(entry->weekday, entry->opens_minute); });
  for (std::size_t i = 0; i < sorted.size(); ++i) {
    if (sorted[i]->opens_minute >= sorted[i]->closes_minute) return false;
    if (i == 0 || sorted[i - 1]->weekday != sorted[i]->weekday) continue;
    if (sorted[i]->opens_minute < sorted[i - 1]->closes_minute) return false;
  }
  return true;
}

}  // namespace

Target target(const command::RegisterSite& command) { return {StreamKind::site, text(command.site_id())}; }

Decision decide(const command::RegisterSite& command, const World& world) {
  const auto* entity = world.legal_entity(text(command.legal_entity_id()));
  auto hours = hours_of(command);

  if (world.site(text(command.site_id())) != nullptr) return refuse(Code::ALREADY_EXISTS);
  if (entity == nullptr) return refuse(Code::UNKNOWN_LEGAL_ENTITY);
  if (!find_zone(text(command.time_zone()))) return refuse(Code::BAD_TIME_ZONE);
  if (!well_formed(hours)) return refuse(Code::BAD_HOURS);

  event::SiteRegisteredT registered;
  registered.site_id = text(command.site_id());
  registered.legal_entity_id = text(command.legal_entity_id());
  registered.name = text(command.name());
  registered.time_zone = text(command.time_zone());
  registered.country = text(command.country());
  registered.opening_hours = std::move(hours);
  registered.number_cooldown_days = command.number_cooldown_days().value_or(NUMBER_COOLDOWN_DAYS_DEFAULT);
  registered.currency = entity->currency;
  registered.currency_exponent = entity->currency_exponent;
  registered.rounding = entity->rounding;
  return record(std::move(registered));
}

}  // namespace tenure::domain
