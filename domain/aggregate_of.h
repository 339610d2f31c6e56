// The members of AggregateOf: how one state is folded, saved and loaded. Included by aggregate.cpp alone.
#pragma once

#include "domain/aggregate.h"
#include "domain/kernel/archive.h"
#include "domain/states.h"
#include "schemas/event_list.h"

namespace tenure::domain {

template <class State, class Body>
void fold_one(State& state, const Body& body, std::string_view own_id) {
  if constexpr (requires { evolve(state, body, own_id); }) {
    evolve(state, body, own_id);
  } else if constexpr (requires { evolve(state, body); }) {
    evolve(state, body);
  }
}

template <class State>
AggregateOf<State>::AggregateOf() : Aggregate{kind_of<State>}, state_{std::make_unique<State>()} {}
template <class State>
AggregateOf<State>::~AggregateOf() = default;
template <class State>
AggregateOf<State>::AggregateOf(const AggregateOf& other)
    : Aggregate{other}, state_{std::make_unique<State>(*other.state_)} {}

template <class State>
std::unique_ptr<Aggregate> AggregateOf<State>::clone() const {
  return std::unique_ptr<Aggregate>{new AggregateOf{*this}};
}

template <class State>
void AggregateOf<State>::fold_body(const event::Event& event, std::string_view own_id) {
  switch (event.body_type()) {
    case event::EventBody::NONE:
      return;
#define X(Body)                                         \
  case event::EventBody::Body:                          \
    fold_one(*state_, *event.body_as_##Body(), own_id); \
    return;
      TENURE_EVENTS(X)
#undef X
  }
}

template <class State>
void AggregateOf<State>::save_state(std::string& out) const {
  ArchiveWriter{out}.put(*state_);
}
template <class State>
bool AggregateOf<State>::load_state(std::string_view bytes) {
  return from_archive(bytes, *state_);
}

}  // namespace tenure::domain
