// GET /events and GET /streams/{stream}/events: what happened.
#pragma once

#include "adapters/http/api/route.h"

namespace tenure::http {

/// A page as JSON, all as NDJSON, or live as text/event-stream, as the client accepts.
void get_events(Context& context, Call call);
/// The events of one stream, a page as JSON.
void get_stream_events(Context& context, Call call);

}  // namespace tenure::http
