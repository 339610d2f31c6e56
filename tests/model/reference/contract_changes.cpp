// Contracts that are amended, noticed, renewed and discarded.

#include <algorithm>

#include "domain/kernel/calendar.h"
#include "tests/model/reference/lines.h"

namespace tenure::model {
namespace {

bool can_change(const Contract& contract) { return contract.status == "DRAFT" || is_signed(contract); }

Line* line_of(Contract& contract, const std::string& id) {
  const auto found = std::ranges::find(contract.lines, id, &Line::id);
  return found == contract.lines.end() ? nullptr : &*found;
}

/// Lines that are changed and lines that are ended.
std::vector<std::string> touched_by(const Fields& command) {
  std::vector<std::string> touched;
  for (const auto& change : objects_of(command, "change_lines"))
    touched.push_back(text_of(change, "line_id"));
  for (const auto& id : texts_of(command, "end_line_ids")) touched.push_back(id);
  return touched;
}

bool are_bad(Contract& contract, const std::vector<Wish>& added, const std::vector<std::string>& touched) {
  if (added.empty() && touched.empty()) return true;
  if (!bad_ids_in(added).empty()) return true;
  for (const auto& wish : added) {
    if (line_of(contract, wish.line.id) != nullptr) return true;
  }
  return std::set<std::string>(touched.begin(), touched.end()).size() != touched.size();
}

void end_lines(Contract& contract, const std::vector<std::string>& ids, Day on) {
  for (const auto& id : ids) {
    auto& line = *line_of(contract, id);
    line.to = std::max(line.from, on);
  }
}

}  // namespace

Day months_later(Day day, std::int64_t months) {
  const auto civil = domain::to_civil(domain::Date{day});
  auto first = day - static_cast<Day>(civil.day) + 1;
  for (; months > 0; --months) first = next_month(first);
  return std::min(first + static_cast<Day>(civil.day) - 1, next_month(first) - 1);
}

Code AmendContract(Business& business, const Fields& command) {
  const auto id = text_of(command, "contract_id");
  const auto on = *day_of(command, "effective_on");
  if (!business.contracts.contains(id)) return "UNKNOWN_CONTRACT";
  auto& contract = business.contracts.at(id);
  if (!can_change(contract)) return "INVALID_TRANSITION";
  const auto days = days_of(contract);
  const auto added = wishes_of(command, "add_lines", {on, days.to});
  const auto touched = touched_by(command);
  if (auto code = unknown_in(business, added); !code.empty()) return code;
  for (const auto& line : touched) {
    if (line_of(contract, line) == nullptr) return "UNKNOWN_LINE";
  }
  if (on < days.from || on >= days.to) return "BAD_PERIOD";
  if (auto code = bad_period_in(added); !code.empty()) return code;
  if (are_bad(contract, added, touched)) return "BAD_LINES";
  for (const auto& line : touched) {
    if (line_of(contract, line)->to.value_or(far_away) <= on) return "LINE_ENDED";
  }
  if (auto code = wrong_kind_in(business, added); !code.empty()) return code;
  if (auto code = outside(business, added, days, contract.site); !code.empty()) return code;
  const auto ended = texts_of(command, "end_line_ids");
  const auto before = contract.lines;
  end_lines(contract, ended, on);
  if (any_taken(business, added)) {
    contract.lines = before;
    return "SPACE_UNAVAILABLE";
  }

  auto data = about(id, contract);
  data["effective_on"] = day_text(on);
  std::vector<std::string> streams{"contract/" + id, "occupier/" + contract.occupier};
  boost::json::array lines;
  for (const auto& wish : added) {
    lines.push_back(fields_of(wish.line));
    streams.push_back("space/" + wish.line.space);
  }
  if (!lines.empty()) data["added"] = lines;
  boost::json::array changed;
  for (const auto& change : objects_of(command, "change_lines")) {
    changed.push_back(change);
    line_of(contract, text_of(change, "line_id"))->steps[on] = *number_of(change, "monthly_price");
  }
  if (!changed.empty()) data["changed"] = changed;
  boost::json::array ids;
  boost::json::array freed;
  for (const auto& line : ended) {
    ids.emplace_back(line);
    const auto& space = line_of(contract, line)->space;
    if (space.empty() || std::ranges::find(freed, boost::json::value{space}) != freed.end()) continue;
    freed.emplace_back(space);
    streams.push_back("space/" + space);
  }
  if (!ids.empty()) data["ended"] = ids;
  if (!freed.empty()) data["freed_space_ids"] = freed;
  for (const auto& wish : added) contract.lines.push_back(wish.line);
  business.note("ContractAmended", data, streams);
  settle_change(business, id);
  return {};
}

Code SchedulePriceStep(Business& business, const Fields& command) {
  const auto id = text_of(command, "contract_id");
  const auto from = *day_of(command, "from");
  if (!business.contracts.contains(id)) return "UNKNOWN_CONTRACT";
  auto& contract = business.contracts.at(id);
  if (!can_change(contract)) return "INVALID_TRANSITION";
  auto* line = line_of(contract, text_of(command, "line_id"));
  if (line == nullptr) return "UNKNOWN_LINE";
  if (from < contract.starts_on || from >= days_of(contract).to) return "OUTSIDE_CONTRACT";
  if (line->to.value_or(far_away) <= from) return "LINE_ENDED";
  if (from <= line->from || (!line->steps.empty() && from <= line->steps.rbegin()->first)) {
    return "STEP_OVERLAP";
  }
  line->steps[from] = *number_of(command, "monthly_price");
  auto data = about(id, contract);
  take(data, command, {"line_id", "from", "monthly_price"});
  business.note("PriceStepScheduled", data, {"contract/" + id});
  settle_change(business, id);
  return {};
}

Code GiveNotice(Business& business, const Fields& command) {
  const auto id = text_of(command, "contract_id");
  const auto given_on = *day_of(command, "given_on");
  const auto ends_on = *day_of(command, "ends_on");
  const auto has_reason = !text_of(command, "override_reason").empty();
  const auto has_approver = !text_of(command, "approved_by").empty();
  if (!business.contracts.contains(id)) return "UNKNOWN_CONTRACT";
  auto& contract = business.contracts.at(id);
  if (contract.status != "ACTIVE" || contract.terminated || !successor_of(business, contract).empty()) {
    return "INVALID_TRANSITION";
  }
  if (ends_on <= given_on || ends_on < contract.starts_on || ends_on > days_of(contract).to) {
    return "BAD_PERIOD";
  }
  if (has_reason != has_approver) return "OVERRIDE_NOT_AUTHORISED";
  if (!has_reason && ends_on < months_later(given_on, contract.notice)) return "NOTICE_TOO_SHORT";
  if (!has_reason && ends_on < months_later(contract.starts_on, contract.minimum_term)) return "MIN_TERM";

  contract.status = "NOTICE_GIVEN";
  contract.ends_on = ends_on;
  std::vector<std::string> streams{"contract/" + id, "occupier/" + contract.occupier};
  const auto spaces = spaces_of(contract, streams);
  auto data = about(id, contract);
  take(data, command, {"given_on", "ends_on", "override_reason", "approved_by"});
  if (!spaces.empty()) data["space_ids"] = spaces;
  business.note("NoticeGiven", data, streams);
  settle_change(business, id);
  return {};
}

Code RenewContract(Business& business, const Fields& command) {
  const auto id = text_of(command, "contract_id");
  const auto new_id = text_of(command, "new_contract_id");
  if (!business.contracts.contains(id)) return "UNKNOWN_CONTRACT";
  const auto old = business.contracts.at(id);
  if (!is_signed(old) || old.terminated || !successor_of(business, old).empty()) return "INVALID_TRANSITION";
  if (business.contracts.contains(new_id)) return "ALREADY_EXISTS";
  const auto starts_on = days_of(old).to;
  const Days days{starts_on, day_of(command, "ends_on").value_or(far_away)};
  auto wishes = wishes_of(command, "lines", days);
  if (!command.contains("lines")) {
    for (auto line : old.lines) {
      if (line.from >= starts_on || line.to.value_or(far_away) < starts_on) continue;
      for (const auto& [from, price] : line.steps) {
        if (from < starts_on) line.price = price;
      }
      line.from = starts_on;
      line.to = day_of(command, "ends_on");
      line.steps.clear();
      line.billing = {};
      wishes.push_back({line, false, days});
    }
  }
  if (auto code = unknown_in(business, wishes); !code.empty()) return code;
  if (!old.ends_on || days.to <= days.from) return "BAD_PERIOD";
  if (auto code = bad_period_in(wishes); !code.empty()) return code;
  if (wishes.empty()) return "BAD_LINES";
  if (auto code = bad_ids_in(wishes); !code.empty()) return code;
  if (auto code = wrong_kind_in(business, wishes); !code.empty()) return code;
  if (auto code = outside(business, wishes, days, old.site); !code.empty()) return code;
  if (any_taken(business, wishes)) return "SPACE_UNAVAILABLE";

  Contract contract;
  contract.occupier = old.occupier;
  contract.site = old.site;
  contract.starts_on = starts_on;
  contract.ends_on = day_of(command, "ends_on");
  contract.agreed_end = contract.ends_on;
  contract.billing_day = old.billing_day;
  contract.billing = old.billing;
  contract.proration = old.proration;
  contract.notice = old.notice;
  contract.minimum_term = old.minimum_term;
  contract.auto_renew = old.auto_renew;
  contract.status = "UPCOMING";
  for (const auto& wish : wishes) contract.lines.push_back(wish.line);
  auto terms = about(new_id, contract);
  terms["starts_on"] = day_text(starts_on);
  take(terms, command, {"ends_on"});
  put_text(terms, "currency", business.sites.at(old.site).entity.currency);
  terms["billing_day"] = old.billing_day;
  put_text(terms, "billing", old.billing);
  put_text(terms, "proration", old.proration);
  if (old.notice != 0) terms["notice_months"] = old.notice;
  if (old.minimum_term != 0) terms["minimum_term_months"] = old.minimum_term;
  if (old.auto_renew != 0) terms["auto_renew_months"] = old.auto_renew;
  draft(business, new_id, contract, terms);
  business.note("ContractSigned", about(new_id, contract),
                {"contract/" + new_id, "occupier/" + old.occupier, "site/" + old.site});
  business.contracts.at(id).successor = new_id;
  auto data = about(id, old);
  data["new_contract_id"] = new_id;
  business.note("ContractRenewed", data,
                {"contract/" + id, "contract/" + new_id, "occupier/" + old.occupier});
  return {};
}

Code DiscardContract(Business& business, const Fields& command) {
  const auto id = text_of(command, "contract_id");
  if (!business.contracts.contains(id)) return "UNKNOWN_CONTRACT";
  auto& contract = business.contracts.at(id);
  if (contract.status == "DISCARDED") return "INVALID_TRANSITION";
  if (contract.status != "DRAFT" && contract.status != "UPCOMING") return "CONTRACT_STARTED";

  contract.status = "DISCARDED";
  std::vector<std::string> streams{"contract/" + id, "occupier/" + contract.occupier,
                                   "site/" + contract.site};
  auto data = about(id, contract);
  if (const auto spaces = spaces_of(contract, streams); !spaces.empty()) data["space_ids"] = spaces;
  business.note("ContractDiscarded", data, streams);
  const auto services = contract.services;
  for (const auto& service : services) cease(business, service, business.services.at(service).from);
  if (find_contract(business, contract.occupier, contract.site, {"UPCOMING", "ACTIVE"}).empty()) {
    release_all_numbers(business, contract.occupier, contract.site,
                        business.sites.at(contract.site).today.value_or(contract.starts_on));
  }
  return {};
}

}  // namespace tenure::model
