// events: pages of events, or the live stream, as NDJSON.

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <fmt/format.h>

#include "adapters/cli/subcommands.h"

namespace tenure::cli {
namespace {

constexpr std::uint64_t page_limit = 1000;

/// Where the next page begins; nothing after the last.
struct PageEnd {
  std::uint64_t printed = 0;
  std::optional<std::uint64_t> next;
};

std::string page_target(const EventsOptions& options, std::uint64_t after, std::uint64_t limit) {
  if (!options.stream.empty()) {
    return operator_target(options.place.operator_id,
                           fmt::format("streams/{}/events?after_version={}&limit={}",
                                       percent_encoded(options.stream), after, limit));
  }
  auto resource = fmt::format("events?after={}&limit={}", after, limit);
  if (!options.type.empty()) resource += "&type=" + percent_encoded(options.type);
  return operator_target(options.place.operator_id, resource);
}

std::expected<PageEnd, ClientError> print_page(Client& client, const std::string& target, Console& console) {
  const auto reply =
      client.exchange({.method = Call::Method::GET, .target = target, .headers = {}, .body = {}});
  if (!reply) return std::unexpected(reply.error());
  if (!reply->is_success()) return std::unexpected(ClientError{problem_text(*reply), ""});
  boost::system::error_code error;
  const auto document = boost::json::parse(reply->body, error);
  if (error || !document.is_object() || !document.as_object().contains("items")) {
    return std::unexpected(ClientError{"the reply is not a page of events", ""});
  }
  const auto& page = document.as_object();
  PageEnd end;
  for (const auto& event : page.at("items").as_array()) {
    console.print(boost::json::serialize(event));
    ++end.printed;
  }
  if (const auto* next = page.if_contains("next_after"); next != nullptr && next->is_number()) {
    end.next = next->to_number<std::uint64_t>();
  }
  return end;
}

ExitCode fail(const ClientError& error, Console& console) {
  console.error(error.message, error.next);
  return ExitCode::failed;
}

ExitCode print_pages(Client& client, const EventsOptions& options, Console& console) {
  auto after = options.after;
  auto left = options.limit.value_or(std::numeric_limits<std::uint64_t>::max());
  while (left > 0) {
    const auto end = print_page(client, page_target(options, after, std::min(left, page_limit)), console);
    if (!end) return fail(end.error(), console);
    left -= std::min(left, end->printed);
    if (!end->next) break;
    after = *end->next;
  }
  return ExitCode::ok;
}

/// The data lines of server-sent events (WHATWG HTML, section 9.2), each an event.
ExitCode follow(Client& client, const EventsOptions& options, Console& console) {
  auto resource = fmt::format("events?after={}", options.after);
  if (!options.type.empty()) resource += "&type=" + percent_encoded(options.type);
  Call call{.method = Call::Method::GET,
            .target = operator_target(options.place.operator_id, resource),
            .headers = {{"Accept", "text/event-stream"}},
            .body = {}};
  auto left = options.limit.value_or(std::numeric_limits<std::uint64_t>::max());
  std::string rest;
  const auto reply = client.stream(call, [&](std::string_view piece) {
    rest += piece;
    std::size_t begin = 0;
    for (std::size_t end = 0; left > 0 && (end = rest.find('\n', begin)) != std::string::npos;
         begin = end + 1) {
      const auto line = std::string_view{rest}.substr(begin, end - begin);
      if (!line.starts_with("data: ")) continue;
      console.print(line.substr(std::string_view{"data: "}.size()));
      --left;
    }
    rest.erase(0, begin);
    console.flush();
    return left > 0;
  });
  if (!reply) return fail(reply.error(), console);
  if (!reply->is_success()) return fail({problem_text(*reply), ""}, console);
  return ExitCode::ok;
}

}  // namespace

ExitCode events(const EventsOptions& options, Console& console) {
  auto client = connect(options.place, console);
  if (!client) return fail(client.error(), console);
  return options.follow == Follow::yes ? follow(**client, options, console)
                                       : print_pages(**client, options, console);
}

}  // namespace tenure::cli
