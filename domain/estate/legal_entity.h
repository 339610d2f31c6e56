// A legal entity of the operator: the party that invoices; its currency and rounding rules.
#pragma once

#include <algorithm>
#include <cstdint>
#include <iterator>
#include <map>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "domain/kernel/calendar.h"
#include "domain/kernel/stream.h"
#include "domain/kernel/text.h"
#include "schemas/events/estate_generated.h"

namespace tenure::domain {

/// What a tax code means from a date on.
struct TaxRule {
  Date from{0};
  TaxCategory category = TaxCategory::S;
  std::uint32_t rate_bp = 0;

  bool operator==(const TaxRule&) const = default;
  template <class Self>
  static auto fields(Self& self) {
    return std::tie(self.from, self.category, self.rate_bp);
  }
};

struct LegalEntity {
  std::string country;
  std::string currency;
  std::uint8_t currency_exponent = 0;
  Rounding rounding = Rounding::HALF_UP;
  TaxRounding tax_rounding = TaxRounding::LINE;
  /// By code, each list rising by date.
  std::map<std::string, std::vector<TaxRule>, std::less<>> tax_codes;

  /// What the code means on the date, if it is defined by then.
  [[nodiscard]] const TaxRule* tax_on(std::string_view tax_code, Date date) const {
    const auto found = tax_codes.find(tax_code);
    if (found == tax_codes.end()) return nullptr;
    const auto& list = found->second;
    const auto next = std::ranges::upper_bound(list, date, {}, &TaxRule::from);
    return next == list.begin() ? nullptr : &*std::prev(next);
  }

  bool operator==(const LegalEntity&) const = default;
  template <class Self>
  static auto fields(Self& self) {
    return std::tie(self.country, self.currency, self.currency_exponent, self.rounding, self.tax_rounding,
                    self.tax_codes);
  }
};

inline void streams(const event::LegalEntityRegistered& event, StreamList& out) {
  out.add(StreamKind::legal_entity, text(event.legal_entity_id()));
}
inline void streams(const event::TaxCodeDefined& event, StreamList& out) {
  out.add(StreamKind::legal_entity, text(event.legal_entity_id()));
}

inline void evolve(LegalEntity& state, const event::LegalEntityRegistered& event) {
  state.country = text(event.country());
  state.currency = text(event.currency());
  state.currency_exponent = event.currency_exponent();
  state.rounding = event.rounding();
  state.tax_rounding = event.tax_rounding();
}
/// Of two for one date the later one holds.
inline void evolve(LegalEntity& state, const event::TaxCodeDefined& event) {
  const TaxRule rule{Date{event.from()}, event.category(), event.rate_bp()};
  auto& list = state.tax_codes.try_emplace(copy(event.tax_code())).first->second;
  const auto at = std::ranges::lower_bound(list, rule.from, {}, &TaxRule::from);
  if (at != list.end() && at->from == rule.from) {
    *at = rule;
  } else {
    list.insert(at, rule);
  }
}

}  // namespace tenure::domain
