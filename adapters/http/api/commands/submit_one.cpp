// POST /commands/{type}: one command as JSON.

#include "adapters/http/api/commands/submit_one.h"

#include <utility>

#include <boost/json/monotonic_resource.hpp>

#include "adapters/http/api/commands/dry_run.h"
#include "adapters/http/api/commands/envelope.h"
#include "adapters/http/api/commands/location.h"
#include "adapters/http/api/context.h"
#include "adapters/http/api/media_type.h"
#include "adapters/http/api/parameters.h"
#include "adapters/http/api/problem.h"
#include "domain/kernel/invariant.h"
#include "schemas/codec/json_reader.h"

namespace tenure::http {

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

  Sent sent{.id = id_of(context, call)};
  const auto envelope = envelope_of(context, call, sent.id);
  if (!envelope) return call.answer(problem(ProblemCode::MISSING_ACTOR));
  const auto type = domain::existing(codec::parse_command_type(call.value(parameters::command_type)),
                                     "a command type that the address's pattern let through");
  if (const auto built = codec::command_from_json(type, *data, *envelope, gate.builder); !built) {
    return call.answer(problem(built.error()));
  }
  if (call.is_true(parameters::dry_run)) return try_built(context, std::move(call));
  write_location(*flatbuffers::GetRoot<command::Command>(gate.builder.GetBufferPointer()), sent.location);
  submit_built(context, std::move(call), std::move(sent));
}

void submit_built(Context& context, Call call, Sent sent) {
  auto& gate = context.of(*call.request.loop).gate;
  auto& partition = context.engine.partition_of(call.operator_id());
  const auto taken = gate.add(partition, {gate.builder.GetBufferPointer(), gate.builder.GetSize()});
  if (!taken) return call.answer(problem(taken.error()));
  const auto loop = call.request.loop;
  gate.when_answered(
      partition, loop,
      [&partition, sent = std::move(sent), call = std::move(call)](auto result, auto commit) mutable {
        call.answer(result ? answer_of(partition, *result, std::move(commit), sent)
                           : problem(code_of(result.error())));
      });
}

}  // namespace tenure::http
