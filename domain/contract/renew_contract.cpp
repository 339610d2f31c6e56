// RenewContract: agrees a successor that starts where a contract ends, with the old one's terms, and its lines at the
// prices of its last day unless others are given. The successor is signed. When the old one ends, its services and
// numbers go on under the successor.
//
// Refuses, in this order; a rule about lines is checked for all of them before the next rule:
//   UNKNOWN_CONTRACT,
//   INVALID_TRANSITION  a draft, over, discarded or terminated, or renewed already by a contract that stands
//   ALREADY_EXISTS      the new id
//   UNKNOWN_PRODUCT, UNKNOWN_SPACE,
//   BAD_PERIOD          the old one is open-ended, the successor does not end after it starts, or a line does not
//   BAD_LINES           no line is left on the last day, or none is given; two with one id, or an id with a colon
//   WRONG_PRODUCT_KIND, OUTSIDE_CONTRACT, BAD_TIME_ZONE, SPACE_UNAVAILABLE as in CreateContract
//   TOO_LARGE
//
// A deposit is not carried over.

#include <fmt/format.h>

#include "domain/contract/line_rules.h"
#include "domain/decide.h"
#include "domain/draft.h"
#include "domain/kernel/dates.h"
#include "domain/kernel/text.h"
#include "domain/policy/contract_life.h"
#include "domain/states.h"

namespace tenure::domain {
namespace {

void record_successor(Draft& draft, const command::RenewContract& command, const Contract& old,
                      Date starts_on, const NewLines& lines) {
  event::ContractCreatedT created;
  created.contract_id = text(command.new_contract_id());
  created.occupier_id = old.occupier_id;
  created.site_id = old.site_id;
  created.starts_on = starts_on.days();
  created.ends_on = command.ends_on();
  created.currency = old.currency;
  created.billing_day = old.billing_day;
  created.billing = old.billing;
  created.proration = old.proration;
  if (old.notice_months != 0) created.notice_months = old.notice_months;
  if (old.minimum_term_months != 0) created.minimum_term_months = old.minimum_term_months;
  if (old.auto_renew_months != 0) created.auto_renew_months = old.auto_renew_months;
  for (const auto& line : lines) created.lines.push_back(recorded(line));
  draft.record(std::move(created));

  event::ContractSignedT done;
  done.contract_id = text(command.new_contract_id());
  done.occupier_id = old.occupier_id;
  done.site_id = old.site_id;
  draft.record(std::move(done));
}

}  // namespace

Target target(const command::RenewContract& command) {
  return {StreamKind::contract, text(command.contract_id())};
}

Decision decide(const command::RenewContract& command, const World& world) {
  const auto* old = world.contract(text(command.contract_id()));
  if (old == nullptr) return refuse(Code::UNKNOWN_CONTRACT);
  if (!is_in_force_or_upcoming(old->status) || old->terminated != 0) {
    return refuse(Code::INVALID_TRANSITION, "only a signed contract that runs to its end can be renewed");
  }
  if (successor_of(world, *old) != nullptr) {
    return refuse(Code::INVALID_TRANSITION, fmt::format("renewed already by {}", old->successor_id));
  }
  if (world.contract(text(command.new_contract_id())) != nullptr) return refuse(Code::ALREADY_EXISTS);

  // An open-ended contract has no last day; its lines are looked at all the same, since their refusals come first.
  const auto starts_on = old->ends_on.value_or(DATE_LAST);
  const Period days{starts_on, date_of(command.ends_on()).value_or(DATE_LAST)};
  const auto lines = command.lines() == nullptr ? lines_carried_on(*old, starts_on - 1, days)
                                                : new_lines(command.lines(), days);
  if (auto why = unknown_in(lines, world)) return std::unexpected(*std::move(why));
  if (!old->ends_on) return refuse(Code::BAD_PERIOD, "the contract has no end to renew it at");
  if (days.empty()) {
    return refuse(Code::BAD_PERIOD, fmt::format("it must end after {}", format_date(starts_on)));
  }
  if (auto why = bad_period_in(lines)) return std::unexpected(*std::move(why));
  if (lines.empty()) return refuse(Code::BAD_LINES, "no line to carry on");
  if (auto why = bad_ids_in(lines)) return std::unexpected(*std::move(why));
  if (auto why = wrong_kind_in(lines, world)) return std::unexpected(*std::move(why));
  if (auto why = outside_contract(lines, days, old->site_id, world)) return std::unexpected(*std::move(why));
  if (auto why = taken(lines, old->site_id, world)) return std::unexpected(*std::move(why));

  Draft draft{world};
  record_successor(draft, command, *old, starts_on, lines);
  event::ContractRenewedT renewed;
  renewed.contract_id = text(command.contract_id());
  renewed.occupier_id = old->occupier_id;
  renewed.site_id = old->site_id;
  renewed.new_contract_id = text(command.new_contract_id());
  draft.record(std::move(renewed));
  return draft.finish();
}

}  // namespace tenure::domain
