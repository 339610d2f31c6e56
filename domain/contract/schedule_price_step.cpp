// SchedulePriceStep: agrees that a line costs something else from a day on. A day that has come repairs what was charged.
//
// Refuses, in this order:
//   UNKNOWN_CONTRACT,
//   INVALID_TRANSITION  it has ended or was discarded
//   UNKNOWN_LINE,
//   OUTSIDE_CONTRACT    the day lies outside the contract
//   LINE_ENDED          the line has ended by that day
//   STEP_OVERLAP        the day does not lie after the line's first day and its last step
//   TOO_LARGE

#include <algorithm>

#include <fmt/format.h>

#include "domain/decide.h"
#include "domain/draft.h"
#include "domain/kernel/text.h"
#include "domain/policy/contract_life.h"
#include "domain/states.h"

namespace tenure::domain {

Target target(const command::SchedulePriceStep& command) {
  return {StreamKind::contract, text(command.contract_id())};
}

Decision decide(const command::SchedulePriceStep& command, const World& world) {
  const auto contract_id = text(command.contract_id());
  const auto* contract = world.contract(contract_id);
  const Date from{command.from()};
  if (contract == nullptr) return refuse(Code::UNKNOWN_CONTRACT);
  if (contract->status != ContractStatus::draft && !is_in_force_or_upcoming(contract->status)) {
    return refuse(Code::INVALID_TRANSITION, "the contract has ended or was discarded");
  }
  const auto* line = contract->line(text(command.line_id()));
  if (line == nullptr) return refuse(Code::UNKNOWN_LINE);
  if (!Period{contract->starts_on, contract->ends_on.value_or(DATE_LAST)}.contains(from)) {
    return refuse(Code::OUTSIDE_CONTRACT, "the day lies outside the contract");
  }
  if (line->has_ended_by(from)) return refuse(Code::LINE_ENDED);
  const auto last = line->steps.empty() ? line->from : std::max(line->from, line->steps.back().from);
  if (from <= last) {
    return refuse(Code::STEP_OVERLAP, fmt::format("the step must lie after {}", format_date(last)));
  }

  Draft draft{world};
  event::PriceStepScheduledT scheduled;
  scheduled.contract_id = contract_id;
  scheduled.occupier_id = contract->occupier_id;
  scheduled.site_id = contract->site_id;
  scheduled.line_id = text(command.line_id());
  scheduled.from = command.from();
  scheduled.monthly_price = command.monthly_price();
  draft.record(std::move(scheduled));
  settle_change(draft, contract_id);
  return draft.finish();
}

}  // namespace tenure::domain
