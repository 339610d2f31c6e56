// /openapi.json: the document of the API, generated from its routes and the schemas of commands and events.
//
// What it promises: OpenAPI 3.1; every route is in it, POST /commands/{type} once for each command; every reference
//   resolves. Made once, at the first call.
#pragma once

#include <string>

namespace tenure::http {

[[nodiscard]] const std::string& openapi_text();

}  // namespace tenure::http
