// Cause keys: the identity of automatic charges.
//
// lease:{contract}:{line}:{from}:{to}   service:{service}:{from}:{to}   booking:{id}:{revision}
// usage:{site}/{occupier}:{year-month}:{how many times it was charged}
// A charge for the same days once more, after the first was replaced, has a number behind: ...:{to}:2
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "domain/kernel/calendar.h"

namespace tenure::domain {

[[nodiscard]] std::string lease_cause(std::string_view contract_id, std::string_view line_id, Period period);
[[nodiscard]] std::string service_cause(std::string_view service_id, Period period);
[[nodiscard]] std::string booking_cause(std::string_view booking_id, std::uint32_t revision);
[[nodiscard]] std::string usage_cause(std::string_view site_id, std::string_view occupier_id, Date month,
                                      std::uint32_t revision);
/// The key with a number, 2 or more.
[[nodiscard]] std::string numbered_cause(std::string_view key, std::size_t number);
/// Whether the id has the form of a cause key, which clients may not use for charges of their own.
[[nodiscard]] bool is_cause_key(std::string_view charge_id);

}  // namespace tenure::domain
