// States of aggregates and the reference's lists, each as a line of text.

#include "domain/states.h"

#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "tests/model/check/events.h"
#include "tests/model/check/states_people.h"
#include "tests/model/reference/rules.h"

namespace tenure::model {
namespace {

std::string text_of(domain::Date date) { return day_text(date.days()); }
std::string text_of(std::optional<domain::Date> date) { return date ? text_of(*date) : "open"; }
std::string day_or_open(std::optional<Day> day) { return day ? day_text(*day) : "open"; }

std::string_view word_for(domain::ContractStatus status) {
  static constexpr std::string_view words[] = {"DRAFT",      "UPCOMING",     "ACTIVE",  "ENDED",
                                               "TERMINATED", "NOTICE_GIVEN", "RENEWED", "DISCARDED"};
  return words[static_cast<std::size_t>(status)];
}
std::string_view word_for(domain::NumberStatus status) {
  static constexpr std::string_view words[] = {"AVAILABLE", "RESERVED", "PENDING",
                                               "ACTIVE",    "COOLDOWN", "PORTED_OUT"};
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
  std::string taxes;
  for (const auto& [code, rules] : state.tax_codes) {
    for (const auto& rule : rules) {
      taxes += fmt::format(" {} {} {} {};", code, text_of(rule.from), EnumNameTaxCategory(rule.category),
                           rule.rate_bp);
    }
  }
  return fmt::format("{} {}{}", state.currency, state.currency_exponent, taxes);
}
std::string describe(const domain::ExternalId& state) { return state.occupier_id; }
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
  std::string calls;
  for (const auto& tariff : state.tariffs) {
    calls += fmt::format("{} {} {}; ", text_of(tariff.from), tariff.tariff_id, tariff.product_id);
  }
  for (const auto& [occupier, months] : state.unsettled_usage) {
    for (const auto month : months) calls += fmt::format("{} {} waits; ", occupier, text_of(month));
  }
  return fmt::format("day {} contracts {} services {} resting {}prices {}calls {}",
                     text_of(state.business_day), fmt::join(state.contracts, " "),
                     fmt::join(state.services, " "), resting, prices, calls);
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
  auto text = state.billing_reference + " ";
  std::vector<std::string> links;
  for (const auto& link : state.external_links) {
    links.push_back(fmt::format("{}/{}/{}", link.system, link.site_id, link.external_id));
  }
  std::ranges::sort(links);
  text += fmt::format("{} ", fmt::join(links, " "));
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
    lines += fmt::format("{} {} to {} at {} ", line.line_id, text_of(line.from), text_of(line.to),
                         line.monthly_price.value());
    for (const auto& step : line.steps) {
      lines += fmt::format("{} from {} ", step.monthly_price.value(), text_of(step.from));
    }
    lines += fmt::format("charged {}", text_of(line.billed));
  }
  std::string ceased;
  for (const auto& service : state.ceased_services)
    ceased += fmt::format("{} to {} ", service.service_id, text_of(service.to));
  return fmt::format("{} {} to {} extended {} months {} {} {} then {} services {} ceased {}lines {}",
                     word_for(state.status), text_of(state.starts_on), text_of(state.ends_on),
                     state.extensions, state.notice_months, state.minimum_term_months,
                     state.auto_renew_months, state.successor_id, fmt::join(state.service_ids, " "), ceased,
                     lines);
}
std::string describe(const domain::Service& state) {
  return fmt::format("{} {} to {} x {} numbers {} mbps {} hunt {} minutes {} ivr {} suspended {} charged {}",
                     state.contract_id, text_of(state.from), text_of(state.to), state.quantity,
                     state.phone_numbers, state.bandwidth_mbps, state.hunt_groups, state.call_minutes,
                     state.ivr, state.is_suspended(), text_of(state.billed));
}
std::string describe(const domain::PhoneNumber& state) {
  return fmt::format("{} {} of {} for {} as {}, forwards {}/{}/{}{}", state.site_id, word_for(state.status),
                     state.occupier_id, state.user_id, state.extension, state.forwards.always,
                     state.forwards.busy, state.forwards.no_answer, state.main != 0 ? ", main" : "");
}
std::string describe(const domain::CallHandling& state) {
  return fmt::format("main {} leads to {}", state.main_number, fmt::join(state.leads_to, " "));
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
std::string describe(const domain::Tariff& state) {
  std::string versions;
  for (const auto& version : state.versions) {
    versions += text_of(version.from) + ":";
    for (const auto& rate : version.rates)
      versions += fmt::format(" {} {} {}", rate.prefix, rate.connection_fee, rate.per_minute);
  }
  return state.currency + " " + versions;
}
std::string describe(const domain::UsageMonth& state) {
  std::int64_t seconds = 0;
  for (const auto& call : state.calls) seconds += call.billed_seconds;
  return fmt::format("{} calls {} seconds waiting {} charge {} of {} let off {}", state.calls.size(), seconds,
                     state.unsettled, state.charge_id, state.charges, state.let_off.value());
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
  std::string calls;
  for (const auto& [from, tariff] : site.tariffs) {
    calls += fmt::format("{} {} {}; ", day_text(from), tariff.first, tariff.second);
  }
  for (const auto& [key, month] : business.usage_months) {
    const auto& [site_id, occupier, first_day] = key;
    if (site_id == id && month.waiting) calls += fmt::format("{} {} waits; ", occupier, day_text(first_day));
  }
  return fmt::format("day {} contracts {} services {} resting {}prices {}calls {}", day_or_open(site.today),
                     fmt::join(contracts, " "), fmt::join(services, " "), resting, prices, calls);
}

std::string space_text(const Business& business, const std::string& id) {
  const auto& space = business.spaces.at(id);
  std::vector<std::string> children;
  for (const auto& [child_id, child] : business.spaces) {
    if (child.parent == id) children.push_back(child_id);
  }
  std::vector<std::string> taken;
  for (const auto& [contract_id, contract] : business.contracts) {
    if (contract.status == "DISCARDED") continue;
    for (const auto& line : contract.lines) {
      auto to = line.to;
      if (contract.ends_on && (!to || *to > *contract.ends_on)) to = contract.ends_on;
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
  auto text = business.billing_references.at(id) + " ";
  std::vector<std::string> links;
  for (const auto& [link, occupier] : business.external_ids) {
    if (occupier == id) links.push_back(link);
  }
  text += fmt::format("{} ", fmt::join(links, " "));
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
    lines +=
        fmt::format("{} {} to {} at {} ", line.id, day_text(line.from), day_or_open(line.to), line.price);
    for (const auto& [from, price] : line.steps) lines += fmt::format("{} from {} ", price, day_text(from));
    lines += fmt::format("charged {}", text_of(line.billing));
  }
  return fmt::format("{} {} to {} extended {} months {} {} {} then {} services {} ceased {}lines {}",
                     contract.status, day_text(contract.starts_on), day_or_open(contract.ends_on),
                     contract.extensions, contract.notice, contract.minimum_term, contract.auto_renew,
                     contract.successor, fmt::join(contract.services, " "), ceased, lines);
}

std::string usage_month_text(const Business& business, const std::string& id) {
  for (const auto& [key, month] : business.usage_months) {
    const auto& [site, occupier, first_day] = key;
    if (fmt::format("{}/{}/{}", site, occupier, month_text(first_day)) != id) continue;
    std::int64_t seconds = 0;
    for (const auto& call : month.calls) seconds += call.seconds;
    return fmt::format("{} calls {} seconds waiting {} charge {} of {} let off {}", month.calls.size(),
                       seconds, month.waiting ? 1 : 0, month.charge, month.charges, month.let_off);
  }
  return {};
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
    std::string taxes;
    for (const auto& [code, rules] : entity.taxes) {
      for (const auto& [from, rule] : rules) {
        taxes += fmt::format(" {} {} {} {};", code, day_text(from), rule.category, rule.rate_bp);
      }
    }
    return fmt::format("{} {}{}", entity.currency, entity.exponent, taxes);
  }
  if (kind == "site") return site_text(business, id);
  if (kind == "space") return space_text(business, id);
  if (kind == "door") return business.doors.at(id);
  if (kind == "external-id") return business.external_ids.at(id);
  if (kind == "product") return business.products.at(id);
  if (kind == "occupier") return occupier_text(business, id);
  if (kind == "contract") return contract_text(business, business.contracts.at(id));
  if (auto text = text_of_people(business, kind, id)) return *std::move(text);
  if (kind == "service") {
    const auto& service = business.services.at(id);
    const auto& one = service.of_one;
    return fmt::format(
        "{} {} to {} x {} numbers {} mbps {} hunt {} minutes {} ivr {} suspended {} charged {}",
        service.contract, day_text(service.from), day_or_open(service.to), service.quantity,
        service.phone_numbers, one.bandwidth_mbps * service.quantity, one.hunt_groups * service.quantity,
        one.call_minutes * service.quantity, one.ivr ? 1 : 0,
        !service.suspended.empty() && service.suspended.back().second, text_of(service.billing));
  }
  if (kind == "number") {
    const auto& number = business.numbers.at(id);
    return fmt::format("{} {} of {} for {} as {}, forwards {}/{}/{}{}", number.site, number.status,
                       number.occupier, number.user, number.extension, number.forward_always,
                       number.forward_busy, number.forward_no_answer, is_main(business, id) ? ", main" : "");
  }
  if (kind == "call-handling") {
    const auto office = business.offices.find(id);
    if (office == business.offices.end()) return "main  leads to ";
    return fmt::format("main {} leads to {}", office->second.main_number,
                       fmt::join(office->second.leads_to, " "));
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
  if (kind == "tariff") {
    const auto& tariff = business.tariffs.at(id);
    std::string versions;
    for (const auto& [from, rates] : tariff.versions) {
      versions += day_text(from) + ":";
      for (const auto& rate : rates)
        versions += fmt::format(" {} {} {}", rate.prefix, rate.connection_fee, rate.per_minute);
    }
    return tariff.currency + " " + versions;
  }
  if (kind == "usage-month") return usage_month_text(business, id);
  if (kind == "parked-input") {
    const auto& status = business.parked.at(id);
    return status == "PARKED" ? "parked" : status == "RETRIED" ? "retried" : "discarded";
  }
  const auto& charge = business.charges.at(id);
  return fmt::format("{} {} {} {}", text_of(charge.raised, "occupier_id"), *number_of(charge.raised, "net"),
                     text_of(charge.raised, "currency"), charge.reversed ? "reversed" : "raised");
}

}  // namespace tenure::model
