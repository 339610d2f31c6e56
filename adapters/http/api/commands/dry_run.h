// POST /commands/{type}?dry_run=true: what a command would come to now.
//
// What it is: the whole decision without its recording: a refusal as it would be answered, or how many events and what
//   the first thousand would say. So a booking system asks whether a booking is possible, why not, and what it would cost.
// What it promises: nothing is recorded, the id stays unused, and an earlier answer to the id is not looked at. It is
//   decided in its turn among all commands, against everything before it.
// What can go wrong: as for any command; and by the time it is sent in earnest, the answer may be another.
#pragma once

#include "adapters/http/api/call.h"
#include "adapters/http/api/context.h"

namespace tenure::http {

/// Answers with what the command in the gate's builder would come to.
void try_built(Context& context, Call call);

}  // namespace tenure::http
