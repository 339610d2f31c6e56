#include <gtest/gtest.h>

#include "tests/domain/booking/bookings.h"
#include "tests/domain/scenario.h"

namespace tenure::test {
namespace {

TEST(ChangeBooking, ReversesTheStandingChargeAndRaisesTheNewOne) {
  run_table(house_that_books(), R"(
    case  a longer time, which touches what the booking has itself
    given RecordBooking {}
    given days LON 2026-01-08
    when  ChangeBooking {"revision":5,"ends_at":"2026-01-10T12:00:00Z"}
    then  BookingChanged {"booking_id":"B1","revision":5,"occupier_id":"ACME","site_id":"LON","space_id":"ROOM-1", \
                          "starts_at":"2026-01-10T09:00:00Z","ends_at":"2026-01-10T12:00:00Z","product_id":"ROOM", \
                          "price":null,"on":"2026-01-08","previous_space_id":"ROOM-1"}
    then  ChargeReversed {"charge_id":"booking:B1:1","net":5000,"on":"2026-01-08","subject_id":"B1", \
                          "reversal_reason":"booking changed"}
    then  ChargeRaised {"charge_id":"booking:B1:5","occupier_id":"ACME","site_id":"LON","product_id":"ROOM", \
                        "cause":"BOOKING","contract_id":"ACME-LON","subject_id":"B1","quantity":1, \
                        "unit_price":2500,"net":7500,"currency":"GBP","currency_exponent":2,"on":"2026-01-08", \
                        "service_from":"2026-01-10","service_to":"2026-01-11"}

    case  only the revision: the charge is raised anew all the same
    given RecordBooking {}
    when  ChangeBooking {}
    then  BookingChanged
    then  ChargeReversed {"charge_id":"booking:B1:1","net":5000}
    then  ChargeRaised {"charge_id":"booking:B1:2","net":5000}

    case  twice: what the change before raised is taken back
    given RecordBooking {}
    given ChangeBooking {"price":100}
    when  ChangeBooking {"revision":3,"price":200}
    then  BookingChanged {"price":200}
    then  ChargeReversed {"charge_id":"booking:B1:2","net":100}
    then  ChargeRaised {"charge_id":"booking:B1:3","net":200}
    when  CancelBooking {"revision":4}
    then  BookingCancelled
    then  ChargeReversed {"charge_id":"booking:B1:3","net":200}

    case  another occupier
    given RecordBooking {}
    when  ChangeBooking {"occupier_id":"BETA"}
    then  BookingChanged {"occupier_id":"BETA"}
    then  ChargeReversed {"occupier_id":"ACME","contract_id":"ACME-LON"}
    then  ChargeRaised {"occupier_id":"BETA","contract_id":"BETA-LON"}

    case  to a site with a business day of its own
    given AddSpace {"space_id":"OXF-ROOM","site_id":"OXF"}
    given RecordBooking {}
    given days OXF 2026-01-07
    when  ChangeBooking {"space_id":"OXF-ROOM","price":100, \
                         "starts_at":"2026-06-01T09:00:00Z","ends_at":"2026-06-01T10:00:00Z"}
    then  BookingChanged {"site_id":"OXF","space_id":"OXF-ROOM","previous_space_id":"ROOM-1","on":"2026-01-07"}
    then  ChargeReversed {"site_id":"LON","on":"2026-01-05"}
    then  ChargeRaised {"site_id":"OXF","on":"2026-01-07","contract_id":"ACME-OXF"}

    case  from nothing to pay to something
    given RecordBooking {"price":0}
    when  ChangeBooking {"price":100}
    then  BookingChanged
    then  ChargeRaised {"net":100}

    case  from something to nothing
    given RecordBooking {}
    when  ChangeBooking {"price":0}
    then  BookingChanged {"price":0}
    then  ChargeReversed {"charge_id":"booking:B1:1"}
    when  CancelBooking {"revision":3}
    then  BookingCancelled

    case  the charge was taken back before: the changed booking is charged again
    given RecordBooking {}
    given ReverseCharge {"charge_id":"booking:B1:1","reversal_reason":"goodwill"}
    when  ChangeBooking {}
    then  BookingChanged
    then  ChargeRaised {"charge_id":"booking:B1:2"}
  )");
}

TEST(ChangeBooking, FreesWhatTheBookingLeaves) {
  run_table(house_that_books(), R"(
    given RecordBooking {}

    case  another time in the same space
    given ChangeBooking {"starts_at":"2026-01-10T10:00:00Z"}
    when  RecordBooking {"booking_id":"B2","ends_at":"2026-01-10T10:00:00Z"}
    then  BookingRecorded
    then  ChargeRaised
    when  RecordBooking {"booking_id":"B3","starts_at":"2026-01-10T10:30:00Z"}
    then  SPACE_UNAVAILABLE B1

    case  another space
    given ChangeBooking {"space_id":"ROOM-2"}
    when  RecordBooking {"booking_id":"B2"}
    then  BookingRecorded
    then  ChargeRaised
    when  RecordBooking {"booking_id":"B3","space_id":"ROOM-2"}
    then  SPACE_UNAVAILABLE B1

    case  the hall around it, as the booking alone is in the way of itself
    when  ChangeBooking {"space_id":"HALL"}
    then  BookingChanged
    then  ChargeReversed
    then  ChargeRaised

    case  cancelled, it is free
    given ChangeBooking {"space_id":"ROOM-2"}
    given CancelBooking {"revision":3}
    when  RecordBooking {"booking_id":"B2","space_id":"ROOM-2"}
    then  BookingRecorded
    then  ChargeRaised
  )");
}

TEST(ChangeBooking, RecordsABookingThatIsNotKnownWhereItIsToldTo) {
  run_table(house_that_books(), R"(
    case  as its confirmation would
    when  ChangeBooking {"revision":7,"if_unknown":"RECORD"}
    then  BookingRecorded {"booking_id":"B1","revision":7,"space_id":"ROOM-1","on":"2026-01-05"}
    then  ChargeRaised {"charge_id":"booking:B1:7","net":5000}
    when  RecordBooking {"revision":6}
    then  STALE_REVISION

    case  by the same rules
    when  ChangeBooking {"if_unknown":"RECORD","occupier_id":"GAMMA"}
    then  NO_CONTRACT

    case  one that is known is changed
    given RecordBooking {}
    when  ChangeBooking {"if_unknown":"RECORD"}
    then  BookingChanged
    then  ChargeReversed
    then  ChargeRaised
  )");
}

TEST(ChangeBooking, RefusesInThisOrder) {
  run_table(house_that_books(), R"(
    given CreateContract {"contract_id":"STORE-LEASE","occupier_id":"BETA","starts_on":"2026-03-01", \
      "lines":[{"line_id":"L1","product_id":"OFFICE","space_id":"STORE","monthly_price":1}]}

    case  1 the booking is unknown
    when  ChangeBooking {"occupier_id":"NOBODY"}
    then  UNKNOWN_BOOKING
    when  ChangeBooking {"occupier_id":"NOBODY","if_unknown":"REFUSE"}
    then  UNKNOWN_BOOKING

    case  2 not a later revision, of one that is cancelled already
    given RecordBooking {"revision":2}
    when  ChangeBooking {"revision":2,"occupier_id":"NOBODY"}
    then  STALE_REVISION
    given CancelBooking {"revision":3}
    when  ChangeBooking {"revision":3,"if_unknown":"RECORD"}
    then  STALE_REVISION

    case  3 cancelled already
    given RecordBooking {}
    given CancelBooking {}
    when  ChangeBooking {"revision":3,"occupier_id":"NOBODY"}
    then  INVALID_TRANSITION

    case  3 cancelled before it was confirmed
    given CancelBooking {"if_unknown":"RECORD"}
    when  ChangeBooking {"revision":2}
    then  STALE_REVISION
    when  ChangeBooking {"revision":3,"if_unknown":"RECORD"}
    then  INVALID_TRANSITION

    case  4 to 14 as for a booking that is recorded
    given RecordBooking {}
    when  ChangeBooking {"occupier_id":"NOBODY","space_id":"NOWHERE","product_id":"NOTHING"}
    then  UNKNOWN_OCCUPIER
    when  ChangeBooking {"space_id":"NOWHERE","product_id":"NOTHING"}
    then  UNKNOWN_SPACE
    when  ChangeBooking {"product_id":"NOTHING","ends_at":"2026-01-10T09:00:00Z"}
    then  UNKNOWN_PRODUCT
    when  ChangeBooking {"product_id":"TEA","occupier_id":"GAMMA","ends_at":"2026-01-10T09:00:00Z"}
    then  WRONG_PRODUCT_KIND
    when  ChangeBooking {"occupier_id":"GAMMA","space_id":"STORE","ends_at":"2026-01-10T09:00:00Z"}
    then  BAD_PERIOD
    when  ChangeBooking {"occupier_id":"GAMMA","space_id":"STORE","product_id":"UNPRICED", \
                         "starts_at":"2026-03-10T09:00:00Z","ends_at":"2026-03-10T10:00:00Z"}
    then  NO_CONTRACT
    when  ChangeBooking {"space_id":"STORE","product_id":"UNPRICED", \
                         "starts_at":"2026-03-01T00:00:00Z","ends_at":"2026-03-01T01:00:00Z"}
    then  SPACE_UNAVAILABLE
    when  ChangeBooking {"space_id":"STORE","product_id":"UNPRICED"}
    then  BOOKING_RULE not bookable
    when  ChangeBooking {"product_id":"UNPRICED"}
    then  NOT_IN_PRICEBOOK
    given SetPrice {"product_id":"UNPRICED","unit_price":1000000000000000,"per":"HOUR","from":"2026-01-10"}
    when  ChangeBooking {"product_id":"UNPRICED"}
    then  AMOUNT_OVERFLOW

    case  another booking is in the way, and the changed one stays as it was
    given RecordBooking {}
    given RecordBooking {"booking_id":"B2","space_id":"ROOM-2"}
    when  ChangeBooking {"space_id":"ROOM-2"}
    then  SPACE_UNAVAILABLE B2
    when  ChangeBooking {"space_id":"HALL"}
    then  SPACE_UNAVAILABLE B2
    when  CancelBooking {"revision":2}
    then  BookingCancelled {"space_id":"ROOM-1"}
    then  ChargeReversed {"charge_id":"booking:B1:1"}
  )");
}

}  // namespace
}  // namespace tenure::test
