// What the queries of telephony share.
#pragma once

#include <string>

#include "adapters/http/api/call.h"

namespace tenure::http::queries {

/// The number in the path. It may come without its plus sign, which some clients cannot put into a path.
[[nodiscard]] std::string e164_of(const Call& call);

}  // namespace tenure::http::queries
