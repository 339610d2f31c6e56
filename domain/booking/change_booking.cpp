// ChangeBooking: changes a booking to what an upstream booking system says now. The charge that stands is reversed and
// the changed booking's is raised, whatever was changed.
//
// Refuses, in this order: UNKNOWN_BOOKING (unless it is to be recorded then), STALE_REVISION (not later than the one
// recorded), INVALID_TRANSITION (cancelled already, by an earlier revision), then what booking_terms.h says:
// UNKNOWN_OCCUPIER, UNKNOWN_SPACE, UNKNOWN_PRODUCT, WRONG_PRODUCT_KIND, BAD_PERIOD, BAD_TIME_ZONE, NO_CONTRACT,
// SPACE_UNAVAILABLE, BOOKING_RULE, NOT_IN_PRICEBOOK, AMOUNT_OVERFLOW.
//
// Each charge is taken back and raised on the business day of its own site: a booking may move to another one.

#include "domain/booking/booking_terms.h"
#include "domain/decide.h"
#include "domain/kernel/text.h"
#include "domain/states.h"

namespace tenure::domain {

Target target(const command::ChangeBooking& command) {
  return {StreamKind::booking, text(command.booking_id())};
}

Decision decide(const command::ChangeBooking& command, const World& world) {
  const auto terms = terms_of(command);
  const auto* booking = world.booking(terms.booking_id);
  if (booking == nullptr) {
    if (command.if_unknown() == IfUnknownBooking::RECORD) return record_new(terms, world);
    return refuse(Code::UNKNOWN_BOOKING);
  }
  if (terms.revision <= booking->revision) return refuse(Code::STALE_REVISION);
  if (booking->status != BookingStatus::recorded) {
    return refuse(Code::INVALID_TRANSITION, "the booking is cancelled already");
  }
  auto kept = keep_rules(terms, world);
  if (!kept) return std::unexpected(std::move(kept.error()));

  auto changed = event_of<event::BookingChangedT>(terms, *kept);
  changed.previous_space_id = booking->space_id;
  Events events;
  append(events, std::move(changed));
  if (!booking->charge_id.empty())
    append(events, reversal_for(*booking, world, "booking changed", ReversalKind::REPLACED));
  if (kept->charge) append(events, *std::move(kept->charge));
  return events;
}

}  // namespace tenure::domain
