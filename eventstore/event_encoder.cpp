#include "eventstore/event_encoder.h"

#include "domain/aggregate.h"
#include "eventstore/commit_format.h"
#include "eventstore/invariant.h"

namespace tenure::eventstore {
namespace {

flatbuffers::Offset<flatbuffers::String> copy_text(flatbuffers::FlatBufferBuilder& builder,
                                                   const flatbuffers::String* text) {
  return text == nullptr ? flatbuffers::Offset<flatbuffers::String>{}
                         : builder.CreateString(text->c_str(), text->size());
}

// Appends the finished event as a record: zero, size, bytes.
void append_record(const flatbuffers::FlatBufferBuilder& builder, Drain& drain) {
  const std::uint32_t size = builder.GetSize();
  require(size % event_alignment == 0, "an event that is a multiple of 8 bytes", "another size");
  const std::uint32_t header[2] = {0, size};
  const auto* const header_bytes = reinterpret_cast<const std::uint8_t*>(header);
  auto& out = drain.events;
  out.insert(out.end(), header_bytes, header_bytes + sizeof header);
  drain.starts.push_back(static_cast<std::uint32_t>(out.size()));
  out.insert(out.end(), builder.GetBufferPointer(), builder.GetBufferPointer() + size);
}

const std::uint8_t* event_at(const Drain& drain, std::uint32_t index) {
  return drain.events.data() + drain.starts[index];
}
std::size_t size_of(const Drain& drain, std::uint32_t index) {
  const auto end =
      index + 1 < drain.starts.size() ? drain.starts[index + 1] - event_header_bytes : drain.events.size();
  return end - drain.starts[index];
}

}  // namespace

std::expected<EventEncoder::Outcome, ReadError> EventEncoder::append(
    const command::Command& command, const CachedOperator& owner, const domain::Events& events,
    domain::Instant recorded_at, Drain& drain, AggregateCache::UndoLog* undo) {
  require(!events.empty(), "an accepted decision with an event", "none");
  touched_.clear();
  if (events.size() > decision_events_max) return Outcome::too_large;
  const auto starts_before = drain.starts.size();
  const auto bytes_before = drain.events.size();
  for (const auto& body : events) {
    if (auto encoded = encode(command, owner, body, recorded_at, drain); !encoded) {
      take_back(drain, starts_before, bytes_before);
      return std::unexpected(std::move(encoded.error()));
    }
    if (drain.events.size() - bytes_before > decision_bytes_max || drain.events.size() > commit_bytes_max) {
      take_back(drain, starts_before, bytes_before);
      return Outcome::too_large;
    }
  }
  fold_touched(drain, undo);
  return Outcome::appended;
}

std::expected<void, ReadError> EventEncoder::encode(const command::Command& command,
                                                    const CachedOperator& owner,
                                                    const event::EventBodyUnion& body,
                                                    domain::Instant recorded_at, Drain& drain) {
  builder_.Clear();
  const auto body_at = body.Pack(builder_);
  streams_.clear();
  // The list owns its texts: the table may move when the buffer grows.
  domain::streams_of(body.type, builder_.GetCurrentBufferPointer() + builder_.GetSize() - body_at.o,
                     streams_);
  const auto touched_before = touched_.size();
  if (auto touched = touch_streams(owner, static_cast<std::uint32_t>(drain.starts.size())); !touched)
    return touched;

  const auto* const versions = touched_.data() + touched_before;
  also_in_.clear();
  for (std::size_t index = 1; index < streams_.size(); ++index) {
    const auto stream = build_stream_text(streams_[index]);
    also_in_.push_back(event::CreateStreamVersion(builder_, stream, versions[index].entry->encoded_version));
  }
  const auto also_in =
      also_in_.empty() ? flatbuffers::Offset<flatbuffers::Vector<flatbuffers::Offset<event::StreamVersion>>>{}
                       : builder_.CreateVector(also_in_);
  const auto home = build_stream_text(streams_[0]);
  const auto operator_id = copy_text(builder_, command.operator_id());
  const auto command_id = copy_text(builder_, command.id());
  const auto source = copy_text(builder_, command.source());
  const auto actor = copy_text(builder_, command.actor());
  const auto reason = copy_text(builder_, command.reason());
  builder_.Finish(event::CreateEvent(builder_, drain.next_position().value, recorded_at.microseconds(),
                                     operator_id, home, versions[0].entry->encoded_version, also_in,
                                     command_id, source, actor, reason, body.type, body_at));
  append_record(builder_, drain);
  return {};
}

// The text of a stream, put together in memory that is used again.
flatbuffers::Offset<flatbuffers::String> EventEncoder::build_stream_text(domain::StreamName stream) {
  text_.assign(domain::name_of(stream.kind)).append(1, '/').append(stream.id);
  return builder_.CreateString(text_);
}

std::expected<void, ReadError> EventEncoder::touch_streams(const CachedOperator& owner, std::uint32_t event) {
  require(streams_.size() > 0, "an event with a home stream", "none");
  for (std::size_t index = 0; index < streams_.size(); ++index) {
    const auto entry = cache_.get(owner, streams_[index]);
    if (!entry) return std::unexpected(entry.error());
    ++(*entry)->encoded_version;
    touched_.push_back({*entry, event});
  }
  return {};
}

void EventEncoder::fold_touched(const Drain& drain, AggregateCache::UndoLog* undo) {
  for (const auto& [entry, event] : touched_) {
    if (undo != nullptr) AggregateCache::note(*entry, *undo);
    cache_.fold(*entry, *flatbuffers::GetRoot<event::Event>(event_at(drain, event)), size_of(drain, event),
                drain.number);
  }
}

void EventEncoder::take_back(Drain& drain, std::size_t starts, std::size_t bytes) {
  for (const auto& touch : touched_) --touch.entry->encoded_version;
  drain.starts.resize(starts);
  drain.events.resize(bytes);
}

}  // namespace tenure::eventstore
