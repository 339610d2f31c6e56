// What stands above tests of calls: `let_estate` goes before it, recorded from 2026-01-05T08:00:00Z on.
//
// Calls within GB cost 2.00 pence a minute by the second, included minutes first; those to France 60 pence a minute after
// a fee of 5 pence, and are never included. ACME has 5 minutes at LON. Its number ...01 is Ada's at extension 201, ...02
// is nobody's.
#pragma once

#include <string_view>

#include "tests/projections/house.h"

namespace tenure::test {

inline constexpr std::string_view calling_estate = R"(
  DefineProduct {"product_id":"CALLS","name":"Calls","kind":"USAGE","tax_code":"STD"}
  DefineTariff {"tariff_id":"T","currency":"GBP","from":"2026-01-01","rates":[{"prefix":"44","connection_fee":0,"per_minute":2000000,"initial_seconds":1,"increment_seconds":1},{"prefix":"33","connection_fee":5000000,"per_minute":60000000,"initial_seconds":60,"increment_seconds":60,"use_allowance":false}]}
  SetSiteTariff {"site_id":"LON","tariff_id":"T","product_id":"CALLS","from":"2026-01-01"}
  ActivateService {"service_id":"V","contract_id":"ACME-LON","product_id":"VOICE","quantity":1,"from":"2026-01-05","entitlements":{"phone_numbers":3,"call_minutes":5}}
  AddUser {"user_id":"ADA","occupier_id":"ACME","site_ids":["LON"],"given_name":"Ada","family_name":"Byron","email":"ada@example.org","role":"USER"}
  AddUser {"user_id":"BOB","occupier_id":"ACME","site_ids":["LON"],"given_name":"Bob","family_name":"Łoś","email":"bob@example.org","role":"USER"}
  ProvisionPhoneNumber {"number":"+442079460001","site_id":"LON","kind":"GEOGRAPHIC"}
  ProvisionPhoneNumber {"number":"+442079460002","site_id":"LON","kind":"GEOGRAPHIC"}
  AllocatePhoneNumber {"number":"+442079460001","occupier_id":"ACME"}
  AllocatePhoneNumber {"number":"+442079460002","occupier_id":"ACME"}
  ActivatePhoneNumber {"number":"+442079460001"}
  ActivatePhoneNumber {"number":"+442079460002"}
  AssignPhoneNumber {"number":"+442079460001","user_id":"ADA","extension":"201"}
)";

/// `house` with both estates, and defaults that a RecordUsage need not repeat.
inline void let_them_call(House& house) {
  house.open();
  house.at_time("2026-01-05T08:00:00Z");
  house.given(let_estate);
  house.given(calling_estate);
  house.set_default(
      R"(RecordUsage {"meter_id":"PBX","kind":"CALL","number":"+442079460001","destination":"+442079460099"})");
}

/// Included minutes end in the second call; the third may not use them. 6 + 125 pence.
inline constexpr std::string_view three_calls = R"(
  RecordUsage {"usage_id":"1","starts_at":"2026-01-06T09:00:00Z","seconds":240}
  RecordUsage {"usage_id":"2","starts_at":"2026-01-07T09:00:00Z","seconds":240}
  RecordUsage {"usage_id":"3","starts_at":"2026-01-08T09:00:00Z","seconds":61,"number":"+442079460002","destination":"+33123456789"}
)";

}  // namespace tenure::test
