// query: one resource of the API, shown as indented JSON or as columns.

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include "adapters/cli/json_text.h"
#include "adapters/cli/subcommands.h"

namespace tenure::cli {
namespace {

constexpr unsigned not_found = 404;

/// What is the server's own, not an operator's.
bool is_of_server(std::string_view path) {
  for (const auto* own : {"/v1/", "/healthz", "/readyz", "/metrics", "/openapi.json", "/asyncapi.json"}) {
    if (path.starts_with(own)) return true;
  }
  return false;
}

std::string target_of(const QueryOptions& options) {
  auto target =
      is_of_server(options.path) ? options.path : operator_target(options.place.operator_id, options.path);
  if (options.as_of.empty()) return target;
  target += target.find('?') == std::string::npos ? '?' : '&';
  return target + as_of_parameter(options.as_of);
}

}  // namespace

ExitCode query(const QueryOptions& options, Console& console) {
  auto client = connect(options.place, console);
  if (!client) {
    console.error(client.error().message, client.error().next);
    return ExitCode::failed;
  }
  const auto reply = (*client)->exchange(
      {.method = Call::Method::GET, .target = target_of(options), .headers = {}, .body = {}});
  if (!reply) {
    console.error(reply.error().message, reply.error().next);
    return ExitCode::failed;
  }
  if (!reply->is_success()) {
    console.error(problem_text(*reply));
    return reply->status == not_found ? ExitCode::found_wrong : ExitCode::failed;
  }
  boost::system::error_code error;
  const auto document = boost::json::parse(reply->body, error);
  if (options.format == Format::raw || error) {
    console.write(reply->body);
    if (!reply->body.ends_with('\n')) console.print("");
  } else {
    console.write(options.format == Format::table ? columns_text(document, options.columns)
                                                  : indented_text(document));
  }
  return ExitCode::ok;
}

}  // namespace tenure::cli
