#include "domain/draft.h"

#include <fmt/format.h>

namespace tenure::domain {

Decision Draft::finish() {
  if (events_.size() > decision_events_max) {
    return refuse(Code::TOO_LARGE, fmt::format("more than {} events", decision_events_max));
  }
  touched_.clear();
  return std::exchange(events_, {});
}

const Aggregate* Draft::lookup(StreamKind kind, std::string_view id) const {
  if (const auto of_kind = touched_.find(kind); of_kind != touched_.end()) {
    if (const auto found = of_kind->second.find(id); found != of_kind->second.end())
      return found->second.get();
  }
  return beneath_.aggregate({kind, id});
}

Aggregate& Draft::own(StreamName stream) {
  auto& of_kind = touched_[stream.kind];
  if (const auto found = of_kind.find(stream.id); found != of_kind.end()) return *found->second;
  const auto* original = beneath_.aggregate(stream);
  auto copied = original == nullptr ? Aggregate::create(stream.kind) : original->clone();
  return *of_kind.emplace(stream.id, std::move(copied)).first->second;
}

// Folds read events in place, so the body becomes a buffer for a moment. Of the envelope nothing is folded, so its
// required texts stay empty.
void Draft::fold(const event::EventBodyUnion& body) {
  builder_.Clear();
  const auto packed = body.Pack(builder_);
  const auto nothing = builder_.CreateString("");
  builder_.Finish(event::CreateEvent(builder_, 0, 0, nothing, nothing, 0, 0, nothing, nothing, nothing, 0,
                                     body.type, packed));
  const auto& event = *flatbuffers::GetRoot<event::Event>(builder_.GetBufferPointer());
  streams_.clear();
  streams_of(event.body_type(), event.body(), streams_);
  for (std::size_t i = 0; i < streams_.size(); ++i) own(streams_[i]).fold(event, streams_[i].id);
}

}  // namespace tenure::domain
