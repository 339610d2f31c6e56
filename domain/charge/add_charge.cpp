// AddCharge: charges an occupier for something sold ad hoc at a site.
//
// Refuses, in this order: ALREADY_EXISTS, RESERVED_ID, UNKNOWN_OCCUPIER, UNKNOWN_SITE, UNKNOWN_PRODUCT, NO_CONTRACT
// (none in force at the site), NOT_GENERIC, BAD_PERIOD, NOT_IN_PRICEBOOK (no unit price given, and none at the site on
// its business day), AMOUNT_OVERFLOW.
//
// The service period is the business day where nothing is said, and one day where only its first is. A closed month
// will have its refusal, PERIOD_CLOSED, before NOT_GENERIC.

#include "domain/charge/cause_key.h"
#include "domain/charge/posting.h"
#include "domain/decide.h"
#include "domain/kernel/text.h"
#include "domain/states.h"

namespace tenure::domain {

Target target(const command::AddCharge& command) { return {StreamKind::charge, text(command.charge_id())}; }

Decision decide(const command::AddCharge& command, const World& world) {
  const auto charge_id = text(command.charge_id());
  const auto* occupier = world.occupier(text(command.occupier_id()));
  const auto* site = world.site(text(command.site_id()));
  const auto* product = world.product(text(command.product_id()));

  if (world.charge(charge_id) != nullptr) return refuse(Code::ALREADY_EXISTS);
  if (is_cause_key(charge_id)) return refuse(Code::RESERVED_ID);
  if (occupier == nullptr) return refuse(Code::UNKNOWN_OCCUPIER);
  if (site == nullptr) return refuse(Code::UNKNOWN_SITE);
  if (product == nullptr) return refuse(Code::UNKNOWN_PRODUCT);

  const auto* contract = occupier->contract_in_force(text(command.site_id()));
  if (contract == nullptr || !site->business_day) return refuse(Code::NO_CONTRACT);
  if (product->kind != ProductKind::GENERIC) return refuse(Code::NOT_GENERIC);

  const auto today = *site->business_day;
  const Date from{command.service_from().value_or(today.days())};
  const Date to{command.service_to().value_or(from.days() + 1)};
  if (to <= from) return refuse(Code::BAD_PERIOD, "service_to must lie after service_from");

  MinorUnits unit_price{0};
  if (const auto given = command.unit_price()) {
    unit_price = MinorUnits{*given};
  } else if (const auto* price = site->price_on(text(command.product_id()), today)) {
    unit_price = price->unit_price;
  } else {
    return refuse(Code::NOT_IN_PRICEBOOK);
  }
  const auto net = multiply(unit_price, command.quantity());
  if (!net || *net > charge_net_max) return refuse(Code::AMOUNT_OVERFLOW);

  event::ChargeRaisedT raised;
  raised.charge_id = charge_id;
  raised.occupier_id = text(command.occupier_id());
  raised.site_id = text(command.site_id());
  raised.product_id = text(command.product_id());
  raised.cause = ChargeCause::AD_HOC;
  raised.contract_id = contract->contract_id;
  raised.quantity = command.quantity();
  raised.unit_price = unit_price.value();
  raised.net = net->value();
  raised.currency = site->currency;
  raised.currency_exponent = site->currency_exponent;
  raised.on = today.days();
  raised.service_from = from.days();
  raised.service_to = to.days();
  raised.description = text(command.description());
  say_posting(raised, *site, *product, PostingRule::ACCRUAL_1);
  return record(std::move(raised));
}

}  // namespace tenure::domain
