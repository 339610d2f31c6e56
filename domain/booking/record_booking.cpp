// RecordBooking: records a booking that an upstream booking system confirmed, and raises its charge.
//
// Refuses, in this order: STALE_REVISION (the booking is known by this revision or a later one), INVALID_TRANSITION (by
// an earlier one, as cancelled before it was confirmed), ALREADY_EXISTS (by an earlier one), then what booking_terms.h
// says: UNKNOWN_OCCUPIER, UNKNOWN_SPACE, UNKNOWN_PRODUCT, WRONG_PRODUCT_KIND, BAD_PERIOD, BAD_TIME_ZONE, NO_CONTRACT,
// SPACE_UNAVAILABLE, BOOKING_RULE, NOT_IN_PRICEBOOK, AMOUNT_OVERFLOW.

#include "domain/booking/booking_terms.h"
#include "domain/decide.h"
#include "domain/kernel/text.h"
#include "domain/states.h"

namespace tenure::domain {

Target target(const command::RecordBooking& command) {
  return {StreamKind::booking, text(command.booking_id())};
}

Decision decide(const command::RecordBooking& command, const World& world) {
  const auto* known = world.booking(text(command.booking_id()));
  if (known != nullptr && command.revision() <= known->revision) return refuse(Code::STALE_REVISION);
  if (known != nullptr && known->status == BookingStatus::voided) {
    return refuse(Code::INVALID_TRANSITION, "the booking was cancelled before it was confirmed");
  }
  if (known != nullptr) return refuse(Code::ALREADY_EXISTS, "the booking is recorded by an earlier revision");
  return record_new(terms_of(command), world);
}

}  // namespace tenure::domain
