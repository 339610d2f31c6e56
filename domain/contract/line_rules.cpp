#include "domain/contract/line_rules.h"

#include <algorithm>
#include <set>
#include <unordered_map>

#include <fmt/format.h>

#include "domain/estate/space_calendar.h"
#include "domain/kernel/dates.h"
#include "domain/kernel/invariant.h"
#include "domain/kernel/text.h"
#include "domain/kernel/zone.h"
#include "domain/states.h"

namespace tenure::domain {
namespace {

Refusal about(Code code, const NewLine& line, std::string_view what) {
  return {code, fmt::format("line {} {}", line.line_id, what)};
}

/// Two lines that take the same space, or one inside the other's, at the same time.
std::optional<Refusal> taken_by_another_line(const NewLines& lines, const World& world) {
  std::unordered_map<std::string_view, std::vector<const NewLine*>> by_space;
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

}  // namespace

NewLines new_lines(const GivenLines* given, Period when_open) {
  NewLines lines;
  if (given == nullptr) return lines;
  for (const auto* line : *given) {
    lines.push_back({.line_id = text(line->line_id()),
                     .product_id = text(line->product_id()),
                     .space_id = text(line->space_id()),
                     .monthly_price = MinorUnits{line->monthly_price()},
                     .covered = {date_of(line->from()).value_or(when_open.from),
                                 date_of(line->to()).value_or(when_open.to)},
                     .ends_of_itself = line->to().has_value()});
  }
  return lines;
}

NewLines lines_carried_on(const Contract& contract, Date last_day, Period days) {
  NewLines lines;
  for (const auto& line : contract.lines) {
    if (!Period{line.from, line.to.value_or(DATE_LAST)}.contains(last_day)) continue;
    lines.push_back({.line_id = line.line_id,
                     .product_id = line.product_id,
                     .space_id = line.space_id,
                     .monthly_price = line.price_on(last_day),
                     .covered = days});
  }
  return lines;
}

std::optional<Refusal> unknown_in(const NewLines& lines, const World& world) {
  for (const auto& line : lines) {
    if (world.product(line.product_id) == nullptr) return about(Code::UNKNOWN_PRODUCT, line, "names it");
  }
  for (const auto& line : lines) {
    if (!line.space_id.empty() && world.space(line.space_id) == nullptr) {
      return about(Code::UNKNOWN_SPACE, line, "names it");
    }
  }
  return std::nullopt;
}

std::optional<Refusal> bad_period_in(const NewLines& lines) {
  for (const auto& line : lines) {
    if (line.ends_of_itself && line.covered.empty()) {
      return about(Code::BAD_PERIOD, line, "must end after it starts");
    }
  }
  return std::nullopt;
}

std::optional<Refusal> bad_ids_in(const NewLines& lines) {
  std::set<std::string_view> ids;
  for (const auto& line : lines) {
    if (!ids.insert(line.line_id).second) return about(Code::BAD_LINES, line, "is there twice");
    if (line.line_id.contains(':')) return about(Code::BAD_LINES, line, "has a colon in its id");
  }
  return std::nullopt;
}

std::optional<Refusal> wrong_kind_in(const NewLines& lines, const World& world) {
  for (const auto& line : lines) {
    if (world.product(line.product_id)->kind != ProductKind::LEASE) {
      return about(Code::WRONG_PRODUCT_KIND, line, "needs a product of kind LEASE");
    }
  }
  return std::nullopt;
}

std::optional<Refusal> outside_contract(const NewLines& lines, Period contract_days, std::string_view site_id,
                                        const World& world) {
  for (const auto& line : lines) {
    if (!contract_days.contains(line.covered.from) || line.covered.to > contract_days.to) {
      return about(Code::OUTSIDE_CONTRACT, line, "reaches beyond the contract's days");
    }
    if (!line.space_id.empty() && world.space(line.space_id)->site_id != site_id) {
      return about(Code::OUTSIDE_CONTRACT, line, "has a space at another site");
    }
  }
  return std::nullopt;
}

std::optional<Refusal> taken(const NewLines& lines, std::string_view site_id, const World& world) {
  const bool takes_space =
      std::ranges::any_of(lines, [](const NewLine& line) { return !line.space_id.empty(); });
  const auto& site = existing(world.site(site_id), "the site of a contract");
  if (takes_space && !find_zone(site.time_zone)) return Refusal{Code::BAD_TIME_ZONE, {}};
  if (auto why = taken_by_another_line(lines, world)) return why;
  for (const auto& line : lines) {
    if (line.space_id.empty()) continue;
    if (auto why = why_not_free(world, line.space_id, line.covered)) return why;
  }
  return std::nullopt;
}

std::unique_ptr<event::ContractLineT> recorded(const NewLine& line) {
  auto recorded = std::make_unique<event::ContractLineT>();
  recorded->line_id = line.line_id;
  recorded->product_id = line.product_id;
  recorded->space_id = line.space_id;
  recorded->monthly_price = line.monthly_price.value();
  recorded->from = line.covered.from.days();
  if (line.covered.to != DATE_LAST) recorded->to = line.covered.to.days();
  return recorded;
}

}  // namespace tenure::domain
