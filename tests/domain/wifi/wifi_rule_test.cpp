// The rule of Wi-Fi, over literals: its reasons in their order.

#include <gtest/gtest.h>

#include "domain/wifi/may_connect.h"

namespace tenure::test {
namespace {

using domain::AccountStanding;
using domain::ContractStanding;
using domain::DeviceStanding;
using domain::may_connect;
using domain::SiteMembership;
using domain::UserStanding;
using domain::WifiReason;

WifiReason account(AccountStanding standing, UserStanding user, SiteMembership site,
                   ContractStanding contract) {
  return may_connect(domain::AccountQuestion{standing, user, site, contract});
}
WifiReason device(DeviceStanding standing, ContractStanding contract) {
  return may_connect(domain::DeviceQuestion{standing, contract});
}

TEST(MayConnect, GivesTheFirstReasonForALoginInTheDocumentedOrder) {
  using A = AccountStanding;
  using U = UserStanding;
  using S = SiteMembership;
  using C = ContractStanding;
  // Each row breaks its own rule and all that come after it.
  EXPECT_EQ(account(A::unknown, U::inactive, S::none, C::none), WifiReason::UNKNOWN_ACCOUNT);
  EXPECT_EQ(account(A::disabled, U::inactive, S::none, C::none), WifiReason::ACCOUNT_DISABLED);
  EXPECT_EQ(account(A::enabled, U::inactive, S::none, C::none), WifiReason::USER_INACTIVE);
  EXPECT_EQ(account(A::enabled, U::active, S::none, C::none), WifiReason::NOT_AT_SITE);
  EXPECT_EQ(account(A::enabled, U::active, S::member, C::none), WifiReason::NO_CONTRACT_IN_FORCE);
  EXPECT_EQ(account(A::enabled, U::active, S::member, C::in_force), WifiReason::ALLOWED);
  // And each rule alone.
  EXPECT_EQ(account(A::unknown, U::active, S::member, C::in_force), WifiReason::UNKNOWN_ACCOUNT);
  EXPECT_EQ(account(A::disabled, U::active, S::member, C::in_force), WifiReason::ACCOUNT_DISABLED);
  EXPECT_EQ(account(A::enabled, U::inactive, S::member, C::in_force), WifiReason::USER_INACTIVE);
  EXPECT_EQ(account(A::enabled, U::active, S::none, C::in_force), WifiReason::NOT_AT_SITE);
}

TEST(MayConnect, GivesTheFirstReasonForADeviceInTheDocumentedOrder) {
  EXPECT_EQ(device(DeviceStanding::unknown, ContractStanding::none), WifiReason::UNKNOWN_DEVICE);
  EXPECT_EQ(device(DeviceStanding::unknown, ContractStanding::in_force), WifiReason::UNKNOWN_DEVICE);
  EXPECT_EQ(device(DeviceStanding::registered, ContractStanding::none), WifiReason::NO_CONTRACT_IN_FORCE);
  EXPECT_EQ(device(DeviceStanding::registered, ContractStanding::in_force), WifiReason::ALLOWED);
}

TEST(WifiReason, HasANameForEach) {
  EXPECT_EQ(name_of(WifiReason::UNKNOWN_DEVICE), "UNKNOWN_DEVICE");
  EXPECT_EQ(name_of(WifiReason::UNKNOWN_ACCOUNT), "UNKNOWN_ACCOUNT");
  EXPECT_EQ(name_of(WifiReason::ACCOUNT_DISABLED), "ACCOUNT_DISABLED");
  EXPECT_EQ(name_of(WifiReason::USER_INACTIVE), "USER_INACTIVE");
  EXPECT_EQ(name_of(WifiReason::NOT_AT_SITE), "NOT_AT_SITE");
  EXPECT_EQ(name_of(WifiReason::NO_CONTRACT_IN_FORCE), "NO_CONTRACT_IN_FORCE");
  EXPECT_EQ(name_of(WifiReason::ALLOWED), "ALLOWED");
}

}  // namespace
}  // namespace tenure::test
