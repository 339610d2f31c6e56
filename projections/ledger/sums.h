// Debits and credits of an account over a time, in 128 bits. Internal to this folder.
#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <tuple>

#include "domain/kernel/money.h"
#include "domain/ledger/journal.h"

namespace tenure::projections::ledger {

/// Of amounts above zero, so it never falls.
struct Sum {
  std::uint64_t high = 0;
  std::uint64_t low = 0;

  void add(domain::MinorUnits amount) { add({0, static_cast<std::uint64_t>(amount.value())}); }
  void add(const Sum& other) {
    low += other.low;
    high += other.high + (low < other.low ? 1 : 0);
  }
  /// Nothing where it has no int64.
  [[nodiscard]] std::optional<domain::MinorUnits> amount() const {
    constexpr auto most = static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max());
    if (high != 0 || low > most) return std::nullopt;
    return domain::MinorUnits{static_cast<std::int64_t>(low)};
  }

  bool operator==(const Sum&) const = default;
  template <class Self>
  static auto fields(Self& self) {
    return std::tie(self.high, self.low);
  }
};

struct Sums {
  Sum debits;
  Sum credits;
  std::uint8_t currency_exponent = 0;

  void add(domain::Side side, domain::MinorUnits amount) {
    (side == domain::Side::debit ? debits : credits).add(amount);
  }
  void add(const Sums& other) {
    debits.add(other.debits);
    credits.add(other.credits);
    currency_exponent = other.currency_exponent;
  }

  template <class Self>
  static auto fields(Self& self) {
    return std::tie(self.debits, self.credits, self.currency_exponent);
  }
};

}  // namespace tenure::projections::ledger
