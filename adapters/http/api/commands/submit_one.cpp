// POST /commands/{type}: one command as JSON.

#include "adapters/http/api/commands/submit_one.h"

#include <charconv>
#include <utility>

#include <boost/json/monotonic_resource.hpp>

#include "adapters/http/api/commands/location.h"
#include "adapters/http/api/context.h"
#include "adapters/http/api/json.h"
#include "adapters/http/api/media_type.h"
#include "adapters/http/api/parameters.h"
#include "adapters/http/api/problem.h"
#include "domain/decide.h"
#include "domain/kernel/invariant.h"
#include "domain/kernel/text.h"
#include "schemas/codec/json_reader.h"

namespace tenure::http {
namespace {

constexpr unsigned created = 201;
/// Room for what an answer usually takes.
constexpr std::size_t head_bytes = 256;
constexpr std::size_t body_bytes = 256;

/// What an answer needs to know of its command.
struct Sent {
  std::string id;
  std::string location;
};

void write_event(const event::Event& event, Json& json) {
  json.begin_object();
  json.key("position").number(event.position());
  json.key("type").text(domain::name_of(event.body_type()));
  json.key("stream").text(domain::text(event.stream()));
  json.key("version").number(event.version());
  json.end_object();
}

Response accepted(eventstore::Partition& partition, const eventstore::Answer& answer,
                  eventstore::CommitPtr commit, const Sent& sent) {
  const auto first = answer.first_position.value;
  const auto last = first + answer.event_count - 1;
  Response response{.status = created, .content_type = json_media_type};
  auto& headers = response.headers;
  headers.reserve(head_bytes);
  response.body.reserve(body_bytes);
  headers.append("Idempotency-Key: ").append(sent.id).append("\r\n");
  headers.append("Tenure-Position: ").append(fmt::format_int{last}.c_str()).append("\r\n");
  if (!sent.location.empty()) headers.append("Location: ").append(sent.location).append("\r\n");

  Json json{response.body};
  json.begin_object();
  json.key("id").text(sent.id);
  json.key("position").number(last);
  if (answer.repeated) json.key("repeated").truth(true);
  json.key("events").begin_array();
  for (auto position = first; position <= last; ++position) {
    if (!commit || !commit->holds({position})) {  // a stored answer: its events are in an older commit
      auto read = partition.commit_at({position});
      if (!read || !*read) return problem(ProblemCode::STORAGE_FAILED);
      commit = std::move(*read);
    }
    write_event(commit->event_at({position}), json);
  }
  json.end_array();
  json.end_object();
  return response;
}

Response answer_of(eventstore::Partition& partition, const eventstore::Answer& answer,
                   eventstore::CommitPtr commit, const Sent& sent) {
  if (answer.outcome == eventstore::Answer::Outcome::accepted) {
    return accepted(partition, answer, std::move(commit), sent);
  }
  auto response = problem(answer.code, answer.detail);
  response.headers.append("Idempotency-Key: ").append(sent.id).append("\r\n");
  return response;
}

std::optional<std::string_view> if_given(std::string_view text) {
  return text.empty() ? std::optional<std::string_view>{} : text;
}

}  // namespace

void submit_one(Context& context, Call call) {
  namespace json = boost::json;
  const auto content_type = call.request.header("Content-Type");
  if (!content_type.empty() && !is_media_type(content_type, json_media_type)) {
    return call.answer(problem(ProblemCode::UNSUPPORTED_MEDIA_TYPE, "send application/json"));
  }
  if (call.request.body.bytes().size() > single_command_bytes_max) {
    return call.answer(
        problem(ProblemCode::BODY_TOO_LARGE, "one command may be 1 MiB; POST /commands takes many"));
  }
  auto& gate = context.of(*call.request.loop).gate;

  json::monotonic_resource memory{gate.scratch.data(), gate.scratch.size()};
  const auto document = codec::parse_json(call.request.body.text(), &memory);
  if (!document) return call.answer(problem(document.error()));
  const auto* data = document->if_object();
  if (data == nullptr) {
    return call.answer(problem(codec::FieldError{
        {}, std::string{codec::fault::WRONG_TYPE}, "the body is a JSON object with the command's fields"}));
  }

  const auto actor = call.value(parameters::actor);
  const auto source = call.value(parameters::source);
  if (actor.empty() && context.options.default_actor.empty())
    return call.answer(problem(ProblemCode::MISSING_ACTOR));
  Sent sent{.id = std::string{call.value(parameters::idempotency_key)}, .location = {}};
  if (sent.id.empty()) sent.id = gate.new_id();
  const codec::Envelope envelope{.id = sent.id,
                                 .operator_id = call.operator_id(),
                                 .source = source.empty() ? context.options.default_source : source,
                                 .actor = actor.empty() ? context.options.default_actor : actor,
                                 .reason = if_given(call.value(parameters::reason)),
                                 .expected_version = call.number(parameters::if_match)};
  const auto type = domain::existing(codec::parse_command_type(call.value(parameters::command_type)),
                                     "a command type that the address's pattern let through");
  if (const auto built = codec::command_from_json(type, *data, envelope, gate.builder); !built) {
    return call.answer(problem(built.error()));
  }
  const std::span<const std::uint8_t> bytes{gate.builder.GetBufferPointer(), gate.builder.GetSize()};
  write_location(*flatbuffers::GetRoot<command::Command>(bytes.data()), sent.location);

  auto& partition = context.engine.partition_of(call.operator_id());
  if (const auto taken = gate.add(partition, bytes); !taken) return call.answer(problem(taken.error()));
  const auto loop = call.request.loop;
  gate.when_answered(
      partition, loop,
      [&partition, sent = std::move(sent), call = std::move(call)](auto result, auto commit) mutable {
        call.answer(result ? answer_of(partition, *result, std::move(commit), sent)
                           : problem(code_of(result.error())));
      });
}

}  // namespace tenure::http
