// The operator's own pages: is it alive, is it ready, how is it, what does it speak.
#pragma once

#include "adapters/http/api/route.h"

namespace tenure::http {

/// The process runs.
void get_health(Context& context, Call call);
/// Every partition takes commands and every read model follows closely; otherwise 503 with the reasons.
void get_readiness(Context& context, Call call);
void get_metrics(Context& context, Call call);
void get_openapi(Context& context, Call call);
void get_async_api(Context& context, Call call);

}  // namespace tenure::http
