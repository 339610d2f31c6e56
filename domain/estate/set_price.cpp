// SetPrice: sets the price of a product at a site from a date on, in the currency of the site. Set again for the same
// date, the later one holds; services that run keep the price they began with.
//
// Refuses, in this order: UNKNOWN_SITE, UNKNOWN_PRODUCT.

#include "domain/decide.h"
#include "domain/kernel/text.h"
#include "domain/states.h"

namespace tenure::domain {

Target target(const command::SetPrice& command) { return {StreamKind::site, text(command.site_id())}; }

Decision decide(const command::SetPrice& command, const World& world) {
  if (world.site(text(command.site_id())) == nullptr) return refuse(Code::UNKNOWN_SITE);
  if (world.product(text(command.product_id())) == nullptr) return refuse(Code::UNKNOWN_PRODUCT);

  event::PriceSetT set;
  set.site_id = text(command.site_id());
  set.product_id = text(command.product_id());
  set.unit_price = command.unit_price();
  set.per = command.per();
  set.from = command.from();
  return record(std::move(set));
}

}  // namespace tenure::domain
