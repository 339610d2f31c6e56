// DefineTaxCode: says what a tax code of a legal entity means from a date on. Defined again for the same date, the later
// one holds; what it meant before that date stays.
//
// Refuses, in this order:
//   UNKNOWN_LEGAL_ENTITY,
//   TAX_CATEGORY_INVALID  category S without a rate, or one of the others with one (EN 16931, BR-S-05 and its like)

#include "domain/decide.h"
#include "domain/kernel/text.h"
#include "domain/states.h"

namespace tenure::domain {

Target target(const command::DefineTaxCode& command) {
  return {StreamKind::legal_entity, text(command.legal_entity_id())};
}

Decision decide(const command::DefineTaxCode& command, const World& world) {
  if (world.legal_entity(text(command.legal_entity_id())) == nullptr) {
    return refuse(Code::UNKNOWN_LEGAL_ENTITY);
  }
  if ((command.category() == TaxCategory::S) != (command.rate_bp() > 0)) {
    return refuse(Code::TAX_CATEGORY_INVALID);
  }

  event::TaxCodeDefinedT defined;
  defined.legal_entity_id = text(command.legal_entity_id());
  defined.tax_code = text(command.tax_code());
  defined.category = command.category();
  defined.rate_bp = command.rate_bp();
  defined.from = command.from();
  return record(std::move(defined));
}

}  // namespace tenure::domain
