// An occupier: its contracts, and what it holds at each site.
//
// What it is: what most commands ask first, so that they need not read every contract, service and number.
// What it promises: `contract_at` answers the contract that covers a site on a date, if one is signed.
#pragma once

#include <algorithm>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "domain/contract/status.h"
#include "domain/kernel/calendar.h"
#include "domain/kernel/dates.h"
#include "domain/kernel/stream.h"
#include "domain/kernel/text.h"
#include "schemas/events/contract_generated.h"
#include "schemas/events/occupier_generated.h"
#include "schemas/events/service_generated.h"
#include "schemas/events/telephony_generated.h"
#include "schemas/events/user_generated.h"

namespace tenure::domain {

/// One contract of the occupier, as far as others need to know it.
struct Coverage {
  std::string contract_id;
  std::string site_id;
  Date starts_on{0};
  std::optional<Date> ends_on;
  ContractStatus status = ContractStatus::draft;

  /// Whether the date lies within its days; whatever its status.
  [[nodiscard]] bool covers(std::string_view at_site_id, Date date) const {
    return site_id == at_site_id && date >= starts_on && (!ends_on || date < *ends_on);
  }

  bool operator==(const Coverage&) const = default;
  template <class Self>
  static auto fields(Self& self) {
    return std::tie(self.contract_id, self.site_id, self.starts_on, self.ends_on, self.status);
  }
};

enum class NumberStatus : std::uint8_t { available, reserved, pending, active, cooldown, ported_out };

/// What the occupier holds at one site.
struct Holding {
  /// Voice entitlements of its services.
  std::uint32_t entitled_numbers = 0;
  std::map<std::string, NumberStatus, std::less<>> numbers;

  [[nodiscard]] std::uint32_t active_numbers() const {
    return static_cast<std::uint32_t>(
        std::ranges::count(numbers, NumberStatus::active, [](const auto& entry) { return entry.second; }));
  }
  bool operator==(const Holding&) const = default;
  template <class Self>
  static auto fields(Self& self) {
    return std::tie(self.entitled_numbers, self.numbers);
  }
};

/// What another system calls the occupier.
struct ExternalLink {
  std::string system;
  /// Empty for all sites.
  std::string site_id;
  std::string external_id;

  bool operator==(const ExternalLink&) const = default;
  template <class Self>
  static auto fields(Self& self) {
    return std::tie(self.system, self.site_id, self.external_id);
  }
};

struct Occupier {
  std::string billing_reference;
  /// One for each system and site.
  std::vector<ExternalLink> external_links;
  std::vector<Coverage> contracts;
  std::map<std::string, Holding, std::less<>> holdings;
  std::uint32_t active_admins = 0;
  std::uint32_t active_users = 0;

  /// The signed contract, in force or upcoming, that covers the site on the date.
  [[nodiscard]] const Coverage* contract_at(std::string_view site_id, Date date) const {
    for (const auto& contract : contracts) {
      if (is_in_force_or_upcoming(contract.status) && contract.covers(site_id, date)) return &contract;
    }
    return nullptr;
  }
  /// The signed contract that covers the site on the date, even where it has ended since.
  [[nodiscard]] const Coverage* contract_known_for(std::string_view site_id, Date date) const {
    for (const auto& contract : contracts) {
      if (is_signed(contract.status) && contract.covers(site_id, date)) return &contract;
    }
    return nullptr;
  }
  /// The contract in force at the site: started and not ended.
  [[nodiscard]] const Coverage* contract_in_force(std::string_view site_id) const {
    for (const auto& contract : contracts) {
      if (contract.site_id == site_id && is_in_force(contract.status)) return &contract;
    }
    return nullptr;
  }
  /// A contract at the site that is in force, or signed and about to start; not one that was ended before its first day.
  [[nodiscard]] const Coverage* contract_in_force_or_upcoming(std::string_view site_id) const {
    if (const auto* running = contract_in_force(site_id)) return running;
    for (const auto& contract : contracts) {
      if (contract.status == ContractStatus::upcoming && contract.covers(site_id, contract.starts_on)) {
        return &contract;
      }
    }
    return nullptr;
  }
  [[nodiscard]] const ExternalLink* link_to(std::string_view system, std::string_view site_id) const {
    const auto found = std::ranges::find_if(external_links, [&](const ExternalLink& link) {
      return link.system == system && link.site_id == site_id;
    });
    return found == external_links.end() ? nullptr : &*found;
  }
  [[nodiscard]] const Holding* holding_at(std::string_view site_id) const {
    const auto found = holdings.find(site_id);
    return found == holdings.end() ? nullptr : &found->second;
  }

  bool operator==(const Occupier&) const = default;
  template <class Self>
  static auto fields(Self& self) {
    return std::tie(self.billing_reference, self.external_links, self.contracts, self.holdings,
                    self.active_admins, self.active_users);
  }
};

inline void streams(const event::OccupierRegistered& event, StreamList& out) {
  out.add(StreamKind::occupier, text(event.occupier_id()));
}
inline void streams(const event::BillingReferenceSet& event, StreamList& out) {
  out.add(StreamKind::occupier, text(event.occupier_id()));
}

inline void evolve(Occupier& state, const event::OccupierRegistered& event) {
  state.billing_reference = text(event.billing_reference());
}
inline void evolve(Occupier& state, const event::BillingReferenceSet& event) {
  state.billing_reference = text(event.billing_reference());
}
inline void evolve(Occupier& state, const event::ExternalIdLinked& event) {
  std::erase_if(state.external_links, [&](const ExternalLink& link) {
    return link.system == text(event.system()) && link.site_id == text(event.site_id());
  });
  state.external_links.push_back({copy(event.system()), copy(event.site_id()), copy(event.external_id())});
}

inline Coverage* coverage_of(Occupier& state, std::string_view contract_id) {
  const auto found = std::ranges::find(state.contracts, contract_id, &Coverage::contract_id);
  return found == state.contracts.end() ? nullptr : &*found;
}
inline Holding& holding_of(Occupier& state, const flatbuffers::String* site_id) {
  return state.holdings.try_emplace(copy(site_id)).first->second;
}

/// What a contract is once it has ended.
[[nodiscard]] inline ContractStatus status_after(const event::ContractEnded& event) {
  if (event.terminated()) return ContractStatus::terminated;
  return event.renewed().value_or(false) ? ContractStatus::renewed : ContractStatus::ended;
}

inline void evolve(Occupier& state, const event::ContractCreated& event) {
  state.contracts.push_back({copy(event.contract_id()), copy(event.site_id()), Date{event.starts_on()},
                             date_of(event.ends_on()), ContractStatus::draft});
}
inline void evolve(Occupier& state, const event::ContractSigned& event) {
  if (auto* contract = coverage_of(state, text(event.contract_id())))
    contract->status = ContractStatus::upcoming;
}
inline void evolve(Occupier& state, const event::ContractStarted& event) {
  if (auto* contract = coverage_of(state, text(event.contract_id())))
    contract->status = ContractStatus::active;
}
inline void evolve(Occupier& state, const event::ContractTerminated& event) {
  if (auto* contract = coverage_of(state, text(event.contract_id()))) contract->ends_on = Date{event.on()};
}
inline void evolve(Occupier& state, const event::ContractEnded& event) {
  auto* contract = coverage_of(state, text(event.contract_id()));
  if (contract == nullptr) return;
  contract->status = status_after(event);
  contract->ends_on = Date{event.on()};
}
inline void evolve(Occupier& state, const event::NoticeGiven& event) {
  auto* contract = coverage_of(state, text(event.contract_id()));
  if (contract == nullptr) return;
  contract->status = ContractStatus::notice_given;
  contract->ends_on = Date{event.ends_on()};
}
inline void evolve(Occupier& state, const event::ContractExtended& event) {
  if (auto* contract = coverage_of(state, text(event.contract_id())))
    contract->ends_on = Date{event.ends_on()};
}
inline void evolve(Occupier& state, const event::ContractDiscarded& event) {
  if (auto* contract = coverage_of(state, text(event.contract_id())))
    contract->status = ContractStatus::discarded;
}

inline void evolve(Occupier& state, const event::ServiceActivated& event) {
  holding_of(state, event.site_id()).entitled_numbers += event.phone_numbers();
}
inline void evolve(Occupier& state, const event::ServiceCeased& event) {
  holding_of(state, event.site_id()).entitled_numbers -= event.phone_numbers();
}

inline void evolve(Occupier& state, const event::ServiceChanged& event) {
  holding_of(state, event.site_id()).entitled_numbers +=
      event.phone_numbers() - event.previous_phone_numbers();
}

inline void evolve(Occupier& state, const event::UserAdded& event) {
  ++state.active_users;
  if (event.role() == UserRole::ADMIN) ++state.active_admins;
}
inline void evolve(Occupier& state, const event::UserDeactivated& event) {
  --state.active_users;
  if (event.was_admin()) --state.active_admins;
}
inline void evolve(Occupier& state, const event::UserReactivated& event) {
  ++state.active_users;
  if (event.is_admin()) ++state.active_admins;
}
// Only the role of an active user is set, and only to another one.
inline void evolve(Occupier& state, const event::UserRoleSet& event) {
  if (event.role() == UserRole::ADMIN) {
    ++state.active_admins;
  } else {
    --state.active_admins;
  }
}

inline void evolve(Occupier& state, const event::NumberAllocated& event) {
  holding_of(state, event.site_id()).numbers.insert_or_assign(copy(event.number()), NumberStatus::reserved);
}
inline void evolve(Occupier& state, const event::NumberActivationRequested& event) {
  holding_of(state, event.site_id()).numbers.insert_or_assign(copy(event.number()), NumberStatus::pending);
}
inline void evolve(Occupier& state, const event::NumberActivated& event) {
  holding_of(state, event.site_id()).numbers.insert_or_assign(copy(event.number()), NumberStatus::active);
}
inline void evolve(Occupier& state, const event::NumberReleased& event) {
  holding_of(state, event.site_id()).numbers.erase(copy(event.number()));
}
inline void evolve(Occupier& state, const event::NumberDeactivated& event) {
  holding_of(state, event.site_id()).numbers.insert_or_assign(copy(event.number()), NumberStatus::reserved);
}
inline void evolve(Occupier& state, const event::NumberPortedOut& event) {
  holding_of(state, event.site_id()).numbers.erase(copy(event.number()));
}

}  // namespace tenure::domain
