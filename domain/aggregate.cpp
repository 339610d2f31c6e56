#include "domain/aggregate.h"

#include <cstring>

#include "domain/aggregate_of.h"

namespace tenure::domain {

std::unique_ptr<Aggregate> Aggregate::create(StreamKind kind) {
  switch (kind) {
#define X(number, State, accessor, name) \
  case StreamKind::accessor:             \
    return std::make_unique<AggregateOf<State>>();
    TENURE_AGGREGATES(X)
#undef X
  }
  return nullptr;
}

void Aggregate::save(std::string& out) const {
  out.append(reinterpret_cast<const char*>(&version_), sizeof version_);
  save_state(out);
}

bool Aggregate::load(std::string_view bytes) {
  if (bytes.size() < sizeof version_) return false;
  std::memcpy(&version_, bytes.data(), sizeof version_);
  return load_state(bytes.substr(sizeof version_));
}

bool Aggregate::same_as(const Aggregate& other) const {
  if (kind_ != other.kind_) return false;
  std::string mine;
  std::string theirs;
  save(mine);
  other.save(theirs);
  return mine == theirs;
}

void streams_of(event::EventBody type, const void* body, StreamList& out) {
  switch (type) {
    case event::EventBody::NONE:
      return;
#define X(Event)                                           \
  case event::EventBody::Event:                            \
    streams(*static_cast<const event::Event*>(body), out); \
    return;
      TENURE_EVENTS(X)
#undef X
  }
}

#define X(number, State, accessor, name) template class AggregateOf<State>;
TENURE_AGGREGATES(X)
#undef X

}  // namespace tenure::domain
