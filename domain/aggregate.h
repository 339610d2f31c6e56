// An aggregate of any kind: its state and its version, folded from the events of its stream.
//
// What it is: the type-erased form in which the event store keeps, saves and loads states.
// What it promises: state = fold of the stream; `version` is the number of events folded. Folding is pure.
// What can go wrong: saved bytes of another layout; `load` answers false and the state is folded anew.
// Why this way: the store need not know a single aggregate; adding one is a line in TENURE_AGGREGATES.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "domain/kernel/stream.h"
#include "schemas/events/event_generated.h"

namespace tenure::domain {

#define X(number, State, accessor, name) struct State;
TENURE_AGGREGATES(X)
#undef X

template <class State>
inline constexpr StreamKind kind_of{};
#define X(number, State, accessor, name) \
  template <>                            \
  inline constexpr StreamKind kind_of<State> = StreamKind::accessor;
TENURE_AGGREGATES(X)
#undef X

class Aggregate {
 public:
  [[nodiscard]] static std::unique_ptr<Aggregate> create(StreamKind kind);
  virtual ~Aggregate() = default;

  [[nodiscard]] StreamKind kind() const { return kind_; }
  /// How many events were folded; zero is an aggregate that does not exist.
  [[nodiscard]] std::uint64_t version() const { return version_; }

  /// Folds the next event of the stream `own_id`.
  void fold(const event::Event& event, std::string_view own_id) {
    fold_body(event, own_id);
    ++version_;
  }
  /// Appends version and state.
  void save(std::string& out) const;
  /// Whether the bytes were a state of this layout.
  [[nodiscard]] bool load(std::string_view bytes);
  [[nodiscard]] virtual std::unique_ptr<Aggregate> clone() const = 0;
  /// Whether both have the same kind, version and state.
  [[nodiscard]] bool same_as(const Aggregate& other) const;

 protected:
  explicit Aggregate(StreamKind kind) : kind_{kind} {}
  Aggregate(const Aggregate&) = default;
  Aggregate& operator=(const Aggregate&) = default;

 private:
  virtual void fold_body(const event::Event& event, std::string_view own_id) = 0;
  virtual void save_state(std::string& out) const = 0;
  [[nodiscard]] virtual bool load_state(std::string_view bytes) = 0;

  StreamKind kind_;
  std::uint64_t version_ = 0;
};

/// The saved states' layout; raise it with any change of a state's fields or folds, so that saved ones are made anew.
inline constexpr std::uint32_t state_layout = 8;

template <class State>
class AggregateOf final : public Aggregate {
 public:
  AggregateOf();
  ~AggregateOf() override;
  [[nodiscard]] const State& state() const { return *state_; }
  [[nodiscard]] std::unique_ptr<Aggregate> clone() const override;

 private:
  AggregateOf(const AggregateOf& other);
  void fold_body(const event::Event& event, std::string_view own_id) override;
  void save_state(std::string& out) const override;
  [[nodiscard]] bool load_state(std::string_view bytes) override;

  std::unique_ptr<State> state_;
};

/// The streams that an event belongs to, its home first. `body` is the table that `type` says.
void streams_of(event::EventBody type, const void* body, StreamList& out);

}  // namespace tenure::domain
