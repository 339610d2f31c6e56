// What a quantity of a service comes to: entitlements, charges, and the days on which it may change.
#pragma once

#include <cstdint>
#include <expected>
#include <optional>

#include "domain/kernel/decision.h"
#include "domain/kernel/money.h"
#include "domain/service/service.h"
#include "domain/world.h"
#include "schemas/commands/service_generated.h"

namespace tenure::domain {

/// Of one unit, or of a whole quantity.
struct Entitled {
  std::uint32_t phone_numbers = 0;
  std::uint32_t bandwidth_mbps = 0;
  std::uint32_t hunt_groups = 0;
  std::uint32_t call_minutes = 0;
  bool ivr = false;
};

/// What the service entitles to for each unit, as it is now.
[[nodiscard]] Entitled entitled_by_one(const Service& service);

/// Those of one unit, where `said` is silent those of `before`, times the quantity. The whole of phone numbers must fit
/// together with `numbers_already`, those that other services entitle to.
[[nodiscard]] std::expected<Entitled, AmountOverflow> whole_entitlements(Entitled before,
                                                                         const command::Entitlements* said,
                                                                         std::uint32_t quantity,
                                                                         std::uint32_t numbers_already);

/// Whatever a billing period will charge for the quantity fits.
[[nodiscard]] bool charges_fit(MinorUnits unit_price, PricePer per, std::uint32_t quantity);

/// Why the service cannot change on this day: BAD_PERIOD where it lies before its first day or its last change, or after
/// both its first day and the site's business day.
[[nodiscard]] std::optional<Refusal> why_not_then(const World& world, const Service& service,
                                                  Date effective_on);

}  // namespace tenure::domain
