// A booking of a space, as the upstream booking system last told it.
#pragma once

#include <cstdint>
#include <string>
#include <tuple>

#include "domain/kernel/calendar.h"
#include "domain/kernel/stream.h"
#include "domain/kernel/text.h"
#include "schemas/events/booking_generated.h"
#include "schemas/events/charge_generated.h"

namespace tenure::domain {

enum class BookingStatus : std::uint8_t {
  recorded,
  cancelled,
  voided,  ///< cancelled before it was recorded: nothing but its revision is known
};

struct Booking {
  std::uint32_t revision = 0;
  std::string occupier_id;
  std::string site_id;
  std::string space_id;
  Instant starts_at{0};
  Instant ends_at{0};
  BookingStatus status = BookingStatus::recorded;
  /// The standing charge; empty where there is none.
  std::string charge_id;

  bool operator==(const Booking&) const = default;
  template <class Self>
  static auto fields(Self& self) {
    return std::tie(self.revision, self.occupier_id, self.site_id, self.space_id, self.starts_at,
                    self.ends_at, self.status, self.charge_id);
  }
};

inline void streams(const event::BookingRecorded& event, StreamList& out) {
  out.add(StreamKind::booking, text(event.booking_id()));
  out.add(StreamKind::space, text(event.space_id()));
}
inline void streams(const event::BookingCancelled& event, StreamList& out) {
  out.add(StreamKind::booking, text(event.booking_id()));
  out.add(StreamKind::space, text(event.space_id()));
}
// The space that it leaves has to forget it.
inline void streams(const event::BookingChanged& event, StreamList& out) {
  out.add(StreamKind::booking, text(event.booking_id()));
  out.add(StreamKind::space, text(event.space_id()));
  out.add(StreamKind::space, text(event.previous_space_id()));
}
inline void streams(const event::BookingVoided& event, StreamList& out) {
  out.add(StreamKind::booking, text(event.booking_id()));
}

template <class BookingEvent>
void set_terms(Booking& state, const BookingEvent& event) {
  state.revision = event.revision();
  state.occupier_id = text(event.occupier_id());
  state.site_id = text(event.site_id());
  state.space_id = text(event.space_id());
  state.starts_at = Instant{event.starts_at()};
  state.ends_at = Instant{event.ends_at()};
}
inline void evolve(Booking& state, const event::BookingRecorded& event) { set_terms(state, event); }
inline void evolve(Booking& state, const event::BookingChanged& event) { set_terms(state, event); }
inline void evolve(Booking& state, const event::BookingCancelled& event) {
  state.revision = event.revision();
  state.status = BookingStatus::cancelled;
}
inline void evolve(Booking& state, const event::BookingVoided& event) {
  state.revision = event.revision();
  state.status = BookingStatus::voided;
}
inline void evolve(Booking& state, const event::ChargeRaised& event) {
  state.charge_id = text(event.charge_id());
}
// A change reverses one charge and raises another in one append, in whatever order.
inline void evolve(Booking& state, const event::ChargeReversed& event) {
  if (state.charge_id == text(event.charge_id())) state.charge_id.clear();
}

}  // namespace tenure::domain
