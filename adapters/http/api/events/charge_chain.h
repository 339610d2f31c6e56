// GET /charges/{charge}/why: what led to a charge.
//
// What it is: the events that a charge came from, in the order in which they were recorded, each with who did it, why and
//   by which command: the contract and what was changed about the line; the service; the booking and its revisions; the
//   calls; what set it off, such as a business day; the charge itself, and what took it back.
// What it promises: events up to the charge's last one, read from the log itself, not from a read model.
// What can go wrong: UNKNOWN_RESOURCE, where there is no such charge.
// Why this way: a charge names its cause, and each cause has a stream; following two names answers the question for as
//   long as the log is kept.
#pragma once

#include "adapters/http/api/route.h"

namespace tenure::http {

/// A page as JSON.
void get_charge_chain(Context& context, Call call);

}  // namespace tenure::http
