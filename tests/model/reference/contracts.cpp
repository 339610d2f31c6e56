// Contracts from draft to end.

#include <algorithm>

#include "tests/model/reference/rules.h"

namespace tenure::model {
namespace {

struct Wish {
  Line line;
  bool has_end = false;
  Days days;
};

std::vector<Wish> wishes_of(const Fields& command) {
  const auto starts_on = *day_of(command, "starts_on");
  const auto ends_on = day_of(command, "ends_on");
  std::vector<Wish> wishes;
  for (const auto& given : objects_of(command, "lines")) {
    Wish wish;
    wish.line = {text_of(given, "line_id"),
                 text_of(given, "product_id"),
                 text_of(given, "space_id"),
                 *number_of(given, "monthly_price"),
                 day_of(given, "from").value_or(starts_on),
                 day_of(given, "to"),
                 {}};
    wish.has_end = wish.line.to.has_value();
    if (!wish.has_end) wish.line.to = ends_on;
    wish.days = {wish.line.from, wish.line.to.value_or(far_away)};
    wishes.push_back(std::move(wish));
  }
  return wishes;
}

/// Each rule for all lines before the next.
Code fault_in(const Business& business, const Fields& command, const std::vector<Wish>& wishes) {
  const auto& site_id = text_of(command, "site_id");
  const Days all{*day_of(command, "starts_on"), day_of(command, "ends_on").value_or(far_away)};
  for (const auto& [line, has_end, days] : wishes) {
    if (!business.products.contains(line.product)) return "UNKNOWN_PRODUCT";
  }
  for (const auto& [line, has_end, days] : wishes) {
    if (!line.space.empty() && !business.spaces.contains(line.space)) return "UNKNOWN_SPACE";
  }
  if (all.to <= all.from) return "BAD_PERIOD";
  for (const auto& [line, has_end, days] : wishes) {
    if (has_end && days.to <= days.from) return "BAD_PERIOD";
  }
  if (text_of(command, "currency") != business.sites.at(site_id).entity.currency) return "CURRENCY_MISMATCH";
  if (wishes.empty()) return "BAD_LINES";
  std::set<std::string> ids;
  for (const auto& [line, has_end, days] : wishes) {
    if (!ids.insert(line.id).second || line.id.contains(':')) return "BAD_LINES";
  }
  for (const auto& [line, has_end, days] : wishes) {
    if (business.products.at(line.product) != "LEASE") return "WRONG_PRODUCT_KIND";
  }
  for (const auto& [line, has_end, days] : wishes) {
    if (days.from < all.from || days.from >= all.to || days.to > all.to) return "OUTSIDE_CONTRACT";
    if (!line.space.empty() && business.spaces.at(line.space).site != site_id) return "OUTSIDE_CONTRACT";
  }
  return {};
}

bool any_taken(const Business& business, const std::vector<Wish>& wishes) {
  for (std::size_t i = 0; i < wishes.size(); ++i) {
    const auto& [line, has_end, days] = wishes[i];
    if (line.space.empty()) continue;
    if (is_taken(business, line.space, days)) return true;
    for (std::size_t j = i + 1; j < wishes.size(); ++j) {
      const auto& other = wishes[j];
      if (other.line.space.empty() || !related(business, line.space, other.line.space)) continue;
      if (std::max(days.from, other.days.from) < std::min(days.to, other.days.to)) return true;
    }
  }
  return false;
}

Fields about(const std::string& contract_id, const Contract& contract) {
  return {{"contract_id", contract_id}, {"occupier_id", contract.occupier}, {"site_id", contract.site}};
}

void release_numbers(Business& business, const std::string& occupier, const std::string& site_id) {
  const auto& site = business.sites.at(site_id);
  if (!find_contract(business, occupier, site_id, {"UPCOMING", "ACTIVE"}, site.today).empty()) return;
  for (auto& [id, number] : business.numbers) {
    if (number.site != site_id || number.occupier != occupier) continue;
    if (!number.user.empty()) unassign(business, id);
    number.status = "COOLDOWN";
    number.rests_until = *site.today + static_cast<Day>(site.cooldown_days);
    number.occupier.clear();
    number.held.back().to = site.today;
    business.note("NumberReleased",
                  {{"number", id},
                   {"site_id", site_id},
                   {"occupier_id", occupier},
                   {"cooldown_until", day_text(number.rests_until)},
                   {"on", day_text(*site.today)}},
                  {"number/" + id, "occupier/" + occupier, "site/" + site_id});
  }
}

}  // namespace

Code CreateContract(Business& business, const Fields& command) {
  const auto id = text_of(command, "contract_id");
  const auto occupier = text_of(command, "occupier_id");
  const auto site = text_of(command, "site_id");
  const auto wishes = wishes_of(command);
  if (business.contracts.contains(id)) return "ALREADY_EXISTS";
  if (!business.occupiers.contains(occupier)) return "UNKNOWN_OCCUPIER";
  if (!business.sites.contains(site)) return "UNKNOWN_SITE";
  if (auto code = fault_in(business, command, wishes); !code.empty()) return code;
  if (any_taken(business, wishes)) return "SPACE_UNAVAILABLE";

  Contract contract;
  contract.occupier = occupier;
  contract.site = site;
  contract.status = "DRAFT";
  contract.starts_on = *day_of(command, "starts_on");
  contract.ends_on = day_of(command, "ends_on");
  contract.billing_day = static_cast<int>(*number_of(command, "billing_day"));
  contract.billing = text_of(command, "billing");
  contract.proration = text_of(command, "proration");
  std::vector<std::string> streams{"contract/" + id, "occupier/" + occupier};
  boost::json::array lines;
  for (const auto& wish : wishes) {
    contract.lines.push_back(wish.line);
    streams.push_back("space/" + wish.line.space);
    Fields line{{"line_id", wish.line.id}, {"product_id", wish.line.product}};
    put_text(line, "space_id", wish.line.space);
    line["monthly_price"] = wish.line.price;
    line["from"] = day_text(wish.line.from);
    if (wish.line.to) line["to"] = day_text(*wish.line.to);
    lines.push_back(line);
  }
  Fields data;
  take(data, command,
       {"contract_id", "occupier_id", "site_id", "starts_on", "ends_on", "currency", "billing_day", "billing",
        "proration", "notice_months", "minimum_term_months", "auto_renew_months", "deposit"});
  data["lines"] = lines;
  business.contracts[id] = contract;
  business.contracts_by_creation.push_back(id);
  business.note("ContractCreated", data, streams);
  return {};
}

Code SignContract(Business& business, const Fields& command) {
  const auto id = text_of(command, "contract_id");
  if (!business.contracts.contains(id)) return "UNKNOWN_CONTRACT";
  auto& contract = business.contracts.at(id);
  if (contract.status != "DRAFT") return "INVALID_TRANSITION";

  contract.status = "UPCOMING";
  business.note("ContractSigned", about(id, contract),
                {"contract/" + id, "occupier/" + contract.occupier, "site/" + contract.site});
  if (!business.sites.at(contract.site).today) return {};
  start_contract_if_due(business, id);
  end_contract_if_due(business, id);
  if (contract.status == "ACTIVE") settle_contract(business, id);
  return {};
}

Code TerminateContract(Business& business, const Fields& command) {
  const auto id = text_of(command, "contract_id");
  const auto on = *day_of(command, "on");
  if (!business.contracts.contains(id)) return "UNKNOWN_CONTRACT";
  auto& contract = business.contracts.at(id);
  if (!is_signed(contract)) return "INVALID_TRANSITION";
  if (on < contract.starts_on || on >= days_of(contract).to) return "BAD_PERIOD";

  contract.ends_on = on;
  contract.terminated = true;
  std::vector<std::string> streams{"contract/" + id, "occupier/" + contract.occupier};
  boost::json::array spaces;
  std::set<std::string> seen;
  for (const auto& line : contract.lines) {
    if (line.space.empty() || !seen.insert(line.space).second) continue;
    spaces.emplace_back(line.space);
    streams.push_back("space/" + line.space);
  }
  auto data = about(id, contract);
  take(data, command, {"on", "termination_reason"});
  if (!spaces.empty()) data["space_ids"] = spaces;
  business.note("ContractTerminated", data, streams);

  const auto today = business.sites.at(contract.site).today;
  if (!today) return {};
  if (on > *today) settle_contract(business, id);
  end_contract_if_due(business, id);
  return {};
}

void start_contract_if_due(Business& business, const std::string& contract_id) {
  auto& contract = business.contracts.at(contract_id);
  const auto today = *business.sites.at(contract.site).today;
  if (contract.status != "UPCOMING" || today < contract.starts_on) return;
  if (days_of(contract).to <= contract.starts_on) return;
  contract.status = "ACTIVE";
  auto data = about(contract_id, contract);
  data["on"] = day_text(contract.starts_on);
  business.note("ContractStarted", data, {"contract/" + contract_id, "occupier/" + contract.occupier});
  activate_pending(business, contract.occupier, contract.site);
}

void end_contract_if_due(Business& business, const std::string& contract_id) {
  auto& contract = business.contracts.at(contract_id);
  const auto today = *business.sites.at(contract.site).today;
  if (!is_signed(contract) || today < days_of(contract).to) return;
  const bool had_started = contract.status == "ACTIVE";
  contract.status = contract.terminated ? "TERMINATED" : "ENDED";
  auto data = about(contract_id, contract);
  data["on"] = day_text(*contract.ends_on);
  data["terminated"] = contract.terminated;
  business.note("ContractEnded", data,
                {"contract/" + contract_id, "occupier/" + contract.occupier, "site/" + contract.site});
  if (had_started) settle_lines(business, contract_id);
  const auto services = contract.services;
  const auto ceased_before = contract.ceased_services;
  for (const auto& service : services) {
    cease(business, service, std::max(business.services.at(service).from, *contract.ends_on));
  }
  for (const auto& service : ceased_before) {
    if (*business.services.at(service).to > *contract.ends_on) settle_service(business, service);
  }
  release_numbers(business, contract.occupier, contract.site);
}

}  // namespace tenure::model
