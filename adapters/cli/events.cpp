// events: the log up to now, live, or one stream of it, as NDJSON.

#include <algorithm>
#include <limits>

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <fmt/format.h>

#include "adapters/cli/subcommands.h"

namespace tenure::cli {
namespace {

constexpr std::uint64_t page_limit = 1000;
/// Of server-sent events (WHATWG HTML, section 9.2); the other lines are for browsers.
constexpr std::string_view data_prefix = "data: ";

ExitCode fail(const ClientError& error, Console& console) {
  console.error(error.message, error.next);
  return ExitCode::failed;
}

/// Prints the events of a body as its lines come in, until there were enough.
class EventPrinter {
 public:
  EventPrinter(std::string_view prefix, std::uint64_t limit, Console& console)
      : prefix_{prefix}, left_{limit}, console_{console} {}

  /// Whether there is more to print.
  bool take(std::string_view piece) {
    rest_ += piece;
    std::size_t begin = 0;
    for (std::size_t end = 0; left_ > 0 && (end = rest_.find('\n', begin)) != std::string::npos;
         begin = end + 1) {
      const auto line = std::string_view{rest_}.substr(begin, end - begin);
      if (line.empty() || !line.starts_with(prefix_)) continue;
      console_.print(line.substr(prefix_.size()));
      --left_;
    }
    rest_.erase(0, begin);
    if (!prefix_.empty()) console_.flush();
    return left_ > 0;
  }

 private:
  std::string_view prefix_;
  std::uint64_t left_;
  Console& console_;
  std::string rest_;
};

/// The log: up to its present end, or live.
ExitCode print_log(Client& client, const EventsOptions& options, Console& console) {
  const bool is_live = options.follow == Follow::yes;
  auto resource = fmt::format("events?after={}", options.after);
  if (!options.type.empty()) resource += "&type=" + percent_encoded(options.type);
  const Call call{.method = Call::Method::GET,
                  .target = operator_target(options.place.operator_id, resource),
                  .headers = {{"Accept", is_live ? "text/event-stream" : "application/x-ndjson"}},
                  .body = {}};
  EventPrinter printer{is_live ? data_prefix : "",
                       options.limit.value_or(std::numeric_limits<std::uint64_t>::max()), console};
  const auto reply = client.stream(call, [&](std::string_view piece) { return printer.take(piece); });
  if (!reply) return fail(reply.error(), console);
  if (!reply->is_success()) return fail({problem_text(*reply), ""}, console);
  return ExitCode::ok;
}

/// One page of a stream's events: how many it had.
std::expected<std::uint64_t, ClientError> print_page(Client& client, const std::string& target,
                                                     Console& console) {
  const auto reply =
      client.exchange({.method = Call::Method::GET, .target = target, .headers = {}, .body = {}});
  if (!reply) return std::unexpected(reply.error());
  if (!reply->is_success()) return std::unexpected(ClientError{problem_text(*reply), ""});
  boost::system::error_code error;
  const auto document = boost::json::parse(reply->body, error);
  const auto* page = error ? nullptr : document.if_object();
  const auto* events = page == nullptr ? nullptr : page->if_contains("events");
  if (events == nullptr || !events->is_array()) {
    return std::unexpected(ClientError{"the reply is not a page of events", ""});
  }
  for (const auto& event : events->as_array()) console.print(boost::json::serialize(event));
  return events->as_array().size();
}

ExitCode print_stream(Client& client, const EventsOptions& options, Console& console) {
  auto after = options.after;
  auto left = options.limit.value_or(std::numeric_limits<std::uint64_t>::max());
  while (left > 0) {
    const auto wanted = std::min(left, page_limit);
    const auto resource = fmt::format("streams/{}/events?after_version={}&limit={}",
                                      percent_encoded(options.stream), after, wanted);
    const auto printed = print_page(client, operator_target(options.place.operator_id, resource), console);
    if (!printed) return fail(printed.error(), console);
    if (*printed < wanted) break;
    left -= *printed;
    after += *printed;
  }
  return ExitCode::ok;
}

}  // namespace

ExitCode events(const EventsOptions& options, Console& console) {
  auto client = connect(options.place, console);
  if (!client) return fail(client.error(), console);
  return options.stream.empty() ? print_log(**client, options, console)
                                : print_stream(**client, options, console);
}

}  // namespace tenure::cli
