#include "domain/service/service_terms.h"

#include <algorithm>
#include <limits>

#include <fmt/format.h>

#include "domain/kernel/invariant.h"
#include "domain/policy/due_charges.h"
#include "domain/states.h"

namespace tenure::domain {
namespace {

constexpr std::uint64_t ENTITLEMENT_MAX = std::numeric_limits<std::uint32_t>::max();

/// The whole of one kind of entitlement; together with what there is already it must fit.
std::expected<std::uint32_t, AmountOverflow> whole(std::uint32_t of_one, std::uint32_t quantity,
                                                   std::uint32_t already) {
  const std::uint64_t all = std::uint64_t{of_one} * quantity;
  if (all > ENTITLEMENT_MAX - already) return std::unexpected(AmountOverflow{});
  return static_cast<std::uint32_t>(all);
}

}  // namespace

Entitled entitled_by_one(const Service& service) {
  const auto quantity = service.quantity;
  return {.phone_numbers = service.phone_numbers / quantity,
          .bandwidth_mbps = service.bandwidth_mbps / quantity,
          .hunt_groups = service.hunt_groups / quantity,
          .call_minutes = service.call_minutes / quantity,
          .ivr = service.ivr != 0};
}

std::expected<Entitled, AmountOverflow> whole_entitlements(Entitled before, const command::Entitlements* said,
                                                           std::uint32_t quantity,
                                                           std::uint32_t numbers_already) {
  auto one = before;
  if (said != nullptr) {
    one.phone_numbers = said->phone_numbers().value_or(before.phone_numbers);
    one.bandwidth_mbps = said->bandwidth_mbps().value_or(before.bandwidth_mbps);
    one.hunt_groups = said->hunt_groups().value_or(before.hunt_groups);
    one.call_minutes = said->call_minutes().value_or(before.call_minutes);
    one.ivr = said->ivr().value_or(before.ivr);
  }
  const auto numbers = whole(one.phone_numbers, quantity, numbers_already);
  const auto bandwidth = whole(one.bandwidth_mbps, quantity, 0);
  const auto hunt_groups = whole(one.hunt_groups, quantity, 0);
  const auto call_minutes = whole(one.call_minutes, quantity, 0);
  if (!numbers || !bandwidth || !hunt_groups || !call_minutes) return std::unexpected(AmountOverflow{});
  return Entitled{.phone_numbers = *numbers,
                  .bandwidth_mbps = *bandwidth,
                  .hunt_groups = *hunt_groups,
                  .call_minutes = *call_minutes,
                  .ivr = one.ivr};
}

bool charges_fit(MinorUnits unit_price, PricePer per, std::uint32_t quantity) {
  const auto of_all = multiply(unit_price, quantity);
  if (!of_all || per != PricePer::DAY) return of_all && *of_all <= charge_net_max;
  const auto of_a_period = multiply(*of_all, billing_period_days_max);
  return of_a_period && *of_a_period <= charge_net_max;
}

std::optional<Refusal> why_not_then(const World& world, const Service& service, Date effective_on) {
  const auto today = existing(world.site(service.site_id), "the site of a service").business_day;
  const auto earliest = service.last_change();
  const auto latest = std::max(service.from, today.value_or(service.from));
  if (effective_on < earliest) {
    return Refusal{Code::BAD_PERIOD,
                   fmt::format("it began or was changed last on {}", format_date(earliest))};
  }
  if (effective_on > latest) {
    return Refusal{Code::BAD_PERIOD,
                   fmt::format("the latest day it can change on now is {}", format_date(latest))};
  }
  return std::nullopt;
}

}  // namespace tenure::domain
