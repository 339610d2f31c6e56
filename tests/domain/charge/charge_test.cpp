#include <gtest/gtest.h>

#include "tests/domain/let_house.h"
#include "tests/domain/scenario.h"

namespace tenure::test {
namespace {

constexpr std::string_view sales = R"(
    default AddCharge {"charge_id":"CH1","occupier_id":"ACME","site_id":"LON","product_id":"TEA","quantity":1}
    default RecordBooking {"booking_id":"B1","revision":1,"occupier_id":"ACME","space_id":"ROOM-1", \
                           "starts_at":"2026-01-10T09:00:00Z","ends_at":"2026-01-10T11:00:00Z","product_id":"ROOM"}
)";

std::string house_that_sells() { return std::string{let_house} + std::string{sales}; }

TEST(AddCharge, ChargesOnTheBusinessDay) {
  run_table(house_that_sells(), R"(
    case  at the site's price
    when  AddCharge {"quantity":3}
    then  ChargeRaised {"charge_id":"CH1","occupier_id":"ACME","site_id":"LON","product_id":"TEA","cause":"AD_HOC", \
                        "contract_id":"ACME-LON","subject_id":null,"quantity":3,"unit_price":250,"net":750, \
                        "currency":"GBP","currency_exponent":2,"on":"2026-01-05","service_from":"2026-01-05", \
                        "service_to":"2026-01-06","description":null}

    case  at the price on the business day, not that of the service
    given SetPrice {"product_id":"TEA","unit_price":300,"per":"UNIT","from":"2026-01-06"}
    when  AddCharge {"service_from":"2026-01-20"}
    then  ChargeRaised {"net":250,"service_from":"2026-01-20","service_to":"2026-01-21"}
    given days LON 2026-01-06
    when  AddCharge {"charge_id":"CH2"}
    then  ChargeRaised {"net":300,"on":"2026-01-06"}

    case  at a price of its own, for a period, with a text
    when  AddCharge {"quantity":2,"unit_price":125,"description":"Biscuits", \
                     "service_from":"2026-01-01","service_to":"2026-01-08"}
    then  ChargeRaised {"unit_price":125,"net":250,"description":"Biscuits", \
                        "service_from":"2026-01-01","service_to":"2026-01-08"}

    case  until a day, from the business day on
    when  AddCharge {"service_to":"2026-01-08"}
    then  ChargeRaised {"service_from":"2026-01-05","service_to":"2026-01-08"}

    case  free of charge is a charge all the same
    when  AddCharge {"unit_price":0}
    then  ChargeRaised {"net":0}

    case  the greatest amount
    when  AddCharge {"unit_price":1000000000000000}
    then  ChargeRaised {"net":1000000000000000}
  )");
}

TEST(AddCharge, RefusesInThisOrder) {
  run_table(house_that_sells(), R"(
    given DefineProduct {"product_id":"UNPRICED","kind":"GENERIC"}

    case  1 the id is taken
    given AddCharge {"charge_id":"CH1"}
    when  AddCharge {"charge_id":"CH1","occupier_id":"NOBODY","site_id":"NOWHERE","product_id":"NOTHING"}
    then  ALREADY_EXISTS

    case  1 the id is that of an automatic charge
    given RecordBooking {}
    when  AddCharge {"charge_id":"booking:B1:1"}
    then  ALREADY_EXISTS

    case  2 the id looks like that of an automatic charge
    when  AddCharge {"charge_id":"booking:B1:1","occupier_id":"NOBODY","site_id":"NOWHERE","product_id":"NOTHING"}
    then  RESERVED_ID
    when  AddCharge {"charge_id":"lease:x"}
    then  RESERVED_ID
    when  AddCharge {"charge_id":"service:x"}
    then  RESERVED_ID
    when  AddCharge {"charge_id":"usage:x"}
    then  RESERVED_ID

    case  3 the occupier is unknown
    when  AddCharge {"occupier_id":"NOBODY","site_id":"NOWHERE","product_id":"NOTHING"}
    then  UNKNOWN_OCCUPIER

    case  4 the site is unknown
    when  AddCharge {"site_id":"NOWHERE","product_id":"NOTHING"}
    then  UNKNOWN_SITE

    case  5 the product is unknown
    when  AddCharge {"occupier_id":"GAMMA","product_id":"NOTHING","service_to":"2025-01-01"}
    then  UNKNOWN_PRODUCT

    case  6 no contract in force, and the product of another kind
    when  AddCharge {"occupier_id":"GAMMA","product_id":"ROOM","service_to":"2025-01-01"}
    then  NO_CONTRACT

    case  6 a contract that is still to come is not in force
    when  AddCharge {"site_id":"OXF","unit_price":1}
    then  NO_CONTRACT

    case  6 a contract that ended is not in force
    given TerminateContract {"contract_id":"BETA-LON","on":"2026-01-07","termination_reason":"moved"}
    given days LON 2026-01-06
    when  AddCharge {"occupier_id":"BETA"}
    then  ChargeRaised
    given days LON 2026-01-07
    when  AddCharge {"charge_id":"CH2","occupier_id":"BETA"}
    then  NO_CONTRACT

    case  7 the product is not a generic one
    when  AddCharge {"product_id":"ROOM","service_from":"2026-01-08","service_to":"2026-01-08"}
    then  NOT_GENERIC

    case  8 a period that is empty or ends before it begins
    when  AddCharge {"product_id":"UNPRICED","service_from":"2026-01-08","service_to":"2026-01-08"}
    then  BAD_PERIOD
    when  AddCharge {"product_id":"UNPRICED","service_to":"2026-01-05"}
    then  BAD_PERIOD

    case  9 no price
    when  AddCharge {"product_id":"UNPRICED","quantity":1000000}
    then  NOT_IN_PRICEBOOK
    given SetPrice {"product_id":"UNPRICED","unit_price":1,"per":"UNIT","from":"2026-01-06"}
    when  AddCharge {"product_id":"UNPRICED"}
    then  NOT_IN_PRICEBOOK

    case  10 more money than there is
    when  AddCharge {"unit_price":1000000000000000,"quantity":2}
    then  AMOUNT_OVERFLOW
  )");
}

TEST(ReverseCharge, TakesAChargeBackAsItWas) {
  run_table(house_that_sells(), R"(
    default ReverseCharge {"charge_id":"CH1","reversal_reason":"wrong customer"}

    case  an ad hoc charge, on a later business day
    given AddCharge {"quantity":3,"service_from":"2026-01-01","service_to":"2026-01-04"}
    given days LON 2026-01-08
    when  ReverseCharge {}
    then  ChargeReversed {"charge_id":"CH1","occupier_id":"ACME","site_id":"LON","product_id":"TEA","net":750, \
                          "currency":"GBP","currency_exponent":2,"on":"2026-01-08","service_from":"2026-01-01", \
                          "service_to":"2026-01-04","cause":"AD_HOC","contract_id":"ACME-LON","subject_id":null, \
                          "reversal_reason":"wrong customer","kind":"REVERSED"}

    case  a booking's
    given RecordBooking {}
    when  ReverseCharge {"charge_id":"booking:B1:1"}
    then  ChargeReversed {"charge_id":"booking:B1:1","net":5000,"cause":"BOOKING","contract_id":"ACME-LON", \
                          "subject_id":"B1"}

    case  a lease's
    when  ReverseCharge {"charge_id":"lease:ACME-LON:L1:2026-01-01:2026-02-01"}
    then  ChargeReversed {"net":100000,"cause":"LEASE","contract_id":"ACME-LON","subject_id":"L1"}
  )");
}

TEST(ReverseCharge, IsNotUndoneByTheNextBusinessDay) {
  run_table(house_that_sells(), R"(
    case  a lease's charge that was taken back is not raised again
    given ReverseCharge {"charge_id":"lease:ACME-LON:L1:2026-01-01:2026-02-01","reversal_reason":"goodwill"}
    when  OpenBusinessDay {"site_id":"LON","date":"2026-01-06"}
    without ChargeRaised {"charge_id":"lease:ACME-LON:L1:2026-01-01:2026-02-01"}
  )");
}

TEST(ReverseCharge, RefusesInThisOrder) {
  run_table(house_that_sells(), R"(
    default ReverseCharge {"charge_id":"CH1","reversal_reason":"wrong customer"}

    case  1 the charge is unknown
    when  ReverseCharge {}
    then  UNKNOWN_CHARGE

    case  2 taken back already
    given AddCharge {}
    given ReverseCharge {}
    when  ReverseCharge {}
    then  ALREADY_REVERSED

    case  2 a charge that was taken back keeps its id
    given AddCharge {}
    given ReverseCharge {}
    when  AddCharge {}
    then  ALREADY_EXISTS
  )");
}

}  // namespace
}  // namespace tenure::test
