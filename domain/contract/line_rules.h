// The rules that the lines of a contract keep, whichever command agrees them.
//
// Is:       lines as they will be recorded, and one function a rule, so that each command asks them in its own order.
// Promises: a rule is checked for all lines. A line that leaves its days open means the days given by the caller.
// Fails:    with the refusal to answer.
// Why:      CreateContract, AmendContract and RenewContract agree lines; three copies of the rules would differ.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "domain/contract/contract.h"
#include "domain/kernel/calendar.h"
#include "domain/kernel/decision.h"
#include "domain/kernel/money.h"
#include "domain/world.h"
#include "schemas/commands/contract_generated.h"

namespace tenure::domain {

/// A line to be agreed. Its texts are the command's or the state's that it was made from.
struct NewLine {
  std::string_view line_id;
  std::string_view product_id;
  std::string_view space_id;
  MinorUnits monthly_price{0};
  /// DATE_LAST where no end is known.
  Period covered;
  /// Whether its end was given, not taken from the contract.
  bool ends_of_itself = false;
};
using NewLines = std::vector<NewLine>;
using GivenLines = flatbuffers::Vector<flatbuffers::Offset<command::ContractLine>>;

/// `when_open` are the days of a line that leaves them open. No lines where none are given.
[[nodiscard]] NewLines new_lines(const GivenLines* given, Period when_open);
/// The lines that the contract has on its last day, at the price of that day, for the days of its successor.
[[nodiscard]] NewLines lines_carried_on(const Contract& contract, Date last_day, Period days);

/// UNKNOWN_PRODUCT of any line, then UNKNOWN_SPACE.
[[nodiscard]] std::optional<Refusal> unknown_in(const NewLines& lines, const World& world);
/// BAD_PERIOD: a line does not end after it starts. A line without an end of its own ends with the contract, so one that
/// begins after that reaches beyond the contract; its own days are not in the wrong order.
[[nodiscard]] std::optional<Refusal> bad_period_in(const NewLines& lines);
/// BAD_LINES: two with one id, or an id with a colon, by which two lines of two contracts could share a cause key.
[[nodiscard]] std::optional<Refusal> bad_ids_in(const NewLines& lines);
/// WRONG_PRODUCT_KIND: services are activated under the contract.
[[nodiscard]] std::optional<Refusal> wrong_kind_in(const NewLines& lines, const World& world);
/// OUTSIDE_CONTRACT: a line reaches beyond the contract's days, or its space is at another site.
[[nodiscard]] std::optional<Refusal> outside_contract(const NewLines& lines, Period contract_days,
                                                      std::string_view site_id, const World& world);
/// BAD_TIME_ZONE of the site, then SPACE_UNAVAILABLE: taken by another of the lines, or in the world.
[[nodiscard]] std::optional<Refusal> taken(const NewLines& lines, std::string_view site_id,
                                           const World& world);

[[nodiscard]] std::unique_ptr<event::ContractLineT> recorded(const NewLine& line);

}  // namespace tenure::domain
