// How many digits a currency has after the decimal point.
//
// Is:       the exponents of ISO 4217 for the currencies that are in use, and only when a legal entity is registered.
// Promises: nothing but the code is looked at. The answer is recorded in an event, so that a replay needs no table.
// Fails:    nullopt for a currency that is not listed; the caller refuses with BAD_CURRENCY, and the client can give
//           the exponent itself.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace tenure::domain {

[[nodiscard]] std::optional<std::uint8_t> currency_exponent(std::string_view code);

}  // namespace tenure::domain
