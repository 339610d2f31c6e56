// OpenBusinessDay: opens the next business day of a site, and with it all that the day sets off. The first day of a
// site may be any; a catch-up sends the days in between one by one.
//
// Refuses, in this order: UNKNOWN_SITE, DAY_OUT_OF_ORDER (its detail says which day is next), TOO_LARGE.
//
// A date that the site's zone skipped is a day of the calendar like any other: it is opened in its turn.
//
// Records BusinessDayOpened, then, contracts and numbers each in the order of their ids:
//   1. contracts whose end has come end, the earliest end first, or are extended as agreed (one that was to start since
//      does so before); see policy/contract_life.h
//   2. contracts whose first day has come start
//   3. contracts in force are charged what is due; see policy/recurring_charges.h
//   4. calls of months that are over are charged; see policy/usage_charges.h
//   5. numbers whose rest is over are available again
// Ends come before starts, so that a space, a number or an entitlement can pass from one contract to the next.

#include <algorithm>
#include <iterator>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "domain/decide.h"
#include "domain/draft.h"
#include "domain/kernel/text.h"
#include "domain/policy/contract_life.h"
#include "domain/policy/recurring_charges.h"
#include "domain/policy/usage_charges.h"
#include "domain/states.h"

namespace tenure::domain {
namespace {

bool ends_by(const Draft& draft, const std::string& contract_id, Date today) {
  const auto* contract = draft.contract(contract_id);
  return contract->ends_on && *contract->ends_on <= today;
}

/// The earliest end first, so that a contract hands its services on before its successor ends.
std::vector<std::string> ending(const Draft& draft, const std::vector<std::string>& contracts, Date today) {
  std::vector<std::string> ending;
  std::ranges::copy_if(contracts, std::back_inserter(ending),
                       [&](const std::string& contract_id) { return ends_by(draft, contract_id, today); });
  std::ranges::stable_sort(
      ending, {}, [&](const std::string& contract_id) { return *draft.contract(contract_id)->ends_on; });
  return ending;
}

void end_rests(Draft& draft, std::string_view site_id, Date today) {
  // A copy: each end takes the number off the list.
  const auto resting = draft.site(site_id)->resting_numbers;
  for (const auto& [number, until] : resting) {
    if (until > today) continue;
    event::NumberCooledDownT cooled;
    cooled.number = number;
    cooled.site_id = site_id;
    draft.record(std::move(cooled));
  }
}

}  // namespace

Target target(const command::OpenBusinessDay& command) { return {StreamKind::site, text(command.site_id())}; }

Decision decide(const command::OpenBusinessDay& command, const World& world) {
  const auto site_id = text(command.site_id());
  const auto* site = world.site(site_id);
  const Date today{command.date()};
  if (site == nullptr) return refuse(Code::UNKNOWN_SITE);
  if (site->business_day && today != *site->business_day + 1) {
    return refuse(Code::DAY_OUT_OF_ORDER,
                  fmt::format("the next day is {}", format_date(*site->business_day + 1)));
  }

  Draft draft{world};
  event::BusinessDayOpenedT opened;
  opened.site_id = site_id;
  opened.date = command.date();
  draft.record(std::move(opened));

  const std::vector<std::string> contracts{site->contracts.begin(), site->contracts.end()};
  for (const auto& contract_id : ending(draft, contracts, today)) {
    advance_contract(draft, contract_id, today);
  }
  for (const auto& contract_id : contracts) start_if_due(draft, contract_id, today);
  for (const auto& contract_id : contracts) {
    if (!ends_by(draft, contract_id, today)) charge_contract(draft, contract_id, today, Reach::open_days);
  }
  charge_usage(draft, site_id, today);
  end_rests(draft, site_id, today);
  return draft.finish();
}

}  // namespace tenure::domain
