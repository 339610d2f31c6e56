// A legal entity of the operator: the party that invoices; its currency and rounding rules.
#pragma once

#include <cstdint>
#include <string>
#include <tuple>

#include "domain/kernel/stream.h"
#include "domain/kernel/text.h"
#include "schemas/events/estate_generated.h"

namespace tenure::domain {

struct LegalEntity {
  std::string country;
  std::string currency;
  std::uint8_t currency_exponent = 0;
  Rounding rounding = Rounding::HALF_UP;
  TaxRounding tax_rounding = TaxRounding::LINE;

  bool operator==(const LegalEntity&) const = default;
  template <class Self>
  static auto fields(Self& self) {
    return std::tie(self.country, self.currency, self.currency_exponent, self.rounding, self.tax_rounding);
  }
};

inline void streams(const event::LegalEntityRegistered& event, StreamList& out) {
  out.add(StreamKind::legal_entity, text(event.legal_entity_id()));
}

inline void evolve(LegalEntity& state, const event::LegalEntityRegistered& event) {
  state.country = text(event.country());
  state.currency = text(event.currency());
  state.currency_exponent = event.currency_exponent();
  state.rounding = event.rounding();
  state.tax_rounding = event.tax_rounding();
}

}  // namespace tenure::domain
