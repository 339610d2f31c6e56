#include "tests/domain/memory_world.h"

#include <cstdio>
#include <cstdlib>
#include <utility>

#include "domain/kernel/text.h"
#include "schemas/codec/json_writer.h"
#include "schemas/codec/type_plan.h"
#include "schemas/codec/validate.h"

namespace tenure::test {
namespace {

using domain::StreamKind;
using domain::StreamList;
using domain::StreamName;
using domain::text;

void require(bool holds, const char* what) {
  if (holds) return;
  std::fprintf(stderr, "broken invariant: %s\n", what);
  std::abort();
}

/// A table that was just built, before the buffer is finished.
const void* built_table(flatbuffers::FlatBufferBuilder& builder, flatbuffers::uoffset_t offset) {
  return builder.GetCurrentBufferPointer() + builder.GetSize() - offset;
}

void require_survives_saving(const domain::Aggregate& aggregate) {
  std::string bytes;
  aggregate.save(bytes);
  const auto loaded = domain::Aggregate::create(aggregate.kind());
  require(loaded->load(bytes), "a saved state can be loaded");
  require(loaded->same_as(aggregate), "a loaded state is the state that was saved");
}

}  // namespace

std::string RecordedEvent::data_json() const {
  std::string json;
  codec::write_json(codec::event_plan(event().body_type()), codec::body_of(event()), json);
  return json;
}

const domain::Aggregate* MemoryWorld::aggregate(std::string_view operator_id, StreamName stream) const {
  const auto found = aggregates_.find(
      std::tuple<std::string_view, StreamKind, std::string_view>{operator_id, stream.kind, stream.id});
  return found == aggregates_.end() ? nullptr : found->second.get();
}

const domain::Aggregate* MemoryWorld::lookup(StreamKind kind, std::string_view id) const {
  return aggregate(operator_id_, {kind, id});
}

domain::Aggregate& MemoryWorld::at(StreamName stream) {
  auto& slot = aggregates_[Key{operator_id_, stream.kind, std::string{stream.id}}];
  if (!slot) slot = domain::Aggregate::create(stream.kind);
  return *slot;
}

Applied MemoryWorld::apply(const command::Command& command) {
  operator_id_ = text(command.operator_id());
  if (command.expected_version()) {
    const auto target = domain::target_of(command);
    const auto* addressed = lookup(target.kind, target.id);
    const std::uint64_t version = addressed == nullptr ? 0 : addressed->version();
    if (version != *command.expected_version()) {
      return std::unexpected(domain::Refusal{domain::Code::VERSION_CONFLICT, {}});
    }
  }
  auto decision = domain::decide_any(command, *this);
  if (!decision) return std::unexpected(std::move(decision.error()));
  require(!decision->empty(), "an accepted decision records something");

  std::vector<RecordedEvent> recorded;
  recorded.reserve(decision->size());
  for (const auto& body : *decision) recorded.push_back(encode_and_fold(command, body));
  return recorded;
}

RecordedEvent MemoryWorld::encode_and_fold(const command::Command& command,
                                           const event::EventBodyUnion& body) {
  flatbuffers::FlatBufferBuilder builder;
  const auto packed = body.Pack(builder);
  StreamList streams;
  domain::streams_of(body.type, built_table(builder, packed.o), streams);
  require(streams.size() > 0, "an event has a home stream");

  std::vector<flatbuffers::Offset<event::StreamVersion>> also_in;
  for (std::size_t i = 1; i < streams.size(); ++i) {
    const auto name = builder.CreateString(domain::stream_text(streams[i].kind, streams[i].id));
    also_in.push_back(event::CreateStreamVersion(builder, name, at(streams[i]).version() + 1));
  }
  const auto also = builder.CreateVector(also_in);
  const auto operator_id = builder.CreateString(operator_id_);
  const auto home = builder.CreateString(domain::stream_text(streams[0].kind, streams[0].id));
  const auto command_id = builder.CreateString(text(command.id()));
  const auto source = builder.CreateString(text(command.source()));
  const auto actor = builder.CreateString(text(command.actor()));
  const auto reason = command.reason() == nullptr ? 0 : builder.CreateString(text(command.reason()));
  builder.Finish(event::CreateEvent(builder, ++position_, recorded_at().microseconds(), operator_id, home,
                                    at(streams[0]).version() + 1, also, command_id, source, actor, reason,
                                    body.type, packed));

  RecordedEvent recorded{
      std::string{reinterpret_cast<const char*>(builder.GetBufferPointer()), builder.GetSize()}};
  flatbuffers::Verifier verifier{reinterpret_cast<const std::uint8_t*>(recorded.bytes().data()),
                                 recorded.bytes().size()};
  require(verifier.VerifyBuffer<event::Event>(nullptr), "an event is a valid buffer");
  for (std::size_t i = 0; i < streams.size(); ++i) {
    auto& folded = at(streams[i]);
    folded.fold(recorded.event(), streams[i].id);
    require_survives_saving(folded);
  }
  return recorded;
}

}  // namespace tenure::test
