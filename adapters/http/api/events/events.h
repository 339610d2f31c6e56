// GET /events, GET /access/changes, GET /telephony/changes and GET /streams/{stream}/events: what happened.
#pragma once

#include "adapters/http/api/route.h"

namespace tenure::http {

/// A page as JSON, all as NDJSON, or live as text/event-stream, as the client accepts.
void get_events(Context& context, Call call);
/// The same of a feed's events alone; see feeds.h.
void get_access_changes(Context& context, Call call);
void get_telephony_changes(Context& context, Call call);
/// The events of one stream, a page as JSON.
void get_stream_events(Context& context, Call call);

}  // namespace tenure::http
