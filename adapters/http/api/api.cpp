#include "adapters/http/api/api.h"

#include <algorithm>
#include <utility>

#include "adapters/http/api/call.h"
#include "adapters/http/api/context.h"
#include "adapters/http/api/problem.h"
#include "adapters/http/api/queries/query.h"
#include "adapters/http/api/route.h"
#include "adapters/http/api/target.h"
#include "domain/kernel/identifier.h"

namespace tenure::http {
namespace {

/// Puts the values of path and query where the route declares them; notes what it does not declare.
std::vector<PartError> take_values(Call& call, std::vector<std::string> path_values, Target& target) {
  const auto& declared = call.route->parameters;
  std::vector<PartError> errors;
  call.values.resize(declared.size());
  std::size_t next_path_value = 0;
  for (std::size_t i = 0; i < declared.size(); ++i) {
    if (declared[i]->in == Parameter::In::path) call.values[i] = std::move(path_values.at(next_path_value++));
  }
  for (auto& [name, value] : target.query) {
    const auto is_meant = [&](const Parameter* each) {
      return each->in == Parameter::In::query && each->name == name;
    };
    const auto found = std::ranges::find_if(declared, is_meant);
    if (found == declared.end()) {
      // Anything may be in a name that no route has; only a harmless one is repeated.
      errors.push_back({"parameter", domain::is_identifier(name) ? name : "?", codec::fault::UNKNOWN_FIELD,
                        "the address does not take this parameter"});
      continue;
    }
    auto& slot = call.values[static_cast<std::size_t>(found - declared.begin())];
    if (!slot.empty()) errors.push_back({"parameter", name, codec::fault::DUPLICATE_FIELD, "given twice"});
    slot = std::move(value);
  }
  return errors;
}

void check_values(const Call& call, std::vector<PartError>& errors) {
  for (const auto* parameter : call.route->parameters) {
    if (auto error = check(*parameter, call.value(*parameter))) errors.push_back(std::move(*error));
  }
}

Response not_found(const RouteMatch& found) {
  if (found.allowed.empty()) return problem(ProblemCode::NOT_FOUND);
  auto response = problem(ProblemCode::METHOD_NOT_ALLOWED);
  response.headers += "Allow: " + found.allowed + "\r\n";
  return response;
}

}  // namespace

struct Api::Implementation {
  Context context;
};

Api::Api(daemon::Engine& engine, ApiOptions options)
    : implementation_{new Implementation{.context = {engine, std::move(options)}}} {}
Api::~Api() = default;

void Api::handle(Request request, Respond respond) {
  auto& context = implementation_->context;
  const auto method = request.method;
  auto target = parse_target(request.target);
  Call call{std::move(request), std::move(respond), context.metrics};
  if (!target)
    return call.answer(
        problem(ProblemCode::BAD_PARAMETER, "the address is not percent-encoded as it must be"));

  auto found = match(method, target->segments);
  if (found.route == nullptr) return call.answer(not_found(found));
  call.route = found.route;
  auto errors = take_values(call, std::move(found.path_values), *target);
  check_values(call, errors);
  const auto is_command_type = [](const PartError& error) {
    return error.name == "type" && error.where == "parameter";
  };
  if (method == Method::POST && std::ranges::any_of(errors, is_command_type)) {
    return call.answer(problem(ProblemCode::UNKNOWN_COMMAND_TYPE));
  }
  if (!errors.empty()) return call.answer(problem(ProblemCode::BAD_PARAMETER, {}, errors));

  if (const auto* query = std::get_if<Query>(&call.route->handler))
    return run_query(context, std::move(call), *query);
  const auto handler = std::get<Handler>(call.route->handler);
  handler(context, std::move(call));
}

Response Api::refuse(unsigned status, std::string_view code, std::string_view detail) const {
  const auto& kinds = problem_kinds();
  const auto found = std::ranges::find(kinds, code, &ProblemKind::code);
  const auto place = found == kinds.end() ? 0 : found - kinds.begin();
  implementation_->context.metrics.count(nullptr, status, {});
  return problem(static_cast<ProblemCode>(place), detail);
}

void Api::connection_opened() { implementation_->context.metrics.connections.fetch_add(1); }
void Api::connection_closed() { implementation_->context.metrics.connections.fetch_sub(1); }

}  // namespace tenure::http
