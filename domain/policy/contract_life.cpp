#include "domain/policy/contract_life.h"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "domain/kernel/invariant.h"
#include "domain/policy/recurring_charges.h"
#include "domain/states.h"

namespace tenure::domain {
namespace {

const Contract& contract_of(const Draft& draft, std::string_view contract_id) {
  return existing(draft.contract(contract_id), "a signed contract");
}

bool is_signed(const Contract& contract) {
  return contract.status == ContractStatus::upcoming || contract.status == ContractStatus::active;
}

void release_number(Draft& draft, const std::string& number_id, Date today, Date cooldown_until) {
  const auto& number = existing(draft.phone_number(number_id), "a number that an occupier holds");
  event::NumberReleasedT released;
  released.number = number_id;
  released.site_id = number.site_id;
  released.occupier_id = number.occupier_id;
  released.cooldown_until = cooldown_until.days();
  released.on = today.days();
  if (!number.user_id.empty()) {
    event::NumberUnassignedT unassigned;
    unassigned.number = number_id;
    unassigned.site_id = number.site_id;
    unassigned.occupier_id = number.occupier_id;
    unassigned.user_id = number.user_id;
    unassigned.extension = number.extension;
    draft.record(std::move(unassigned));
  }
  draft.record(std::move(released));
}

std::vector<std::string> numbers_held(const Draft& draft, std::string_view occupier_id,
                                      std::string_view site_id) {
  std::vector<std::string> numbers;
  const auto* holding =
      existing(draft.occupier(occupier_id), "the occupier of a contract").holding_at(site_id);
  if (holding == nullptr) return numbers;
  for (const auto& [number, status] : holding->numbers) numbers.push_back(number);
  return numbers;
}

void release_numbers(Draft& draft, const std::string& occupier_id, const std::string& site_id, Date today) {
  const auto& occupier = existing(draft.occupier(occupier_id), "the occupier of a contract");
  if (occupier.contract_at(site_id, today) != nullptr) return;
  const auto& site = existing(draft.site(site_id), "the site of a contract");
  const auto cooldown_until = today + site.number_cooldown_days;
  for (const auto& number : numbers_held(draft, occupier_id, site_id))
    release_number(draft, number, today, cooldown_until);
}

void end_contract(Draft& draft, std::string_view contract_id, Date today) {
  // A copy: the state moves with the events.
  const auto contract = contract_of(draft, contract_id);
  const auto ends_on = existing(contract.ends_on, "the end of a contract that ends");
  event::ContractEndedT ended;
  ended.contract_id = contract_id;
  ended.occupier_id = contract.occupier_id;
  ended.site_id = contract.site_id;
  ended.on = ends_on.days();
  ended.terminated = contract.terminated != 0;
  draft.record(std::move(ended));

  charge_lines(draft, contract_id, today);
  for (const auto& service_id : contract.service_ids) {
    const auto from = existing(draft.service(service_id), "a service of a contract").from;
    cease_service(draft, service_id, std::max(from, ends_on), today);
  }
  for (const auto& ceased : contract.ceased_services) {
    if (ceased.to > ends_on) charge_service(draft, ceased.service_id, today);
  }
  release_numbers(draft, contract.occupier_id, contract.site_id, today);
}

}  // namespace

void start_if_due(Draft& draft, std::string_view contract_id, Date today) {
  const auto& contract = contract_of(draft, contract_id);
  if (contract.status != ContractStatus::upcoming || today < contract.starts_on) return;
  if (contract.ends_on && *contract.ends_on <= contract.starts_on) return;
  const auto occupier_id = contract.occupier_id;
  const auto site_id = contract.site_id;
  event::ContractStartedT started;
  started.contract_id = contract_id;
  started.occupier_id = occupier_id;
  started.site_id = site_id;
  started.on = contract.starts_on.days();
  draft.record(std::move(started));
  activate_pending_numbers(draft, occupier_id, site_id);
}

void end_if_due(Draft& draft, std::string_view contract_id, Date today) {
  const auto& contract = contract_of(draft, contract_id);
  if (is_signed(contract) && contract.ends_on && *contract.ends_on <= today) {
    end_contract(draft, contract_id, today);
  }
}

void advance_contract(Draft& draft, std::string_view contract_id, Date today) {
  start_if_due(draft, contract_id, today);
  end_if_due(draft, contract_id, today);
  if (contract_of(draft, contract_id).status == ContractStatus::active) {
    charge_contract(draft, contract_id, today);
  }
}

void cease_service(Draft& draft, std::string_view service_id, Date effective_on, std::optional<Date> today) {
  const auto& service = existing(draft.service(service_id), "a service to cease");
  event::ServiceCeasedT ceased;
  ceased.service_id = service_id;
  ceased.contract_id = service.contract_id;
  ceased.occupier_id = service.occupier_id;
  ceased.site_id = service.site_id;
  ceased.effective_on = effective_on.days();
  ceased.phone_numbers = service.phone_numbers;
  draft.record(std::move(ceased));
  if (today) charge_service(draft, service_id, *today);
}

void activate_pending_numbers(Draft& draft, std::string_view occupier_id, std::string_view site_id) {
  const auto* holding =
      existing(draft.occupier(occupier_id), "the occupier of a contract").holding_at(site_id);
  if (holding == nullptr) return;
  const auto entitled = holding->entitled_numbers;
  auto active = holding->active_numbers();
  std::vector<std::string> pending;
  for (const auto& [number, status] : holding->numbers) {
    if (status == NumberStatus::pending) pending.push_back(number);
  }
  for (const auto& number : pending) {
    if (active++ >= entitled) break;
    event::NumberActivatedT activated;
    activated.number = number;
    activated.site_id = site_id;
    activated.occupier_id = occupier_id;
    draft.record(std::move(activated));
  }
}

}  // namespace tenure::domain
