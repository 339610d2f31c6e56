// AmendContract: adds lines to a contract, changes their prices or ends them from a day on. A changed price holds until
// the next step; steps that are agreed for later days stay. What was charged for later days is given back and charged
// anew in the same decision.
//
// Refuses, in this order; a rule about lines is checked for all of them before the next rule:
//   UNKNOWN_CONTRACT,
//   INVALID_TRANSITION  it has ended or was discarded
//   UNKNOWN_PRODUCT, UNKNOWN_SPACE, UNKNOWN_LINE,
//   BAD_PERIOD          the day lies outside the contract, or an added line does not end after it starts
//   BAD_LINES           nothing is amended; one line twice, an added one that is there already or with a colon in its id
//   LINE_ENDED          a line to be changed or ended has ended by that day
//   WRONG_PRODUCT_KIND, OUTSIDE_CONTRACT, BAD_TIME_ZONE,
//   SPACE_UNAVAILABLE   as in CreateContract; what the lines that end here take is free from the day on
//   TOO_LARGE
//
// An added line that leaves its first day open begins on the day of the amendment. A line that is ended before its first
// day never was.

#include <algorithm>
#include <memory>
#include <optional>
#include <set>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include "domain/contract/line_rules.h"
#include "domain/decide.h"
#include "domain/draft.h"
#include "domain/kernel/text.h"
#include "domain/policy/contract_life.h"
#include "domain/states.h"

namespace tenure::domain {
namespace {

bool can_be_amended(ContractStatus status) {
  return status == ContractStatus::draft || is_in_force_or_upcoming(status);
}

/// The lines that the contract has already and that are changed or ended.
std::vector<std::string_view> touched_lines(const command::AmendContract& command) {
  std::vector<std::string_view> ids;
  if (command.change_lines() != nullptr) {
    for (const auto* change : *command.change_lines()) ids.push_back(text(change->line_id()));
  }
  if (command.end_line_ids() != nullptr) {
    for (const auto* line_id : *command.end_line_ids()) ids.push_back(text(line_id));
  }
  return ids;
}

std::optional<Refusal> bad_lines(const NewLines& added, const std::vector<std::string_view>& touched,
                                 const Contract& contract) {
  if (added.empty() && touched.empty()) return Refusal{Code::BAD_LINES, "nothing is amended"};
  if (auto why = bad_ids_in(added)) return why;
  for (const auto& line : added) {
    if (contract.line(line.line_id) != nullptr) {
      return Refusal{Code::BAD_LINES, fmt::format("line {} is there already", line.line_id)};
    }
  }
  std::set<std::string_view> seen;
  for (const auto line_id : touched) {
    if (!seen.insert(line_id).second) {
      return Refusal{Code::BAD_LINES, fmt::format("line {} is there twice", line_id)};
    }
  }
  return std::nullopt;
}

/// The event without the lines that are added.
event::ContractAmendedT without_additions(const command::AmendContract& command, const Contract& contract) {
  event::ContractAmendedT amended;
  amended.contract_id = text(command.contract_id());
  amended.occupier_id = contract.occupier_id;
  amended.site_id = contract.site_id;
  amended.effective_on = command.effective_on();
  if (command.change_lines() != nullptr) {
    for (const auto* change : *command.change_lines()) {
      auto changed = std::make_unique<event::LineChangedT>();
      changed->line_id = text(change->line_id());
      changed->monthly_price = change->monthly_price();
      amended.changed.push_back(std::move(changed));
    }
  }
  if (command.end_line_ids() != nullptr) {
    for (const auto* line_id : *command.end_line_ids()) {
      amended.ended.emplace_back(text(line_id));
      const auto& space_id = contract.line(text(line_id))->space_id;
      if (space_id.empty() ||
          std::ranges::find(amended.freed_space_ids, space_id) != amended.freed_space_ids.end())
        continue;
      amended.freed_space_ids.push_back(space_id);
    }
  }
  return amended;
}

}  // namespace

Target target(const command::AmendContract& command) {
  return {StreamKind::contract, text(command.contract_id())};
}

Decision decide(const command::AmendContract& command, const World& world) {
  const auto contract_id = text(command.contract_id());
  const auto* contract = world.contract(contract_id);
  const Date effective_on{command.effective_on()};
  if (contract == nullptr) return refuse(Code::UNKNOWN_CONTRACT);
  if (!can_be_amended(contract->status)) {
    return refuse(Code::INVALID_TRANSITION, "the contract has ended or was discarded");
  }
  const Period days{contract->starts_on, contract->ends_on.value_or(DATE_LAST)};
  const auto added = new_lines(command.add_lines(), {effective_on, days.to});
  const auto touched = touched_lines(command);
  if (auto why = unknown_in(added, world)) return std::unexpected(*std::move(why));
  for (const auto line_id : touched) {
    if (contract->line(line_id) == nullptr) {
      return refuse(Code::UNKNOWN_LINE, fmt::format("the contract has no line {}", line_id));
    }
  }
  if (!days.contains(effective_on)) return refuse(Code::BAD_PERIOD, "the day lies outside the contract");
  if (auto why = bad_period_in(added)) return std::unexpected(*std::move(why));
  if (auto why = bad_lines(added, touched, *contract)) return std::unexpected(*std::move(why));
  for (const auto line_id : touched) {
    if (contract->line(line_id)->has_ended_by(effective_on)) {
      return refuse(Code::LINE_ENDED, fmt::format("line {} has ended by then", line_id));
    }
  }
  if (auto why = wrong_kind_in(added, world)) return std::unexpected(*std::move(why));
  if (auto why = outside_contract(added, days, contract->site_id, world)) {
    return std::unexpected(*std::move(why));
  }
  // The world as it is once the lines that end here have let go of their spaces.
  Draft freed{world};
  freed.record(without_additions(command, *contract));
  if (auto why = taken(added, contract->site_id, freed)) return std::unexpected(*std::move(why));

  Draft draft{world};
  auto amended = without_additions(command, *contract);
  for (const auto& line : added) amended.added.push_back(recorded(line));
  draft.record(std::move(amended));
  settle_change(draft, contract_id);
  return draft.finish();
}

}  // namespace tenure::domain
