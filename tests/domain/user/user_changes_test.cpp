// What can happen to a user after it was added.

#include <gtest/gtest.h>

#include "tests/domain/let_house.h"
#include "tests/domain/scenario.h"

namespace tenure::test {
namespace {

constexpr std::string_view users = R"(
    given AddUser {"user_id":"U1"}
    given AddUser {"user_id":"A1","role":"ADMIN"}
)";

constexpr std::string_view numbers = R"(
    default ActivateService {"product_id":"VOICE","quantity":1,"from":"2026-01-05"}
    default ProvisionPhoneNumber {"site_id":"LON","kind":"GEOGRAPHIC"}
    given ActivateService {"service_id":"V","contract_id":"ACME-LON","entitlements":{"phone_numbers":5}}
    given ProvisionPhoneNumber {"number":"+442079460001"}
    given AllocatePhoneNumber {"number":"+442079460001","occupier_id":"ACME"}
    given ActivatePhoneNumber {"number":"+442079460001"}
)";

std::string house() { return std::string{let_house} + std::string{users}; }
std::string house_with_numbers() { return house() + std::string{numbers}; }

TEST(AddUser, RefusesAnEmailThatIsNoneLast) {
  run_table(let_house, R"(
    case  5 behind a site without a contract
    when  AddUser {"user_id":"U1","site_ids":["CAM"],"email":"nobody"}
    then  NO_CONTRACT
    when  AddUser {"user_id":"U1","email":"nobody"}
    then  BAD_EMAIL
    when  AddUser {"user_id":"U1","email":"ada@example.org bob@example.org"}
    then  BAD_EMAIL
    when  AddUser {"user_id":"U1","email":"a@b"}
    then  UserAdded {"email":"a@b"}
  )");
}

TEST(InviteUser, InvitesAgainAndAgain) {
  run_table(house(), R"(
    case  to either place
    when  InviteUser {"user_id":"U1","to":"MOBILE_APP"}
    then  UserInvited {"user_id":"U1","occupier_id":"ACME","to":"MOBILE_APP"}
    when  InviteUser {"user_id":"U1","to":"PORTAL"}
    then  UserInvited {"to":"PORTAL"}
    when  InviteUser {"user_id":"U1","to":"PORTAL"}
    then  UserInvited {"to":"PORTAL"}
  )");
}

TEST(InviteUser, RefusesInThisOrder) {
  run_table(house(), R"(
    case  1 the user is unknown
    when  InviteUser {"user_id":"U9","to":"PORTAL"}
    then  UNKNOWN_USER

    case  2 the user is inactive, until it is active again
    given DeactivateUser {"user_id":"U1"}
    when  InviteUser {"user_id":"U1","to":"PORTAL"}
    then  INVALID_TRANSITION
    given ReactivateUser {"user_id":"U1"}
    when  InviteUser {"user_id":"U1","to":"PORTAL"}
    then  UserInvited
  )");
}

TEST(SetUserRole, MakesAdminsAndUsers) {
  run_table(house(), R"(
    case  a user becomes an admin, so that the other may go
    when  SetUserRole {"user_id":"U1","role":"ADMIN"}
    then  UserRoleSet {"user_id":"U1","occupier_id":"ACME","role":"ADMIN"}
    when  DeactivateUser {"user_id":"A1"}
    then  UserDeactivated {"was_admin":true}

    case  one of two admins becomes a user, so that the other is the last
    given SetUserRole {"user_id":"U1","role":"ADMIN"}
    when  SetUserRole {"user_id":"A1","role":"USER"}
    then  UserRoleSet {"user_id":"A1","role":"USER"}
    when  DeactivateUser {"user_id":"U1"}
    then  LAST_ADMIN
    when  DeactivateUser {"user_id":"A1"}
    then  UserDeactivated {"was_admin":false}
  )");
}

TEST(SetUserRole, RefusesInThisOrder) {
  run_table(house(), R"(
    case  1 the user is unknown
    when  SetUserRole {"user_id":"U9","role":"ADMIN"}
    then  UNKNOWN_USER

    case  2 the user is inactive, and has the role too
    given DeactivateUser {"user_id":"U1"}
    when  SetUserRole {"user_id":"U1","role":"USER"}
    then  INVALID_TRANSITION inactive
    when  SetUserRole {"user_id":"U1","role":"ADMIN"}
    then  INVALID_TRANSITION inactive

    case  2 the user has the role, the only admin its own
    when  SetUserRole {"user_id":"U1","role":"USER"}
    then  INVALID_TRANSITION role
    when  SetUserRole {"user_id":"A1","role":"ADMIN"}
    then  INVALID_TRANSITION role

    case  3 the last admin of others
    when  SetUserRole {"user_id":"A1","role":"USER"}
    then  LAST_ADMIN

    case  3 the last admin, who is the last user too and would stay on without one
    given DeactivateUser {"user_id":"U1"}
    when  SetUserRole {"user_id":"A1","role":"USER"}
    then  LAST_ADMIN

    case  3 an inactive admin does not count, nor one of another occupier
    given AddUser {"user_id":"B1","occupier_id":"BETA","role":"ADMIN"}
    given AddUser {"user_id":"A2","role":"ADMIN"}
    given DeactivateUser {"user_id":"A2"}
    when  SetUserRole {"user_id":"A1","role":"USER"}
    then  LAST_ADMIN
    given ReactivateUser {"user_id":"A2"}
    when  SetUserRole {"user_id":"A1","role":"USER"}
    then  UserRoleSet {"role":"USER"}
  )");
}

TEST(SetUserSites, SaysTheSitesAnew) {
  run_table(house(), R"(
    case  one more, whose contract is still to come; named twice it counts once
    when  SetUserSites {"user_id":"U1","site_ids":["OXF","LON","OXF"]}
    then  UserSitesSet {"user_id":"U1","occupier_id":"ACME","site_ids":["OXF","LON"]}

    case  one less
    given SetUserSites {"user_id":"U1","site_ids":["LON","OXF"]}
    when  SetUserSites {"user_id":"U1","site_ids":["OXF"]}
    then  UserSitesSet {"site_ids":["OXF"]}

    case  a site that stays needs no contract any more
    given SetUserSites {"user_id":"U1","site_ids":["LON","OXF"]}
    given TerminateContract {"contract_id":"ACME-LON","on":"2026-01-06","termination_reason":"moved"}
    given days LON 2026-01-06
    given AddUser {"user_id":"U2","site_ids":["OXF"]}
    when  SetUserSites {"user_id":"U1","site_ids":["LON"]}
    then  UserSitesSet {"site_ids":["LON"]}
    when  SetUserSites {"user_id":"U1","site_ids":["OXF"]}
    then  UserSitesSet {"site_ids":["OXF"]}
    when  SetUserSites {"user_id":"U2","site_ids":["OXF","LON"]}
    then  NO_CONTRACT LON
  )");
}

TEST(SetUserSites, DecidesWhoMayHaveANumber) {
  run_table(house_with_numbers(), R"(
    case  at the number's site
    given SetUserSites {"user_id":"U1","site_ids":["OXF"]}
    when  AssignPhoneNumber {"number":"+442079460001","user_id":"U1"}
    then  USER_NOT_ELIGIBLE
    given SetUserSites {"user_id":"U1","site_ids":["OXF","LON"]}
    when  AssignPhoneNumber {"number":"+442079460001","user_id":"U1"}
    then  NumberAssigned
  )");
}

TEST(SetUserSites, RefusesInThisOrder) {
  run_table(house_with_numbers(), R"(
    given AssignPhoneNumber {"number":"+442079460001","user_id":"U1"}

    case  1 the user is unknown
    when  SetUserSites {"user_id":"U9","site_ids":["NOWHERE"]}
    then  UNKNOWN_USER

    case  2 a site is unknown, behind one without a contract; or there is none at all
    when  SetUserSites {"user_id":"U1","site_ids":["CAM","NOWHERE"]}
    then  UNKNOWN_SITE NOWHERE
    when  SetUserSites {"user_id":"U1","site_ids":[]}
    then  UNKNOWN_SITE one site or more

    case  3 no contract at a new site, and a number at one that goes
    when  SetUserSites {"user_id":"U1","site_ids":["CAM"]}
    then  NO_CONTRACT CAM

    case  4 a number at a site that goes, until it is taken back
    when  SetUserSites {"user_id":"U1","site_ids":["OXF"]}
    then  USER_HAS_NUMBERS
    given UnassignPhoneNumber {"number":"+442079460001"}
    when  SetUserSites {"user_id":"U1","site_ids":["OXF"]}
    then  UserSitesSet

    case  5 the sites are the same
    when  SetUserSites {"user_id":"U1","site_ids":["LON"]}
    then  INVALID_TRANSITION already

    case  5 the user is inactive
    given UnassignPhoneNumber {"number":"+442079460001"}
    given DeactivateUser {"user_id":"U1"}
    when  SetUserSites {"user_id":"U1","site_ids":["OXF"]}
    then  INVALID_TRANSITION inactive
  )");
}

TEST(ReactivateUser, BringsBackWhatTheUserWas) {
  run_table(house(), R"(
    case  a user
    given DeactivateUser {"user_id":"U1"}
    when  ReactivateUser {"user_id":"U1"}
    then  UserReactivated {"user_id":"U1","occupier_id":"ACME","is_admin":false}

    case  an admin counts as one again
    given AddUser {"user_id":"A2","role":"ADMIN"}
    given DeactivateUser {"user_id":"A2"}
    when  DeactivateUser {"user_id":"A1"}
    then  LAST_ADMIN
    when  ReactivateUser {"user_id":"A2"}
    then  UserReactivated {"is_admin":true}
    when  DeactivateUser {"user_id":"A1"}
    then  UserDeactivated

    case  a user counts as one again
    given DeactivateUser {"user_id":"U1"}
    given ReactivateUser {"user_id":"U1"}
    when  DeactivateUser {"user_id":"A1"}
    then  LAST_ADMIN
  )");
}

TEST(ReactivateUser, RefusesInThisOrder) {
  run_table(house(), R"(
    given AddUser {"user_id":"U2","site_ids":["OXF","LON"]}
    given AddUser {"user_id":"U3","site_ids":["OXF"]}

    case  1 the user is unknown
    when  ReactivateUser {"user_id":"U9"}
    then  UNKNOWN_USER

    case  2 the user is active, and has no contract any more
    given TerminateContract {"contract_id":"ACME-LON","on":"2026-01-06","termination_reason":"moved"}
    given days LON 2026-01-06
    when  ReactivateUser {"user_id":"U1"}
    then  INVALID_TRANSITION active

    case  3 no contract at one of its sites, in force or upcoming
    given DeactivateUser {"user_id":"U2"}
    given DeactivateUser {"user_id":"U3"}
    given TerminateContract {"contract_id":"ACME-LON","on":"2026-01-06","termination_reason":"moved"}
    given days LON 2026-01-06
    when  ReactivateUser {"user_id":"U2"}
    then  NO_CONTRACT LON
    when  ReactivateUser {"user_id":"U3"}
    then  UserReactivated
  )");
}

}  // namespace
}  // namespace tenure::test
