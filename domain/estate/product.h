// A product of the operator's catalogue.
#pragma once

#include <string>
#include <tuple>

#include "domain/kernel/stream.h"
#include "domain/kernel/text.h"
#include "schemas/events/estate_generated.h"

namespace tenure::domain {

struct Product {
  ProductKind kind = ProductKind::GENERIC;
  std::string tax_code;
  std::string revenue_account;

  bool operator==(const Product&) const = default;
  template <class Self>
  static auto fields(Self& self) {
    return std::tie(self.kind, self.tax_code, self.revenue_account);
  }
};

inline void streams(const event::ProductDefined& event, StreamList& out) {
  out.add(StreamKind::product, text(event.product_id()));
}

inline void evolve(Product& state, const event::ProductDefined& event) {
  state.kind = event.kind();
  state.tax_code = text(event.tax_code());
  state.revenue_account = text(event.revenue_account());
}

}  // namespace tenure::domain
