// ActivateService: starts a service of an occupier under a contract, at the price of the contract's site on the first
// day, which then stays. Its entitlements count from the activation on, so that numbers can be prepared before.
//
// Refuses, in this order:
//   ALREADY_EXISTS, UNKNOWN_CONTRACT, UNKNOWN_PRODUCT,
//   NO_CONTRACT         the contract is a draft or has ended, or does not cover the first day
//   WRONG_PRODUCT_KIND  the product is not a service
//   NOT_IN_PRICEBOOK    the site has no price on the first day, or one per hour
//   AMOUNT_OVERFLOW     price or entitlements times the quantity are too large
//   TOO_LARGE
//
// Records ServiceActivated and, where the contract is in force, what is due of its charges; then pending numbers of the
// occupier at the site are activated as far as its entitlements reach now.

#include <cstdint>
#include <expected>
#include <limits>

#include "domain/decide.h"
#include "domain/draft.h"
#include "domain/kernel/invariant.h"
#include "domain/kernel/text.h"
#include "domain/policy/contract_life.h"
#include "domain/policy/recurring_charges.h"
#include "domain/states.h"

namespace tenure::domain {
namespace {

constexpr std::uint64_t ENTITLEMENT_MAX = std::numeric_limits<std::uint32_t>::max();

struct Entitled {
  std::uint32_t phone_numbers = 0;
  std::uint32_t bandwidth_mbps = 0;
  std::uint32_t hunt_groups = 0;
  bool ivr = false;
};

bool covers(const Contract& contract, Date day) {
  if (contract.status != ContractStatus::upcoming && contract.status != ContractStatus::active) return false;
  return Period{contract.starts_on, contract.ends_on.value_or(DATE_LAST)}.contains(day);
}

/// The whole of one kind of entitlement; together with what there is already it must fit.
std::expected<std::uint32_t, AmountOverflow> whole(flatbuffers::Optional<std::uint32_t> of_one,
                                                   std::uint32_t quantity, std::uint32_t already) {
  const std::uint64_t all = std::uint64_t{of_one.value_or(0)} * quantity;
  if (all > ENTITLEMENT_MAX - already) return std::unexpected(AmountOverflow{});
  return static_cast<std::uint32_t>(all);
}

std::expected<Entitled, AmountOverflow> entitled(const command::ActivateService& command,
                                                 std::uint32_t numbers_already) {
  const auto* given = command.entitlements();
  if (given == nullptr) return Entitled{};
  const auto numbers = whole(given->phone_numbers(), command.quantity(), numbers_already);
  const auto bandwidth = whole(given->bandwidth_mbps(), command.quantity(), 0);
  const auto hunt_groups = whole(given->hunt_groups(), command.quantity(), 0);
  if (!numbers || !bandwidth || !hunt_groups) return std::unexpected(AmountOverflow{});
  return Entitled{*numbers, *bandwidth, *hunt_groups, given->ivr().value_or(false)};
}

/// Whatever a billing period will charge for the service fits.
bool charges_fit(const Price& price, std::uint32_t quantity) {
  const auto of_all = multiply(price.unit_price, quantity);
  return of_all && (price.per != PricePer::DAY || multiply(*of_all, billing_period_days_max));
}

}  // namespace

Target target(const command::ActivateService& command) {
  return {StreamKind::service, text(command.service_id())};
}

Decision decide(const command::ActivateService& command, const World& world) {
  const auto contract_id = text(command.contract_id());
  const auto* contract = world.contract(contract_id);
  const auto* product = world.product(text(command.product_id()));
  const Date from{command.from()};

  if (world.service(text(command.service_id())) != nullptr) return refuse(Code::ALREADY_EXISTS);
  if (contract == nullptr) return refuse(Code::UNKNOWN_CONTRACT);
  if (product == nullptr) return refuse(Code::UNKNOWN_PRODUCT);
  if (!covers(*contract, from))
    return refuse(Code::NO_CONTRACT, "not a signed contract that covers the first day");
  if (product->kind != ProductKind::SERVICE) return refuse(Code::WRONG_PRODUCT_KIND);
  const auto& site = existing(world.site(contract->site_id), "the site of a contract");
  const auto* price = site.price_on(text(command.product_id()), from);
  if (price == nullptr) return refuse(Code::NOT_IN_PRICEBOOK);
  if (price->per == PricePer::HOUR) {
    return refuse(Code::NOT_IN_PRICEBOOK, "the price is per hour, which no service is charged by");
  }
  const auto& occupier = existing(world.occupier(contract->occupier_id), "the occupier of a contract");
  const auto* holding = occupier.holding_at(contract->site_id);
  const auto all = entitled(command, holding == nullptr ? 0 : holding->entitled_numbers);
  if (!all || !charges_fit(*price, command.quantity())) return refuse(Code::AMOUNT_OVERFLOW);

  Draft draft{world};
  event::ServiceActivatedT activated;
  activated.service_id = text(command.service_id());
  activated.contract_id = contract_id;
  activated.occupier_id = contract->occupier_id;
  activated.site_id = contract->site_id;
  activated.product_id = text(command.product_id());
  activated.quantity = command.quantity();
  activated.from = command.from();
  activated.unit_price = price->unit_price.value();
  activated.per = price->per;
  activated.phone_numbers = all->phone_numbers;
  activated.bandwidth_mbps = all->bandwidth_mbps;
  activated.hunt_groups = all->hunt_groups;
  activated.ivr = all->ivr;
  draft.record(std::move(activated));

  if (site.business_day) charge_service(draft, text(command.service_id()), *site.business_day);
  if (occupier.contract_in_force(contract->site_id) != nullptr) {
    activate_pending_numbers(draft, contract->occupier_id, contract->site_id);
  }
  return draft.finish();
}

}  // namespace tenure::domain
