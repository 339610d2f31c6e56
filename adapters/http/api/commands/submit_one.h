// POST /commands/{type}: one command as JSON, its envelope in headers.
#pragma once

#include "adapters/http/api/commands/command_answer.h"
#include "adapters/http/api/route.h"

namespace tenure::http {

/// As large as a command can be.
inline constexpr std::size_t single_command_bytes_max = 1 << 20;

void submit_one(Context& context, Call call);

/// Sends the finished Command in the gate's builder, and answers the call.
void submit_built(Context& context, Call call, Sent sent);

}  // namespace tenure::http
