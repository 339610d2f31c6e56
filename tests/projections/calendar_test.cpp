// Calendar: given leases and bookings, then what takes a space.

#include "projections/calendar/calendar.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "tests/projections/house.h"

namespace tenure::projections::calendar {
namespace {

using test::House;
using test::must;
using test::operator_id;

domain::Date day(std::string_view text) { return *domain::parse_date(text); }

/// Leases and bookings, each as a line.
std::string takers(const View& view, std::string_view space, std::string_view from, std::string_view to) {
  const auto calendar = must(calendar_of_space(view, operator_id, space, {day(from), day(to)}));
  if (!calendar) return "none";
  std::string text;
  for (const auto& lease : calendar->leases) {
    text += fmt::format("{} {}/{} {} [{}, {})\n", lease.space_id, lease.contract_id, lease.line_id,
                        lease.occupier_id, domain::format_date(lease.from),
                        lease.to ? domain::format_date(*lease.to) : "open");
  }
  for (const auto& booking : calendar->bookings) {
    text += fmt::format("{} {} {} {}\n", booking.space_id, booking.booking_id, booking.occupier_id,
                        domain::format_instant(booking.starts_at));
  }
  return text;
}

class CalendarOfSpaces : public testing::Test {
 protected:
  CalendarOfSpaces() {
    house.open();
    house.given(test::let_estate);
    house.given(R"(
      AddSpace {"site_id":"LON","space_id":"FLOOR","name":"Floor","kind":"FLOOR","bookable":false}
      AddSpace {"site_id":"LON","space_id":"ROOM","name":"Room","kind":"MEETING_ROOM","parent_space_id":"FLOOR","bookable":true}
      AddSpace {"site_id":"LON","space_id":"DESK","name":"Desk","kind":"DESK","parent_space_id":"ROOM","bookable":true}
      DefineProduct {"product_id":"MEET","name":"Meeting","kind":"BOOKING","tax_code":"STD"}
      SetPrice {"site_id":"LON","product_id":"MEET","unit_price":10,"per":"HOUR","from":"2026-01-01"})");
    house.set_default(
        R"(CreateContract {"occupier_id":"BETA","site_id":"LON","currency":"GBP","billing_day":1,"billing":"IN_ADVANCE","proration":"ACTUAL_DAYS"})");
    house.set_default(R"(RecordBooking {"revision":1,"occupier_id":"ACME","product_id":"MEET"})");
  }
  House house;
};

TEST_F(CalendarOfSpaces, ShowsWhatLiesAboveAndInside) {
  house.given(
      R"(CreateContract {"contract_id":"C","starts_on":"2026-02-01","ends_on":"2026-03-01","lines":[{"line_id":"L","product_id":"DESK","space_id":"DESK","monthly_price":1,"to":"2026-02-20"},{"line_id":"M","product_id":"DESK","space_id":"FLOOR","monthly_price":1,"from":"2026-02-20"}]})");
  house.given(
      R"(RecordBooking {"booking_id":"B","space_id":"ROOM","starts_at":"2026-01-31T23:00:00Z","ends_at":"2026-01-31T23:59:00Z"})");
  const auto view = house.view();
  EXPECT_EQ(takers(view, "ROOM", "2026-01-01", "2026-04-01"),
            "DESK C/L BETA [2026-02-01, 2026-02-20)\nFLOOR C/M BETA [2026-02-20, 2026-03-01)\n"
            "ROOM B ACME 2026-01-31T23:00:00Z\n");
  EXPECT_EQ(takers(view, "DESK", "2026-02-20", "2026-02-21"), "FLOOR C/M BETA [2026-02-20, 2026-03-01)\n");
  EXPECT_EQ(takers(view, "FLOOR", "2026-01-31", "2026-02-01"), "ROOM B ACME 2026-01-31T23:00:00Z\n");
  EXPECT_EQ(takers(view, "FLOOR", "2026-02-01", "2026-02-01"), "");
  EXPECT_EQ(takers(view, "LON-1", "2026-02-01", "2027-01-01"), "LON-1 ACME-LON/L1 ACME [2026-01-05, open)\n");
  EXPECT_EQ(takers(view, "NOWHERE", "2026-02-01", "2026-02-02"), "none");
}

TEST_F(CalendarOfSpaces, HoldsSoManyDaysAtOnce) {
  const auto view = house.view();
  const auto first = domain::parse_date("2026-01-01").value();
  EXPECT_TRUE(calendar_of_space(view, test::operator_id, "ROOM", {first, first + 400}));
  const auto refused = calendar_of_space(view, test::operator_id, "ROOM", {first, first + 401});
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().kind, QueryError::Kind::too_wide);
}

TEST_F(CalendarOfSpaces, FollowsContracts) {
  house.given(
      R"(CreateContract {"contract_id":"C","starts_on":"2026-01-10","ends_on":"2026-01-20","auto_renew_months":1,"lines":[{"line_id":"L","product_id":"DESK","space_id":"ROOM","monthly_price":1}]})");
  const auto all = [&] { return takers(house.view(), "ROOM", "2026-01-01", "2027-01-01"); };
  const auto drafted = house.last();
  house.given(R"(
    SignContract {"contract_id":"C"}
    AmendContract {"contract_id":"C","effective_on":"2026-01-15","end_line_ids":["L"],"add_lines":[{"line_id":"M","product_id":"DESK","space_id":"DESK","monthly_price":1}]})");
  EXPECT_EQ(all(), "ROOM C/L BETA [2026-01-10, 2026-01-15)\nDESK C/M BETA [2026-01-15, 2026-01-20)\n");
  house.open_days("LON", "2026-01-20");
  EXPECT_EQ(all(), "ROOM C/L BETA [2026-01-10, 2026-01-15)\nDESK C/M BETA [2026-01-15, 2026-02-20)\n")
      << "extended";
  house.given(R"(GiveNotice {"contract_id":"C","given_on":"2026-01-20","ends_on":"2026-02-10"})");
  EXPECT_EQ(all(), "ROOM C/L BETA [2026-01-10, 2026-01-15)\nDESK C/M BETA [2026-01-15, 2026-02-10)\n");
  house.given(R"(TerminateContract {"contract_id":"C","on":"2026-01-12","termination_reason":"moved"})");
  EXPECT_EQ(all(), "ROOM C/L BETA [2026-01-10, 2026-01-12)\n");
  EXPECT_EQ(takers(house.view_at(drafted), "ROOM", "2026-01-01", "2027-01-01"),
            "ROOM C/L BETA [2026-01-10, 2026-01-20)\n");
  house.given(
      R"(CreateContract {"contract_id":"D","starts_on":"2026-03-10","lines":[{"line_id":"L","product_id":"DESK","space_id":"ROOM","monthly_price":1}]})");
  house.given(R"(DiscardContract {"contract_id":"D"})");
  EXPECT_EQ(all(), "ROOM C/L BETA [2026-01-10, 2026-01-12)\n");
}

TEST_F(CalendarOfSpaces, FollowsBookings) {
  house.given(R"(
    RecordBooking {"booking_id":"B1","space_id":"ROOM","starts_at":"2026-01-06T09:00:00Z","ends_at":"2026-01-06T10:00:00Z"}
    RecordBooking {"booking_id":"B2","space_id":"DESK","starts_at":"2026-01-06T08:00:00Z","ends_at":"2026-01-06T09:00:00Z"})");
  const auto on = [&](std::string_view from, std::string_view to) {
    return takers(house.view(), "ROOM", from, to);
  };
  EXPECT_EQ(on("2026-01-06", "2026-01-07"),
            "DESK B2 ACME 2026-01-06T08:00:00Z\nROOM B1 ACME 2026-01-06T09:00:00Z\n");
  EXPECT_EQ(on("2026-01-05", "2026-01-06"), "");
  house.given(R"(
    ChangeBooking {"booking_id":"B1","revision":2,"occupier_id":"ACME","product_id":"MEET","space_id":"DESK","starts_at":"2026-01-07T09:00:00Z","ends_at":"2026-01-07T10:00:00Z"}
    CancelBooking {"booking_id":"B2","revision":2})");
  EXPECT_EQ(on("2026-01-01", "2026-02-01"), "DESK B1 ACME 2026-01-07T09:00:00Z\n");
}

}  // namespace
}  // namespace tenure::projections::calendar
