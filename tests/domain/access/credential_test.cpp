#include <gtest/gtest.h>

#include "tests/domain/let_house.h"
#include "tests/domain/scenario.h"

namespace tenure::test {
namespace {

constexpr std::string_view users = R"(
    default IssueCredential {"credential_id":"CARD-1","user_id":"U1","kind":"CARD"}
    default RevokeCredential {"credential_id":"CARD-1"}
    given AddUser {"user_id":"U1"}
    given AddUser {"user_id":"U2"}
    at    2026-01-05T09:00:00Z
)";

std::string house() { return std::string{let_house} + std::string{users}; }

TEST(IssueCredential, GivesAUserACredential) {
  run_table(house(), R"(
    case  for good
    when  IssueCredential {}
    then  CredentialIssued {"credential_id":"CARD-1","user_id":"U1","occupier_id":"ACME","kind":"CARD", \
                            "valid_until":null}

    case  for a time, and several of one user
    given IssueCredential {}
    when  IssueCredential {"credential_id":"FOB-1","kind":"FOB","valid_until":"2026-01-05T09:00:00.000001Z"}
    then  CredentialIssued {"kind":"FOB","valid_until":"2026-01-05T09:00:00.000001Z"}
    when  IssueCredential {"credential_id":"PHONE-1","kind":"MOBILE"}
    then  CredentialIssued {"kind":"MOBILE"}

    case  again once it was revoked, to somebody else
    given IssueCredential {"valid_until":"2027-01-01T00:00:00Z"}
    given RevokeCredential {}
    when  IssueCredential {"user_id":"U2"}
    then  CredentialIssued {"user_id":"U2","valid_until":null}
  )");
}

TEST(IssueCredential, RefusesInThisOrder) {
  run_table(house(), R"(
    given IssueCredential {"valid_until":"2026-01-06T00:00:00Z"}

    case  1 the user is unknown
    when  IssueCredential {"user_id":"U9","valid_until":"2026-01-01T00:00:00Z"}
    then  UNKNOWN_USER

    case  2 the user is inactive
    given DeactivateUser {"user_id":"U2"}
    when  IssueCredential {"user_id":"U2","valid_until":"2026-01-01T00:00:00Z"}
    then  INVALID_TRANSITION

    case  3 its time is over, or ends now
    when  IssueCredential {"valid_until":"2026-01-01T00:00:00Z"}
    then  BAD_PERIOD
    when  IssueCredential {"valid_until":"2026-01-05T09:00:00Z"}
    then  BAD_PERIOD

    case  4 it is issued, to whomever, even where its time is over
    when  IssueCredential {"user_id":"U2"}
    then  CREDENTIAL_IN_USE
    at    2026-02-01T09:00:00Z
    when  IssueCredential {}
    then  CREDENTIAL_IN_USE
  )");
}

TEST(RevokeCredential, TakesACredentialBackOnce) {
  run_table(house(), R"(
    given IssueCredential {}

    case  an issued one, of a user who was deactivated
    given DeactivateUser {"user_id":"U1"}
    when  RevokeCredential {}
    then  CredentialRevoked {"credential_id":"CARD-1","user_id":"U1","occupier_id":"ACME"}

    case  1 it is unknown
    when  RevokeCredential {"credential_id":"CARD-9"}
    then  UNKNOWN_CREDENTIAL

    case  2 it is revoked already
    given RevokeCredential {}
    when  RevokeCredential {}
    then  INVALID_TRANSITION
  )");
}

}  // namespace
}  // namespace tenure::test
