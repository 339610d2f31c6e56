// Cause keys: the identity of automatic charges.
//
// lease:{contract}:{line}:{from}:{to}   service:{service}:{from}:{to}   booking:{id}:{revision}
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "domain/kernel/calendar.h"

namespace tenure::domain {

[[nodiscard]] std::string lease_cause(std::string_view contract_id, std::string_view line_id, Period period);
[[nodiscard]] std::string service_cause(std::string_view service_id, Period period);
[[nodiscard]] std::string booking_cause(std::string_view booking_id, std::uint32_t revision);
/// Whether the id has the form of a cause key, which clients may not use for charges of their own.
[[nodiscard]] bool is_cause_key(std::string_view charge_id);

}  // namespace tenure::domain
