#include <gtest/gtest.h>

#include "domain/wifi/login_hash.h"
#include "tests/domain/let_house.h"
#include "tests/domain/scenario.h"

namespace tenure::test {
namespace {

constexpr std::string_view users = R"(
    default EnableWifiAccount {"user_id":"U1","login":"ada"}
    default DisableWifiAccount {"user_id":"U1"}
    default ResetWifiPassword {"user_id":"U1"}
    given AddUser {"user_id":"U1"}
    given AddUser {"user_id":"U2"}
    given AddUser {"user_id":"B1","occupier_id":"BETA"}
)";

std::string house() { return std::string{let_house} + std::string{users}; }

TEST(LoginHash, NeverChanges) {
  // As published for XXH3-128 of no bytes; the others were calculated once and are part of recorded streams since.
  EXPECT_EQ(domain::login_hash(""), "99aa06d3014798d86001c324468d497f");
  EXPECT_EQ(domain::login_hash("ada"), "93ff3b2c3682a669691d4463952c802f");
  EXPECT_EQ(domain::login_hash("ada.byron@example.org"), "b6c906ea49a05f031002f74b5793a423");
}

TEST(LoginHash, KnowsNoAsciiCapitals) {
  EXPECT_EQ(domain::login_hash("Ada.Byron@EXAMPLE.org"), domain::login_hash("ada.byron@example.org"));
  EXPECT_EQ(domain::login_hash("[Z]"), domain::login_hash("[z]"));
  // The characters next to the letters are no letters.
  EXPECT_NE(domain::login_hash("@"), domain::login_hash("`"));
  EXPECT_NE(domain::login_hash("["), domain::login_hash("{"));
  // Letters outside ASCII count as they are.
  EXPECT_NE(domain::login_hash("\xc3\x84"), domain::login_hash("\xc3\xa4"));
}

TEST(EnableWifiAccount, GivesAUserALogin) {
  run_table(house(), R"(
    case  the first
    when  EnableWifiAccount {"login":"Ada"}
    then  WifiAccountEnabled {"user_id":"U1","occupier_id":"ACME","login":"Ada","login_hash":"93ff3b2c3682a669691d4463952c802f", \
                              "previous_login_hash":null}

    case  enabled again with the same one, in other letters
    given EnableWifiAccount {}
    given DisableWifiAccount {}
    when  EnableWifiAccount {"login":"ADA"}
    then  WifiAccountEnabled {"login":"ADA","previous_login_hash":null}

    case  another one, whether it is enabled or not; the one before is free again
    given EnableWifiAccount {}
    when  EnableWifiAccount {"login":"byron"}
    then  WifiAccountEnabled {"login":"byron","previous_login_hash":"93ff3b2c3682a669691d4463952c802f"}
    when  EnableWifiAccount {"user_id":"U2","login":"ada"}
    then  WifiAccountEnabled {"user_id":"U2","previous_login_hash":null}
    given DisableWifiAccount {"user_id":"U2"}
    when  EnableWifiAccount {"user_id":"U2","login":"lovelace"}
    then  WifiAccountEnabled {"previous_login_hash":"93ff3b2c3682a669691d4463952c802f"}
    when  EnableWifiAccount {"user_id":"U1","login":"ada"}
    then  WifiAccountEnabled

    case  a contract that is still to come is enough, at one of the sites
    given SetUserSites {"user_id":"U1","site_ids":["LON","OXF"]}
    given TerminateContract {"contract_id":"ACME-LON","on":"2026-01-06","termination_reason":"moved"}
    given days LON 2026-01-06
    when  EnableWifiAccount {}
    then  WifiAccountEnabled
    when  EnableWifiAccount {"user_id":"U2","login":"other"}
    then  NO_CONTRACT
  )");
}

TEST(EnableWifiAccount, RefusesInThisOrder) {
  run_table(house(), R"(
    given EnableWifiAccount {"user_id":"B1","login":"beta"}

    case  1 the user is unknown
    when  EnableWifiAccount {"user_id":"U9","login":"beta"}
    then  UNKNOWN_USER

    case  2 the user is inactive
    given DeactivateUser {"user_id":"U1"}
    when  EnableWifiAccount {"login":"beta"}
    then  INVALID_TRANSITION inactive

    case  2 enabled with this login already, in whatever letters; the contract is over too
    given EnableWifiAccount {}
    given TerminateContract {"contract_id":"ACME-LON","on":"2026-01-06","termination_reason":"moved"}
    given days LON 2026-01-06
    when  EnableWifiAccount {"login":"aDA"}
    then  INVALID_TRANSITION already

    case  3 no contract at any of the sites
    given TerminateContract {"contract_id":"ACME-LON","on":"2026-01-06","termination_reason":"moved"}
    given days LON 2026-01-06
    when  EnableWifiAccount {"login":"beta"}
    then  NO_CONTRACT

    case  4 another user's login, of another occupier, in other letters
    when  EnableWifiAccount {"login":"BETA"}
    then  LOGIN_IN_USE

    case  4 a login stays its user's while the account is disabled and the user inactive
    given DisableWifiAccount {"user_id":"B1"}
    given DeactivateUser {"user_id":"B1"}
    when  EnableWifiAccount {"login":"beta"}
    then  LOGIN_IN_USE
  )");
}

TEST(DisableWifiAccount, TakesTheWifiOnce) {
  run_table(house(), R"(
    given EnableWifiAccount {}

    case  an enabled account
    when  DisableWifiAccount {}
    then  WifiAccountDisabled {"user_id":"U1","occupier_id":"ACME"}

    case  of a user who was deactivated before
    given DeactivateUser {"user_id":"U1"}
    when  DisableWifiAccount {}
    then  WifiAccountDisabled

    case  1 the user is unknown
    when  DisableWifiAccount {"user_id":"U9"}
    then  UNKNOWN_USER

    case  2 not enabled: never, or no longer
    when  DisableWifiAccount {"user_id":"U2"}
    then  INVALID_TRANSITION
    given DisableWifiAccount {}
    when  DisableWifiAccount {}
    then  INVALID_TRANSITION
  )");
}

TEST(ResetWifiPassword, IsSaidOfAnEnabledAccount) {
  run_table(house(), R"(
    given EnableWifiAccount {}

    case  again and again
    when  ResetWifiPassword {}
    then  WifiPasswordReset {"user_id":"U1","occupier_id":"ACME"}
    when  ResetWifiPassword {}
    then  WifiPasswordReset

    case  1 the user is unknown
    when  ResetWifiPassword {"user_id":"U9"}
    then  UNKNOWN_USER

    case  2 not enabled: never, or no longer
    when  ResetWifiPassword {"user_id":"U2"}
    then  INVALID_TRANSITION
    given DisableWifiAccount {}
    when  ResetWifiPassword {}
    then  INVALID_TRANSITION
  )");
}

}  // namespace
}  // namespace tenure::test
