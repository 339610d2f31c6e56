// Contracts from draft to end.

#include <algorithm>

#include "tests/model/reference/lines.h"

namespace tenure::model {
namespace {

void release_numbers(Business& business, const std::string& occupier, const std::string& site_id) {
  const auto today = *business.sites.at(site_id).today;
  if (!find_contract(business, occupier, site_id, {"UPCOMING", "ACTIVE"}, today).empty()) return;
  release_all_numbers(business, occupier, site_id, today);
}

/// The next end of a contract that renews itself, where nothing is in the way.
std::optional<Day> extended_end(const Business& business, const Contract& contract) {
  if (contract.status != "ACTIVE" || contract.terminated || contract.auto_renew == 0) return std::nullopt;
  if (!successor_of(business, contract).empty()) return std::nullopt;
  const auto next = months_later(*contract.agreed_end, contract.auto_renew * (contract.extensions + 1));
  for (const auto& line : contract.lines) {
    if (line.to != contract.ends_on || line.space.empty()) continue;
    if (is_taken(business, line.space, {*contract.ends_on, next})) return std::nullopt;
  }
  return next;
}

void extend(Business& business, const std::string& contract_id, Day next) {
  auto& contract = business.contracts.at(contract_id);
  auto data = about(contract_id, contract);
  data["previous_ends_on"] = day_text(*contract.ends_on);
  data["ends_on"] = day_text(next);
  std::vector<std::string> streams{"contract/" + contract_id, "occupier/" + contract.occupier};
  auto going_on = contract;
  std::erase_if(going_on.lines, [&](const Line& line) { return line.to != contract.ends_on; });
  if (const auto spaces = spaces_of(going_on, streams); !spaces.empty()) data["space_ids"] = spaces;
  for (auto& line : contract.lines) {
    if (line.to == contract.ends_on) line.to = next;
  }
  contract.ends_on = next;
  ++contract.extensions;
  business.note("ContractExtended", data, streams);
}

void carry_on(Business& business, const std::string& service_id, const std::string& successor) {
  auto& service = business.services.at(service_id);
  auto& old = business.contracts.at(service.contract);
  Fields data{{"service_id", service_id},
              {"contract_id", successor},
              {"previous_contract_id", service.contract},
              {"occupier_id", old.occupier},
              {"site_id", old.site}};
  std::erase(old.services, service_id);
  business.contracts.at(successor).services.push_back(service_id);
  business.note("ServiceContinued", data,
                {"service/" + service_id, "contract/" + successor, "contract/" + service.contract});
  service.former_contracts.push_back(service.contract);
  service.contract = successor;
  settle_service(business, service_id);
}

}  // namespace

Code CreateContract(Business& business, const Fields& command) {
  const auto id = text_of(command, "contract_id");
  const auto occupier = text_of(command, "occupier_id");
  const auto site = text_of(command, "site_id");
  const auto ends_on = day_of(command, "ends_on");
  const Days days{*day_of(command, "starts_on"), ends_on.value_or(far_away)};
  const auto wishes = wishes_of(command, "lines", days);
  if (business.contracts.contains(id)) return "ALREADY_EXISTS";
  if (!business.occupiers.contains(occupier)) return "UNKNOWN_OCCUPIER";
  if (!business.sites.contains(site)) return "UNKNOWN_SITE";
  if (auto code = unknown_in(business, wishes); !code.empty()) return code;
  if (days.to <= days.from) return "BAD_PERIOD";
  if (auto code = bad_period_in(wishes); !code.empty()) return code;
  if (text_of(command, "currency") != business.sites.at(site).entity.currency) return "CURRENCY_MISMATCH";
  if (wishes.empty()) return "BAD_LINES";
  if (auto code = bad_ids_in(wishes); !code.empty()) return code;
  if (auto code = wrong_kind_in(business, wishes); !code.empty()) return code;
  if (auto code = outside(business, wishes, days, site); !code.empty()) return code;
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
  contract.agreed_end = contract.ends_on;
  contract.notice = number_of(command, "notice_months").value_or(0);
  contract.minimum_term = number_of(command, "minimum_term_months").value_or(0);
  contract.auto_renew = number_of(command, "auto_renew_months").value_or(0);
  for (const auto& wish : wishes) contract.lines.push_back(wish.line);
  Fields terms;
  take(terms, command,
       {"contract_id", "occupier_id", "site_id", "starts_on", "ends_on", "currency", "billing_day", "billing",
        "proration", "notice_months", "minimum_term_months", "auto_renew_months", "deposit"});
  draft(business, id, contract, terms);
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
  if (is_in_force(contract)) settle_contract(business, id);
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
  const auto spaces = spaces_of(contract, streams);
  auto data = about(id, contract);
  take(data, command, {"on", "termination_reason"});
  if (!spaces.empty()) data["space_ids"] = spaces;
  business.note("ContractTerminated", data, streams);

  settle_change(business, id);
  return {};
}

void settle_change(Business& business, const std::string& contract_id) {
  const auto& contract = business.contracts.at(contract_id);
  const auto today = business.sites.at(contract.site).today;
  if (!today) return;
  if (*today < days_of(contract).to) settle_contract(business, contract_id);
  end_contract_if_due(business, contract_id);
}

std::string successor_of(const Business& business, const Contract& contract) {
  if (contract.successor.empty()) return {};
  const auto& successor = business.contracts.at(contract.successor);
  const bool carries_on = is_signed(successor) && successor.starts_on == contract.ends_on &&
                          successor.starts_on != successor.ends_on;
  return carries_on ? contract.successor : std::string{};
}

void release_all_numbers(Business& business, const std::string& occupier, const std::string& site_id,
                         Day on) {
  for (auto& [id, number] : business.numbers) {
    if (number.site != site_id || number.occupier != occupier) continue;
    if (!number.user.empty()) unassign(business, id);
    release(business, id, on);
  }
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
  bool extended = false;
  while (is_signed(contract) && days_of(contract).to <= today) {
    const auto next = extended_end(business, contract);
    if (!next) break;
    extend(business, contract_id, *next);
    extended = true;
  }
  if (!is_signed(contract) || today < days_of(contract).to) {
    if (extended) settle_contract(business, contract_id);
    return;
  }
  const bool had_started = is_in_force(contract);
  const auto successor = contract.terminated ? std::string{} : successor_of(business, contract);
  contract.status = contract.terminated ? "TERMINATED" : successor.empty() ? "ENDED" : "RENEWED";
  auto data = about(contract_id, contract);
  data["on"] = day_text(*contract.ends_on);
  data["terminated"] = contract.terminated;
  if (!successor.empty()) data["renewed"] = true;
  business.note("ContractEnded", data,
                {"contract/" + contract_id, "occupier/" + contract.occupier, "site/" + contract.site});
  if (had_started) settle_lines(business, contract_id);
  const auto services = contract.services;
  const auto ceased_before = contract.ceased_services;
  for (const auto& service : services) {
    if (!successor.empty()) {
      carry_on(business, service, successor);
      continue;
    }
    cease(business, service, std::max(business.services.at(service).from, *contract.ends_on));
  }
  for (const auto& service : ceased_before) {
    if (*business.services.at(service).to > *contract.ends_on) settle_service(business, service);
  }
  release_numbers(business, contract.occupier, contract.site);
}

}  // namespace tenure::model
