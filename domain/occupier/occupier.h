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

/// DRAFT until signed, UPCOMING until its first day opens; ACTIVE is in force.
enum class ContractStatus : std::uint8_t { draft, upcoming, active, ended, terminated };

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

enum class NumberStatus : std::uint8_t { available, reserved, pending, active, cooldown };

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

struct Occupier {
  std::vector<Coverage> contracts;
  std::map<std::string, Holding, std::less<>> holdings;
  std::uint32_t active_admins = 0;
  std::uint32_t active_users = 0;

  /// The signed contract, in force or upcoming, that covers the site on the date.
  [[nodiscard]] const Coverage* contract_at(std::string_view site_id, Date date) const {
    for (const auto& contract : contracts) {
      if (!contract.covers(site_id, date)) continue;
      if (contract.status == ContractStatus::upcoming || contract.status == ContractStatus::active) {
        return &contract;
      }
    }
    return nullptr;
  }
  /// The signed contract that covers the site on the date, even where it has ended since.
  [[nodiscard]] const Coverage* contract_known_for(std::string_view site_id, Date date) const {
    for (const auto& contract : contracts) {
      if (contract.status != ContractStatus::draft && contract.covers(site_id, date)) return &contract;
    }
    return nullptr;
  }
  /// The contract in force at the site: started and not ended.
  [[nodiscard]] const Coverage* contract_in_force(std::string_view site_id) const {
    for (const auto& contract : contracts) {
      if (contract.site_id == site_id && contract.status == ContractStatus::active) return &contract;
    }
    return nullptr;
  }
  /// A contract at the site that is in force, or signed and about to start.
  [[nodiscard]] const Coverage* contract_in_force_or_upcoming(std::string_view site_id) const {
    if (const auto* running = contract_in_force(site_id)) return running;
    for (const auto& contract : contracts) {
      if (contract.site_id == site_id && contract.status == ContractStatus::upcoming) return &contract;
    }
    return nullptr;
  }
  [[nodiscard]] const Holding* holding_at(std::string_view site_id) const {
    const auto found = holdings.find(site_id);
    return found == holdings.end() ? nullptr : &found->second;
  }

  bool operator==(const Occupier&) const = default;
  template <class Self>
  static auto fields(Self& self) {
    return std::tie(self.contracts, self.holdings, self.active_admins, self.active_users);
  }
};

inline void streams(const event::OccupierRegistered& event, StreamList& out) {
  out.add(StreamKind::occupier, text(event.occupier_id()));
}

inline void evolve(Occupier&, const event::OccupierRegistered&) {}

inline Coverage* coverage_of(Occupier& state, std::string_view contract_id) {
  const auto found = std::ranges::find(state.contracts, contract_id, &Coverage::contract_id);
  return found == state.contracts.end() ? nullptr : &*found;
}
inline Holding& holding_of(Occupier& state, const flatbuffers::String* site_id) {
  return state.holdings.try_emplace(copy(site_id)).first->second;
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
  contract->status = event.terminated() ? ContractStatus::terminated : ContractStatus::ended;
  contract->ends_on = Date{event.on()};
}

inline void evolve(Occupier& state, const event::ServiceActivated& event) {
  holding_of(state, event.site_id()).entitled_numbers += event.phone_numbers();
}
inline void evolve(Occupier& state, const event::ServiceCeased& event) {
  holding_of(state, event.site_id()).entitled_numbers -= event.phone_numbers();
}

inline void evolve(Occupier& state, const event::UserAdded& event) {
  ++state.active_users;
  if (event.role() == UserRole::ADMIN) ++state.active_admins;
}
inline void evolve(Occupier& state, const event::UserDeactivated& event) {
  --state.active_users;
  if (event.was_admin()) --state.active_admins;
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

}  // namespace tenure::domain
