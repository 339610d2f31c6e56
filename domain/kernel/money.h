// Amounts of money as whole minor units, and the only places in the domain where one is rounded.
//
// Is:       a strong type over int64 minor units (pence, yen, fils), checked arithmetic on it, one exact
//           multiply-then-divide, the two tax formulas of a line, and the decimal text of an amount.
// Promises: no floating point; products are held in 128 bits; every operation that rounds takes the
//           rounding as an argument and rounds once. Negative amounts mirror positive ones: f(-x) = -f(x).
// Fails:    AmountOverflow when the exact answer does not fit in int64; the caller refuses with
//           AMOUNT_OVERFLOW.
// Why:      a daily rate rounded first and multiplied later is the classic wrong bill; with the division
//           inside one function that takes the whole fraction there is nowhere to write it. Currency is not
//           in the type: a stream or a line has one currency, and comparing it is a business rule with a
//           refusal of its own.
#pragma once

#include <compare>
#include <cstdint>
#include <expected>
#include <string>

#include "schemas/common_generated.h"

namespace tenure::domain {

/// An amount in the smallest unit of some currency.
class MinorUnits {
 public:
  constexpr MinorUnits() = default;
  constexpr explicit MinorUnits(std::int64_t value) : value_(value) {}

  [[nodiscard]] constexpr std::int64_t value() const { return value_; }

  friend constexpr auto operator<=>(MinorUnits, MinorUnits) = default;

 private:
  std::int64_t value_ = 0;
};

/// The most that one charge may come to: no sum of a few thousand of them leaves int64, whatever adds them up.
inline constexpr MinorUnits charge_net_max{1'000'000'000'000'000};

/// A rate in hundredths of a per cent: 2000 is 20 %. Not negative.
class BasisPoints {
 public:
  constexpr BasisPoints() = default;
  constexpr explicit BasisPoints(std::int32_t value) : value_(value) {}

  [[nodiscard]] constexpr std::int32_t value() const { return value_; }

  friend constexpr auto operator<=>(BasisPoints, BasisPoints) = default;

 private:
  std::int32_t value_ = 0;
};

/// The exact answer has no int64.
struct AmountOverflow {
  friend constexpr bool operator==(AmountOverflow, AmountOverflow) = default;
};

[[nodiscard]] std::expected<MinorUnits, AmountOverflow> add(MinorUnits left, MinorUnits right);
[[nodiscard]] std::expected<MinorUnits, AmountOverflow> subtract(MinorUnits left, MinorUnits right);
[[nodiscard]] std::expected<MinorUnits, AmountOverflow> multiply(MinorUnits amount, std::int64_t quantity);
[[nodiscard]] std::expected<MinorUnits, AmountOverflow> negate(MinorUnits amount);

/// amount × numerator / denominator, exact until the one rounding at the end. HALF_UP takes a half away from
/// zero, HALF_EVEN to the even neighbour. A denominator of zero has no answer and is AmountOverflow too.
[[nodiscard]] std::expected<MinorUnits, AmountOverflow> multiply_divide(MinorUnits amount,
                                                                        std::int64_t numerator,
                                                                        std::int64_t denominator,
                                                                        tenure::Rounding rounding);

/// A line's amount split; net + tax is the gross and fits in int64.
struct TaxedAmount {
  MinorUnits net;
  MinorUnits tax;

  friend constexpr bool operator==(TaxedAmount, TaxedAmount) = default;
};

/// Tax on top: tax = round(net × rate).
[[nodiscard]] std::expected<TaxedAmount, AmountOverflow> tax_exclusive(MinorUnits net, BasisPoints rate,
                                                                       tenure::Rounding rounding);

/// Tax inside: net = round(gross / (1 + rate)), tax = gross - net, so that the two give the gross exactly.
[[nodiscard]] std::expected<TaxedAmount, AmountOverflow> tax_inclusive(MinorUnits gross, BasisPoints rate,
                                                                       tenure::Rounding rounding);

/// Decimal text with `exponent` digits after the point: 123450 is "1234.50" at 2, "123450" at 0, "123.450"
/// at 3.
[[nodiscard]] std::string format_amount(MinorUnits amount, std::uint8_t exponent);

}  // namespace tenure::domain
