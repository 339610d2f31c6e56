// RegisterLegalEntity: registers the party that invoices, with its currency and how it rounds.
//
// Refuses, in this order: ALREADY_EXISTS, BAD_CURRENCY.

#include "domain/decide.h"
#include "domain/estate/currency.h"
#include "domain/kernel/text.h"
#include "domain/states.h"

namespace tenure::domain {

Target target(const command::RegisterLegalEntity& command) {
  return {StreamKind::legal_entity, text(command.legal_entity_id())};
}

Decision decide(const command::RegisterLegalEntity& command, const World& world) {
  if (world.legal_entity(text(command.legal_entity_id())) != nullptr) return refuse(Code::ALREADY_EXISTS);
  const auto given = command.currency_exponent();
  const auto exponent = given ? std::optional{*given} : currency_exponent(text(command.currency()));
  if (!exponent) return refuse(Code::BAD_CURRENCY);

  event::LegalEntityRegisteredT registered;
  registered.legal_entity_id = text(command.legal_entity_id());
  registered.name = text(command.name());
  registered.country = text(command.country());
  registered.currency = text(command.currency());
  registered.currency_exponent = *exponent;
  registered.vat_number = text(command.vat_number());
  registered.invoice_prefix = text(command.invoice_prefix());
  registered.rounding = command.rounding();
  registered.tax_rounding = command.tax_rounding();
  return record(std::move(registered));
}

}  // namespace tenure::domain
