#include "bench/micro/memory_world.h"

#include "bench/workload.h"
#include "domain/kernel/invariant.h"
#include "domain/kernel/text.h"

namespace tenure::bench {

const domain::Aggregate* MemoryWorld::lookup(domain::StreamKind kind, std::string_view id) const {
  key_.assign(1, static_cast<char>(kind));
  key_.append(id);
  const auto found = aggregates_.find(key_);
  return found == aggregates_.end() ? nullptr : found->second.get();
}

void MemoryWorld::apply(const command::Command& command) {
  const auto decision = domain::decide_any(command, *this);
  if (!decision)
    domain::broken_invariant("a command that is accepted", domain::name_of(decision.error().code));
  flatbuffers::FlatBufferBuilder builder;
  for (const auto& body : *decision) {
    builder.Clear();
    build_event(body, command, builder);
    fold(*flatbuffers::GetRoot<event::Event>(builder.GetBufferPointer()));
  }
}

void MemoryWorld::fold(const event::Event& event) {
  streams_.clear();
  domain::streams_of(event.body_type(), event.body(), streams_);
  for (std::size_t i = 0; i < streams_.size(); ++i) {
    const auto [kind, id] = streams_[i];
    key_.assign(1, static_cast<char>(kind));
    key_.append(id);
    auto& aggregate = aggregates_[key_];
    if (!aggregate) aggregate = domain::Aggregate::create(kind);
    aggregate->fold(event, id);
  }
}

void build_event(const event::EventBodyUnion& body, const command::Command& command,
                 flatbuffers::FlatBufferBuilder& builder) {
  const auto packed = body.Pack(builder);
  const auto operator_text = builder.CreateString(command.operator_id());
  const auto stream = builder.CreateString("charge/01900000-0000-7000-8000-0000000000bb");
  const auto command_id = builder.CreateString(command.id());
  const auto source = builder.CreateString(command.source());
  const auto actor = builder.CreateString(command.actor());
  event::EventBuilder event{builder};
  event.add_position(1);
  event.add_recorded_at(1);
  event.add_operator_id(operator_text);
  event.add_stream(stream);
  event.add_version(1);
  event.add_command_id(command_id);
  event.add_source(source);
  event.add_actor(actor);
  event.add_body_type(body.type);
  event.add_body(packed);
  builder.Finish(event.Finish());
}

std::unique_ptr<MemoryWorld> world_of_estate() {
  auto world = std::make_unique<MemoryWorld>();
  const auto commands = estate();
  for (std::size_t i = 0; i < commands.size(); ++i) {
    world->apply(*flatbuffers::GetRoot<command::Command>(commands[i].data()));
  }
  return world;
}

}  // namespace tenure::bench
