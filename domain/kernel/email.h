// Whether a text can be an e-mail address at all.
//
// Is:       one check on text.
// Promises: what passes has something before and something after its one "@", and no blanks.
// Fails:    false; the caller refuses with BAD_EMAIL.
// Why:      only a letter sent there can say whether an address is one. A stricter rule refuses addresses that work,
//           this one catches what slips into the field: a name, a phone number, two addresses.
#pragma once

#include <string_view>

namespace tenure::domain {

[[nodiscard]] bool is_email(std::string_view text);

}  // namespace tenure::domain
