// May this device, or this login, into the Wi-Fi of a site now, and if not, why?
//
// Is:       the one rule of Wi-Fi, over small values: the read model calls it with its rows, tests with literals.
// Promises: pure. The reason is the first in the order of `WifiReason` that applies.
// Fails:    never. What is not known is a reason like any other, since a RADIUS server asks about whatever appears.
// Why:      that a contract has ended takes the Wi-Fi away by rule and not by events for each device and account, so
//           nothing can be forgotten and a renewal brings everything back.
#pragma once

#include <cstdint>
#include <string_view>

#include "domain/access/allowed.h"

namespace tenure::domain {

/// In order of precedence; ALLOWED is what is left when nothing stands in the way.
enum class WifiReason : std::uint8_t {
  UNKNOWN_DEVICE,        ///< No device with this MAC is registered at the site, or it was removed.
  UNKNOWN_ACCOUNT,       ///< The login is nobody's.
  ACCOUNT_DISABLED,      ///< The account was disabled.
  USER_INACTIVE,         ///< The account's user was deactivated.
  NOT_AT_SITE,           ///< The user does not belong to the site.
  NO_CONTRACT_IN_FORCE,  ///< The occupier has no contract in force at the site.
  ALLOWED,
};

[[nodiscard]] std::string_view name_of(WifiReason reason);

enum class DeviceStanding : std::uint8_t { unknown, registered };
enum class AccountStanding : std::uint8_t { unknown, disabled, enabled };
enum class SiteMembership : std::uint8_t { none, member };

struct DeviceQuestion {
  DeviceStanding device = DeviceStanding::unknown;
  /// Of the device's occupier at the site.
  ContractStanding contract = ContractStanding::none;
};

struct AccountQuestion {
  AccountStanding account = AccountStanding::unknown;
  UserStanding user = UserStanding::inactive;
  SiteMembership site = SiteMembership::none;
  /// Of the user's occupier at the site.
  ContractStanding contract = ContractStanding::none;
};

[[nodiscard]] WifiReason may_connect(const DeviceQuestion& question);
[[nodiscard]] WifiReason may_connect(const AccountQuestion& question);

}  // namespace tenure::domain
