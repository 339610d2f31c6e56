// From a phone number as people write it to the one form it is kept in.
//
// Is:       E.164 normalisation by libphonenumber.
// Promises: equal numbers get equal texts: '+' and 7 to 15 digits, nothing else. Normalising a result again
//           gives the same text, whatever the country.
// Fails:    nullopt; the caller refuses with BAD_NUMBER.
// Why:      a number is asked to be possible (a known calling code and a length that occurs in its plan),
//           not to be in an assigned range: regulators open ranges faster than machines get new metadata,
//           and refusing a number that a carrier has just delivered is the worse mistake. Events keep the
//           result, so a replay never asks.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace tenure::domain {

/// `input` is international ("+44 20 7946 0018") or national to `country`, an ISO 3166-1 alpha-2 code in
/// capitals. It has digits, a leading +, spaces and - . / ( ) and nothing else. Refused too:
/// local numbers without their area code, which cannot be dialled from elsewhere.
[[nodiscard]] std::optional<std::string> to_e164(std::string_view input, std::string_view country);

/// Whether it is written as E.164 is: '+' and 7 to 15 digits, the first not 0. Whether there can be such a number is not
/// looked at.
[[nodiscard]] bool has_e164_form(std::string_view text);

}  // namespace tenure::domain
