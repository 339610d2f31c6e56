#include "domain/policy/recurring_charges.h"

#include <algorithm>
#include <iterator>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "domain/charge/cause_key.h"
#include "domain/charge/reversal.h"
#include "domain/kernel/invariant.h"
#include "domain/kernel/proration.h"
#include "domain/states.h"

namespace tenure::domain {
namespace {

bool is_charged_once(PricePer per) { return per == PricePer::ONCE || per == PricePer::UNIT; }

/// What a contract line and a service have in common once it comes to charging them.
struct Terms {
  /// DATE_LAST where no end is known.
  Period covered;
  /// First day that was never charged.
  Date charged_until;
  BillingMode billing = BillingMode::IN_ADVANCE;
  std::uint8_t billing_day = 1;
  Proration proration = Proration::ACTUAL_DAYS;
  Rounding rounding = Rounding::HALF_UP;
  PricePer per = PricePer::MONTH;
  /// Of the whole quantity.
  MinorUnits price;

  [[nodiscard]] bool is_cut_short() const { return charged_until > covered.to; }
  /// The days that were never charged.
  [[nodiscard]] Period open() const {
    if (is_charged_once(per)) return covered.intersect({charged_until, covered.from + 1});
    return covered.intersect({charged_until, DATE_LAST});
  }
  /// The day on which a part of a billing period, or what is charged once, is to be charged.
  [[nodiscard]] Date due(Period part) const {
    return billing == BillingMode::IN_ADVANCE || is_charged_once(per) ? part.from : part.to;
  }
  /// The earliest of the open days that go into one charge; empty where none is due.
  [[nodiscard]] Period next_due(Period days, Date today) const {
    const auto part = days.empty() ? days : billing_period_containing(days.from, billing_day).intersect(days);
    return due(part) <= today ? part : Period{days.from, days.from};
  }
  [[nodiscard]] bool has_work(Date today) const {
    return price != MinorUnits{0} && (is_cut_short() || !next_due(open(), today).empty());
  }
};

/// A line or a service, its terms, and what it was charged beyond its end.
struct Subject {
  /// All that its charges say, but id, days and net.
  event::ChargeRaisedT charge;
  Terms terms;
  std::vector<BilledPart> excess;
};

MinorUnits fitting(std::expected<MinorUnits, AmountOverflow> amount) {
  return existing(amount ? &*amount : nullptr, "an amount that fits, as was checked before");
}

/// The price of days that lie in one billing period.
MinorUnits net_of(const Terms& terms, Period part) {
  switch (terms.per) {
    case PricePer::MONTH:
      return fitting(prorate(terms.price, part, billing_period_containing(part.from, terms.billing_day),
                             terms.proration, terms.rounding));
    case PricePer::DAY:
      return fitting(multiply(terms.price, part.days()));
    case PricePer::HOUR:
    case PricePer::UNIT:
    case PricePer::ONCE:
      break;
  }
  return terms.price;
}

std::string cause_of(const Subject& subject, Period part) {
  if (subject.charge.cause == ChargeCause::SERVICE) return service_cause(subject.charge.subject_id, part);
  return lease_cause(subject.charge.contract_id, subject.charge.subject_id, part);
}

void raise(Draft& draft, const Subject& subject, Period part, Date today) {
  const auto net = net_of(subject.terms, part);
  if (net == MinorUnits{0}) return;
  auto raised = subject.charge;
  raised.charge_id = cause_of(subject, part);
  raised.net = net.value();
  raised.on = today.days();
  raised.service_from = part.from.days();
  raised.service_to = part.to.days();
  draft.record(std::move(raised));
}

/// Takes back what was charged beyond the end, and charges the days that are kept.
void repair(Draft& draft, const Subject& subject, Date today) {
  for (const auto& part : subject.excess) {
    const auto& charge = existing(draft.charge(part.charge_id), "a charge that stands");
    draft.record(reversal_of(part.charge_id, charge, today, "it ends earlier than it was charged"));
    const Period kept{part.from, std::min(part.to, subject.terms.covered.to)};
    if (!kept.empty()) raise(draft, subject, kept, today);
  }
}

/// Charges the days that are due and were never charged.
void catch_up(Draft& draft, const Subject& subject, Date today) {
  auto open = subject.terms.open();
  for (auto part = subject.terms.next_due(open, today); !part.empty();
       part = subject.terms.next_due(open, today)) {
    raise(draft, subject, part, today);
    open.from = part.to;
  }
}

void settle(Draft& draft, const Subject& subject, Date today) {
  repair(draft, subject, today);
  catch_up(draft, subject, today);
}

std::vector<BilledPart> excess_of(const Billed& billed, const Terms& terms) {
  std::vector<BilledPart> excess;
  if (!terms.is_cut_short()) return excess;
  std::ranges::copy_if(billed.parts, std::back_inserter(excess),
                       [&](const BilledPart& part) { return part.to > terms.covered.to; });
  return excess;
}

bool has_started(const Contract& contract) {
  return contract.status != ContractStatus::draft && contract.status != ContractStatus::upcoming;
}

Date earlier(std::optional<Date> one, std::optional<Date> other) {
  return std::min(one.value_or(DATE_LAST), other.value_or(DATE_LAST));
}

Terms terms_of(const Contract& contract, const Site& site, Date from, std::optional<Date> to,
               const Billed& billed) {
  Terms terms;
  terms.covered = {from, earlier(to, contract.ends_on)};
  terms.charged_until = billed.until;
  terms.billing = contract.billing;
  terms.billing_day = contract.billing_day;
  terms.proration = contract.proration;
  terms.rounding = site.rounding;
  return terms;
}

event::ChargeRaisedT charge_of(std::string_view contract_id, const Contract& contract, const Site& site) {
  event::ChargeRaisedT charge;
  charge.occupier_id = contract.occupier_id;
  charge.site_id = contract.site_id;
  charge.contract_id = contract_id;
  charge.currency = site.currency;
  charge.currency_exponent = site.currency_exponent;
  return charge;
}

/// The line as a subject, where there is anything to do for it.
std::optional<Subject> line_subject(const Draft& draft, std::string_view contract_id, std::size_t index,
                                    Date today) {
  const auto& contract = existing(draft.contract(contract_id), "the contract to charge");
  const auto& site = existing(draft.site(contract.site_id), "the site of a contract");
  const auto& line = contract.lines[index];
  Subject subject;
  subject.terms = terms_of(contract, site, line.from, line.to, line.billed);
  subject.terms.price = line.monthly_price;
  if (!subject.terms.has_work(today)) return std::nullopt;

  subject.charge = charge_of(contract_id, contract, site);
  subject.charge.cause = ChargeCause::LEASE;
  subject.charge.subject_id = line.line_id;
  subject.charge.product_id = line.product_id;
  subject.charge.quantity = 1;
  subject.charge.unit_price = line.monthly_price.value();
  subject.excess = excess_of(line.billed, subject.terms);
  return subject;
}

std::optional<Subject> service_subject(const Draft& draft, std::string_view service_id, Date today) {
  const auto& service = existing(draft.service(service_id), "the service to charge");
  const auto& contract = existing(draft.contract(service.contract_id), "the contract of a service");
  const auto& site = existing(draft.site(service.site_id), "the site of a service");
  if (!has_started(contract)) return std::nullopt;
  Subject subject;
  subject.terms = terms_of(contract, site, service.from, service.to, service.billed);
  subject.terms.per = service.per;
  subject.terms.price = fitting(multiply(service.unit_price, service.quantity));
  if (!subject.terms.has_work(today)) return std::nullopt;

  subject.charge = charge_of(service.contract_id, contract, site);
  subject.charge.cause = ChargeCause::SERVICE;
  subject.charge.subject_id = service_id;
  subject.charge.product_id = service.product_id;
  subject.charge.quantity = service.quantity;
  subject.charge.unit_price = service.unit_price.value();
  subject.excess = excess_of(service.billed, subject.terms);
  return subject;
}

}  // namespace

void charge_lines(Draft& draft, std::string_view contract_id, Date today) {
  const auto& contract = existing(draft.contract(contract_id), "the contract to charge");
  if (!has_started(contract)) return;
  const auto lines = contract.lines.size();
  for (std::size_t index = 0; index < lines; ++index) {
    if (const auto subject = line_subject(draft, contract_id, index, today)) settle(draft, *subject, today);
  }
}

void charge_service(Draft& draft, std::string_view service_id, Date today) {
  if (const auto subject = service_subject(draft, service_id, today)) settle(draft, *subject, today);
}

void charge_contract(Draft& draft, std::string_view contract_id, Date today) {
  charge_lines(draft, contract_id, today);
  // A copy: charging a service leaves the list as it is, but may move it.
  const auto service_ids = existing(draft.contract(contract_id), "the contract to charge").service_ids;
  for (const auto& service_id : service_ids) charge_service(draft, service_id, today);
}

}  // namespace tenure::domain
