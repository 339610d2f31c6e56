// Charges: for days of lines and services, for bookings, and ad hoc; and taking them back.

#include <algorithm>
#include <functional>
#include <limits>

#include <fmt/format.h>

#include "domain/kernel/calendar.h"
#include "tests/model/reference/rules.h"

namespace tenure::model {
namespace {

/// What is consumed on a day, and what one of it costs.
struct Rate {
  std::int64_t quantity = 0;
  std::int64_t unit_price = 0;

  friend bool operator==(const Rate&, const Rate&) = default;
};

/// A line or a service under one contract, as far as its charges need to know it.
struct Subject {
  std::string contract_id;
  const Contract* contract = nullptr;
  Days days;
  std::string per;
  const std::set<Day>* taken_back = nullptr;
  /// Nothing on a day that is not charged.
  std::function<Rate(Day)> rate_on;
};

/// A charge that should stand.
struct Due {
  std::string contract_id;
  Days days;
  Rate rate;
  std::int64_t net = 0;
};

bool is_charged_once(const std::string& per) { return per == "ONCE" || per == "UNIT"; }

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

/// So many times the price of a period, divided by so much.
struct Share {
  std::int64_t times = 1;
  std::int64_t out_of = 1;
};

/// Of the days of a billing period, by the rule of the contract.
Share share_of(const Contract& contract, Days days) {
  const auto count = std::int64_t{days.to - days.from};
  const auto whole = std::int64_t{period_end(days.from, contract.billing_day) -
                                  period_begin(days.from, contract.billing_day)};
  Share share;
  if (contract.proration == "ACTUAL_DAYS") share = {count, whole};
  if (contract.proration == "ANNUAL_365") share = {12 * count, 365};
  if (contract.proration == "FIXED_30" && count > 0) share = {days_of_30_day_months(days), 30};
  if (count == whole) share.times = share.out_of;
  if (count == 0) share.times = 0;
  share.times = std::clamp<std::int64_t>(share.times, 0, share.out_of);
  return share;
}

/// The price of some days of a part: what the part costs up to their end, without what it costs up to their begin.
std::int64_t net_of(const Subject& subject, Rate rate, Days part, Days days, Halves halves) {
  const auto price = rate.quantity * rate.unit_price;
  if (subject.per == "DAY") return price * (days.to - days.from);
  auto share = share_of(*subject.contract, {part.from, days.to});
  // Before the first day there is nothing; the length of the period is what is asked for.
  if (days.from > part.from) share.times -= share_of(*subject.contract, {part.from, days.from}).times;
  return rounded(__int128{price} * share.times, share.out_of, halves);
}

bool costs(Rate rate) { return rate.quantity * rate.unit_price != 0; }

/// Day by day: days that cost something in a row, at one price, are one charge.
void add_part(std::vector<Due>& due, const Subject& subject, Days part, Halves halves) {
  const bool is_whole = subject.per == "MONTH" && subject.contract->proration == "NONE";
  for (Day day = part.from; is_whole && day < part.to; ++day) {
    if (subject.taken_back->contains(day)) return;
  }
  Due open;
  const auto close = [&] {
    if (open.days.to == open.days.from) return;
    open.net = net_of(subject, open.rate, part, open.days, halves);
    if (open.net != 0) due.push_back(open);
    open.days = {0, 0};
  };
  open.contract_id = subject.contract_id;
  open.days = {0, 0};
  for (Day day = part.from; day < part.to; ++day) {
    const auto rate = subject.rate_on(day);
    const bool is_open = open.days.to > open.days.from;
    if (is_open && costs(rate) && (is_whole || rate == open.rate)) {
      open.days.to = day + 1;
      continue;
    }
    close();
    if (is_open && is_whole) return;
    if (!costs(rate)) continue;
    open.days = {day, day + 1};
    open.rate = rate;
  }
  close();
}

void add_due(std::vector<Due>& due, const Subject& subject, Day today, Halves halves) {
  for (Day day = subject.days.from; day < subject.days.to && day <= today;) {
    const Days part{day, std::min(subject.days.to, period_end(day, subject.contract->billing_day))};
    if ((subject.contract->billing == "IN_ADVANCE" ? part.from : part.to) > today) return;
    add_part(due, subject, part, halves);
    day = part.to;
  }
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

bool says(const Fields& raised, const Due& due) {
  return *day_of(raised, "service_from") == due.days.from && *day_of(raised, "service_to") == due.days.to &&
         *number_of(raised, "net") == due.net && *number_of(raised, "quantity") == due.rate.quantity &&
         *number_of(raised, "unit_price") == due.rate.unit_price;
}

void raise_due(Business& business, Fields charge, const std::string& cause, const Due& due) {
  const auto key = fmt::format("{}:{}:{}", cause, day_text(due.days.from), day_text(due.days.to));
  auto id = key;
  for (int number = 2; business.charges.contains(id); ++number) id = fmt::format("{}:{}", key, number);
  charge["charge_id"] = id;
  charge["contract_id"] = due.contract_id;
  charge["quantity"] = due.rate.quantity;
  charge["unit_price"] = due.rate.unit_price;
  charge["net"] = due.net;
  charge["service_from"] = day_text(due.days.from);
  charge["service_to"] = day_text(due.days.to);
  raise(business, charge);
}

/// Takes back what stands and should not, and raises what should and does not; earlier days first.
void settle(Business& business, const Place& place, const Fields& charge, const std::string& cause,
            std::vector<Due> due) {
  std::vector<std::pair<Day, std::string>> wrong;
  for (const auto& charge_id : billing_at(business, place).charges) {
    const auto& raised = business.charges.at(charge_id).raised;
    const auto right = std::ranges::find_if(due, [&](const Due& one) { return says(raised, one); });
    if (right == due.end()) {
      wrong.emplace_back(*day_of(raised, "service_from"), charge_id);
    } else {
      due.erase(right);
    }
  }
  std::ranges::sort(wrong);
  std::size_t next = 0;
  const auto take_back = [&](Day before) {
    for (; next < wrong.size() && wrong[next].first < before; ++next) {
      reverse(business, wrong[next].second, "its days or its price have changed", "REPLACED");
    }
  };
  for (const auto& one : due) {
    take_back(one.days.to);
    raise_due(business, charge, cause, one);
  }
  take_back(far_away);
}

bool has_started(const Contract& contract) {
  return contract.status != "DRAFT" && contract.status != "UPCOMING" && contract.status != "DISCARDED";
}

std::int64_t price_on(const Line& line, Day day) {
  auto price = line.price;
  for (const auto& [from, later] : line.steps) {
    if (from <= day) price = later;
  }
  return price;
}
std::int64_t quantity_on(const Service& service, Day day) {
  auto quantity = service.quantities.begin()->second;
  for (const auto& [from, later] : service.quantities) {
    if (from <= day) quantity = later;
  }
  return quantity;
}
bool is_suspended(const Service& service, Day day) {
  bool suspended = false;
  for (const auto& [from, is] : service.suspended) {
    if (from <= day) suspended = is;
  }
  return suspended;
}

}  // namespace

Fields charge_for(const Business& business, const std::string& contract_id) {
  const auto& contract = business.contracts.at(contract_id);
  const auto& entity = business.sites.at(contract.site).entity;
  return {{"occupier_id", contract.occupier},
          {"site_id", contract.site},
          {"contract_id", contract_id},
          {"currency", entity.currency},
          {"currency_exponent", entity.exponent}};
}

void settle_lines(Business& business, const std::string& contract_id) {
  const auto& contract = business.contracts.at(contract_id);
  if (!has_started(contract)) return;
  const auto& site = business.sites.at(contract.site);
  for (std::size_t index = 0; index < contract.lines.size(); ++index) {
    const auto& line = contract.lines[index];
    Subject subject;
    subject.contract_id = contract_id;
    subject.contract = &contract;
    subject.days = {line.from, std::min(line.to.value_or(far_away), days_of(contract).to)};
    subject.per = "MONTH";
    subject.taken_back = &line.billing.taken_back;
    subject.rate_on = [&](Day day) {
      return Rate{line.billing.taken_back.contains(day) ? 0 : 1, price_on(line, day)};
    };
    auto charge = charge_for(business, contract_id);
    charge["cause"] = "LEASE";
    charge["subject_id"] = line.id;
    charge["product_id"] = line.product;
    std::vector<Due> due;
    add_due(due, subject, *site.today, halves_at(site));
    settle(business, Place{{}, contract_id, index}, charge, fmt::format("lease:{}:{}", contract_id, line.id),
           due);
  }
}

void settle_service(Business& business, const std::string& service_id) {
  const auto& service = business.services.at(service_id);
  const auto& site = business.sites.at(business.contracts.at(service.contract).site);
  auto contracts = service.former_contracts;
  contracts.push_back(service.contract);
  std::vector<Due> due;
  auto from = service.from;
  for (const auto& contract_id : contracts) {
    const auto& contract = business.contracts.at(contract_id);
    if (contract_id != contracts.front()) from = std::max(from, contract.starts_on);
    const Days days{from, std::min(service.to.value_or(far_away), days_of(contract).to)};
    if (!has_started(contract)) continue;
    Subject subject{contract_id, &contract, days, service.price.per, &service.billing.taken_back, {}};
    subject.rate_on = [&](Day day) {
      const bool counts = !is_suspended(service, day) && !service.billing.taken_back.contains(day);
      return Rate{counts ? quantity_on(service, day) : 0, service.price.unit_price};
    };
    if (!is_charged_once(service.price.per)) {
      add_due(due, subject, *site.today, halves_at(site));
    } else if (from == service.from && days.from < days.to && from <= *site.today &&
               !service.billing.taken_back.contains(from) && service.price.unit_price != 0) {
      const Rate rate{quantity_on(service, from), service.price.unit_price};
      due.push_back({contract_id, {from, from + 1}, rate, rate.quantity * rate.unit_price});
    }
  }
  auto charge = charge_for(business, service.contract);
  charge["cause"] = "SERVICE";
  charge["subject_id"] = service_id;
  charge["product_id"] = service.product;
  settle(business, Place{service_id, {}, 0}, charge, "service:" + service_id, due);
}

void settle_contract(Business& business, const std::string& contract_id) {
  if (!has_started(business.contracts.at(contract_id))) return;
  settle_lines(business, contract_id);
  const auto services = business.contracts.at(contract_id).services;
  for (const auto& service : services) settle_service(business, service);
}

namespace {

/// Whose books the charge is in, where its income goes, and whether it is posted at once.
void put_posting(const Business& business, Fields& charge) {
  static const std::map<std::string, std::string> accounts{
      {"LEASE", "4100"}, {"SERVICE", "4110"}, {"USAGE", "4120"}, {"BOOKING", "4130"}, {"AD_HOC", "4130"}};
  const auto cause = text_of(charge, "cause");
  const auto own = business.revenue_accounts.find(text_of(charge, "product_id"));
  charge["legal_entity_id"] = business.sites.at(text_of(charge, "site_id")).entity_id;
  charge["revenue_account"] = own == business.revenue_accounts.end() ? accounts.at(cause) : own->second;
  bool waits = false;
  if (cause == "LEASE" || cause == "SERVICE") {
    waits = business.contracts.at(text_of(charge, "contract_id")).billing == "IN_ADVANCE";
  }
  if (cause == "SERVICE" && is_charged_once(business.services.at(text_of(charge, "subject_id")).price.per)) {
    waits = false;
  }
  charge["posting_rule"] = waits ? "WITH_INVOICE" : "ACCRUAL_1";
}

}  // namespace

void raise(Business& business, Fields charge) {
  put_posting(business, charge);
  const auto id = text_of(charge, "charge_id");
  const auto cause = text_of(charge, "cause");
  const auto subject = text_of(charge, "subject_id");
  const auto contract = text_of(charge, "contract_id");
  const auto& site = business.sites.at(text_of(charge, "site_id"));
  charge["on"] = day_text(*site.today);
  std::vector<std::string> streams{"charge/" + id};
  if (cause == "LEASE") {
    streams.push_back("contract/" + contract);
    for (auto& line : business.contracts.at(contract).lines) {
      if (line.id == subject) line.billing.charges.push_back(id);
    }
  } else if (cause == "SERVICE") {
    streams.push_back("service/" + subject);
    business.services.at(subject).billing.charges.push_back(id);
  } else if (cause == "BOOKING") {
    streams.push_back("booking/" + subject);
    business.bookings.at(subject).charge = id;
  } else if (cause == "USAGE") {
    streams.push_back("usage-month/" + subject);
  }
  business.charges[id] = {charge, false};
  business.note("ChargeRaised", charge, streams);
}

void reverse(Business& business, const std::string& charge_id, const std::string& reason,
             const std::string& kind) {
  auto& charge = business.charges.at(charge_id);
  charge.reversed = true;
  const auto cause = text_of(charge.raised, "cause");
  const auto subject = text_of(charge.raised, "subject_id");
  Fields data;
  take(data, charge.raised,
       {"charge_id", "occupier_id", "site_id", "product_id", "net", "currency", "currency_exponent",
        "service_from", "service_to", "cause", "contract_id", "subject_id", "legal_entity_id",
        "revenue_account", "posting_rule"});
  data["on"] = day_text(*business.sites.at(text_of(charge.raised, "site_id")).today);
  put_text(data, "reversal_reason", reason);
  put_text(data, "kind", kind);
  const auto forget = [&](Billing& billing) {
    std::erase(billing.charges, charge_id);
    if (kind == "REPLACED") return;
    for (auto day = *day_of(data, "service_from"); day < *day_of(data, "service_to"); ++day) {
      billing.taken_back.insert(day);
    }
  };
  std::vector<std::string> streams{"charge/" + charge_id};
  if (cause == "LEASE") {
    const auto contract = text_of(charge.raised, "contract_id");
    streams.push_back("contract/" + contract);
    for (auto& line : business.contracts.at(contract).lines) {
      if (line.id == subject) forget(line.billing);
    }
  } else if (cause == "SERVICE") {
    streams.push_back("service/" + subject);
    forget(business.services.at(subject).billing);
  } else if (cause == "BOOKING") {
    streams.push_back("booking/" + subject);
    auto& booking = business.bookings.at(subject);
    if (booking.charge == charge_id) booking.charge.clear();
  } else if (cause == "USAGE") {
    streams.push_back("usage-month/" + subject);
    for (auto& [key, month] : business.usage_months) {
      if (month.charge != charge_id) continue;
      if (kind != "REPLACED") month.let_off += *number_of(charge.raised, "net");
      month.charge.clear();
    }
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
  if (net > charge_max) return "AMOUNT_OVERFLOW";

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
  reverse(business, id, text_of(command, "reversal_reason"), "REVERSED");
  return {};
}

Code WaiveCharge(Business& business, const Fields& command) {
  const auto id = text_of(command, "charge_id");
  if (!business.charges.contains(id)) return "UNKNOWN_CHARGE";
  if (business.charges.at(id).reversed) return "ALREADY_REVERSED";
  reverse(business, id, text_of(command, "waiver_reason"), "WAIVED");
  return {};
}

}  // namespace tenure::model
