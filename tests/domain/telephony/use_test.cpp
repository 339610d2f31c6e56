#include <gtest/gtest.h>

#include "tests/domain/let_house.h"
#include "tests/domain/scenario.h"

namespace tenure::test {
namespace {

// Two voice entitlements at LON; ...01 to ...03 at LON and ...04 at OXF allocated to ACME, ...05 to BETA, ...06 to nobody.
constexpr std::string_view numbers = R"(
    default ActivateService {"contract_id":"ACME-LON","product_id":"VOICE","quantity":1,"from":"2026-01-05"}
    default ProvisionPhoneNumber {"site_id":"LON","kind":"GEOGRAPHIC"}
    default AllocatePhoneNumber {"occupier_id":"ACME"}
    given ActivateService {"service_id":"V","entitlements":{"phone_numbers":2}}
    given ProvisionPhoneNumber {"number":"+442079460001"}
    given ProvisionPhoneNumber {"number":"+442079460002"}
    given ProvisionPhoneNumber {"number":"+442079460003"}
    given ProvisionPhoneNumber {"number":"+442079460004","site_id":"OXF"}
    given ProvisionPhoneNumber {"number":"+442079460005"}
    given ProvisionPhoneNumber {"number":"+442079460006"}
    given AllocatePhoneNumber {"number":"+442079460001"}
    given AllocatePhoneNumber {"number":"+442079460002"}
    given AllocatePhoneNumber {"number":"+442079460003"}
    given AllocatePhoneNumber {"number":"+442079460004"}
    given AllocatePhoneNumber {"number":"+442079460005","occupier_id":"BETA"}
    given AddUser {"user_id":"U1"}
    given AddUser {"user_id":"U2"}
    given AddUser {"user_id":"B1","occupier_id":"BETA"}
    given AddUser {"user_id":"OXF-ONLY","site_ids":["OXF"]}
    given AddUser {"user_id":"GONE"}
    given DeactivateUser {"user_id":"GONE"}
)";

std::string house_with_numbers() { return std::string{let_house} + std::string{numbers}; }

TEST(ActivatePhoneNumber, UsesAnEntitlementOrWaitsForTheContract) {
  run_table(house_with_numbers(), R"(
    case  as many as the occupier is entitled to, and no more
    when  ActivatePhoneNumber {"number":"+442079460001"}
    then  NumberActivated {"number":"+442079460001","site_id":"LON","occupier_id":"ACME"}
    when  ActivatePhoneNumber {"number":"+442079460002"}
    then  NumberActivated {"number":"+442079460002"}
    when  ActivatePhoneNumber {"number":"+442079460003"}
    then  NO_ENTITLEMENT

    case  asked for before the contract starts, without an entitlement yet
    when  ActivatePhoneNumber {"number":"+442079460004"}
    then  NumberActivationRequested {"number":"+442079460004","site_id":"OXF","occupier_id":"ACME"}
  )");
}

TEST(ActivatePhoneNumber, RefusesInThisOrder) {
  run_table(house_with_numbers(), R"(
    case  1 the number is unknown
    when  ActivatePhoneNumber {"number":"+442079460009"}
    then  UNKNOWN_PHONE_NUMBER

    case  2 in nobody's hands
    when  ActivatePhoneNumber {"number":"+442079460006"}
    then  INVALID_TRANSITION

    case  2 active already, with no entitlement left
    given ActivatePhoneNumber {"number":"+442079460001"}
    given ActivatePhoneNumber {"number":"+442079460002"}
    when  ActivatePhoneNumber {"number":"+442079460001"}
    then  INVALID_TRANSITION

    case  2 asked for already
    given ActivatePhoneNumber {"number":"+442079460004"}
    when  ActivatePhoneNumber {"number":"+442079460004"}
    then  INVALID_TRANSITION

    case  3 no service with an entitlement at the site
    when  ActivatePhoneNumber {"number":"+442079460005"}
    then  NO_ENTITLEMENT
  )");
}

TEST(AssignPhoneNumber, GivesAnActiveNumberToAUser) {
  run_table(house_with_numbers(), R"(
    given ActivatePhoneNumber {"number":"+442079460001"}
    given ActivatePhoneNumber {"number":"+442079460002"}

    case  without an extension
    when  AssignPhoneNumber {"number":"+442079460001","user_id":"U1"}
    then  NumberAssigned {"number":"+442079460001","site_id":"LON","occupier_id":"ACME","user_id":"U1", \
                          "extension":null}

    case  with one, of 1 to 10 digits
    when  AssignPhoneNumber {"number":"+442079460001","user_id":"U1","extension":"0"}
    then  NumberAssigned {"extension":"0"}
    when  AssignPhoneNumber {"number":"+442079460002","user_id":"U1","extension":"0123456789"}
    then  NumberAssigned {"extension":"0123456789"}

    case  an extension is free again once its number was taken back
    given AssignPhoneNumber {"number":"+442079460001","user_id":"U1","extension":"41"}
    given UnassignPhoneNumber {"number":"+442079460001"}
    when  AssignPhoneNumber {"number":"+442079460002","user_id":"U2","extension":"41"}
    then  NumberAssigned {"number":"+442079460002","user_id":"U2","extension":"41"}

    case  extensions are written as they are: 7 and 07 are two
    given AssignPhoneNumber {"number":"+442079460001","user_id":"U1","extension":"7"}
    when  AssignPhoneNumber {"number":"+442079460002","user_id":"U2","extension":"07"}
    then  NumberAssigned {"extension":"07"}
  )");
}

TEST(AssignPhoneNumber, RefusesInThisOrder) {
  run_table(house_with_numbers(), R"(
    given ActivatePhoneNumber {"number":"+442079460001"}
    given ActivatePhoneNumber {"number":"+442079460002"}
    given AssignPhoneNumber {"number":"+442079460001","user_id":"U1","extension":"41"}

    case  1 the number is unknown
    when  AssignPhoneNumber {"number":"+442079460009","user_id":"NOBODY","extension":"4x"}
    then  UNKNOWN_PHONE_NUMBER

    case  2 the user is unknown
    when  AssignPhoneNumber {"number":"+442079460003","user_id":"NOBODY","extension":"4x"}
    then  UNKNOWN_USER

    case  3 the number is not active, the user of another occupier
    when  AssignPhoneNumber {"number":"+442079460003","user_id":"B1","extension":"4x"}
    then  NUMBER_NOT_ACTIVE

    case  4 the user is of another occupier, and the number assigned
    when  AssignPhoneNumber {"number":"+442079460001","user_id":"B1","extension":"4x"}
    then  USER_NOT_ELIGIBLE

    case  4 the user is not at the number's site
    when  AssignPhoneNumber {"number":"+442079460002","user_id":"OXF-ONLY"}
    then  USER_NOT_ELIGIBLE

    case  4 the user is inactive
    when  AssignPhoneNumber {"number":"+442079460002","user_id":"GONE"}
    then  USER_NOT_ELIGIBLE

    case  5 assigned, be it to the same user
    when  AssignPhoneNumber {"number":"+442079460001","user_id":"U2","extension":"4x"}
    then  NUMBER_ASSIGNED
    when  AssignPhoneNumber {"number":"+442079460001","user_id":"U1","extension":"41"}
    then  NUMBER_ASSIGNED

    case  6 not an extension
    when  AssignPhoneNumber {"number":"+442079460002","user_id":"U2","extension":"4x"}
    then  BAD_EXTENSION
    when  AssignPhoneNumber {"number":"+442079460002","user_id":"U2","extension":"+41"}
    then  BAD_EXTENSION

    case  7 the extension is another number's
    when  AssignPhoneNumber {"number":"+442079460002","user_id":"U2","extension":"41"}
    then  EXTENSION_IN_USE
  )");
}

TEST(UnassignPhoneNumber, TakesANumberBack) {
  run_table(house_with_numbers(), R"(
    given ActivatePhoneNumber {"number":"+442079460001"}
    given AssignPhoneNumber {"number":"+442079460001","user_id":"U1","extension":"41"}

    case  with its extension; the number stays active
    when  UnassignPhoneNumber {"number":"+442079460001"}
    then  NumberUnassigned {"number":"+442079460001","site_id":"LON","occupier_id":"ACME","user_id":"U1", \
                            "extension":"41"}
    when  AssignPhoneNumber {"number":"+442079460001","user_id":"U2"}
    then  NumberAssigned {"user_id":"U2","extension":null}
  )");
}

TEST(UnassignPhoneNumber, RefusesInThisOrder) {
  run_table(house_with_numbers(), R"(
    case  1 the number is unknown
    when  UnassignPhoneNumber {"number":"+442079460009"}
    then  UNKNOWN_PHONE_NUMBER

    case  2 assigned to nobody
    when  UnassignPhoneNumber {"number":"+442079460001"}
    then  INVALID_TRANSITION

    case  2 taken back already
    given ActivatePhoneNumber {"number":"+442079460001"}
    given AssignPhoneNumber {"number":"+442079460001","user_id":"U1"}
    given UnassignPhoneNumber {"number":"+442079460001"}
    when  UnassignPhoneNumber {"number":"+442079460001"}
    then  INVALID_TRANSITION
  )");
}

}  // namespace
}  // namespace tenure::test
