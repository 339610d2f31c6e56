// A house that is let: the background of the tables of everything that happens once contracts are running.
//
// Site LON has an open business day, 5 January 2026, and prices; OXF has a business day and a contract that is still to
// come; CAM has nothing. Occupier ACME holds LON and, from June, OXF; BETA holds LON; GAMMA has only a draft there.
#pragma once

#include <string_view>

namespace tenure::test {

inline constexpr std::string_view let_house = R"(
  default RegisterSite {"legal_entity_id":"LE","name":"A house","time_zone":"Europe/London","country":"GB"}
  default AddSpace {"site_id":"LON","name":"A space","kind":"MEETING_ROOM","bookable":true}
  default AddDoor {"site_id":"LON","name":"A door"}
  default DefineProduct {"name":"A product","tax_code":"STD"}
  default SetPrice {"site_id":"LON","from":"2025-01-01"}
  default CreateContract {"site_id":"LON","starts_on":"2026-01-01","currency":"GBP","billing_day":1, \
                          "billing":"IN_ADVANCE","proration":"ACTUAL_DAYS", \
                          "lines":[{"line_id":"L1","product_id":"OFFICE","monthly_price":100000}]}
  default AddUser {"occupier_id":"ACME","site_ids":["LON"],"given_name":"Ada","family_name":"Byron", \
                   "email":"ada@example.org","role":"USER"}

  given RegisterLegalEntity {"legal_entity_id":"LE","name":"House Ltd","country":"GB","currency":"GBP", \
                             "invoice_prefix":"H","rounding":"HALF_UP","tax_rounding":"LINE"}
  given RegisterSite {"site_id":"LON"}
  given RegisterSite {"site_id":"OXF"}
  given RegisterSite {"site_id":"CAM"}
  given AddSpace {"space_id":"HALL","kind":"FLOOR"}
  given AddSpace {"space_id":"ROOM-1","parent_space_id":"HALL"}
  given AddSpace {"space_id":"ROOM-2","parent_space_id":"HALL"}
  given AddSpace {"space_id":"STORE","bookable":false}
  given AddSpace {"space_id":"CAM-ROOM","site_id":"CAM"}
  given AddDoor {"door_id":"FRONT"}
  given AddDoor {"door_id":"OXF-FRONT","site_id":"OXF"}
  given DefineProduct {"product_id":"OFFICE","kind":"LEASE"}
  given DefineProduct {"product_id":"VOICE","kind":"SERVICE"}
  given DefineProduct {"product_id":"ROOM","kind":"BOOKING"}
  given DefineProduct {"product_id":"TEA","kind":"GENERIC"}
  given SetPrice {"product_id":"VOICE","unit_price":1000,"per":"MONTH"}
  given SetPrice {"product_id":"ROOM","unit_price":2500,"per":"HOUR"}
  given SetPrice {"product_id":"TEA","unit_price":250,"per":"UNIT"}
  given RegisterOccupier {"occupier_id":"ACME","name":"Acme Ltd"}
  given RegisterOccupier {"occupier_id":"BETA","name":"Beta Ltd"}
  given RegisterOccupier {"occupier_id":"GAMMA","name":"Gamma Ltd"}
  given CreateContract {"contract_id":"ACME-LON","occupier_id":"ACME"}
  given CreateContract {"contract_id":"ACME-OXF","occupier_id":"ACME","site_id":"OXF","starts_on":"2026-06-01"}
  given CreateContract {"contract_id":"BETA-LON","occupier_id":"BETA"}
  given CreateContract {"contract_id":"GAMMA-LON","occupier_id":"GAMMA"}
  given SignContract {"contract_id":"ACME-LON"}
  given SignContract {"contract_id":"ACME-OXF"}
  given SignContract {"contract_id":"BETA-LON"}
  given days LON 2026-01-05
  given days OXF 2026-01-05
)";

}  // namespace tenure::test
