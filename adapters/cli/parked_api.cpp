#include "adapters/cli/parked_api.h"

#include <algorithm>

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <fmt/format.h>

#include "adapters/http/api/commands/time_ordered_id.h"
#include "schemas/codec/base64.h"

namespace tenure::cli {
namespace {

using boost::json::object;

constexpr unsigned not_found = 404;
constexpr unsigned bad_request = 400;
constexpr unsigned conflict = 409;
constexpr unsigned refused = 422;
constexpr int page_limit = 1000;

std::unexpected<ClientError> fail(std::string message, std::string next = {}) {
  return std::unexpected(ClientError{std::move(message), std::move(next)});
}

std::expected<object, ClientError> parsed(const Reply& reply) {
  boost::system::error_code error;
  auto document = boost::json::parse(reply.body, error);
  if (error || !document.is_object()) return fail("the reply is not the JSON that was asked for");
  return std::move(document.as_object());
}

std::expected<Reply, ClientError> get(Client& client, std::string_view operator_id,
                                      std::string_view resource) {
  return client.exchange({.method = Call::Method::GET,
                          .target = operator_target(operator_id, resource),
                          .headers = {},
                          .body = {}});
}

std::string first_error(const object& problem) {
  const auto* const errors = problem.if_contains("errors");
  if (errors == nullptr || !errors->is_array() || errors->as_array().empty()) return {};
  const auto* const error = errors->as_array().front().if_object();
  if (error == nullptr) return {};
  const auto pointer = text_of(*error, "pointer");
  return fmt::format("{}{}{} {}", text_of(*error, "code"), pointer.empty() ? "" : " ", pointer,
                     text_of(*error, "message"));
}

std::expected<Decided, ClientError> refusal_in(const Reply& reply) {
  const auto problem = parsed(reply);
  if (!problem) return fail(problem_text(reply));
  Decided decided;
  decided.code = text_of(*problem, "code");
  if (decided.code.empty()) return fail(problem_text(reply));
  decided.why = first_error(*problem);
  if (decided.why.empty()) decided.why = text_of(*problem, "detail");
  if (decided.why.empty()) decided.why = text_of(*problem, "title");
  return decided;
}

}  // namespace

std::string text_of(const object& object, std::string_view name) {
  const auto* const value = object.if_contains(name);
  return value != nullptr && value->is_string() ? std::string{std::string_view{value->as_string()}}
                                                : std::string{};
}

std::string bytes_of(const object& object, std::string_view name) {
  const auto text = text_of(object, name);
  std::string bytes(codec::decoded_size(text).value_or(0), '\0');
  if (!codec::decode_base64(text, reinterpret_cast<std::uint8_t*>(bytes.data()))) return {};
  return bytes;
}

std::expected<boost::json::array, ClientError> parked_inputs(Client& client, std::string_view operator_id,
                                                             std::string_view status) {
  boost::json::array all;
  std::string as_of;
  std::string cursor;
  do {
    auto resource = fmt::format("parked-inputs?status={}&limit={}", status, page_limit);
    if (!cursor.empty()) resource += "&cursor=" + percent_encoded(cursor) + "&as_of=" + as_of;
    const auto reply = get(client, operator_id, resource);
    if (!reply) return std::unexpected(reply.error());
    if (!reply->is_success()) return fail(problem_text(*reply));
    auto page = parsed(*reply);
    if (!page) return std::unexpected(page.error());
    as_of = reply->header("Tenure-Position");
    cursor = text_of(*page, "next_cursor");
    auto* const items = page->if_contains("items");
    if (items == nullptr || !items->is_array()) return fail("the reply is not a page of parked input");
    std::ranges::move(items->as_array(), std::back_inserter(all));
  } while (!cursor.empty());
  return all;
}

std::expected<std::optional<object>, ClientError> parked_input(Client& client, std::string_view operator_id,
                                                               std::string_view parked_id) {
  const auto reply = get(client, operator_id, "parked-inputs/" + percent_encoded(parked_id));
  if (!reply) return std::unexpected(reply.error());
  if (reply->status == not_found) return std::nullopt;
  if (!reply->is_success()) return fail(problem_text(*reply));
  auto document = parsed(*reply);
  if (!document) return std::unexpected(document.error());
  return std::move(*document);
}

std::expected<Decided, ClientError> decide_parked(Client& client, std::string_view operator_id,
                                                  const DecisionOn& what) {
  static http::TimeOrderedIds ids;
  const bool is_retry = what.decision == Decision::retry;
  Call call{.method = Call::Method::POST,
            .target = operator_target(operator_id,
                                      fmt::format("parked-inputs/{}/{}", percent_encoded(what.parked_id),
                                                  is_retry ? "retry" : "discard")),
            .headers = {{"Idempotency-Key", ids.next()}},
            .body = {}};
  if (!what.actor.empty()) call.headers.emplace_back("Tenure-Actor", what.actor);
  if (!is_retry) {
    call.headers.emplace_back("Content-Type", "application/json");
    call.body = boost::json::serialize(object{{"reason", what.reason}});
  }
  const auto reply = client.exchange(call);
  if (!reply) return std::unexpected(reply.error());
  if (reply->status == conflict || reply->status == refused || reply->status == bad_request)
    return refusal_in(*reply);
  if (!reply->is_success()) return fail(problem_text(*reply));
  const auto document = parsed(*reply);
  if (!document) return std::unexpected(document.error());
  Decided decided;
  boost::system::error_code error;
  if (const auto* const position = document->if_contains("position")) {
    decided.position = position->to_number<std::uint64_t>(error);
  }
  return decided;
}

}  // namespace tenure::cli
