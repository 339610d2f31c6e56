// POST /commands: many commands in one body, an outcome for each, streamed in order.
//
// What it promises: without `atomic` the body goes in as batches of a few thousand, the next ones decided while the
//   first are written; a reader that does not read holds the rest of its body back. With `atomic` it is one batch, and
//   nothing of it is applied unless all is.
// What can go wrong: a client that goes away leaves the commands that were not yet submitted unapplied; sent again with
//   their ids, all of them get their one outcome.
#pragma once

#include "adapters/http/api/route.h"

namespace tenure::http {

void submit_many(Context& context, Call call);

}  // namespace tenure::http
