// States of aggregates and the reference's lists, each as a line of text.

#include "domain/states.h"

#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "tests/model/check/events.h"
#include "tests/model/reference/rules.h"

namespace tenure::model {
namespace {

std::string text_of(domain::Date date) { return day_text(date.days()); }
std::string text_of(std::optional<domain::Date> date) { return date ? text_of(*date) : "open"; }
std::string day_or_open(std::optional<Day> day) { return day ? day_text(*day) : "open"; }

std::string_view word_for(domain::ContractStatus status) {
  static constexpr std::string_view words[] = {"DRAFT", "UPCOMING", "ACTIVE", "ENDED", "TERMINATED"};
  return words[static_cast<std::size_t>(status)];
}
std::string_view word_for(domain::NumberStatus status) {
  static constexpr std::string_view words[] = {"AVAILABLE", "RESERVED", "PENDING", "ACTIVE", "COOLDOWN"};
  return words[static_cast<std::size_t>(status)];
}

std::string text_of(const domain::Billed& billed) {
  std::string text;
  for (const auto& part : billed.parts) text += part.charge_id + " ";
  return text;
}
std::string text_of(const Billing& billing) {
  std::string text;
  for (const auto& charge : billing.charges) text += charge + " ";
  return text;
}

std::string describe(const domain::LegalEntity& state) {
  return fmt::format("{} {}", state.currency, state.currency_exponent);
}
std::string describe(const domain::Site& state) {
  std::string resting;
  for (const auto& [number, until] : state.resting_numbers)
    resting += fmt::format("{} until {} ", number, text_of(until));
  std::string prices;
  for (const auto& [product, list] : state.prices) {
    for (const auto& price : list) {
      prices += fmt::format("{} {} {} {}; ", product, text_of(price.from), price.unit_price.value(),
                            EnumNamePricePer(price.per));
    }
  }
  return fmt::format("day {} contracts {} services {} resting {}prices {}", text_of(state.business_day),
                     fmt::join(state.contracts, " "), fmt::join(state.services, " "), resting, prices);
}
std::string describe(const domain::Space& state) {
  auto children = state.child_space_ids;
  std::ranges::sort(children);
  std::vector<std::string> taken;
  for (const auto& lease : state.leases) {
    taken.push_back(fmt::format("{}/{} {} to {}", lease.contract_id, lease.line_id, text_of(lease.from),
                                text_of(lease.to)));
  }
  for (const auto& booked : state.bookings) {
    taken.push_back(fmt::format("{} {} to {}", booked.booking_id, time_text(booked.from.microseconds()),
                                time_text(booked.to.microseconds())));
  }
  std::ranges::sort(taken);
  return fmt::format("at {} in {} with {}: {}", state.site_id, state.parent_space_id,
                     fmt::join(children, " "), fmt::join(taken, ", "));
}
std::string describe(const domain::Door& state) { return state.site_id; }
std::string describe(const domain::Product& state) { return EnumNameProductKind(state.kind); }
std::string describe(const domain::Occupier& state) {
  std::string text;
  for (const auto& one : state.contracts) {
    text += fmt::format("{} at {} {} {} to {}; ", one.contract_id, one.site_id, word_for(one.status),
                        text_of(one.starts_on), text_of(one.ends_on));
  }
  for (const auto& [site, holding] : state.holdings) {
    if (holding.entitled_numbers == 0 && holding.numbers.empty()) continue;
    text += fmt::format("{} entitles to {}", site, holding.entitled_numbers);
    for (const auto& [number, status] : holding.numbers)
      text += fmt::format(" {} {}", number, word_for(status));
    text += "; ";
  }
  return text + fmt::format("{} users {} admins", state.active_users, state.active_admins);
}
std::string describe(const domain::Contract& state) {
  std::string lines;
  for (const auto& line : state.lines) {
    lines += fmt::format("{} {} to {} charged {}", line.line_id, text_of(line.from), text_of(line.to),
                         text_of(line.billed));
  }
  std::string ceased;
  for (const auto& service : state.ceased_services)
    ceased += fmt::format("{} to {} ", service.service_id, text_of(service.to));
  return fmt::format("{} {} to {} services {} ceased {}lines {}", word_for(state.status),
                     text_of(state.starts_on), text_of(state.ends_on), fmt::join(state.service_ids, " "),
                     ceased, lines);
}
std::string describe(const domain::Service& state) {
  return fmt::format("{} {} to {} charged {}", state.contract_id, text_of(state.from), text_of(state.to),
                     text_of(state.billed));
}
std::string describe(const domain::User& state) {
  return fmt::format("{} at {} active {} numbers {}", state.occupier_id, fmt::join(state.site_ids, " "),
                     state.active, fmt::join(state.numbers, " "));
}
std::string describe(const domain::AccessGroup& state) {
  std::string members;
  for (const auto& [user, time] : state.members) {
    members += fmt::format("{} {} to {} ", user, time.from ? time_text(time.from->microseconds()) : "open",
                           time.to ? time_text(time.to->microseconds()) : "open");
  }
  return fmt::format("sites {} doors {} members {}", fmt::join(state.site_ids, " "),
                     fmt::join(state.door_ids, " "), members);
}
std::string describe(const domain::PhoneNumber& state) {
  return fmt::format("{} {} of {} for {} as {}", state.site_id, word_for(state.status), state.occupier_id,
                     state.user_id, state.extension);
}
std::string describe(const domain::Extension& state) { return state.number; }
std::string describe(const domain::Booking& state) {
  static constexpr std::string_view words[] = {"recorded", "cancelled", "voided"};
  return fmt::format("{} of {} in {} {} charge {}", state.revision, state.occupier_id, state.space_id,
                     words[static_cast<std::size_t>(state.status)], state.charge_id);
}
std::string describe(const domain::Charge& state) {
  return fmt::format("{} {} {} {}", state.occupier_id, state.net.value(), state.currency,
                     state.status == domain::ChargeStatus::reversed ? "reversed" : "raised");
}
std::string describe(const domain::Usage& state) {
  return fmt::format("{} of {} at {} {} to {}", state.number, state.occupier_id, state.site_id,
                     state.seconds.value_or(0) + state.units.value_or(0), state.destination);
}
std::string describe(const domain::ParkedInput& state) {
  static constexpr std::string_view words[] = {"parked", "retried", "discarded"};
  return std::string{words[static_cast<std::size_t>(state.status)]};
}

}  // namespace

std::string text_of(const domain::Aggregate& aggregate) {
  switch (aggregate.kind()) {
#define X(number, State, accessor, name) \
  case domain::StreamKind::accessor:     \
    return describe(static_cast<const domain::AggregateOf<domain::State>&>(aggregate).state());
    TENURE_AGGREGATES(X)
#undef X
  }
  return {};
}

namespace {

std::string site_text(const Business& business, const std::string& id) {
  const auto& site = business.sites.at(id);
  std::set<std::string> contracts;
  std::set<std::string> services;
  std::string resting;
  std::string prices;
  for (const auto& [contract_id, contract] : business.contracts) {
    if (contract.site != id || !is_signed(contract)) continue;
    contracts.insert(contract_id);
    services.insert(contract.services.begin(), contract.services.end());
  }
  for (const auto& [number_id, number] : business.numbers) {
    if (number.site != id || number.status != "COOLDOWN") continue;
    resting += fmt::format("{} until {} ", number_id, day_text(number.rests_until));
  }
  for (const auto& [product, list] : site.prices) {
    for (const auto& [from, price] : list) {
      prices += fmt::format("{} {} {} {}; ", product, day_text(from), price.unit_price, price.per);
    }
  }
  return fmt::format("day {} contracts {} services {} resting {}prices {}", day_or_open(site.today),
                     fmt::join(contracts, " "), fmt::join(services, " "), resting, prices);
}

std::string space_text(const Business& business, const std::string& id) {
  const auto& space = business.spaces.at(id);
  std::vector<std::string> children;
  for (const auto& [child_id, child] : business.spaces) {
    if (child.parent == id) children.push_back(child_id);
  }
  std::vector<std::string> taken;
  for (const auto& [contract_id, contract] : business.contracts) {
    for (const auto& line : contract.lines) {
      auto to = line.to;
      if (contract.terminated && (!to || *to > *contract.ends_on)) to = contract.ends_on;
      if (line.space != id || (to && *to <= line.from)) continue;
      taken.push_back(
          fmt::format("{}/{} {} to {}", contract_id, line.id, day_text(line.from), day_or_open(to)));
    }
  }
  for (const auto& [booking_id, booking] : business.bookings) {
    if (booking.space != id || booking.cancelled || booking.to <= space.forgotten_until) continue;
    taken.push_back(fmt::format("{} {} to {}", booking_id, time_text(booking.from), time_text(booking.to)));
  }
  std::ranges::sort(taken);
  return fmt::format("at {} in {} with {}: {}", space.site, space.parent, fmt::join(children, " "),
                     fmt::join(taken, ", "));
}

std::string occupier_text(const Business& business, const std::string& id) {
  std::string text;
  for (const auto& contract_id : business.contracts_by_creation) {
    const auto& contract = business.contracts.at(contract_id);
    if (contract.occupier != id) continue;
    text += fmt::format("{} at {} {} {} to {}; ", contract_id, contract.site, contract.status,
                        day_text(contract.starts_on), day_or_open(contract.ends_on));
  }
  for (const auto& [site, anything] : business.sites) {
    std::string numbers;
    for (const auto& [number_id, number] : business.numbers) {
      if (number.occupier == id && number.site == site)
        numbers += fmt::format(" {} {}", number_id, number.status);
    }
    const auto entitled = entitled_at(business, id, site);
    if (entitled != 0 || !numbers.empty())
      text += fmt::format("{} entitles to {}{}; ", site, entitled, numbers);
  }
  const auto active = [&](const auto& entry) { return entry.second.occupier == id && entry.second.active; };
  return text + fmt::format("{} users {} admins", std::ranges::count_if(business.users, active),
                            std::ranges::count_if(business.users, [&](const auto& entry) {
                              return active(entry) && entry.second.is_admin;
                            }));
}

std::string contract_text(const Business& business, const Contract& contract) {
  std::string lines;
  std::string ceased;
  for (const auto& id : contract.ceased_services) {
    ceased += fmt::format("{} to {} ", id, day_text(*business.services.at(id).to));
  }
  for (const auto& line : contract.lines) {
    lines += fmt::format("{} {} to {} charged {}", line.id, day_text(line.from), day_or_open(line.to),
                         text_of(line.billing));
  }
  return fmt::format("{} {} to {} services {} ceased {}lines {}", contract.status,
                     day_text(contract.starts_on), day_or_open(contract.ends_on),
                     fmt::join(contract.services, " "), ceased, lines);
}

std::string user_text(const Business& business, const std::string& id) {
  const auto& user = business.users.at(id);
  std::vector<std::string> numbers;
  for (const auto& [number_id, number] : business.numbers) {
    if (number.user == id) numbers.push_back(number_id);
  }
  return fmt::format("{} at {} active {} numbers {}", user.occupier, fmt::join(user.sites, " "),
                     user.active ? 1 : 0, fmt::join(numbers, " "));
}

std::string group_text(const Group& group) {
  std::string members;
  for (const auto& [user, time] : group.members) {
    members += fmt::format("{} {} to {} ", user, time.first ? time_text(*time.first) : "open",
                           time.second ? time_text(*time.second) : "open");
  }
  return fmt::format("sites {} doors {} members {}", fmt::join(group.sites, " "), fmt::join(group.doors, " "),
                     members);
}

std::string extension_text(const Business& business, const std::string& id) {
  for (const auto& [number_id, number] : business.numbers) {
    if (!number.extension.empty() && number.site + "/" + number.extension == id) return number_id;
  }
  return {};
}

}  // namespace

std::string state_text(const Business& business, const std::string& stream) {
  const auto slash = stream.find('/');
  const auto kind = stream.substr(0, slash);
  const auto id = stream.substr(slash + 1);
  if (kind == "legal-entity") {
    const auto& entity = business.entities.at(id);
    return fmt::format("{} {}", entity.currency, entity.exponent);
  }
  if (kind == "site") return site_text(business, id);
  if (kind == "space") return space_text(business, id);
  if (kind == "door") return business.doors.at(id);
  if (kind == "product") return business.products.at(id);
  if (kind == "occupier") return occupier_text(business, id);
  if (kind == "contract") return contract_text(business, business.contracts.at(id));
  if (kind == "service") {
    const auto& service = business.services.at(id);
    return fmt::format("{} {} to {} charged {}", service.contract, day_text(service.from),
                       day_or_open(service.to), text_of(service.billing));
  }
  if (kind == "user") return user_text(business, id);
  if (kind == "access-group") return group_text(business.groups.at(id));
  if (kind == "number") {
    const auto& number = business.numbers.at(id);
    return fmt::format("{} {} of {} for {} as {}", number.site, number.status, number.occupier, number.user,
                       number.extension);
  }
  if (kind == "extension") return extension_text(business, id);
  if (kind == "booking") {
    const auto& booking = business.bookings.at(id);
    const auto* status = booking.voided ? "voided" : booking.cancelled ? "cancelled" : "recorded";
    return fmt::format("{} of {} in {} {} charge {}", booking.revision, booking.occupier, booking.space,
                       status, booking.charge);
  }
  if (kind == "usage") {
    const auto& usage = business.usage.at(id);
    return fmt::format(
        "{} of {} at {} {} to {}", text_of(usage.command, "number"), usage.occupier, usage.site,
        number_of(usage.command, "seconds").value_or(0) + number_of(usage.command, "units").value_or(0),
        text_of(usage.command, "destination"));
  }
  if (kind == "parked-input") {
    const auto& status = business.parked.at(id);
    return status == "PARKED" ? "parked" : status == "RETRIED" ? "retried" : "discarded";
  }
  const auto& charge = business.charges.at(id);
  return fmt::format("{} {} {} {}", text_of(charge.raised, "occupier_id"), *number_of(charge.raised, "net"),
                     text_of(charge.raised, "currency"), charge.reversed ? "reversed" : "raised");
}

}  // namespace tenure::model
