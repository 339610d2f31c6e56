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
// What a line leaves open is recorded as what it means: the contract's first day, the contract's end.
// A colon in a line's id would let two lines of two contracts share a cause key: lease:{contract}:{line}:...

#include <algorithm>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

#include <fmt/format.h>

#include "domain/decide.h"
#include "domain/estate/space_calendar.h"
#include "domain/kernel/dates.h"
#include "domain/kernel/text.h"
#include "domain/kernel/zone.h"
#include "domain/states.h"

namespace tenure::domain {
namespace {

struct Line {
  const command::ContractLine* given;
  std::string_view line_id;
  std::string_view space_id;
  /// DATE_LAST where no end is known.
  Period covered;
};

std::vector<Line> lines_of(const command::CreateContract& command) {
  const Date starts_on{command.starts_on()};
  const auto ends_on = date_of(command.ends_on()).value_or(DATE_LAST);
  std::vector<Line> lines;
  for (const auto* given : *command.lines()) {
    const auto from = date_of(given->from()).value_or(starts_on);
    lines.push_back({.given = given,
                     .line_id = text(given->line_id()),
                     .space_id = text(given->space_id()),
                     .covered = {from, date_of(given->to()).value_or(ends_on)}});
  }
  return lines;
}

Refusal about(Code code, const Line& line, std::string_view what) {
  return {code, fmt::format("line {} {}", line.line_id, what)};
}

using WhyNot = std::optional<Refusal>;

WhyNot unknown_in(const std::vector<Line>& lines, const World& world) {
  for (const auto& line : lines) {
    if (world.product(text(line.given->product_id())) == nullptr) {
      return about(Code::UNKNOWN_PRODUCT, line, "names it");
    }
  }
  for (const auto& line : lines) {
    if (!line.space_id.empty() && world.space(line.space_id) == nullptr) {
      return about(Code::UNKNOWN_SPACE, line, "names it");
    }
  }
  return std::nullopt;
}

/// A line without an end of its own ends with the contract, so one that begins after the contract's end is a line that
/// reaches beyond it, not one whose own days are in the wrong order.
WhyNot bad_period_in(const command::CreateContract& command, const std::vector<Line>& lines) {
  if (const auto ends_on = date_of(command.ends_on()); ends_on && *ends_on <= Date{command.starts_on()}) {
    return Refusal{Code::BAD_PERIOD, "ends_on must lie after starts_on"};
  }
  for (const auto& line : lines) {
    if (line.given->to() && line.covered.empty())
      return about(Code::BAD_PERIOD, line, "must end after it starts");
  }
  return std::nullopt;
}

WhyNot bad_lines(const std::vector<Line>& lines) {
  if (lines.empty()) return Refusal{Code::BAD_LINES, {}};
  std::set<std::string_view> ids;
  for (const auto& line : lines) {
    if (!ids.insert(line.line_id).second) return about(Code::BAD_LINES, line, "is there twice");
    if (line.line_id.contains(':')) return about(Code::BAD_LINES, line, "has a colon in its id");
  }
  return std::nullopt;
}

WhyNot wrong_kind_in(const std::vector<Line>& lines, const World& world) {
  for (const auto& line : lines) {
    if (world.product(text(line.given->product_id()))->kind != ProductKind::LEASE) {
      return about(Code::WRONG_PRODUCT_KIND, line, "needs a product of kind LEASE");
    }
  }
  return std::nullopt;
}

WhyNot outside_contract(const command::CreateContract& command, const std::vector<Line>& lines,
                        const World& world) {
  const Period contract{Date{command.starts_on()}, date_of(command.ends_on()).value_or(DATE_LAST)};
  for (const auto& line : lines) {
    if (!contract.contains(line.covered.from) || line.covered.to > contract.to) {
      return about(Code::OUTSIDE_CONTRACT, line, "reaches beyond the contract's days");
    }
    if (!line.space_id.empty() && world.space(line.space_id)->site_id != text(command.site_id())) {
      return about(Code::OUTSIDE_CONTRACT, line, "has a space at another site");
    }
  }
  return std::nullopt;
}

/// Two lines that take the same space, or one inside the other's, at the same time.
WhyNot taken_by_another_line(const std::vector<Line>& lines, const World& world) {
  std::unordered_map<std::string_view, std::vector<const Line*>> by_space;
  for (const auto& line : lines) {
    if (!line.space_id.empty()) by_space[line.space_id].push_back(&line);
  }
  for (const auto& line : lines) {
    if (line.space_id.empty()) continue;
    auto above = spaces_above(world, line.space_id);
    above.push_back(line.space_id);
    for (const auto space_id : above) {
      const auto found = by_space.find(space_id);
      if (found == by_space.end()) continue;
      for (const auto* other : found->second) {
        if (other == &line || !other->covered.overlaps(line.covered)) continue;
        return about(Code::SPACE_UNAVAILABLE, line, fmt::format("needs what line {} takes", other->line_id));
      }
    }
  }
  return std::nullopt;
}

WhyNot taken(const std::vector<Line>& lines, const Site& site, const World& world) {
  const bool takes_space =
      std::ranges::any_of(lines, [](const Line& line) { return !line.space_id.empty(); });
  if (takes_space && !find_zone(site.time_zone)) return Refusal{Code::BAD_TIME_ZONE, {}};
  if (auto why = taken_by_another_line(lines, world)) return why;
  for (const auto& line : lines) {
    if (line.space_id.empty()) continue;
    if (auto why = why_not_free(world, line.space_id, line.covered)) return why;
  }
  return std::nullopt;
}

std::unique_ptr<event::ContractLineT> recorded(const Line& line) {
  auto recorded = std::make_unique<event::ContractLineT>();
  recorded->line_id = line.line_id;
  recorded->product_id = text(line.given->product_id());
  recorded->space_id = line.space_id;
  recorded->monthly_price = line.given->monthly_price();
  recorded->from = line.covered.from.days();
  if (line.covered.to != DATE_LAST) recorded->to = line.covered.to.days();
  return recorded;
}

}  // namespace

Target target(const command::CreateContract& command) {
  return {StreamKind::contract, text(command.contract_id())};
}

Decision decide(const command::CreateContract& command, const World& world) {
  const auto* site = world.site(text(command.site_id()));
  const auto lines = lines_of(command);

  if (world.contract(text(command.contract_id())) != nullptr) return refuse(Code::ALREADY_EXISTS);
  if (world.occupier(text(command.occupier_id())) == nullptr) return refuse(Code::UNKNOWN_OCCUPIER);
  if (site == nullptr) return refuse(Code::UNKNOWN_SITE);
  if (auto why = unknown_in(lines, world)) return std::unexpected(*std::move(why));
  if (auto why = bad_period_in(command, lines)) return std::unexpected(*std::move(why));
  if (text(command.currency()) != site->currency) {
    return refuse(Code::CURRENCY_MISMATCH, fmt::format("the site's currency is {}", site->currency));
  }
  if (auto why = bad_lines(lines)) return std::unexpected(*std::move(why));
  if (auto why = wrong_kind_in(lines, world)) return std::unexpected(*std::move(why));
  if (auto why = outside_contract(command, lines, world)) return std::unexpected(*std::move(why));
  if (auto why = taken(lines, *site, world)) return std::unexpected(*std::move(why));

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
