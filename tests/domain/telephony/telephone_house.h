// A house with telephones: what the tables about numbers in use begin with, on top of the house that is let.
//
// ACME has ...01 to ...03 active at LON and ...04 reserved; ...07 is pending at OXF, where its contract is still to come,
// and ...08 reserved at CAM, where no business day was opened. BETA has ...05 active at LON. Nobody has ...06.
#pragma once

#include <string>
#include <string_view>

#include "tests/domain/let_house.h"

namespace tenure::test {

inline constexpr std::string_view telephones = R"(
    default ActivateService {"product_id":"VOICE","quantity":1,"from":"2026-01-05","entitlements":{"phone_numbers":5}}
    default ProvisionPhoneNumber {"site_id":"LON","kind":"GEOGRAPHIC"}
    default AllocatePhoneNumber {"occupier_id":"ACME"}
    default NominateMainNumber {"occupier_id":"ACME","site_id":"LON"}
    default ConfigurePhoneNumber {"features":{}}
    default SetCallHandling {"occupier_id":"ACME","site_id":"LON","in_hours":{"kind":"RECEPTION"}, \
                             "out_of_hours":{"kind":"VOICEMAIL"},"no_answer_seconds":20, \
                             "no_answer":{"kind":"VOICEMAIL"}}
    given CreateContract {"contract_id":"ACME-CAM","occupier_id":"ACME","site_id":"CAM"}
    given SignContract {"contract_id":"ACME-CAM"}
    given ActivateService {"service_id":"V","contract_id":"ACME-LON"}
    given ActivateService {"service_id":"VB","contract_id":"BETA-LON"}
    given ProvisionPhoneNumber {"number":"+442079460001"}
    given ProvisionPhoneNumber {"number":"+442079460002"}
    given ProvisionPhoneNumber {"number":"+442079460003"}
    given ProvisionPhoneNumber {"number":"+442079460004"}
    given ProvisionPhoneNumber {"number":"+442079460005"}
    given ProvisionPhoneNumber {"number":"+442079460006"}
    given ProvisionPhoneNumber {"number":"+442079460007","site_id":"OXF"}
    given ProvisionPhoneNumber {"number":"+442079460008","site_id":"CAM"}
    given AllocatePhoneNumber {"number":"+442079460001"}
    given AllocatePhoneNumber {"number":"+442079460002"}
    given AllocatePhoneNumber {"number":"+442079460003"}
    given AllocatePhoneNumber {"number":"+442079460004"}
    given AllocatePhoneNumber {"number":"+442079460005","occupier_id":"BETA"}
    given AllocatePhoneNumber {"number":"+442079460007"}
    given AllocatePhoneNumber {"number":"+442079460008"}
    given ActivatePhoneNumber {"number":"+442079460001"}
    given ActivatePhoneNumber {"number":"+442079460002"}
    given ActivatePhoneNumber {"number":"+442079460003"}
    given ActivatePhoneNumber {"number":"+442079460005"}
    given ActivatePhoneNumber {"number":"+442079460007"}
    given AddUser {"user_id":"U1"}
)";

inline std::string telephone_house() { return std::string{let_house} + std::string{telephones}; }

}  // namespace tenure::test
