// Who sends a command, as the headers of its POST say.
#pragma once

#include <optional>
#include <string>

#include "adapters/http/api/call.h"
#include "schemas/codec/json_reader.h"

namespace tenure::http {

struct Context;

/// The command's id: the Idempotency-Key, or a new one.
[[nodiscard]] std::string id_of(Context& context, const Call& call);

/// Views into context, call and `id`. Nothing where nobody says who does it and somebody has to: MISSING_ACTOR.
[[nodiscard]] std::optional<codec::Envelope> envelope_of(const Context& context, const Call& call,
                                                         const std::string& id);

}  // namespace tenure::http
