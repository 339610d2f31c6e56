#include "adapters/http/api/commands/dry_run.h"

#include <expected>
#include <memory>
#include <ranges>
#include <utility>

#include <flatbuffers/flatbuffers.h>

#include "adapters/http/api/json.h"
#include "adapters/http/api/media_type.h"
#include "adapters/http/api/problem.h"
#include "domain/aggregate.h"
#include "domain/decide.h"
#include "schemas/codec/json_writer.h"

namespace tenure::http {
namespace {

/// Events that are shown; a business day of a large site records thousands.
constexpr std::size_t shown_events_max = 1'000;

using Result = std::expected<eventstore::BatchAnswer, eventstore::SubmitError>;

void write_event(const event::EventBodyUnion& body, flatbuffers::FlatBufferBuilder& builder, Json& json) {
  builder.Clear();
  builder.Finish(flatbuffers::Offset<flatbuffers::Table>{body.Pack(builder).o});
  const auto& table = *flatbuffers::GetRoot<flatbuffers::Table>(builder.GetBufferPointer());
  domain::StreamList streams;
  domain::streams_of(body.type, &table, streams);
  json.begin_object();
  json.key("type").text(domain::name_of(body.type));
  json.key("stream").text(domain::stream_text(streams[0].kind, streams[0].id));
  codec::write_json(codec::event_plan(body.type), table, json.key("data").value_here());
  json.end_object();
}

Response answer_of(const Result& result) {
  if (!result) return problem(code_of(result.error()));
  const auto& answer = result->answers.front();
  if (answer.outcome == eventstore::Answer::Outcome::refused) return problem(answer.code, answer.detail);
  Response response{.content_type = json_media_type};
  flatbuffers::FlatBufferBuilder builder;
  Json json{response.body};
  const auto& events = result->trials.front();
  json.begin_object();
  json.key("event_count").number(events.size());
  json.key("would_record").begin_array();
  for (const auto& body : events | std::views::take(shown_events_max)) write_event(body, builder, json);
  json.end_array();
  json.end_object();
  return response;
}

}  // namespace

void try_built(Context& context, Call call) {
  auto& gate = context.of(*call.request.loop).gate;
  auto& partition = context.engine.partition_of(call.operator_id());
  eventstore::Batch batch{eventstore::Atomicity::each, eventstore::Purpose::trial};
  const auto taken = batch.add({gate.builder.GetBufferPointer(), gate.builder.GetSize()});
  if (!taken) return call.answer(problem(taken.error()));
  const auto loop = call.request.loop;
  auto waiting = std::make_shared<Call>(std::move(call));
  const auto submitted = partition.submit(std::move(batch), [loop, waiting](Result result) {
    loop->post([waiting, result = std::move(result)] { waiting->answer(answer_of(result)); });
  });
  if (!submitted) waiting->answer(problem(code_of(submitted.error())));
}

}  // namespace tenure::http
