#include "domain/policy/contract_life.h"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "domain/estate/space_calendar.h"
#include "domain/kernel/invariant.h"
#include "domain/policy/recurring_charges.h"
#include "domain/states.h"
#include "domain/telephony/release.h"

namespace tenure::domain {
namespace {

const Contract& contract_of(const Draft& draft, std::string_view contract_id) {
  return existing(draft.contract(contract_id), "a signed contract");
}

void release_number(Draft& draft, const std::string& number_id, Date today) {
  const auto& number = existing(draft.phone_number(number_id), "a number that an occupier holds");
  const auto& site = existing(draft.site(number.site_id), "the site of a number");
  auto released = release_of(number_id, number, site, today);
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
  if (occupier.contract_at(site_id, today) == nullptr)
    release_all_numbers(draft, occupier_id, site_id, today);
}

void continue_service(Draft& draft, const std::string& service_id, std::string_view contract_id,
                      const std::string& successor_id, Date today) {
  const auto& service = existing(draft.service(service_id), "a service of a contract");
  event::ServiceContinuedT continued;
  continued.service_id = service_id;
  continued.contract_id = successor_id;
  continued.previous_contract_id = contract_id;
  continued.occupier_id = service.occupier_id;
  continued.site_id = service.site_id;
  draft.record(std::move(continued));
  charge_service(draft, service_id, today, Reach::all_days);
}

void end_contract(Draft& draft, std::string_view contract_id, Date today) {
  // A copy: the state moves with the events.
  const auto contract = contract_of(draft, contract_id);
  const auto ends_on = existing(contract.ends_on, "the end of a contract that ends");
  const bool renewed = contract.terminated == 0 && successor_of(draft, contract) != nullptr;
  event::ContractEndedT ended;
  ended.contract_id = contract_id;
  ended.occupier_id = contract.occupier_id;
  ended.site_id = contract.site_id;
  ended.on = ends_on.days();
  ended.terminated = contract.terminated != 0;
  if (renewed) ended.renewed = true;
  draft.record(std::move(ended));

  charge_lines(draft, contract_id, today, Reach::all_days);
  for (const auto& service_id : contract.service_ids) {
    if (renewed) {
      continue_service(draft, service_id, contract_id, contract.successor_id, today);
      continue;
    }
    const auto from = existing(draft.service(service_id), "a service of a contract").from;
    cease_service(draft, service_id, std::max(from, ends_on), today);
  }
  for (const auto& ceased : contract.ceased_services) {
    if (ceased.to > ends_on) charge_service(draft, ceased.service_id, today, Reach::all_days);
  }
  release_numbers(draft, contract.occupier_id, contract.site_id, today);
}

/// The next end of a contract that renews itself: counted from the agreed one, so that 31 January is followed by
/// 28 February and 31 March. Nothing where it does not, or where somebody else has one of its spaces by then.
std::optional<Date> extended_end(const Draft& draft, const Contract& contract) {
  if (contract.status != ContractStatus::active || contract.terminated != 0 ||
      contract.auto_renew_months == 0 || successor_of(draft, contract) != nullptr) {
    return std::nullopt;
  }
  const auto agreed = existing(contract.agreed_end, "the agreed end of a contract that has one");
  const auto ends_on = *contract.ends_on;
  const auto next = add_months_clamped(agreed, contract.auto_renew_months * (contract.extensions + 1));
  if (next >= DATE_LAST) return std::nullopt;
  for (const auto& line : contract.lines) {
    if (line.space_id.empty() || line.to != ends_on) continue;
    if (why_not_free(draft, line.space_id, Period{ends_on, next})) return std::nullopt;
  }
  return next;
}

void extend_contract(Draft& draft, std::string_view contract_id, Date next_end) {
  const auto& contract = contract_of(draft, contract_id);
  event::ContractExtendedT extended;
  extended.contract_id = contract_id;
  extended.occupier_id = contract.occupier_id;
  extended.site_id = contract.site_id;
  extended.previous_ends_on = contract.ends_on->days();
  extended.ends_on = next_end.days();
  for (const auto& line : contract.lines) {
    if (line.space_id.empty() || line.to != contract.ends_on) continue;
    if (std::ranges::find(extended.space_ids, line.space_id) == extended.space_ids.end()) {
      extended.space_ids.push_back(line.space_id);
    }
  }
  draft.record(std::move(extended));
}

bool end_has_come(const Contract& contract, Date today) {
  return is_in_force_or_upcoming(contract.status) && contract.ends_on && *contract.ends_on <= today;
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
  auto extended = Reach::open_days;
  while (end_has_come(contract_of(draft, contract_id), today)) {
    const auto next_end = extended_end(draft, contract_of(draft, contract_id));
    if (!next_end) return end_contract(draft, contract_id, today);
    extend_contract(draft, contract_id, *next_end);
    // A draft that is full takes no more events, and the command is refused.
    if (contract_of(draft, contract_id).ends_on != next_end) return;
    extended = Reach::all_days;
  }
  // What was cut off at the former end is charged as the whole that it is now.
  if (extended == Reach::all_days) charge_contract(draft, contract_id, today, extended);
}

void advance_contract(Draft& draft, std::string_view contract_id, Date today) {
  start_if_due(draft, contract_id, today);
  end_if_due(draft, contract_id, today);
  if (is_in_force(contract_of(draft, contract_id).status)) {
    charge_contract(draft, contract_id, today, Reach::open_days);
  }
}

void settle_change(Draft& draft, std::string_view contract_id) {
  const auto& contract = contract_of(draft, contract_id);
  const auto today = existing(draft.site(contract.site_id), "the site of a contract").business_day;
  if (!today) return;
  if (!end_has_come(contract, *today)) charge_contract(draft, contract_id, *today, Reach::all_days);
  end_if_due(draft, contract_id, *today);
}

const Contract* successor_of(const World& world, const Contract& contract) {
  if (contract.successor_id.empty()) return nullptr;
  const auto& successor = existing(world.contract(contract.successor_id), "the contract that renews another");
  const bool carries_on = is_in_force_or_upcoming(successor.status) &&
                          successor.starts_on == contract.ends_on && successor.ends_on != successor.starts_on;
  return carries_on ? &successor : nullptr;
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
  if (today) charge_service(draft, service_id, *today, Reach::all_days);
}

void release_all_numbers(Draft& draft, const std::string& occupier_id, const std::string& site_id,
                         Date today) {
  for (const auto& number : numbers_held(draft, occupier_id, site_id)) release_number(draft, number, today);
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
