// Routes: what can be asked, who answers it, and how it is documented, in one table.
//
// What it is: the table that requests are routed by and /openapi.json is generated from.
// What it promises: what is not documented cannot be reached; a test walks the table.
// Why this way: a document beside the code is wrong after the second change.
#pragma once

#include <array>
#include <cstddef>
#include <expected>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include <boost/json/object.hpp>

#include "adapters/http/api/call.h"
#include "adapters/http/api/parameter.h"
#include "projections/runtime/query.h"
#include "projections/runtime/view.h"

namespace tenure::http {

struct Context;

/// Answers a call in any way, now or later.
using Handler = void (*)(Context& context, Call call);

/// Whether what a query asks for is there.
enum class Found : std::uint8_t { yes, no };
/// Appends the answer as JSON; what is asked is in the call.
using QueryFunction = projections::Result<Found> (*)(const projections::View& view, const Call& call,
                                                     std::string& out);
/// A query of read models: `tenure::http::run_query` waits, picks the view, asks and answers.
struct Query {
  QueryFunction answer;
  std::string_view model;
  /// Another one, or empty.
  std::string_view second_model;
  /// Parameters of which at least one must be given; empty: it is all the same.
  std::vector<const Parameter*> one_of = {};
};

/// One possible answer.
struct Documented {
  unsigned status;
  std::string_view description;
  std::string_view media_type;
  /// The JSON Schema of the body, which may add to the components; null for a text.
  boost::json::object (*schema)(boost::json::object& components);
};

struct Route {
  Method method;
  /// "/v1/operators/{operator}/commands/{type}"; "{stream...}" takes one segment or more.
  std::string_view path;
  std::variant<Handler, Query> handler;
  std::string_view operation_id;
  std::string_view tag;
  std::string_view summary;
  std::string_view description;
  std::vector<const Parameter*> parameters;
  std::vector<Documented> answers;
  /// Own problems beside those that any route can have.
  std::vector<ProblemCode> problems;
  /// Media types of the request's body; none: there is no body.
  std::vector<std::string_view> consumes;
  /// Of that body; null: it is a command as a line has it.
  boost::json::object (*body)(boost::json::object& components) = nullptr;
};

/// All routes.
[[nodiscard]] const std::vector<Route>& routes();

struct RouteMatch {
  const Route* route = nullptr;
  /// In the order of the path.
  std::vector<std::string> path_values;
  /// Of all routes with this path, for the header Allow; empty: there is none.
  std::string allowed;
};
/// The route for the method and path. HEAD is answered by the route for GET.
[[nodiscard]] RouteMatch match(Method method, std::vector<std::string>& segments);

}  // namespace tenure::http
