// ChangeService, SuspendService and ResumeService.

#include <gtest/gtest.h>

#include "tests/domain/leased_house.h"
#include "tests/domain/scenario.h"

namespace tenure::test {
namespace {

constexpr std::string_view with_service = R"(
    given CreateContract {}
    given SignContract {}
    given days LON 2026-01-10
    given ActivateService {"quantity":2,"from":"2026-01-01","entitlements":{"phone_numbers":1,"bandwidth_mbps":10,"hunt_groups":2,"ivr":true,"call_minutes":100}}
    given days LON 2026-01-20
)";

TEST(ChangeService, ChangesQuantityAndEntitlements) {
  run_table(std::string{leased_house} + std::string{with_service}, R"(
    case  the quantity, at the price that it began with
    given SetPrice {"product_id":"VOICE","unit_price":9999,"per":"MONTH","from":"2026-01-02"}
    when  ChangeService {"effective_on":"2026-01-16","quantity":3}
    then  ServiceChanged {"service_id":"S1","contract_id":"C1","occupier_id":"ACME","site_id":"LON","effective_on":"2026-01-16","quantity":3, \
            "phone_numbers":3,"bandwidth_mbps":30,"hunt_groups":6,"ivr":true,"call_minutes":300,"previous_phone_numbers":2}
    then  ChargeReversed {"charge_id":"service:S1:2026-01-01:2026-02-01","net":6200,"kind":"REPLACED"}
    then  ChargeRaised {"charge_id":"service:S1:2026-01-01:2026-01-16","quantity":2,"unit_price":3100,"net":3000}
    then  ChargeRaised {"charge_id":"service:S1:2026-01-16:2026-02-01","quantity":3,"unit_price":3100,"net":4800}
    case  what one of them entitles to, as far as something is said
    when  ChangeService {"effective_on":"2026-01-20","quantity":2,"entitlements":{"phone_numbers":5,"ivr":false}}
    then  ServiceChanged {"phone_numbers":10,"bandwidth_mbps":20,"hunt_groups":4,"ivr":false,"call_minutes":200,"previous_phone_numbers":2}
    case  a number that waited is active
    given ProvisionPhoneNumber {"number":"+442079460001"}
    given ProvisionPhoneNumber {"number":"+442079460002"}
    given ProvisionPhoneNumber {"number":"+442079460003"}
    given AllocatePhoneNumber {"number":"+442079460001"}
    given AllocatePhoneNumber {"number":"+442079460002"}
    given AllocatePhoneNumber {"number":"+442079460003"}
    given ActivatePhoneNumber {"number":"+442079460001"}
    given ActivatePhoneNumber {"number":"+442079460002"}
    when  ActivatePhoneNumber {"number":"+442079460003"}
    then  NO_ENTITLEMENT
    given ChangeService {"effective_on":"2026-01-20","quantity":3}
    when  ActivatePhoneNumber {"number":"+442079460003"}
    then  NumberActivated
    case  in months of 30 days the two parts of a month share one price
    given CreateContract {"contract_id":"C9","proration":"FIXED_30","lines":[{"line_id":"L1","product_id":"RENT","monthly_price":0}]}
    given SignContract {"contract_id":"C9"}
    given ActivateService {"service_id":"S9","contract_id":"C9","quantity":1}
    when  ChangeService {"service_id":"S9","effective_on":"2026-01-16","quantity":2}
    then  ServiceChanged
    then  ChargeReversed {"net":3100}
    then  ChargeRaised {"charge_id":"service:S9:2026-01-01:2026-01-16","quantity":1,"net":1550}
    then  ChargeRaised {"charge_id":"service:S9:2026-01-16:2026-02-01","quantity":2,"net":3100}
    case  twice for the same day: the later holds
    given ChangeService {"effective_on":"2026-01-16","quantity":3}
    when  ChangeService {"effective_on":"2026-01-16","quantity":2}
    then  ServiceChanged
    then  ChargeReversed {"net":3000}
    then  ChargeReversed {"net":4800}
    then  ChargeRaised {"charge_id":"service:S1:2026-01-01:2026-02-01:2","net":6200}
    case  what is charged once is charged by the quantity of its first day
    given ActivateService {"service_id":"ONCE","product_id":"SETUP","from":"2026-01-15"}
    when  ChangeService {"service_id":"ONCE","effective_on":"2026-01-16","quantity":3}
    then  ServiceChanged
    when  ChangeService {"service_id":"ONCE","effective_on":"2026-01-15","quantity":3}
    then  BAD_PERIOD
    case  per day
    given ActivateService {"service_id":"CLEAN","product_id":"CLEANING","from":"2026-01-15"}
    when  ChangeService {"service_id":"CLEAN","effective_on":"2026-01-17","quantity":3}
    then  ServiceChanged
    then  ChargeReversed {"net":8500}
    then  ChargeRaised {"service_from":"2026-01-15","service_to":"2026-01-17","net":1000}
    then  ChargeRaised {"service_from":"2026-01-17","service_to":"2026-02-01","net":22500}
  )");
}

TEST(ChangeService, RefusesInThisOrder) {
  run_table(std::string{leased_house} + std::string{with_service}, R"(
    given ProvisionPhoneNumber {"number":"+442079460001"}
    given ProvisionPhoneNumber {"number":"+442079460002"}
    given AllocatePhoneNumber {"number":"+442079460001"}
    given AllocatePhoneNumber {"number":"+442079460002"}
    given ActivatePhoneNumber {"number":"+442079460001"}
    given ActivatePhoneNumber {"number":"+442079460002"}

    case  no such service
    when  ChangeService {"service_id":"NONE","effective_on":"2025-01-01"}
    then  UNKNOWN_SERVICE
    case  ceased, and all below
    given ActivateService {"service_id":"S2","from":"2026-01-10"}
    given CeaseService {"service_id":"S2","effective_on":"2026-01-12"}
    when  ChangeService {"service_id":"S2","effective_on":"2025-01-01"}
    then  INVALID_TRANSITION
    case  before its first day, and all below
    when  ChangeService {"effective_on":"2025-12-31","entitlements":{"bandwidth_mbps":4294967295}}
    then  BAD_PERIOD 2026-01-01
    case  before its last change
    given ChangeService {"effective_on":"2026-01-12"}
    when  ChangeService {"effective_on":"2026-01-11"}
    then  BAD_PERIOD 2026-01-12
    case  after the business day
    when  ChangeService {"effective_on":"2026-01-21"}
    then  BAD_PERIOD 2026-01-20
    case  a day to come for what begins then
    given ActivateService {"service_id":"S2","from":"2026-02-10"}
    when  ChangeService {"service_id":"S2","effective_on":"2026-02-10"}
    then  ServiceChanged
    case  the entitlement is too large, and all below
    when  ChangeService {"effective_on":"2026-01-12","entitlements":{"phone_numbers":0,"bandwidth_mbps":4294967295}}
    then  AMOUNT_OVERFLOW
    case  the price is too large
    given SetPrice {"product_id":"VOICE","unit_price":1000000000000000,"per":"MONTH","from":"2025-01-02"}
    given ActivateService {"service_id":"S2","from":"2026-02-10"}
    when  ChangeService {"service_id":"S2","effective_on":"2026-02-10","quantity":2}
    then  AMOUNT_OVERFLOW
    case  numbers need it
    when  ChangeService {"effective_on":"2026-01-12","quantity":1}
    then  SERVICE_IN_USE
  )");
}

TEST(SuspendService, DaysAreNotChargedUntilItIsResumed) {
  run_table(std::string{leased_house} + std::string{with_service}, R"(
    case  a day that has come
    when  SuspendService {"effective_on":"2026-01-11"}
    then  ServiceSuspended {"service_id":"S1","contract_id":"C1","occupier_id":"ACME","site_id":"LON","effective_on":"2026-01-11"}
    then  ChargeReversed {"charge_id":"service:S1:2026-01-01:2026-02-01","net":6200,"kind":"REPLACED"}
    then  ChargeRaised {"charge_id":"service:S1:2026-01-01:2026-01-11","net":2000}
    given days LON 2026-01-31
    when  OpenBusinessDay {"date":"2026-02-01"}
    then  BusinessDayOpened
    then  ChargeRaised {"charge_id":"lease:C1:L1:2026-02-01:2026-03-01"}
    when  ResumeService {"effective_on":"2026-01-21"}
    then  ServiceResumed {"service_id":"S1","contract_id":"C1","effective_on":"2026-01-21"}
    then  ChargeRaised {"charge_id":"service:S1:2026-01-21:2026-02-01","net":2200}
    then  ChargeRaised {"charge_id":"service:S1:2026-02-01:2026-03-01","net":6200}
    case  resumed on the same day: as if nothing had been
    given SuspendService {"effective_on":"2026-01-11"}
    when  ResumeService {"effective_on":"2026-01-11"}
    then  ServiceResumed
    then  ChargeReversed {"charge_id":"service:S1:2026-01-01:2026-01-11"}
    then  ChargeRaised {"charge_id":"service:S1:2026-01-01:2026-02-01:2","net":6200}
    case  ceased while suspended
    given SuspendService {"effective_on":"2026-01-11"}
    when  CeaseService {"effective_on":"2026-01-20"}
    then  ServiceCeased
    case  what is charged once stays
    given ActivateService {"service_id":"ONCE","product_id":"SETUP","from":"2026-01-15"}
    when  SuspendService {"service_id":"ONCE","effective_on":"2026-01-15"}
    then  ServiceSuspended
    case  without proration nothing more of a period is charged, once it was taken back by hand
    given CreateContract {"contract_id":"C9","proration":"NONE","lines":[{"line_id":"L1","product_id":"RENT","monthly_price":0}]}
    given SignContract {"contract_id":"C9"}
    given ActivateService {"service_id":"S9","contract_id":"C9","quantity":1}
    given SuspendService {"service_id":"S9","effective_on":"2026-01-11"}
    given ReverseCharge {"charge_id":"service:S9:2026-01-01:2026-01-11","reversal_reason":"goodwill"}
    when  ResumeService {"service_id":"S9","effective_on":"2026-01-16"}
    then  ServiceResumed
    case  what was taken back by hand stays so
    given ReverseCharge {"charge_id":"service:S1:2026-01-01:2026-02-01","reversal_reason":"goodwill"}
    given SuspendService {"effective_on":"2026-01-11"}
    when  ResumeService {"effective_on":"2026-01-16"}
    then  ServiceResumed
  )");
}

TEST(SuspendService, RefusesInThisOrder) {
  run_table(std::string{leased_house} + std::string{with_service}, R"(
    case  no such service
    when  SuspendService {"service_id":"NONE","effective_on":"2025-01-01"}
    then  UNKNOWN_SERVICE
    when  ResumeService {"service_id":"NONE","effective_on":"2025-01-01"}
    then  UNKNOWN_SERVICE
    case  not suspended, and before its first day
    when  ResumeService {"effective_on":"2025-01-01"}
    then  INVALID_TRANSITION
    case  suspended, and before its first day
    given SuspendService {"effective_on":"2026-01-11"}
    when  SuspendService {"effective_on":"2025-01-01"}
    then  INVALID_TRANSITION
    case  ceased, and before its first day
    given CeaseService {"effective_on":"2026-01-20"}
    when  SuspendService {"effective_on":"2025-01-01"}
    then  INVALID_TRANSITION
    when  ResumeService {"effective_on":"2025-01-01"}
    then  INVALID_TRANSITION
    case  before its first day
    when  SuspendService {"effective_on":"2025-12-31"}
    then  BAD_PERIOD
    case  before its last change
    given ChangeService {"effective_on":"2026-01-12"}
    when  SuspendService {"effective_on":"2026-01-11"}
    then  BAD_PERIOD
    case  before its suspension
    given SuspendService {"effective_on":"2026-01-12"}
    when  ResumeService {"effective_on":"2026-01-11"}
    then  BAD_PERIOD
    case  before its last resumption
    given SuspendService {"effective_on":"2026-01-11"}
    given ResumeService {"effective_on":"2026-01-14"}
    when  SuspendService {"effective_on":"2026-01-13"}
    then  BAD_PERIOD
    case  after the business day
    when  SuspendService {"effective_on":"2026-01-21"}
    then  BAD_PERIOD
    given SuspendService {"effective_on":"2026-01-20"}
    when  ResumeService {"effective_on":"2026-01-21"}
    then  BAD_PERIOD
  )");
}

}  // namespace
}  // namespace tenure::test
