// Charges: for days of lines and services, for bookings, and ad hoc; and taking them back.

#include <algorithm>
#include <limits>

#include <fmt/format.h>

#include "domain/kernel/calendar.h"
#include "tests/model/reference/rules.h"

namespace tenure::model {
namespace {

/// A line or a service, as far as its charges need to know it.
struct Subject {
  /// How its causes begin: lease:{contract}:{line} or service:{service}.
  std::string cause;
  Days days;
  std::string per;
  /// Of the whole quantity.
  std::int64_t price = 0;
  const Contract* contract = nullptr;
  /// The charge but for its id, days and net.
  Fields charge;
};

bool is_charged_once(const Subject& subject) { return subject.per == "ONCE" || subject.per == "UNIT"; }

Halves halves_at(const Site& site) { return site.entity.rounding == "HALF_EVEN" ? Halves::even : Halves::up; }

Day period_begin(Day day, int billing_day) {
  while (!begins_period(day, billing_day)) --day;
  return day;
}
Day period_end(Day day, int billing_day) {
  do ++day;
  while (!begins_period(day, billing_day));
  return day;
}

/// 30-day months: where the part ends in another month than it begins in, the first one counts as 30 days.
std::int64_t days_of_30_day_months(Days part) {
  const auto first = domain::to_civil(domain::Date{part.from});
  const auto last = domain::to_civil(domain::Date{part.to - 1});
  const auto days = std::int64_t{part.to - part.from};
  if (first.month == last.month) return days;
  Day day = part.from;
  while (domain::to_civil(domain::Date{day - 1}).month == first.month) --day;
  return days - ((next_month(part.from) - day) - 30);
}

/// The price of days within one billing period.
std::int64_t net_of(const Subject& subject, Days part, Halves halves) {
  if (is_charged_once(subject)) return subject.price;
  const auto days = std::int64_t{part.to - part.from};
  if (subject.per == "DAY") return subject.price * days;

  const auto billing_day = subject.contract->billing_day;
  const auto whole = std::int64_t{period_end(part.from, billing_day) - period_begin(part.from, billing_day)};
  if (days == whole) return subject.price;
  const auto& rule = subject.contract->proration;
  std::int64_t times = 1;
  std::int64_t out_of = 1;
  if (rule == "ACTUAL_DAYS") {
    times = days;
    out_of = whole;
  } else if (rule == "ANNUAL_365") {
    times = 12 * days;
    out_of = 365;
  } else if (rule == "FIXED_30") {
    times = days_of_30_day_months(part);
    out_of = 30;
  }
  if (times >= out_of) return subject.price;
  if (times <= 0) return 0;
  return rounded(__int128{subject.price} * times, out_of, halves);
}

void charge_days(Business& business, const Subject& subject, Days part, const Site& site) {
  const auto net = net_of(subject, part, halves_at(site));
  if (net == 0) return;
  auto charge = subject.charge;
  charge["charge_id"] = fmt::format("{}:{}:{}", subject.cause, day_text(part.from), day_text(part.to));
  charge["net"] = net;
  charge["service_from"] = day_text(part.from);
  charge["service_to"] = day_text(part.to);
  raise(business, charge);
}

/// The days that are covered and were never charged, cut where billing periods begin; one day where a day is all that
/// is ever charged.
std::vector<Days> open_parts(const Subject& subject, Day until, Day today) {
  std::vector<Days> parts;
  for (Day day = subject.days.from; day < subject.days.to && day <= today; ++day) {
    if (day < until) continue;
    if (is_charged_once(subject)) {
      if (day == subject.days.from) parts.push_back({day, day + 1});
      break;
    }
    if (parts.empty() || day >= parts.back().to) {
      parts.push_back({day, std::min(subject.days.to, period_end(day, subject.contract->billing_day))});
    }
  }
  return parts;
}

/// Where the subject's charges are kept. Charging moves them, so they are looked up anew each time.
struct Place {
  std::string service_id;
  std::string contract_id;
  std::size_t line = 0;
};
Billing& billing_at(Business& business, const Place& place) {
  if (!place.service_id.empty()) return business.services.at(place.service_id).billing;
  return business.contracts.at(place.contract_id).lines.at(place.line).billing;
}

void settle(Business& business, const Subject& subject, const Place& place) {
  const auto& site = business.sites.at(subject.contract->site);
  const auto billing = billing_at(business, place);
  if (subject.price == 0) return;
  for (const auto& charge_id : billing.charges) {
    const auto& raised = business.charges.at(charge_id).raised;
    const Days charged{*day_of(raised, "service_from"), *day_of(raised, "service_to")};
    if (charged.to <= subject.days.to) continue;
    reverse(business, charge_id, "it ends earlier than it was charged");
    if (subject.days.to > charged.from) charge_days(business, subject, {charged.from, subject.days.to}, site);
  }
  for (const auto part : open_parts(subject, billing.until, *site.today)) {
    const bool on_first_day = subject.contract->billing == "IN_ADVANCE" || is_charged_once(subject);
    if (on_first_day || part.to <= *site.today) charge_days(business, subject, part, site);
  }
}

bool has_started(const Contract& contract) {
  return contract.status != "DRAFT" && contract.status != "UPCOMING";
}

Fields charge_for(const Business& business, const std::string& contract_id) {
  const auto& contract = business.contracts.at(contract_id);
  const auto& entity = business.sites.at(contract.site).entity;
  return {{"occupier_id", contract.occupier},
          {"site_id", contract.site},
          {"contract_id", contract_id},
          {"currency", entity.currency},
          {"currency_exponent", entity.exponent}};
}

}  // namespace

void settle_lines(Business& business, const std::string& contract_id) {
  const auto& contract = business.contracts.at(contract_id);
  if (!has_started(contract)) return;
  for (std::size_t index = 0; index < contract.lines.size(); ++index) {
    const auto& line = contract.lines[index];
    Subject subject;
    subject.cause = fmt::format("lease:{}:{}", contract_id, line.id);
    subject.days = {line.from, std::min(line.to.value_or(far_away), days_of(contract).to)};
    subject.per = "MONTH";
    subject.price = line.price;
    subject.contract = &contract;
    subject.charge = charge_for(business, contract_id);
    subject.charge["cause"] = "LEASE";
    subject.charge["subject_id"] = line.id;
    subject.charge["product_id"] = line.product;
    subject.charge["quantity"] = 1;
    subject.charge["unit_price"] = line.price;
    settle(business, subject, Place{{}, contract_id, index});
  }
}

void settle_service(Business& business, const std::string& service_id) {
  const auto& service = business.services.at(service_id);
  const auto& contract = business.contracts.at(service.contract);
  if (!has_started(contract)) return;
  Subject subject;
  subject.cause = "service:" + service_id;
  subject.days = {service.from, std::min(service.to.value_or(far_away), days_of(contract).to)};
  subject.per = service.price.per;
  subject.price = service.price.unit_price * service.quantity;
  subject.contract = &contract;
  subject.charge = charge_for(business, service.contract);
  subject.charge["cause"] = "SERVICE";
  subject.charge["subject_id"] = service_id;
  subject.charge["product_id"] = service.product;
  subject.charge["quantity"] = service.quantity;
  subject.charge["unit_price"] = service.price.unit_price;
  settle(business, subject, Place{service_id, {}, 0});
}

void settle_contract(Business& business, const std::string& contract_id) {
  if (!has_started(business.contracts.at(contract_id))) return;
  settle_lines(business, contract_id);
  const auto services = business.contracts.at(contract_id).services;
  for (const auto& service : services) settle_service(business, service);
}

void raise(Business& business, Fields charge) {
  const auto id = text_of(charge, "charge_id");
  const auto cause = text_of(charge, "cause");
  const auto subject = text_of(charge, "subject_id");
  const auto contract = text_of(charge, "contract_id");
  const auto& site = business.sites.at(text_of(charge, "site_id"));
  charge["on"] = day_text(*site.today);
  std::vector<std::string> streams{"charge/" + id};
  const auto until = *day_of(charge, "service_to");
  if (cause == "LEASE") {
    streams.push_back("contract/" + contract);
    for (auto& line : business.contracts.at(contract).lines) {
      if (line.id != subject) continue;
      line.billing.charges.push_back(id);
      line.billing.until = std::max(line.billing.until, until);
    }
  } else if (cause == "SERVICE") {
    streams.push_back("service/" + subject);
    auto& billing = business.services.at(subject).billing;
    billing.charges.push_back(id);
    billing.until = std::max(billing.until, until);
  } else if (cause == "BOOKING") {
    streams.push_back("booking/" + subject);
    business.bookings.at(subject).charge = id;
  }
  business.charges[id] = {charge, false};
  business.note("ChargeRaised", charge, streams);
}

void reverse(Business& business, const std::string& charge_id, const std::string& reason) {
  auto& charge = business.charges.at(charge_id);
  charge.reversed = true;
  const auto cause = text_of(charge.raised, "cause");
  const auto subject = text_of(charge.raised, "subject_id");
  Fields data;
  take(data, charge.raised,
       {"charge_id", "occupier_id", "site_id", "product_id", "net", "currency", "currency_exponent",
        "service_from", "service_to", "cause", "contract_id", "subject_id"});
  data["on"] = day_text(*business.sites.at(text_of(charge.raised, "site_id")).today);
  put_text(data, "reversal_reason", reason);
  std::vector<std::string> streams{"charge/" + charge_id};
  if (cause == "LEASE") {
    const auto contract = text_of(charge.raised, "contract_id");
    streams.push_back("contract/" + contract);
    for (auto& line : business.contracts.at(contract).lines) std::erase(line.billing.charges, charge_id);
  } else if (cause == "SERVICE") {
    streams.push_back("service/" + subject);
    std::erase(business.services.at(subject).billing.charges, charge_id);
  } else if (cause == "BOOKING") {
    streams.push_back("booking/" + subject);
    auto& booking = business.bookings.at(subject);
    if (booking.charge == charge_id) booking.charge.clear();
  }
  business.note("ChargeReversed", data, streams);
}

Code AddCharge(Business& business, const Fields& command) {
  const auto id = text_of(command, "charge_id");
  const auto occupier = text_of(command, "occupier_id");
  const auto site_id = text_of(command, "site_id");
  const auto product = text_of(command, "product_id");
  if (business.charges.contains(id)) return "ALREADY_EXISTS";
  for (const auto* reserved : {"lease:", "service:", "booking:", "usage:"}) {
    if (id.starts_with(reserved)) return "RESERVED_ID";
  }
  if (!business.occupiers.contains(occupier)) return "UNKNOWN_OCCUPIER";
  if (!business.sites.contains(site_id)) return "UNKNOWN_SITE";
  if (!business.products.contains(product)) return "UNKNOWN_PRODUCT";
  const auto& site = business.sites.at(site_id);
  const auto contract = find_contract(business, occupier, site_id, {"ACTIVE"});
  if (contract.empty()) return "NO_CONTRACT";
  if (business.products.at(product) != "GENERIC") return "NOT_GENERIC";
  const auto from = day_of(command, "service_from").value_or(*site.today);
  const auto to = day_of(command, "service_to").value_or(from + 1);
  if (to <= from) return "BAD_PERIOD";
  const auto* price = price_on(site, product, *site.today);
  const auto given = number_of(command, "unit_price");
  if (!given && price == nullptr) return "NOT_IN_PRICEBOOK";
  const auto unit_price = given ? *given : price->unit_price;
  const auto quantity = *number_of(command, "quantity");
  const auto net = __int128{unit_price} * quantity;
  if (net > std::numeric_limits<std::int64_t>::max()) return "AMOUNT_OVERFLOW";

  auto charge = charge_for(business, contract);
  take(charge, command, {"charge_id", "product_id", "description"});
  charge["cause"] = "AD_HOC";
  charge["quantity"] = quantity;
  charge["unit_price"] = unit_price;
  charge["net"] = static_cast<std::int64_t>(net);
  charge["service_from"] = day_text(from);
  charge["service_to"] = day_text(to);
  raise(business, charge);
  return {};
}

Code ReverseCharge(Business& business, const Fields& command) {
  const auto id = text_of(command, "charge_id");
  if (!business.charges.contains(id)) return "UNKNOWN_CHARGE";
  if (business.charges.at(id).reversed) return "ALREADY_REVERSED";
  reverse(business, id, text_of(command, "reversal_reason"));
  return {};
}

}  // namespace tenure::model
