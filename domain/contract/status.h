// The states of a contract, and what they mean for others.
#pragma once

#include <cstdint>

namespace tenure::domain {

/// DRAFT until signed, UPCOMING until its first day opens, then ACTIVE; NOTICE_GIVEN while it runs out by notice. It is
/// over as ENDED, TERMINATED (early) or RENEWED (a successor carries on), or was DISCARDED before it began.
enum class ContractStatus : std::uint8_t {
  draft,
  upcoming,
  active,
  ended,
  terminated,
  notice_given,
  renewed,
  discarded
};

/// Started and not over: what most commands need of a contract.
[[nodiscard]] constexpr bool is_in_force(ContractStatus status) {
  return status == ContractStatus::active || status == ContractStatus::notice_given;
}
/// In force, or signed and about to start.
[[nodiscard]] constexpr bool is_in_force_or_upcoming(ContractStatus status) {
  return status == ContractStatus::upcoming || is_in_force(status);
}
/// Its days count, whether they are to come, run, or are over.
[[nodiscard]] constexpr bool is_signed(ContractStatus status) {
  return status != ContractStatus::draft && status != ContractStatus::discarded;
}
[[nodiscard]] constexpr bool has_started(ContractStatus status) {
  return is_signed(status) && status != ContractStatus::upcoming;
}

}  // namespace tenure::domain
