// DefineProduct: adds a product to the operator's catalogue.
//
// Refuses, in this order: ALREADY_EXISTS.

#include "domain/decide.h"
#include "domain/kernel/text.h"
#include "domain/states.h"

namespace tenure::domain {

Target target(const command::DefineProduct& command) {
  return {StreamKind::product, text(command.product_id())};
}

Decision decide(const command::DefineProduct& command, const World& world) {
  if (world.product(text(command.product_id())) != nullptr) return refuse(Code::ALREADY_EXISTS);

  event::ProductDefinedT defined;
  defined.product_id = text(command.product_id());
  defined.name = text(command.name());
  defined.kind = command.kind();
  defined.tax_code = text(command.tax_code());
  defined.revenue_account = text(command.revenue_account());
  return record(std::move(defined));
}

}  // namespace tenure::domain
