// What a call costs, exactly. For bills, and for reports that show how one came about.
//
// Is:       the one formula, in parts of which 60 millionths of a minor unit are one.
// Promises: no rounding; a sum of 2^31 calls fits.
// Why:      a rate is per minute and in millionths, so this is the coarsest unit in which nothing is lost.
#pragma once

#include <cstdint>

#include "domain/kernel/money_wide.h"
#include "domain/usage/call_rating.h"

namespace tenure::domain {

inline constexpr std::int64_t seconds_per_minute = 60;
inline constexpr std::int64_t parts_per_minor_unit = 1'000'000 * seconds_per_minute;

/// What is charged of a call of which so many of its seconds are included: the others, and the connection fee; nothing
/// where they all are.
[[nodiscard]] inline Wide cost_parts(const RatedCall& call, std::uint64_t included_seconds) {
  if (call.billed_seconds <= included_seconds) return 0;
  return Wide{call.connection_fee} * seconds_per_minute +
         Wide{call.per_minute} * static_cast<std::int64_t>(call.billed_seconds - included_seconds);
}

}  // namespace tenure::domain
