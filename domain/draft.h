// A decision in the making: the world as it will be once the events recorded so far have happened.
//
// Is:       a World over another one, for decisions whose later events follow from their earlier ones: a contract ends,
//           so its services cease, so its numbers are released.
// Promises: every read sees all events recorded before it, folded as the store will fold them. The world beneath is
//           not changed.
// Fails:    `finish` refuses with TOO_LARGE where more than `decision_events_max` events were recorded.
// Why:      a cascade that reads states and remembers on the side what it has already decided about them is wrong as
//           soon as two parts of it touch the same one. Copying the few aggregates that a decision touches is cheap.
//
// A state read before `record` may be out of date, or gone, after it: read it again.
#pragma once

#include <cstddef>
#include <map>
#include <memory>
#include <string>
#include <utility>

#include <flatbuffers/flatbuffers.h>

#include "domain/aggregate.h"
#include "domain/kernel/decision.h"
#include "domain/world.h"

namespace tenure::domain {

/// Events of one decision.
inline constexpr std::size_t decision_events_max = 100'000;

class Draft final : public World {
 public:
  explicit Draft(const World& beneath) : beneath_{beneath} { recorded_at_ = beneath.recorded_at(); }

  /// Whether it is refused, so that recording more of it is idle.
  [[nodiscard]] bool is_full() const { return events_.size() > decision_events_max; }
  template <class Event>
  void record(Event&& body) {
    if (is_full()) return;
    append(events_, std::forward<Event>(body));
    fold(events_.back());
  }
  /// The decision; the draft is empty afterwards.
  [[nodiscard]] Decision finish();

 protected:
  [[nodiscard]] const Aggregate* lookup(StreamKind kind, std::string_view id) const override;

 private:
  void fold(const event::EventBodyUnion& body);
  [[nodiscard]] Aggregate& own(StreamName stream);

  const World& beneath_;
  Events events_;
  /// Copies of the aggregates that the events touch.
  std::map<StreamKind, std::map<std::string, std::unique_ptr<Aggregate>, std::less<>>> touched_;
  flatbuffers::FlatBufferBuilder builder_;
  StreamList streams_;
};

}  // namespace tenure::domain
