// POST /commands/{type}: one command as JSON, its envelope in headers.
#pragma once

#include "adapters/http/api/route.h"

namespace tenure::http {

/// As large as a command can be.
inline constexpr std::size_t single_command_bytes_max = 1 << 20;

void submit_one(Context& context, Call call);

}  // namespace tenure::http
