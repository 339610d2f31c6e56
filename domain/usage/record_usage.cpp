// RecordUsage: records what a meter counted, and whose it was.
//
// Refuses, in this order: ALREADY_EXISTS (the meter said exactly this before), USAGE_CONFLICT (it said something else
// under this id), BAD_USAGE, UNKNOWN_PHONE_NUMBER, UNKNOWN_OCCUPIER, UNKNOWN_SITE, BAD_TIME_ZONE, NUMBER_NOT_HELD (on
// the day of the usage), NO_CONTRACT (none that covers the site on that day), NO_RATE (the site has a tariff on that day,
// and none of its rates is for the destination), AMOUNT_OVERFLOW (the month's calls come to too much).
//
// A call that was answered, at a site that has a tariff on its day, is rated at once; policy/usage_charges.h charges it.
//
// Records come late. The day is that of the usage, at the site: a number is its occupier's from the business day of its
// allocation to that of its release, and a contract that has ended covers its days. Of a number the last two occupiers
// are known; usage of other days names occupier and site.

#include <expected>
#include <memory>
#include <string>
#include <utility>

#include "domain/decide.h"
#include "domain/kernel/invariant.h"
#include "domain/kernel/phone_number.h"
#include "domain/kernel/text.h"
#include "domain/kernel/zone.h"
#include "domain/states.h"

namespace tenure::domain {
namespace {

std::string usage_stream_id(const command::RecordUsage& command) {
  return copy(command.meter_id()) + "/" + copy(command.usage_id());
}

bool names_one(const command::RecordUsage& command) {
  const bool names_place = command.occupier_id() != nullptr && command.site_id() != nullptr;
  const bool names_neither = command.occupier_id() == nullptr && command.site_id() == nullptr;
  return command.number() != nullptr ? names_neither : names_place;
}
bool counts_one(const command::RecordUsage& command) {
  const bool is_call = command.kind() == UsageKind::CALL;
  return command.seconds().has_value() == is_call && command.units().has_value() != is_call;
}

bool says_the_same(const command::RecordUsage& command, const Usage& usage) {
  const bool same_place = command.number() != nullptr
                              ? usage.number == text(command.number())
                              : usage.number.empty() && usage.occupier_id == text(command.occupier_id()) &&
                                    usage.site_id == text(command.site_id());
  return same_place && usage.kind == command.kind() && usage.starts_at == Instant{command.starts_at()} &&
         usage.seconds == command.seconds() && usage.units == command.units() &&
         usage.destination == text(command.destination());
}

/// The digits to look a rate up by: those of E.164, or none where the destination is not a number. What a switch says in
/// E.164 is taken as it is: whether there is such a number is not asked of a call that was made.
std::string digits_of(std::string_view destination, const Site& site) {
  if (has_e164_form(destination)) return std::string{destination.substr(1)};
  const auto number = to_e164(destination, site.country);
  return number ? number->substr(1) : std::string{};
}

/// How a call is rated; nothing where nothing is charged for it.
std::expected<std::unique_ptr<event::CallRatingT>, Refusal> rate(const command::RecordUsage& command,
                                                                 const Site& site, Date day,
                                                                 const World& world) {
  const auto* in_force = site.tariff_on(day);
  if (command.seconds().value_or(0) == 0 || in_force == nullptr) return nullptr;
  const auto& tariff = existing(world.tariff(in_force->tariff_id), "the tariff of a site");
  const auto* version = version_on(tariff, day);
  if (version == nullptr) return std::unexpected(Refusal{Code::NO_RATE, "the tariff begins later"});
  const auto* found = rate_for(*version, digits_of(text(command.destination()), site));
  if (found == nullptr) return std::unexpected(Refusal{Code::NO_RATE, {}});
  const auto billed = billed_seconds(*command.seconds(), *found);
  if (!billed) return std::unexpected(Refusal{Code::AMOUNT_OVERFLOW, {}});

  auto rating = std::make_unique<event::CallRatingT>();
  rating->tariff_id = in_force->tariff_id;
  rating->tariff_from = version->from.days();
  rating->product_id = in_force->product_id;
  rating->prefix = found->prefix;
  rating->billed_seconds = *billed;
  rating->connection_fee = found->connection_fee;
  rating->per_minute = found->per_minute;
  rating->use_allowance = found->use_allowance != 0;
  rating->currency = site.currency;
  rating->currency_exponent = site.currency_exponent;
  return rating;
}

/// Whether the month's calls still come to an amount with this one.
bool fits(const event::CallRatingT& rating, const UsageMonth* month) {
  const auto cost =
      cost_at_most({Instant{0}, rating.billed_seconds, rating.connection_fee, rating.per_minute, 0});
  if (!cost) return false;
  const auto all = add(*cost, month == nullptr ? MinorUnits{0} : month->at_most);
  return all && *all <= charge_net_max;
}

}  // namespace

Target target(const command::RecordUsage& command) { return {StreamKind::usage, usage_stream_id(command)}; }

Decision decide(const command::RecordUsage& command, const World& world) {
  if (const auto* usage = world.usage(usage_stream_id(command))) {
    return refuse(says_the_same(command, *usage) ? Code::ALREADY_EXISTS : Code::USAGE_CONFLICT);
  }
  if (!names_one(command) || !counts_one(command)) return refuse(Code::BAD_USAGE);

  std::string occupier_id = copy(command.occupier_id());
  std::string site_id = copy(command.site_id());
  const PhoneNumber* number = nullptr;
  if (command.number() != nullptr) {
    number = world.phone_number(text(command.number()));
    if (number == nullptr) return refuse(Code::UNKNOWN_PHONE_NUMBER);
    site_id = number->site_id;
  } else if (world.occupier(occupier_id) == nullptr) {
    return refuse(Code::UNKNOWN_OCCUPIER);
  }
  const auto* site = world.site(site_id);
  if (site == nullptr) return refuse(Code::UNKNOWN_SITE);
  const auto zone = find_zone(site->time_zone);
  if (!zone) return refuse(Code::BAD_TIME_ZONE);
  const auto day = zone->local_date(Instant{command.starts_at()});

  if (number != nullptr) occupier_id = number->holder_on(day);
  if (occupier_id.empty()) return refuse(Code::NUMBER_NOT_HELD);
  const auto& occupier = existing(world.occupier(occupier_id), "the occupier who held a number");
  const auto* contract = occupier.contract_known_for(site_id, day);
  if (contract == nullptr) return refuse(Code::NO_CONTRACT);
  auto rating = rate(command, *site, day, world);
  if (!rating) return std::unexpected(std::move(rating.error()));
  const auto* month = world.usage_month(usage_month_id(site_id, occupier_id, day));
  if (*rating != nullptr && !fits(**rating, month)) return refuse(Code::AMOUNT_OVERFLOW);

  event::UsageRecordedT recorded;
  recorded.meter_id = text(command.meter_id());
  recorded.usage_id = text(command.usage_id());
  recorded.kind = command.kind();
  recorded.number = text(command.number());
  recorded.occupier_id = occupier_id;
  recorded.site_id = site_id;
  recorded.contract_id = contract->contract_id;
  recorded.starts_at = command.starts_at();
  recorded.seconds = command.seconds();
  recorded.units = command.units();
  recorded.destination = text(command.destination());
  recorded.on = day.days();
  if (*rating != nullptr) recorded.first_unsettled = month == nullptr || month->unsettled == 0;
  recorded.rating = *std::move(rating);
  return record(std::move(recorded));
}

}  // namespace tenure::domain
