#include <gtest/gtest.h>

#include "tests/domain/let_house.h"
#include "tests/domain/scenario.h"

namespace tenure::test {
namespace {

// ACME holds ...01 at LON since its contract began; ...02 is in stock.
constexpr std::string_view usage = R"(
  default ProvisionPhoneNumber {"site_id":"LON","kind":"GEOGRAPHIC"}
  default AllocatePhoneNumber {"occupier_id":"ACME"}
  default RecordUsage {"meter_id":"PBX-1","usage_id":"1","kind":"CALL","number":"+442079460001", \
                       "starts_at":"2026-01-05T09:00:00Z","seconds":61,"destination":"+33123456789"}
  given ProvisionPhoneNumber {"number":"+442079460001"}
  given ProvisionPhoneNumber {"number":"+442079460002"}
  given AllocatePhoneNumber {"number":"+442079460001"}
)";

std::string house_with_usage() { return std::string{let_house} + std::string{usage}; }

TEST(RecordUsage, RecordsWhatWasCountedAndWhoseItWas) {
  run_table(house_with_usage(), R"(
    case  a call of a number
    when  RecordUsage {}
    then  UsageRecorded {"meter_id":"PBX-1","usage_id":"1","kind":"CALL","number":"+442079460001","occupier_id":"ACME", \
                         "site_id":"LON","contract_id":"ACME-LON","starts_at":"2026-01-05T09:00:00Z","seconds":61, \
                         "units":null,"destination":"+33123456789","on":"2026-01-05"}

    case  a call that nobody answered
    when  RecordUsage {"seconds":0,"destination":null}
    then  UsageRecorded {"seconds":0,"destination":null}

    case  pages of an occupier at a site
    when  RecordUsage {"kind":"PRINT","number":null,"occupier_id":"BETA","site_id":"LON","seconds":null,"units":40}
    then  UsageRecorded {"kind":"PRINT","number":null,"occupier_id":"BETA","site_id":"LON","seconds":null,"units":40}

    case  the day is the site's: an hour before midnight in UTC is the next day in a London summer
    when  RecordUsage {"starts_at":"2026-06-10T23:30:00Z"}
    then  UsageRecorded {"on":"2026-06-11"}

    case  two meters may count alike
    when  RecordUsage {}
    then  UsageRecorded
    when  RecordUsage {"meter_id":"PBX-2"}
    then  UsageRecorded {"meter_id":"PBX-2","usage_id":"1"}
  )");
}

TEST(RecordUsage, IsRecordedOnce) {
  run_table(house_with_usage(), R"(
    given RecordUsage {}
    given RecordUsage {"usage_id":"2","kind":"PRINT","number":null,"occupier_id":"ACME","site_id":"LON", \
                       "seconds":null,"units":7}

    case  the same again
    when  RecordUsage {}
    then  ALREADY_EXISTS
    when  RecordUsage {"usage_id":"2","kind":"PRINT","number":null,"occupier_id":"ACME","site_id":"LON", \
                       "seconds":null,"units":7}
    then  ALREADY_EXISTS

    case  anything else under the id: how long
    when  RecordUsage {"seconds":62}
    then  USAGE_CONFLICT

    case  when
    when  RecordUsage {"starts_at":"2026-01-05T09:00:01Z"}
    then  USAGE_CONFLICT

    case  to whom
    when  RecordUsage {"destination":"+33123456780"}
    then  USAGE_CONFLICT

    case  which number, known or not
    when  RecordUsage {"number":"+442079460009"}
    then  USAGE_CONFLICT

    case  what
    when  RecordUsage {"kind":"DATA"}
    then  USAGE_CONFLICT

    case  whose
    when  RecordUsage {"usage_id":"2","kind":"PRINT","number":null,"occupier_id":"BETA","site_id":"LON", \
                       "seconds":null,"units":7}
    then  USAGE_CONFLICT

    case  how much
    when  RecordUsage {"usage_id":"2","kind":"PRINT","number":null,"occupier_id":"ACME","site_id":"LON", \
                       "seconds":null,"units":8}
    then  USAGE_CONFLICT
  )");
}

TEST(RecordUsage, RefusesInThisOrder) {
  run_table(house_with_usage(), R"(
    case  a call without seconds
    when  RecordUsage {"seconds":null,"number":"+442079460009"}
    then  BAD_USAGE

    case  a call in units
    when  RecordUsage {"units":3}
    then  BAD_USAGE

    case  pages in seconds
    when  RecordUsage {"kind":"PRINT"}
    then  BAD_USAGE

    case  number and occupier both
    when  RecordUsage {"occupier_id":"ACME","site_id":"LON"}
    then  BAD_USAGE

    case  a number and a site
    when  RecordUsage {"site_id":"LON"}
    then  BAD_USAGE

    case  an occupier without a site
    when  RecordUsage {"number":null,"occupier_id":"ACME"}
    then  BAD_USAGE

    case  nobody's
    when  RecordUsage {"number":null}
    then  BAD_USAGE

    case  a number that is not in stock
    when  RecordUsage {"number":"+442079460009"}
    then  UNKNOWN_PHONE_NUMBER

    case  an occupier that is none, at a site that is none
    when  RecordUsage {"number":null,"occupier_id":"NOBODY","site_id":"NOWHERE"}
    then  UNKNOWN_OCCUPIER

    case  a site that is none
    when  RecordUsage {"number":null,"occupier_id":"ACME","site_id":"NOWHERE"}
    then  UNKNOWN_SITE

    case  a number that nobody holds
    when  RecordUsage {"number":"+442079460002"}
    then  NUMBER_NOT_HELD

    case  before it was allocated
    when  RecordUsage {"starts_at":"2026-01-04T23:59:59Z"}
    then  NUMBER_NOT_HELD

    case  before the contract began: the last moment of the year before
    when  RecordUsage {"number":null,"occupier_id":"ACME","site_id":"LON","starts_at":"2025-12-31T23:59:59Z"}
    then  NO_CONTRACT

    case  under a contract that was never signed
    when  RecordUsage {"number":null,"occupier_id":"GAMMA","site_id":"LON"}
    then  NO_CONTRACT

    case  at a site that no contract covers yet
    when  RecordUsage {"number":null,"occupier_id":"ACME","site_id":"OXF"}
    then  NO_CONTRACT
  )");
}

// Records come days late: what was true on the day of the call counts.
TEST(RecordUsage, CountsAsTheHoldersOfTheDay) {
  run_table(house_with_usage(), R"(
    given days LON 2026-01-09
    given TerminateContract {"contract_id":"ACME-LON","on":"2026-01-10","termination_reason":"moved"}
    given days LON 2026-01-31

    case  of the holder that was, from the day it was allocated
    when  RecordUsage {"starts_at":"2026-01-05T00:00:00Z"}
    then  UsageRecorded {"occupier_id":"ACME","contract_id":"ACME-LON","on":"2026-01-05"}

    case  up to the day on which the contract ended
    when  RecordUsage {"starts_at":"2026-01-09T23:59:59Z"}
    then  UsageRecorded {"occupier_id":"ACME","contract_id":"ACME-LON","on":"2026-01-09"}

    case  of nobody, before and after
    when  RecordUsage {"starts_at":"2026-01-04T23:59:59Z"}
    then  NUMBER_NOT_HELD
    when  RecordUsage {"starts_at":"2026-01-10T00:00:00Z"}
    then  NUMBER_NOT_HELD

    case  of the next holder from its allocation on; of nobody while it rested, although the contracts cover that
    given days LON 2026-04-30
    given AllocatePhoneNumber {"occupier_id":"BETA","number":"+442079460001"}
    when  RecordUsage {"starts_at":"2026-04-30T10:00:00Z"}
    then  UsageRecorded {"occupier_id":"BETA","contract_id":"BETA-LON"}
    when  RecordUsage {"usage_id":"2","starts_at":"2026-04-29T10:00:00Z"}
    then  NUMBER_NOT_HELD
    when  RecordUsage {"usage_id":"2","starts_at":"2026-01-08T10:00:00Z"}
    then  UsageRecorded {"occupier_id":"ACME"}

    case  of the last two holders only: who was before them is not known
    given days LON 2026-04-30
    given AllocatePhoneNumber {"occupier_id":"BETA","number":"+442079460001"}
    given TerminateContract {"contract_id":"BETA-LON","on":"2026-05-10","termination_reason":"moved"}
    given CreateContract {"contract_id":"BACK","occupier_id":"ACME","starts_on":"2026-08-01"}
    given SignContract {"contract_id":"BACK"}
    given days LON 2026-08-31
    when  RecordUsage {"starts_at":"2026-05-09T10:00:00Z"}
    then  UsageRecorded {"occupier_id":"BETA"}
    given AllocatePhoneNumber {"occupier_id":"ACME","number":"+442079460001"}
    when  RecordUsage {"usage_id":"2","starts_at":"2026-05-09T11:00:00Z"}
    then  UsageRecorded {"occupier_id":"BETA"}
    when  RecordUsage {"usage_id":"3","starts_at":"2026-01-08T10:00:00Z"}
    then  NUMBER_NOT_HELD
  )");
}

}  // namespace
}  // namespace tenure::test
