#include <gtest/gtest.h>

#include "tests/domain/let_house.h"
#include "tests/domain/scenario.h"

namespace tenure::test {
namespace {

TEST(AddUser, AddsAUserAtSitesWithAContract) {
  run_table(let_house, R"(
    case  one site
    when  AddUser {"user_id":"U1"}
    then  UserAdded {"user_id":"U1","occupier_id":"ACME","site_ids":["LON"],"given_name":"Ada", \
                     "family_name":"Byron","email":"ada@example.org","role":"USER"}

    case  a contract that is still to come is enough
    when  AddUser {"user_id":"U1","site_ids":["LON","OXF"],"role":"ADMIN"}
    then  UserAdded {"site_ids":["LON","OXF"],"role":"ADMIN"}

    case  a site named twice counts once, in the order of first mention
    when  AddUser {"user_id":"U1","site_ids":["OXF","LON","OXF","LON"]}
    then  UserAdded {"site_ids":["OXF","LON"]}
  )");
}

TEST(AddUser, RefusesInThisOrder) {
  run_table(let_house, R"(
    given AddUser {"user_id":"TAKEN"}

    case  1 the id is taken
    when  AddUser {"user_id":"TAKEN","occupier_id":"NOBODY","site_ids":["NOWHERE","CAM"]}
    then  ALREADY_EXISTS

    case  2 the occupier is unknown
    when  AddUser {"user_id":"U1","occupier_id":"NOBODY","site_ids":["NOWHERE","CAM"]}
    then  UNKNOWN_OCCUPIER

    case  2 the occupier is unknown, and there is no site at all
    when  AddUser {"user_id":"U1","occupier_id":"NOBODY","site_ids":[]}
    then  UNKNOWN_OCCUPIER

    case  3 a site is unknown, behind one without a contract
    when  AddUser {"user_id":"U1","site_ids":["CAM","NOWHERE"]}
    then  UNKNOWN_SITE NOWHERE

    case  3 no site at all
    when  AddUser {"user_id":"U1","site_ids":[]}
    then  UNKNOWN_SITE one site or more

    case  4 no contract at one of the sites
    when  AddUser {"user_id":"U1","site_ids":["LON","CAM"]}
    then  NO_CONTRACT CAM

    case  4 a draft is no contract
    when  AddUser {"user_id":"U1","occupier_id":"GAMMA"}
    then  NO_CONTRACT LON

    case  4 a contract that was ended before its first day is none
    given TerminateContract {"contract_id":"ACME-OXF","on":"2026-06-01","termination_reason":"changed their mind"}
    when  AddUser {"user_id":"U1","site_ids":["OXF"]}
    then  NO_CONTRACT OXF

    case  4 a contract that ended is none
    given TerminateContract {"contract_id":"BETA-LON","on":"2026-01-07","termination_reason":"moved"}
    when  AddUser {"user_id":"U1","occupier_id":"BETA"}
    then  UserAdded
    given days LON 2026-01-07
    when  AddUser {"user_id":"U2","occupier_id":"BETA"}
    then  NO_CONTRACT LON
  )");
}

TEST(DeactivateUser, EndsAUserOnce) {
  run_table(let_house, R"(
    given AddUser {"user_id":"U1"}
    given AddUser {"user_id":"A1","role":"ADMIN"}
    given AddUser {"user_id":"A2","role":"ADMIN"}

    case  a user
    when  DeactivateUser {"user_id":"U1"}
    then  UserDeactivated {"user_id":"U1","occupier_id":"ACME","was_admin":false}

    case  one of two admins
    when  DeactivateUser {"user_id":"A1"}
    then  UserDeactivated {"user_id":"A1","was_admin":true}

    case  the only admin when nobody else is left
    given DeactivateUser {"user_id":"A1"}
    given DeactivateUser {"user_id":"U1"}
    when  DeactivateUser {"user_id":"A2"}
    then  UserDeactivated {"was_admin":true}

    case  the admins of another occupier do not count
    given AddUser {"user_id":"B1","occupier_id":"BETA","role":"ADMIN"}
    given AddUser {"user_id":"B2","occupier_id":"BETA"}
    when  DeactivateUser {"user_id":"B1"}
    then  LAST_ADMIN
  )");
}

TEST(DeactivateUser, RefusesInThisOrder) {
  run_table(let_house, R"(
    default ActivateService {"contract_id":"ACME-LON","product_id":"VOICE","quantity":1,"from":"2026-01-05"}
    given ActivateService {"service_id":"V","entitlements":{"phone_numbers":5}}
    given AddUser {"user_id":"A1","role":"ADMIN"}
    given AddUser {"user_id":"U1"}
    given ProvisionPhoneNumber {"number":"+442079460001","site_id":"LON","kind":"GEOGRAPHIC"}
    given AllocatePhoneNumber {"number":"+442079460001","occupier_id":"ACME"}
    given ActivatePhoneNumber {"number":"+442079460001"}

    case  1 the user is unknown
    when  DeactivateUser {"user_id":"U9"}
    then  UNKNOWN_USER

    case  2 inactive already; the only admin of others is another matter
    given DeactivateUser {"user_id":"U1"}
    given DeactivateUser {"user_id":"A1"}
    given AddUser {"user_id":"U2"}
    when  DeactivateUser {"user_id":"A1"}
    then  INVALID_TRANSITION
    when  DeactivateUser {"user_id":"U1"}
    then  INVALID_TRANSITION

    case  3 the last admin, who holds a number too
    given AssignPhoneNumber {"number":"+442079460001","user_id":"A1"}
    when  DeactivateUser {"user_id":"A1"}
    then  LAST_ADMIN

    case  4 a user who holds a number, until it is taken back
    given AssignPhoneNumber {"number":"+442079460001","user_id":"U1"}
    when  DeactivateUser {"user_id":"U1"}
    then  USER_HAS_NUMBERS
    given UnassignPhoneNumber {"number":"+442079460001"}
    when  DeactivateUser {"user_id":"U1"}
    then  UserDeactivated {"user_id":"U1"}
  )");
}

}  // namespace
}  // namespace tenure::test
