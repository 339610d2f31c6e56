#include "domain/policy/recurring_charges.h"

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "domain/charge/cause_key.h"
#include "domain/charge/posting.h"
#include "domain/charge/reversal.h"
#include "domain/kernel/invariant.h"
#include "domain/policy/due_charges.h"
#include "domain/states.h"

namespace tenure::domain {
namespace {

/// A charge that should stand, and the contract that it belongs to.
struct Owed {
  DueCharge due;
  std::string contract_id;
  PostingRule posting_rule;
};

/// A line or a service: what should stand and what stands, as far back as they are compared.
struct Subject {
  /// All that its charges say, but id, contract, days, quantity and amounts.
  event::ChargeRaisedT charge;
  std::vector<Owed> owed;
  std::vector<BilledPart> standing;
  /// First day that was never charged.
  Date until = DATE_FIRST;
};

bool fits(const BilledPart& part, const DueCharge& due) {
  return Period{part.from, part.to} == due.days && part.net == due.net && part.quantity == due.quantity &&
         part.unit_price == due.unit_price;
}

std::string cause_of(const Subject& subject, const Owed& owed) {
  if (subject.charge.cause == ChargeCause::SERVICE) {
    return service_cause(subject.charge.subject_id, owed.due.days);
  }
  return lease_cause(owed.contract_id, subject.charge.subject_id, owed.due.days);
}

/// The cause key; with a number where an earlier charge, reversed since, had it.
std::string new_charge_id(const Draft& draft, const Subject& subject, const Owed& owed) {
  auto key = cause_of(subject, owed);
  // Days that were never charged cannot have a charge yet; only others are worth the look.
  if (owed.due.days.from >= subject.until || draft.charge(key) == nullptr) return key;
  std::size_t number = 2;
  while (draft.charge(numbered_cause(key, number)) != nullptr) ++number;
  return numbered_cause(key, number);
}

void raise(Draft& draft, const Subject& subject, const Owed& owed, Date today) {
  auto raised = subject.charge;
  raised.charge_id = new_charge_id(draft, subject, owed);
  raised.contract_id = owed.contract_id;
  raised.quantity = owed.due.quantity;
  raised.unit_price = owed.due.unit_price.value();
  raised.net = owed.due.net.value();
  raised.on = today.days();
  raised.service_from = owed.due.days.from.days();
  raised.service_to = owed.due.days.to.days();
  raised.posting_rule = owed.posting_rule;
  draft.record(std::move(raised));
}

void take_back(Draft& draft, const BilledPart& part, Date today) {
  const auto& charge = existing(draft.charge(part.charge_id), "a charge that stands");
  draft.record(reversal_of(part.charge_id, charge, today, "its days or its price have changed",
                           ReversalKind::REPLACED));
}

/// Takes back what should not stand and raises what should, in the order of days, so that at no time a day stands twice.
void settle(Draft& draft, Subject subject, Date today) {
  std::vector<BilledPart> wrong;
  for (auto& part : subject.standing) {
    const auto found =
        std::ranges::find_if(subject.owed, [&](const Owed& owed) { return fits(part, owed.due); });
    if (found == subject.owed.end()) {
      wrong.push_back(std::move(part));
    } else {
      subject.owed.erase(found);
    }
  }
  std::ranges::sort(wrong, {}, &BilledPart::from);
  auto next = wrong.begin();
  for (const auto& owed : subject.owed) {
    for (; next != wrong.end() && next->from < owed.due.days.to; ++next) take_back(draft, *next, today);
    raise(draft, subject, owed, today);
  }
  for (; next != wrong.end(); ++next) take_back(draft, *next, today);
}

Date earlier(std::optional<Date> one, std::optional<Date> other) {
  return std::min(one.value_or(DATE_LAST), other.value_or(DATE_LAST));
}

/// What the contract and the site say; days and prices are the subject's.
ChargeTerms terms_of(const Contract& contract, const Site& site, Period covered, const Billed& billed) {
  ChargeTerms terms;
  terms.covered = covered;
  terms.taken_back = billed.taken_back;
  terms.billing = contract.billing;
  terms.billing_day = contract.billing_day;
  terms.proration = contract.proration;
  terms.rounding = site.rounding;
  return terms;
}

/// Whether a part that ends after `since` is due; cheap, since it is asked of every line on every day.
bool anything_due(const Contract& contract, Period covered, PricePer per, Date since, Date today) {
  if (is_charged_once(per)) return !covered.empty() && since <= covered.from && covered.from <= today;
  const auto part = part_around(std::max(covered.from, since), covered, contract.billing_day);
  return !part.empty() && is_due(part, contract.billing, today);
}

/// Adds what should stand, and what stands of it already where only the open days are looked at.
void add_owed(Subject& subject, const ChargeTerms& terms, std::string_view contract_id, Date since,
              Date today) {
  const auto rule = is_charged_once(terms.per) ? PostingRule::ACCRUAL_1 : posting_rule_of(terms.billing);
  for (auto& due : due_charges(terms, since, today)) {
    subject.owed.push_back({std::move(due), std::string{contract_id}, rule});
  }
}

/// The charges that are compared: all, or those of the part that `since` lies in and later ones.
std::vector<BilledPart> standing_from(const Billed& billed, Date since, Period covered,
                                      std::uint8_t billing_day) {
  if (since == DATE_FIRST) return billed.parts;
  const auto first = std::max(billing_period_containing(since, billing_day).from, covered.from);
  std::vector<BilledPart> standing;
  std::ranges::copy_if(billed.parts, std::back_inserter(standing),
                       [&](const BilledPart& part) { return part.from >= first; });
  return standing;
}

event::ChargeRaisedT charge_of(std::string_view occupier_id, std::string_view site_id, const Site& site) {
  event::ChargeRaisedT charge;
  charge.occupier_id = occupier_id;
  charge.site_id = site_id;
  charge.currency = site.currency;
  charge.currency_exponent = site.currency_exponent;
  return charge;
}

/// The line as a subject, where there may be anything to do for it.
std::optional<Subject> line_subject(const Draft& draft, std::string_view contract_id, std::size_t index,
                                    Date today, Reach reach) {
  const auto& contract = existing(draft.contract(contract_id), "the contract to charge");
  const auto& line = contract.lines[index];
  const Period covered{line.from, earlier(line.to, contract.ends_on)};
  const auto since = reach == Reach::all_days ? DATE_FIRST : std::max(line.billed.until, line.from);
  if (reach == Reach::open_days && !anything_due(contract, covered, PricePer::MONTH, since, today)) {
    return std::nullopt;
  }
  const auto& site = existing(draft.site(contract.site_id), "the site of a contract");
  Subject subject;
  subject.charge = charge_of(contract.occupier_id, contract.site_id, site);
  subject.charge.cause = ChargeCause::LEASE;
  subject.charge.subject_id = line.line_id;
  subject.charge.product_id = line.product_id;
  say_posting(subject.charge, site, existing(draft.product(line.product_id), "the product of a line"), {});
  subject.until = line.billed.until;

  auto terms = terms_of(contract, site, covered, line.billed);
  terms.rates.push_back({DATE_FIRST, 1, line.monthly_price});
  for (const auto& step : line.steps) terms.rates.push_back({step.from, 1, step.monthly_price});
  add_owed(subject, terms, contract_id, since, today);
  subject.standing = standing_from(line.billed, since, covered, contract.billing_day);
  return subject;
}

/// A contract that a service runs or ran under, and its days there.
struct Span {
  std::string_view contract_id;
  const Contract* contract;
  Period covered;
};

/// Only of contracts that have started; the others charge nothing yet.
std::vector<Span> spans_of(const Draft& draft, const Service& service) {
  std::vector<std::string_view> ids{service.previous_contract_ids.begin(),
                                    service.previous_contract_ids.end()};
  ids.push_back(service.contract_id);
  std::vector<Span> spans;
  for (const auto id : ids) {
    const auto& contract = existing(draft.contract(id), "the contract of a service");
    // Each of them starts where the one before ended.
    const auto from = spans.empty() ? service.from : std::max(service.from, contract.starts_on);
    spans.push_back({id, &contract, {from, earlier(service.to, contract.ends_on)}});
  }
  std::erase_if(spans, [](const Span& span) { return !has_started(span.contract->status); });
  return spans;
}

std::optional<Subject> service_subject(const Draft& draft, std::string_view service_id, Date today,
                                       Reach reach) {
  const auto& service = existing(draft.service(service_id), "the service to charge");
  auto spans = spans_of(draft, service);
  if (spans.empty()) return std::nullopt;
  auto since = DATE_FIRST;
  if (reach == Reach::open_days) {
    // Earlier contracts were settled when they ended.
    spans.erase(spans.begin(), spans.end() - 1);
    const auto& now = spans.front();
    if (is_charged_once(service.per) && now.covered.from != service.from) return std::nullopt;
    since = std::max(service.billed.until, now.covered.from);
    if (!anything_due(*now.contract, now.covered, service.per, since, today)) return std::nullopt;
  }
  const auto& site = existing(draft.site(service.site_id), "the site of a service");
  Subject subject;
  subject.charge = charge_of(service.occupier_id, service.site_id, site);
  subject.charge.cause = ChargeCause::SERVICE;
  subject.charge.subject_id = service_id;
  subject.charge.product_id = service.product_id;
  say_posting(subject.charge, site, existing(draft.product(service.product_id), "the product of a service"),
              {});
  subject.until = service.billed.until;

  for (const auto& span : spans) {
    // What is charged once belongs to the contract of the first day.
    if (is_charged_once(service.per) && span.covered.from != service.from) continue;
    auto terms = terms_of(*span.contract, site, span.covered, service.billed);
    terms.per = service.per;
    terms.suspended = service.suspensions;
    for (const auto& change : service.quantities) {
      terms.rates.push_back({change.from, change.quantity, service.unit_price});
    }
    add_owed(subject, terms, span.contract_id, since, today);
  }
  subject.standing =
      standing_from(service.billed, since, spans.back().covered, spans.back().contract->billing_day);
  return subject;
}

}  // namespace

void charge_lines(Draft& draft, std::string_view contract_id, Date today, Reach reach) {
  const auto& contract = existing(draft.contract(contract_id), "the contract to charge");
  if (!has_started(contract.status)) return;
  const auto lines = contract.lines.size();
  for (std::size_t index = 0; index < lines && !draft.is_full(); ++index) {
    if (auto subject = line_subject(draft, contract_id, index, today, reach)) {
      settle(draft, *std::move(subject), today);
    }
  }
}

void charge_service(Draft& draft, std::string_view service_id, Date today, Reach reach) {
  if (auto subject = service_subject(draft, service_id, today, reach))
    settle(draft, *std::move(subject), today);
}

void repair_service(Draft& draft, std::string_view service_id) {
  const auto& service = existing(draft.service(service_id), "the service to repair");
  const auto today = existing(draft.site(service.site_id), "the site of a service").business_day;
  if (today) charge_service(draft, service_id, *today, Reach::all_days);
}

void charge_contract(Draft& draft, std::string_view contract_id, Date today, Reach reach) {
  charge_lines(draft, contract_id, today, reach);
  // A copy: charging a service leaves the list as it is, but may move it.
  const auto service_ids = existing(draft.contract(contract_id), "the contract to charge").service_ids;
  for (const auto& service_id : service_ids) {
    if (draft.is_full()) return;
    charge_service(draft, service_id, today, reach);
  }
}

}  // namespace tenure::domain
