#include <gtest/gtest.h>

#include "tests/domain/booking/bookings.h"
#include "tests/domain/scenario.h"

namespace tenure::test {
namespace {

TEST(RecordBooking, RecordsTheBookingAndItsCharge) {
  run_table(house_that_books(), R"(
    case  at the site's hourly price
    when  RecordBooking {"revision":7}
    then  BookingRecorded {"booking_id":"B1","revision":7,"occupier_id":"ACME","site_id":"LON","space_id":"ROOM-1", \
                           "starts_at":"2026-01-10T09:00:00Z","ends_at":"2026-01-10T11:00:00Z","product_id":"ROOM", \
                           "price":null,"on":"2026-01-05"}
    then  ChargeRaised {"charge_id":"booking:B1:7","occupier_id":"ACME","site_id":"LON","product_id":"ROOM", \
                        "cause":"BOOKING","contract_id":"ACME-LON","subject_id":"B1","quantity":1, \
                        "unit_price":2500,"net":5000,"currency":"GBP","currency_exponent":2,"on":"2026-01-05", \
                        "service_from":"2026-01-10","service_to":"2026-01-11"}

    case  at the price that was agreed, whatever the site's is
    when  RecordBooking {"price":4321,"product_id":"UNPRICED"}
    then  BookingRecorded {"price":4321}
    then  ChargeRaised {"unit_price":4321,"net":4321,"quantity":1}

    case  for nothing: no charge
    when  RecordBooking {"price":0}
    then  BookingRecorded {"price":0}

    case  under a contract that is still to come
    given AddSpace {"space_id":"OXF-ROOM","site_id":"OXF"}
    when  RecordBooking {"space_id":"OXF-ROOM","price":100, \
                         "starts_at":"2026-06-01T09:00:00Z","ends_at":"2026-06-01T10:00:00Z"}
    then  BookingRecorded {"site_id":"OXF"}
    then  ChargeRaised {"contract_id":"ACME-OXF","on":"2026-01-05"}
  )");
}

// London is one hour ahead of UTC from 29 March to 25 October 2026.
TEST(RecordBooking, PricesWithOneRounding) {
  run_table(house_that_books(), R"(
    default SetPrice {"site_id":"LON","product_id":"ROOM","from":"2025-02-01","per":"HOUR"}

    case  by the hour: 25.00 for ten minutes
    when  RecordBooking {"ends_at":"2026-01-10T09:10:00Z"}
    then  BookingRecorded
    then  ChargeRaised {"unit_price":2500,"net":417}

    case  by the hour: exact to the microsecond before the one rounding
    given SetPrice {"unit_price":3600000000}
    when  RecordBooking {"ends_at":"2026-01-10T09:00:00.000001Z"}
    then  BookingRecorded
    then  ChargeRaised {"net":1}

    case  by the hour: over the night on which the clocks go forward two hours are two hours
    when  RecordBooking {"starts_at":"2026-03-29T00:00:00Z","ends_at":"2026-03-29T02:00:00Z"}
    then  BookingRecorded
    then  ChargeRaised {"net":5000,"service_from":"2026-03-29","service_to":"2026-03-30"}

    case  by the hour: half a penny goes up
    given SetPrice {"unit_price":1}
    when  RecordBooking {"ends_at":"2026-01-10T09:30:00Z"}
    then  BookingRecorded
    then  ChargeRaised {"net":1}

    case  by the hour: half a penny goes to the even one where the legal entity says so, here nothing
    given RegisterLegalEntity {"legal_entity_id":"LE2","name":"Even Ltd","country":"GB","currency":"GBP", \
                               "invoice_prefix":"E","rounding":"HALF_EVEN","tax_rounding":"LINE"}
    given RegisterSite {"site_id":"EVEN","legal_entity_id":"LE2"}
    given AddSpace {"space_id":"EVEN-ROOM","site_id":"EVEN"}
    given SetPrice {"site_id":"EVEN","unit_price":1}
    given CreateContract {"contract_id":"ACME-EVEN","occupier_id":"ACME","site_id":"EVEN"}
    given SignContract {"contract_id":"ACME-EVEN"}
    given days EVEN 2026-01-05
    when  RecordBooking {"space_id":"EVEN-ROOM","ends_at":"2026-01-10T09:30:00Z"}
    then  BookingRecorded
    when  RecordBooking {"booking_id":"B2","space_id":"EVEN-ROOM", \
                         "starts_at":"2026-01-10T10:00:00Z","ends_at":"2026-01-10T11:30:00Z"}
    then  BookingRecorded
    then  ChargeRaised {"net":2}

    case  by the day: each day touched; one that ends at midnight does not touch the next
    given SetPrice {"unit_price":10000,"per":"DAY"}
    when  RecordBooking {"starts_at":"2026-01-10T22:00:00Z","ends_at":"2026-01-12T00:00:00Z"}
    then  BookingRecorded
    then  ChargeRaised {"unit_price":10000,"net":20000,"service_from":"2026-01-10","service_to":"2026-01-12"}

    case  by the day: days are the site's, not UTC's
    given SetPrice {"unit_price":10000,"per":"DAY"}
    when  RecordBooking {"starts_at":"2026-06-10T23:30:00Z","ends_at":"2026-06-11T22:30:00Z"}
    then  BookingRecorded
    then  ChargeRaised {"net":10000,"service_from":"2026-06-11","service_to":"2026-06-12"}

    case  by the unit
    given SetPrice {"unit_price":7700,"per":"UNIT"}
    when  RecordBooking {}
    then  BookingRecorded
    then  ChargeRaised {"net":7700}

    case  once
    given SetPrice {"unit_price":8800,"per":"ONCE"}
    when  RecordBooking {}
    then  BookingRecorded
    then  ChargeRaised {"net":8800}

    case  the price is that of the first day at the site: 1 June there is 31 May in UTC
    given SetPrice {"unit_price":9900,"per":"ONCE","from":"2026-06-01"}
    when  RecordBooking {"starts_at":"2026-05-31T22:00:00Z","ends_at":"2026-05-31T23:00:00Z"}
    then  BookingRecorded
    then  ChargeRaised {"net":2500}
    when  RecordBooking {"booking_id":"B2","starts_at":"2026-05-31T23:00:00Z","ends_at":"2026-06-01T00:00:00Z"}
    then  BookingRecorded
    then  ChargeRaised {"net":9900}
  )");
}

TEST(RecordBooking, RefusesInThisOrder) {
  run_table(house_that_books(), R"(
    given CreateContract {"contract_id":"STORE-LEASE","occupier_id":"BETA","starts_on":"2026-03-01", \
      "lines":[{"line_id":"L1","product_id":"OFFICE","space_id":"STORE","monthly_price":1}]}
    given CreateContract {"contract_id":"LONG-AGO","occupier_id":"BETA","starts_on":"2020-01-01"}
    given SignContract {"contract_id":"LONG-AGO"}

    case  1 an older revision, and the same one, of a booking that is known
    given RecordBooking {"revision":3}
    when  RecordBooking {"revision":2,"occupier_id":"NOBODY","space_id":"NOWHERE","product_id":"NOTHING"}
    then  STALE_REVISION
    when  RecordBooking {"revision":3,"occupier_id":"NOBODY","space_id":"NOWHERE","product_id":"NOTHING"}
    then  STALE_REVISION

    case  2 a newer revision of a booking that was cancelled before it was confirmed
    given CancelBooking {"revision":3,"if_unknown":"RECORD"}
    when  RecordBooking {"revision":2}
    then  STALE_REVISION
    when  RecordBooking {"revision":3,"occupier_id":"NOBODY","space_id":"NOWHERE","product_id":"NOTHING"}
    then  STALE_REVISION
    when  RecordBooking {"revision":4,"occupier_id":"NOBODY","space_id":"NOWHERE","product_id":"NOTHING"}
    then  INVALID_TRANSITION before it was confirmed

    case  3 a newer revision of a booking that is known
    given RecordBooking {"revision":3}
    when  RecordBooking {"revision":4,"occupier_id":"NOBODY","space_id":"NOWHERE","product_id":"NOTHING"}
    then  ALREADY_EXISTS

    case  3 or was known until it was cancelled
    given RecordBooking {"revision":3}
    given CancelBooking {"revision":4}
    when  RecordBooking {"revision":4}
    then  STALE_REVISION
    when  RecordBooking {"revision":5}
    then  ALREADY_EXISTS

    case  4 the occupier is unknown
    when  RecordBooking {"occupier_id":"NOBODY","space_id":"NOWHERE","product_id":"NOTHING"}
    then  UNKNOWN_OCCUPIER

    case  5 the space is unknown
    when  RecordBooking {"space_id":"NOWHERE","product_id":"NOTHING"}
    then  UNKNOWN_SPACE

    case  6 the product is unknown
    when  RecordBooking {"product_id":"NOTHING","ends_at":"2026-01-10T09:00:00Z"}
    then  UNKNOWN_PRODUCT

    case  7 the product is of another kind
    when  RecordBooking {"product_id":"TEA","occupier_id":"GAMMA","ends_at":"2026-01-10T09:00:00Z"}
    then  WRONG_PRODUCT_KIND

    case  8 a time that is empty, ends before it begins, or is longer than a year
    when  RecordBooking {"occupier_id":"GAMMA","space_id":"STORE","ends_at":"2026-01-10T09:00:00Z"}
    then  BAD_PERIOD
    when  RecordBooking {"occupier_id":"GAMMA","space_id":"STORE","ends_at":"2026-01-10T08:00:00Z"}
    then  BAD_PERIOD
    when  RecordBooking {"occupier_id":"GAMMA","space_id":"STORE","ends_at":"2027-01-11T09:00:00.000001Z"}
    then  BAD_PERIOD
    when  RecordBooking {"ends_at":"2027-01-11T09:00:00Z"}
    then  BookingRecorded
    then  ChargeRaised

    case  9 no contract signed that covers the day, and the space is leased
    when  RecordBooking {"occupier_id":"GAMMA","space_id":"STORE","product_id":"UNPRICED", \
                         "starts_at":"2026-03-10T09:00:00Z","ends_at":"2026-03-10T10:00:00Z"}
    then  NO_CONTRACT

    case  9 the day is the site's: a contract from 1 June covers what is 31 May in UTC
    given AddSpace {"space_id":"OXF-ROOM","site_id":"OXF"}
    when  RecordBooking {"space_id":"OXF-ROOM","price":1, \
                         "starts_at":"2026-05-31T22:59:59Z","ends_at":"2026-05-31T23:00:00Z"}
    then  NO_CONTRACT
    when  RecordBooking {"space_id":"OXF-ROOM","price":1, \
                         "starts_at":"2026-05-31T23:00:00Z","ends_at":"2026-05-31T23:30:00Z"}
    then  BookingRecorded
    then  ChargeRaised

    case  10 the space is leased then, and cannot be booked at all
    when  RecordBooking {"space_id":"STORE","product_id":"UNPRICED", \
                         "starts_at":"2026-03-01T00:00:00Z","ends_at":"2026-03-01T01:00:00Z"}
    then  SPACE_UNAVAILABLE

    case  10 booked, in part
    given RecordBooking {}
    when  RecordBooking {"booking_id":"B2","product_id":"UNPRICED", \
                         "starts_at":"2026-01-10T10:59:59.999999Z","ends_at":"2026-01-10T12:00:00Z"}
    then  SPACE_UNAVAILABLE

    case  11 the space cannot be booked
    when  RecordBooking {"space_id":"STORE","product_id":"UNPRICED"}
    then  BOOKING_RULE not bookable

    case  11 the booking starts too long ago
    when  RecordBooking {"occupier_id":"BETA","product_id":"UNPRICED", \
                         "starts_at":"2025-11-03T23:59:59Z","ends_at":"2026-01-10T11:00:00Z"}
    then  BOOKING_RULE 62 days
    when  RecordBooking {"occupier_id":"BETA","starts_at":"2025-11-04T00:00:00Z","ends_at":"2025-11-04T01:00:00Z"}
    then  BookingRecorded
    then  ChargeRaised

    case  11 the site has no business day yet
    given CreateContract {"contract_id":"ACME-CAM","occupier_id":"ACME","site_id":"CAM"}
    given SignContract {"contract_id":"ACME-CAM"}
    when  RecordBooking {"space_id":"CAM-ROOM","product_id":"UNPRICED"}
    then  BOOKING_RULE business day

    case  12 no price, none yet on that day, or one by the month
    when  RecordBooking {"product_id":"UNPRICED"}
    then  NOT_IN_PRICEBOOK
    given SetPrice {"product_id":"UNPRICED","unit_price":1,"per":"ONCE","from":"2026-01-11"}
    when  RecordBooking {"product_id":"UNPRICED"}
    then  NOT_IN_PRICEBOOK
    given SetPrice {"product_id":"UNPRICED","unit_price":1000000000000000,"per":"MONTH","from":"2026-01-10"}
    when  RecordBooking {"product_id":"UNPRICED"}
    then  NOT_IN_PRICEBOOK per month

    case  13 more money than there is
    given SetPrice {"product_id":"UNPRICED","unit_price":1000000000000000,"per":"HOUR","from":"2026-01-10"}
    when  RecordBooking {"product_id":"UNPRICED"}
    then  AMOUNT_OVERFLOW
    given SetPrice {"product_id":"UNPRICED","unit_price":500000000000001,"per":"DAY","from":"2026-01-10"}
    when  RecordBooking {"product_id":"UNPRICED","ends_at":"2026-01-11T11:00:00Z"}
    then  AMOUNT_OVERFLOW
  )");
}

TEST(RecordBooking, LooksAtTheSpacesAboveAndInside) {
  run_table(house_that_books(), R"(
    given RecordBooking {}

    case  right before and right after is free
    when  RecordBooking {"booking_id":"B2","starts_at":"2026-01-10T08:00:00Z","ends_at":"2026-01-10T09:00:00Z"}
    then  BookingRecorded
    then  ChargeRaised
    when  RecordBooking {"booking_id":"B3","starts_at":"2026-01-10T11:00:00Z","ends_at":"2026-01-10T12:00:00Z"}
    then  BookingRecorded
    then  ChargeRaised

    case  the room beside it is free
    when  RecordBooking {"booking_id":"B2","space_id":"ROOM-2"}
    then  BookingRecorded
    then  ChargeRaised

    case  the hall around it is not
    when  RecordBooking {"booking_id":"B2","space_id":"HALL"}
    then  SPACE_UNAVAILABLE

    case  a room of a hall that is taken is not
    given RecordBooking {"booking_id":"B2","space_id":"HALL", \
                         "starts_at":"2026-01-10T12:00:00Z","ends_at":"2026-01-10T13:00:00Z"}
    when  RecordBooking {"booking_id":"B3","space_id":"ROOM-2", \
                         "starts_at":"2026-01-10T12:30:00Z","ends_at":"2026-01-10T13:00:00Z"}
    then  SPACE_UNAVAILABLE

    case  what was cancelled is free again
    given CancelBooking {}
    when  RecordBooking {"booking_id":"B2"}
    then  BookingRecorded
    then  ChargeRaised
  )");
}

TEST(CancelBooking, TakesTheStandingChargeBack) {
  run_table(house_that_books(), R"(
    case  with its charge, on the business day
    given RecordBooking {}
    given days LON 2026-01-08
    when  CancelBooking {}
    then  BookingCancelled {"booking_id":"B1","revision":2,"occupier_id":"ACME","site_id":"LON","space_id":"ROOM-1"}
    then  ChargeReversed {"charge_id":"booking:B1:1","net":5000,"cause":"BOOKING","contract_id":"ACME-LON", \
                          "subject_id":"B1","on":"2026-01-08","service_from":"2026-01-10","service_to":"2026-01-11"}

    case  one that cost nothing
    given RecordBooking {"price":0}
    when  CancelBooking {}
    then  BookingCancelled

    case  one whose charge was taken back before
    given RecordBooking {}
    given ReverseCharge {"charge_id":"booking:B1:1","reversal_reason":"goodwill"}
    when  CancelBooking {}
    then  BookingCancelled
  )");
}

TEST(CancelBooking, KeepsInMindABookingThatIsNotKnownWhereItIsToldTo) {
  run_table(house_that_books(), R"(
    case  nothing but its revision is known
    when  CancelBooking {"revision":4,"if_unknown":"RECORD"}
    then  BookingVoided {"booking_id":"B1","revision":4}
    when  CancelBooking {"revision":4,"if_unknown":"RECORD"}
    then  STALE_REVISION
    when  CancelBooking {"revision":5,"if_unknown":"RECORD"}
    then  INVALID_TRANSITION

    case  its space stays free
    given CancelBooking {"if_unknown":"RECORD"}
    when  RecordBooking {"booking_id":"B2"}
    then  BookingRecorded
    then  ChargeRaised

    case  one that is known is cancelled
    given RecordBooking {}
    when  CancelBooking {"if_unknown":"RECORD"}
    then  BookingCancelled
    then  ChargeReversed
  )");
}

TEST(CancelBooking, RefusesInThisOrder) {
  run_table(house_that_books(), R"(
    case  1 the booking is unknown
    when  CancelBooking {}
    then  UNKNOWN_BOOKING
    when  CancelBooking {"if_unknown":"REFUSE"}
    then  UNKNOWN_BOOKING

    case  2 not a later revision, of one that is cancelled already
    given RecordBooking {"revision":2}
    when  CancelBooking {"revision":2}
    then  STALE_REVISION
    given CancelBooking {"revision":3}
    when  CancelBooking {"revision":3}
    then  STALE_REVISION
    when  CancelBooking {"revision":1}
    then  STALE_REVISION

    case  3 cancelled already
    given RecordBooking {}
    given CancelBooking {}
    when  CancelBooking {"revision":3}
    then  INVALID_TRANSITION
  )");
}

}  // namespace
}  // namespace tenure::test
