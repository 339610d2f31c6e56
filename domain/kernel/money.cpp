#include "domain/kernel/money.h"

#include <limits>
#include <string_view>

#include <fmt/format.h>

#include "domain/kernel/money_wide.h"

namespace tenure::domain {
namespace {

using WideMagnitude = unsigned __int128;

constexpr std::int64_t BASIS_POINTS_PER_WHOLE = 10'000;

std::expected<MinorUnits, AmountOverflow> narrow(Wide exact) {
  if (exact < std::numeric_limits<std::int64_t>::min() || exact > std::numeric_limits<std::int64_t>::max()) {
    return std::unexpected(AmountOverflow{});
  }
  return MinorUnits(static_cast<std::int64_t>(exact));
}

WideMagnitude magnitude(Wide value) {
  return value < 0 ? WideMagnitude{0} - static_cast<WideMagnitude>(value) : static_cast<WideMagnitude>(value);
}

// Whether the quotient of magnitudes moves one further from zero.
bool rounds_up(WideMagnitude quotient, WideMagnitude remainder, WideMagnitude divisor,
               tenure::Rounding rounding) {
  const WideMagnitude twice = remainder * 2;
  if (twice != divisor) return twice > divisor;
  return rounding == tenure::Rounding::HALF_UP || quotient % 2 == 1;
}

std::expected<TaxedAmount, AmountOverflow> taxed(MinorUnits net, MinorUnits tax) {
  if (!add(net, tax)) return std::unexpected(AmountOverflow{});
  return TaxedAmount{.net = net, .tax = tax};
}

}  // namespace

std::expected<MinorUnits, AmountOverflow> add(MinorUnits left, MinorUnits right) {
  return narrow(Wide{left.value()} + right.value());
}

std::expected<MinorUnits, AmountOverflow> subtract(MinorUnits left, MinorUnits right) {
  return narrow(Wide{left.value()} - right.value());
}

std::expected<MinorUnits, AmountOverflow> multiply(MinorUnits amount, std::int64_t quantity) {
  return narrow(Wide{amount.value()} * quantity);
}

std::expected<MinorUnits, AmountOverflow> negate(MinorUnits amount) { return narrow(-Wide{amount.value()}); }

std::expected<MinorUnits, AmountOverflow> multiply_divide(MinorUnits amount, std::int64_t numerator,
                                                          std::int64_t denominator,
                                                          tenure::Rounding rounding) {
  if (denominator == 0) return std::unexpected(AmountOverflow{});
  const Wide product = Wide{amount.value()} * numerator;
  const WideMagnitude dividend = magnitude(product);
  const WideMagnitude divisor = magnitude(denominator);
  WideMagnitude quotient = dividend / divisor;
  if (rounds_up(quotient, dividend % divisor, divisor, rounding)) ++quotient;
  // At most 2^126, so the sign fits.
  const auto unsigned_answer = static_cast<Wide>(quotient);
  return narrow((product < 0) == (denominator < 0) ? unsigned_answer : -unsigned_answer);
}

std::expected<MinorUnits, AmountOverflow> divide(Wide dividend, std::int64_t divisor,
                                                 tenure::Rounding rounding) {
  const WideMagnitude whole = magnitude(dividend);
  const WideMagnitude by = magnitude(divisor);
  WideMagnitude quotient = whole / by;
  if (rounds_up(quotient, whole % by, by, rounding)) ++quotient;
  const auto unsigned_answer = static_cast<Wide>(quotient);
  return narrow(dividend < 0 ? -unsigned_answer : unsigned_answer);
}

std::expected<TaxedAmount, AmountOverflow> tax_exclusive(MinorUnits net, BasisPoints rate,
                                                         tenure::Rounding rounding) {
  const auto tax = multiply_divide(net, rate.value(), BASIS_POINTS_PER_WHOLE, rounding);
  if (!tax) return std::unexpected(tax.error());
  return taxed(net, *tax);
}

std::expected<TaxedAmount, AmountOverflow> tax_inclusive(MinorUnits gross, BasisPoints rate,
                                                         tenure::Rounding rounding) {
  const std::int64_t net_and_tax = BASIS_POINTS_PER_WHOLE + rate.value();
  const auto net = multiply_divide(gross, BASIS_POINTS_PER_WHOLE, net_and_tax, rounding);
  if (!net) return std::unexpected(net.error());
  const auto tax = subtract(gross, *net);
  if (!tax) return std::unexpected(tax.error());
  return taxed(*net, *tax);
}

std::string format_amount(MinorUnits amount, std::uint8_t exponent) {
  const std::string_view sign = amount.value() < 0 ? "-" : "";
  const auto digits = static_cast<std::uint64_t>(magnitude(amount.value()));
  if (exponent == 0) return fmt::format("{}{}", sign, digits);
  // At least one digit before the point.
  std::string text = fmt::format("{}{:0{}}", sign, digits, exponent + 1);
  text.insert(text.size() - exponent, ".");
  return text;
}

}  // namespace tenure::domain
