// POST /parked-inputs/{input}/retry and /discard: what people do with input that was put aside.
//
// What it is: `retry` reads the record again as the ingest does, and sends the command it asks for together with
//   ResolveParkedInput, all or nothing; `discard` sends ResolveParkedInput alone.
// What it promises: an input is applied once, however often and by however many it is retried: its command has the
//   source "retry" and the input's id, for ever. A retry that fails leaves no trace, so its Idempotency-Key can be used
//   again. It does not wait for read models: the input is read from the log.
// What can go wrong: it still cannot be understood (UNREADABLE_INPUT) or is refused again (the rule's code); it is
//   resolved already (INVALID_TRANSITION) or unknown (UNKNOWN_PARKED_INPUT).
// Why another id: a refusal under the input's own id is its answer for ever.
// Why the resolution is decided first: of an input that is resolved nothing else is worth saying. Input of nobody known
//   may belong to an operator of another partition, where one batch cannot reach both; then the command goes first, and
//   a crash between the two leaves an input that can be retried again and is not applied twice.
#pragma once

#include "adapters/http/api/route.h"

namespace tenure::http {

/// Of commands that parked input became.
inline constexpr std::string_view retry_source = "retry";

void retry_input(Context& context, Call call);
void discard_input(Context& context, Call call);

}  // namespace tenure::http
