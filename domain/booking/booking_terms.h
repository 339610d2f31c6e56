// What a booking system says about a booking, and what that comes to: what RecordBooking and ChangeBooking share.
//
// Is:       the terms of a command, the rules that every booking has to keep, and its charge.
// Promises: what the booking already has itself is not in its way. Dates are those of the site's zone. The site's price
//           is the one of the booking's first day; what an hour or a day costs is multiplied by the booking's exact
//           length or by the local days it touches, and rounded once. A booking that costs nothing has no charge.
// Fails:    with the refusal to answer, in this order: UNKNOWN_OCCUPIER, UNKNOWN_SPACE, UNKNOWN_PRODUCT,
//           WRONG_PRODUCT_KIND, BAD_PERIOD (empty, or longer than a year), BAD_TIME_ZONE (this machine has no tables for
//           the site's), NO_CONTRACT (none signed that covers the site on the booking's first day), SPACE_UNAVAILABLE,
//           BOOKING_RULE (the space is not bookable, the site has no business day yet, or the booking starts before what
//           the space's calendar remembers), NOT_IN_PRICEBOOK (no price given, and none at the site or one by the month),
//           AMOUNT_OVERFLOW.
#pragma once

#include <cstdint>
#include <expected>
#include <optional>
#include <string>
#include <string_view>

#include "domain/booking/booking.h"
#include "domain/kernel/calendar.h"
#include "domain/kernel/decision.h"
#include "domain/kernel/text.h"
#include "domain/world.h"

namespace tenure::domain {

struct BookingTerms {
  std::string_view booking_id;
  std::uint32_t revision;
  std::string_view occupier_id;
  std::string_view space_id;
  Instant starts_at;
  Instant ends_at;
  std::string_view product_id;
  std::optional<std::int64_t> price;
};

template <class Command>
[[nodiscard]] BookingTerms terms_of(const Command& command) {
  return {.booking_id = text(command.booking_id()),
          .revision = command.revision(),
          .occupier_id = text(command.occupier_id()),
          .space_id = text(command.space_id()),
          .starts_at = Instant{command.starts_at()},
          .ends_at = Instant{command.ends_at()},
          .product_id = text(command.product_id()),
          .price = command.price()};
}

/// A booking that keeps the rules.
struct KeptBooking {
  std::string site_id;
  /// The site's business day.
  Date today;
  std::optional<event::ChargeRaisedT> charge;
};
[[nodiscard]] std::expected<KeptBooking, Refusal> keep_rules(const BookingTerms& terms, const World& world);

/// What BookingRecorded and BookingChanged both say.
template <class BookingEvent>
[[nodiscard]] BookingEvent event_of(const BookingTerms& terms, const KeptBooking& kept) {
  BookingEvent said;
  said.booking_id = terms.booking_id;
  said.revision = terms.revision;
  said.occupier_id = terms.occupier_id;
  said.site_id = kept.site_id;
  said.space_id = terms.space_id;
  said.starts_at = terms.starts_at.microseconds();
  said.ends_at = terms.ends_at.microseconds();
  said.product_id = terms.product_id;
  said.price = terms.price;
  said.on = kept.today.days();
  return said;
}

/// What takes the standing charge of a booking back, on the business day of its site.
[[nodiscard]] event::ChargeReversedT reversal_for(const Booking& booking, const World& world,
                                                  std::string_view reason, ReversalKind kind);

/// The decision on a booking that is not known.
[[nodiscard]] Decision record_new(const BookingTerms& terms, const World& world);

}  // namespace tenure::domain
