// Taking a charge back.
//
// The event that reverses a charge says again what the charge said, net included (the amount taken back, with the
// charge's own sign), so that a reader who adds charges and subtracts reversals needs neither of them twice.
#pragma once

#include <string_view>

#include "domain/charge/charge.h"
#include "domain/kernel/decision.h"
#include "domain/world.h"

namespace tenure::domain {

/// `on` is the site's business day, on which the reversal is booked; the service period stays the charge's.
[[nodiscard]] event::ChargeReversedT reversal_of(std::string_view charge_id, const Charge& charge, Date on,
                                                 std::string_view reason, ReversalKind kind);

/// The decision to take a charge back by hand, on the business day of its site: UNKNOWN_CHARGE, ALREADY_REVERSED.
[[nodiscard]] Decision take_back(std::string_view charge_id, const World& world, std::string_view reason,
                                 ReversalKind kind);

}  // namespace tenure::domain
