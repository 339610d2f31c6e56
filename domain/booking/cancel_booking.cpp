// CancelBooking: cancels a booking; its charge, where one still stands, is reversed on the site's business day.
//
// Refuses, in this order: UNKNOWN_BOOKING (unless that is to be recorded), STALE_REVISION (not later than the one
// recorded), INVALID_TRANSITION (cancelled already, by an earlier revision).
//
// A cancellation may overtake its confirmation on the way here. Recorded, it keeps that from being taken later on.

#include "domain/booking/booking_terms.h"
#include "domain/decide.h"
#include "domain/kernel/text.h"
#include "domain/states.h"

namespace tenure::domain {

Target target(const command::CancelBooking& command) {
  return {StreamKind::booking, text(command.booking_id())};
}

Decision decide(const command::CancelBooking& command, const World& world) {
  const auto* booking = world.booking(text(command.booking_id()));
  if (booking == nullptr) {
    if (command.if_unknown() != IfUnknownBooking::RECORD) return refuse(Code::UNKNOWN_BOOKING);
    event::BookingVoidedT voided;
    voided.booking_id = text(command.booking_id());
    voided.revision = command.revision();
    return record(std::move(voided));
  }
  if (command.revision() <= booking->revision) return refuse(Code::STALE_REVISION);
  if (booking->status != BookingStatus::recorded) {
    return refuse(Code::INVALID_TRANSITION, "the booking is cancelled already");
  }

  event::BookingCancelledT cancelled;
  cancelled.booking_id = text(command.booking_id());
  cancelled.revision = command.revision();
  cancelled.occupier_id = booking->occupier_id;
  cancelled.site_id = booking->site_id;
  cancelled.space_id = booking->space_id;
  if (booking->charge_id.empty()) return record(std::move(cancelled));

  return record(std::move(cancelled),
                reversal_for(*booking, world, "booking cancelled", ReversalKind::REVERSED));
}

}  // namespace tenure::domain
