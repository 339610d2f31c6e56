// The accounts of the books.
//
// Words: an account is found by legal entity, code, subject and currency. The subject of what is owed to or by an occupier
//   is the occupier; that of income is the site.
#pragma once

#include <string_view>

#include "schemas/common_generated.h"

namespace tenure::domain {

/// Income that is not billed yet.
inline constexpr std::string_view account_unbilled = "1210";
inline constexpr std::string_view account_leases = "4100";
inline constexpr std::string_view account_services = "4110";
inline constexpr std::string_view account_telephony = "4120";
inline constexpr std::string_view account_sales = "4130";

/// What people call it; empty for an account that only a product names.
[[nodiscard]] std::string_view account_name(std::string_view code);
/// Of a charge whose product names no account of its own.
[[nodiscard]] std::string_view income_account(ChargeCause cause);

}  // namespace tenure::domain
