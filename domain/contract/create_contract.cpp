// CreateContract: drafts a contract of an occupier at a site. The draft already holds its spaces.
//
// Refuses, in this order; a rule about lines is checked for all of them before the next rule:
//   ALREADY_EXISTS, UNKNOWN_OCCUPIER, UNKNOWN_SITE, UNKNOWN_PRODUCT, UNKNOWN_SPACE,
//   BAD_PERIOD          the contract, or a line, does not end after it starts
//   CURRENCY_MISMATCH   not the currency of the site
//   BAD_LINES           no line, two with one id, or an id with a colon in it
//   WRONG_PRODUCT_KIND  a line's product is not a lease; services are activated under the contract
//   OUTSIDE_CONTRACT    a line begins before the contract or ends after it, or its space is at another site
//   BAD_TIME_ZONE       this machine has no tables for the zone of the site, and a line takes a space
//   SPACE_UNAVAILABLE   a line's space, or one above or inside it, is taken, by another line of the contract too
//
// What a line leaves open is recorded as what it means: the contract's first day, the contract's end. The rules about
// lines are in contract/line_rules.h.

#include <fmt/format.h>

#include "domain/contract/line_rules.h"
#include "domain/decide.h"
#include "domain/kernel/dates.h"
#include "domain/kernel/text.h"
#include "domain/states.h"

namespace tenure::domain {

Target target(const command::CreateContract& command) {
  return {StreamKind::contract, text(command.contract_id())};
}

Decision decide(const command::CreateContract& command, const World& world) {
  const auto* site = world.site(text(command.site_id()));
  const auto ends_on = date_of(command.ends_on());
  const Period days{Date{command.starts_on()}, ends_on.value_or(DATE_LAST)};
  const auto lines = new_lines(command.lines(), days);

  if (world.contract(text(command.contract_id())) != nullptr) return refuse(Code::ALREADY_EXISTS);
  if (world.occupier(text(command.occupier_id())) == nullptr) return refuse(Code::UNKNOWN_OCCUPIER);
  if (site == nullptr) return refuse(Code::UNKNOWN_SITE);
  if (auto why = unknown_in(lines, world)) return std::unexpected(*std::move(why));
  if (days.empty()) return refuse(Code::BAD_PERIOD, "ends_on must lie after starts_on");
  if (auto why = bad_period_in(lines)) return std::unexpected(*std::move(why));
  if (text(command.currency()) != site->currency) {
    return refuse(Code::CURRENCY_MISMATCH, fmt::format("the site's currency is {}", site->currency));
  }
  if (lines.empty()) return refuse(Code::BAD_LINES);
  if (auto why = bad_ids_in(lines)) return std::unexpected(*std::move(why));
  if (auto why = wrong_kind_in(lines, world)) return std::unexpected(*std::move(why));
  if (auto why = outside_contract(lines, days, text(command.site_id()), world))
    return std::unexpected(*std::move(why));
  if (auto why = taken(lines, text(command.site_id()), world)) return std::unexpected(*std::move(why));

  event::ContractCreatedT created;
  created.contract_id = text(command.contract_id());
  created.occupier_id = text(command.occupier_id());
  created.site_id = text(command.site_id());
  created.starts_on = command.starts_on();
  created.ends_on = command.ends_on();
  created.currency = text(command.currency());
  created.billing_day = command.billing_day();
  created.billing = command.billing();
  created.proration = command.proration();
  created.notice_months = command.notice_months();
  created.minimum_term_months = command.minimum_term_months();
  created.auto_renew_months = command.auto_renew_months();
  for (const auto& line : lines) created.lines.push_back(recorded(line));
  created.deposit = command.deposit();
  return record(std::move(created));
}

}  // namespace tenure::domain
