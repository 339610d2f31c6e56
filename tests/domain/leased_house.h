// A house to let: the background of the tables of contracts, services and charges. No business day is open yet.
//
// LON is in London and GBP, TOK in Tokyo and JPY, ROUND in GBP with halves to the even. In LON the building HOUSE holds
// FLOOR-1 with OFFICE-1 (DESK-1, DESK-2 in it) and OFFICE-2; YARD stands on its own.
#pragma once

#include <string_view>

namespace tenure::test {

inline constexpr std::string_view leased_house = R"(
  default RegisterLegalEntity {"name":"House Ltd","country":"GB","currency":"GBP","invoice_prefix":"H", \
                               "rounding":"HALF_UP","tax_rounding":"LINE"}
  default RegisterSite {"legal_entity_id":"LE","name":"A house","time_zone":"Europe/London","country":"GB", \
                        "number_cooldown_days":10}
  default AddSpace {"site_id":"LON","name":"A space","kind":"OFFICE","bookable":true}
  default DefineProduct {"name":"A product","tax_code":"STD"}
  default SetPrice {"site_id":"LON","from":"2025-01-01"}
  default CreateContract {"contract_id":"C1","occupier_id":"ACME","site_id":"LON","starts_on":"2026-01-01", \
                          "currency":"GBP","billing_day":1,"billing":"IN_ADVANCE","proration":"ACTUAL_DAYS", \
                          "lines":[{"line_id":"L1","product_id":"RENT","monthly_price":31000}]}
  default SignContract {"contract_id":"C1"}
  default TerminateContract {"contract_id":"C1","termination_reason":"moved out"}
  default ActivateService {"service_id":"S1","contract_id":"C1","product_id":"VOICE","quantity":1,"from":"2026-01-01"}
  default CeaseService {"service_id":"S1"}
  default ChangeService {"service_id":"S1","quantity":2}
  default SuspendService {"service_id":"S1"}
  default ResumeService {"service_id":"S1"}
  default AmendContract {"contract_id":"C1"}
  default SchedulePriceStep {"contract_id":"C1","line_id":"L1"}
  default GiveNotice {"contract_id":"C1"}
  default RenewContract {"contract_id":"C1","new_contract_id":"C2"}
  default DiscardContract {"contract_id":"C1"}
  default AddUser {"occupier_id":"ACME","site_ids":["LON"],"given_name":"Ada","family_name":"Byron", \
                   "email":"ada@example.org","role":"USER"}
  default ProvisionPhoneNumber {"site_id":"LON","kind":"GEOGRAPHIC"}
  default AllocatePhoneNumber {"occupier_id":"ACME"}
  default RecordBooking {"booking_id":"B1","revision":1,"occupier_id":"ACME","product_id":"ROOM"}
  default OpenBusinessDay {"site_id":"LON"}

  given RegisterLegalEntity {"legal_entity_id":"LE"}
  given RegisterLegalEntity {"legal_entity_id":"LE-JP","country":"JP","currency":"JPY"}
  given RegisterLegalEntity {"legal_entity_id":"LE-EVEN","rounding":"HALF_EVEN"}
  given RegisterSite {"site_id":"LON"}
  given RegisterSite {"site_id":"TOK","legal_entity_id":"LE-JP","time_zone":"Asia/Tokyo","country":"JP"}
  given RegisterSite {"site_id":"ROUND","legal_entity_id":"LE-EVEN"}
  given AddSpace {"space_id":"HOUSE","kind":"BUILDING"}
  given AddSpace {"space_id":"FLOOR-1","kind":"FLOOR","parent_space_id":"HOUSE"}
  given AddSpace {"space_id":"OFFICE-1","parent_space_id":"FLOOR-1"}
  given AddSpace {"space_id":"OFFICE-2","parent_space_id":"FLOOR-1"}
  given AddSpace {"space_id":"DESK-1","kind":"DESK","parent_space_id":"OFFICE-1"}
  given AddSpace {"space_id":"DESK-2","kind":"DESK","parent_space_id":"OFFICE-1"}
  given AddSpace {"space_id":"YARD","kind":"OTHER"}
  given AddSpace {"space_id":"TOK-ROOM","site_id":"TOK"}
  given DefineProduct {"product_id":"RENT","kind":"LEASE"}
  given DefineProduct {"product_id":"VOICE","kind":"SERVICE"}
  given DefineProduct {"product_id":"CLEANING","kind":"SERVICE"}
  given DefineProduct {"product_id":"SETUP","kind":"SERVICE"}
  given DefineProduct {"product_id":"GUARD","kind":"SERVICE"}
  given DefineProduct {"product_id":"ROOM","kind":"BOOKING"}
  given SetPrice {"product_id":"VOICE","unit_price":3100,"per":"MONTH"}
  given SetPrice {"product_id":"CLEANING","unit_price":500,"per":"DAY"}
  given SetPrice {"product_id":"SETUP","unit_price":9900,"per":"ONCE"}
  given SetPrice {"product_id":"GUARD","unit_price":4000,"per":"HOUR"}
  given SetPrice {"product_id":"ROOM","unit_price":2500,"per":"HOUR"}
  given RegisterOccupier {"occupier_id":"ACME","name":"Acme Ltd"}
  given RegisterOccupier {"occupier_id":"BETA","name":"Beta Ltd"}
)";

}  // namespace tenure::test
