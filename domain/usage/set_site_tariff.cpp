// SetSiteTariff: says by which tariff calls at a site are rated from a date on, and as which product they are charged.
// Set again for the same date, the later one holds.
//
// Refuses, in this order: UNKNOWN_SITE, UNKNOWN_TARIFF, UNKNOWN_PRODUCT, WRONG_PRODUCT_KIND (not USAGE),
// CURRENCY_MISMATCH (the tariff is not in the currency of the site).

#include "domain/decide.h"
#include "domain/kernel/text.h"
#include "domain/states.h"

namespace tenure::domain {

Target target(const command::SetSiteTariff& command) { return {StreamKind::site, text(command.site_id())}; }

Decision decide(const command::SetSiteTariff& command, const World& world) {
  const auto* site = world.site(text(command.site_id()));
  const auto* tariff = world.tariff(text(command.tariff_id()));
  const auto* product = world.product(text(command.product_id()));
  if (site == nullptr) return refuse(Code::UNKNOWN_SITE);
  if (tariff == nullptr) return refuse(Code::UNKNOWN_TARIFF);
  if (product == nullptr) return refuse(Code::UNKNOWN_PRODUCT);
  if (product->kind != ProductKind::USAGE) return refuse(Code::WRONG_PRODUCT_KIND);
  if (tariff->currency != site->currency) return refuse(Code::CURRENCY_MISMATCH);

  event::SiteTariffSetT set;
  set.site_id = text(command.site_id());
  set.tariff_id = text(command.tariff_id());
  set.product_id = text(command.product_id());
  set.from = command.from();
  return record(std::move(set));
}

}  // namespace tenure::domain
