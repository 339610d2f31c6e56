// The part of the table of routes that asks read models.
#pragma once

#include <vector>

#include "adapters/http/api/route.h"

namespace tenure::http {

void add_queries(std::vector<Route>& all);

}  // namespace tenure::http
