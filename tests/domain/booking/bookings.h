// A house that is let and takes bookings: the background of the tables of bookings.
#pragma once

#include <string>
#include <string_view>

#include "tests/domain/let_house.h"

namespace tenure::test {

inline constexpr std::string_view bookings = R"(
    default RecordBooking {"booking_id":"B1","revision":1,"occupier_id":"ACME","space_id":"ROOM-1", \
                           "starts_at":"2026-01-10T09:00:00Z","ends_at":"2026-01-10T11:00:00Z","product_id":"ROOM"}
    default ChangeBooking {"booking_id":"B1","revision":2,"occupier_id":"ACME","space_id":"ROOM-1", \
                           "starts_at":"2026-01-10T09:00:00Z","ends_at":"2026-01-10T11:00:00Z","product_id":"ROOM"}
    default CancelBooking {"booking_id":"B1","revision":2}
    given DefineProduct {"product_id":"UNPRICED","kind":"BOOKING"}
)";

[[nodiscard]] inline std::string house_that_books() { return std::string{let_house} + std::string{bookings}; }

}  // namespace tenure::test
