// The monthly reports of an occupier at a site, as JSON, CSV or PDF.
//
// What it is: the handlers, and their part of the table of routes.
// What it promises: as of a position like every query; streamed, see report_body.h. `format` goes before the header
//   Accept; without either it is JSON.
// What can go wrong: NOT_ACCEPTABLE, UNKNOWN_RESOURCE where occupier or site is unknown, FONTS_MISSING, and what any query
//   can answer. What fails once the body has begun breaks the connection.
#pragma once

#include <vector>

#include "adapters/http/api/route.h"

namespace tenure::http {

void add_reports(std::vector<Route>& all);

}  // namespace tenure::http
