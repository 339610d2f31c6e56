// The world a command is decided in: the operator's aggregates as of now, earlier commands of the drain included.
//
// What it is: typed, read-only states by id. The event store implements it; it loads a cold aggregate and remembers
//   what was read. Tests implement it with a map.
// What it promises: a state stays where it is until the decision returned. One decision sees one operator.
// What can go wrong: an aggregate that does not exist is a null pointer.
// Why this way: a decision names what it reads by reading it; there is nothing to declare twice.
#pragma once

#include <string_view>

#include "domain/aggregate.h"
#include "domain/kernel/calendar.h"

namespace tenure::domain {

class World {
 public:
  virtual ~World() = default;

  /// When the command is recorded; the only time a decision knows.
  [[nodiscard]] Instant recorded_at() const { return recorded_at_; }

#define X(number, State, accessor, name) \
  [[nodiscard]] const State* accessor(std::string_view id) const { return find<State>(id); }
  TENURE_AGGREGATES(X)
#undef X

  /// The aggregate of any stream, or null where it does not exist.
  [[nodiscard]] const Aggregate* aggregate(StreamName stream) const { return lookup(stream.kind, stream.id); }

 protected:
  World() = default;
  World(const World&) = default;
  World& operator=(const World&) = default;

  /// The aggregate, or null where it does not exist (version 0).
  [[nodiscard]] virtual const Aggregate* lookup(StreamKind kind, std::string_view id) const = 0;

  Instant recorded_at_{0};

 private:
  template <class State>
  [[nodiscard]] const State* find(std::string_view id) const {
    const auto* aggregate = lookup(kind_of<State>, id);
    return aggregate == nullptr ? nullptr : &static_cast<const AggregateOf<State>*>(aggregate)->state();
  }
};

}  // namespace tenure::domain
