#include "domain/policy/usage_charges.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>

#include "domain/charge/cause_key.h"
#include "domain/charge/posting.h"
#include "domain/charge/reversal.h"
#include "domain/kernel/invariant.h"
#include "domain/states.h"
#include "domain/usage/call_rating.h"

namespace tenure::domain {
namespace {

constexpr std::uint64_t seconds_per_minute = 60;

/// Of the minutes that the service included on the days of the month, the most.
std::uint64_t included_by(const Draft& draft, std::string_view service_id, Period month) {
  const auto& service = existing(draft.service(service_id), "a service of a contract");
  const auto covered = Period{service.from, service.to.value_or(DATE_LAST)}.intersect(month);
  std::uint64_t minutes = 0;
  for (std::size_t i = 0; i < service.quantities.size(); ++i) {
    const auto& change = service.quantities[i];
    const auto to = i + 1 < service.quantities.size() ? service.quantities[i + 1].from : DATE_LAST;
    if (Period{change.from, to}.overlaps(covered))
      minutes = std::max<std::uint64_t>(minutes, change.call_minutes);
  }
  return minutes * seconds_per_minute;
}

std::uint64_t included_seconds(const Draft& draft, const UsageMonth& usage) {
  const Period month{usage.month, first_of_next_month(usage.month)};
  const auto& occupier = existing(draft.occupier(usage.occupier_id), "the occupier of usage");
  std::uint64_t seconds = 0;
  for (const auto& coverage : occupier.contracts) {
    if (coverage.site_id != usage.site_id) continue;
    const auto& contract = existing(draft.contract(coverage.contract_id), "a contract of an occupier");
    for (const auto& service_id : contract.service_ids) seconds += included_by(draft, service_id, month);
    for (const auto& ceased : contract.ceased_services)
      seconds += included_by(draft, ceased.service_id, month);
  }
  return seconds;
}

/// What is to be charged: the bill without what was taken back by hand, and never less than nothing.
MinorUnits due_of(const UsageMonth& usage, const UsageBill& bill) {
  return bill.net > usage.let_off ? MinorUnits{bill.net.value() - usage.let_off.value()} : MinorUnits{0};
}

event::ChargeRaisedT charge_for(const Draft& draft, const UsageMonth& usage, MinorUnits net, Date today) {
  event::ChargeRaisedT raised;
  raised.charge_id = usage_cause(usage.site_id, usage.occupier_id, usage.month, usage.charges + 1);
  raised.occupier_id = usage.occupier_id;
  raised.site_id = usage.site_id;
  raised.product_id = usage.product_id;
  raised.cause = ChargeCause::USAGE;
  raised.contract_id = usage.contract_id;
  raised.subject_id = usage_month_id(usage.site_id, usage.occupier_id, usage.month);
  raised.quantity = 1;
  raised.unit_price = net.value();
  raised.net = net.value();
  raised.currency = usage.currency;
  raised.currency_exponent = usage.currency_exponent;
  raised.on = today.days();
  raised.service_from = usage.month.days();
  raised.service_to = first_of_next_month(usage.month).days();
  say_posting(raised, existing(draft.site(usage.site_id), "the site of usage"),
              existing(draft.product(usage.product_id), "the product of usage"), PostingRule::ACCRUAL_1);
  return raised;
}

void settle(Draft& draft, std::string_view usage_id, Rounding rounding, Date today) {
  // A copy: the state moves with the events.
  const auto usage = existing(draft.usage_month(usage_id), "a month of which calls wait");
  const auto bill = bill_of(usage.calls, included_seconds(draft, usage), rounding);
  const auto& fitting = existing(bill ? &*bill : nullptr, "a bill that fits, as was checked before");
  const auto due = due_of(usage, fitting);
  if (due != usage.charged) {
    if (!usage.charge_id.empty()) {
      const auto& charge = existing(draft.charge(usage.charge_id), "the charge of a month's calls");
      draft.record(reversal_of(usage.charge_id, charge, today, "calls of the month were recorded later",
                               ReversalKind::REPLACED));
    }
    if (due != MinorUnits{0}) draft.record(charge_for(draft, usage, due, today));
  }

  event::UsageSettledT settled;
  settled.occupier_id = usage.occupier_id;
  settled.site_id = usage.site_id;
  settled.month = usage.month.days();
  settled.calls = fitting.calls;
  settled.billed_seconds = fitting.billed_seconds;
  settled.allowance_seconds = fitting.allowance_seconds;
  settled.charge_id = existing(draft.usage_month(usage_id), "a month of which calls wait").charge_id;
  settled.net = due.value();
  settled.on = today.days();
  draft.record(std::move(settled));
}

}  // namespace

void charge_usage(Draft& draft, std::string_view site_id, Date today) {
  const auto& site = existing(draft.site(site_id), "the site of a business day");
  const auto rounding = site.rounding;
  // A copy: each month that is settled goes off the list.
  const auto waiting = site.unsettled_usage;
  for (const auto& [occupier_id, months] : waiting) {
    const auto& occupier = existing(draft.occupier(occupier_id), "the occupier of usage");
    const bool is_gone = occupier.contract_in_force_or_upcoming(site_id) == nullptr;
    for (const auto month : months) {
      if (!is_gone && first_of_next_month(month) > today) break;
      settle(draft, usage_month_id(site_id, occupier_id, month), rounding, today);
    }
  }
}

}  // namespace tenure::domain
