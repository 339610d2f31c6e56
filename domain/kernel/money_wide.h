// Sums that are kept in 128 bits until they are rounded once. For the domain, and for what shows how its sums came about.
#pragma once

#include <cstdint>
#include <expected>

#include "domain/kernel/money.h"

namespace tenure::domain {

/// Holds the sum of 2^31 products of an amount and a quantity.
using Wide = __int128;

/// dividend / divisor, rounded once. The divisor is above zero.
[[nodiscard]] std::expected<MinorUnits, AmountOverflow> divide(Wide dividend, std::int64_t divisor,
                                                               tenure::Rounding rounding);

}  // namespace tenure::domain
