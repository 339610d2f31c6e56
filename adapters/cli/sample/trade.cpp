// Bookings, sales, and what is taken back.

#include <algorithm>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <fmt/format.h>

#include "adapters/cli/sample/story.h"

namespace tenure::cli::sample {
namespace {

using boost::json::array;
using boost::json::object;

std::ptrdiff_t working_days_before(Day day) {
  std::ptrdiff_t days = 0;
  for (Day before = day_of_setup + 1; before < day; ++before) days += is_working_day(before) ? 1 : 0;
  return days;
}

/// Two or three rooms for the next working day, by those who have moved in.
void tell_bookings(Story& story, Day day) {
  const Day booked_for = next_working_day(day);
  if (booked_for >= day_of_closing) return;
  // Working days so far say whose turn it is.
  auto turn = bookings_each_day * static_cast<int>(working_days_before(day));
  for (int count = 0; count < bookings_each_day; ++count) {
    const auto booking = ++turn;
    const auto& booker = bookers[static_cast<std::size_t>(booking - 1) % bookers.size()];
    const auto site_id = booker.space_id.substr(0, 3);
    if (!has_moved_in(booker.occupier_id, site_id, day)) continue;
    const auto zone = site_of(site_id).time_zone;
    const auto booking_id = fmt::format("BK-{}", 2000 + booking);
    story.tell(booking_desk, "RecordBooking",
               {{"booking_id", booking_id},
                {"revision", 1},
                {"occupier_id", booker.occupier_id},
                {"space_id", booker.space_id},
                {"starts_at", instant_text(zone, date_of(booked_for), booker.hour * 60)},
                {"ends_at", instant_text(zone, date_of(booked_for), (booker.hour + booker.hours) * 60)},
                {"product_id", "MEETING-ROOM"}});
    if (booking % bookings_for_each_changed == 0) {
      story.tell(
          booking_desk, "ChangeBooking",
          {{"booking_id", booking_id},
           {"revision", 2},
           {"occupier_id", booker.occupier_id},
           {"space_id", booker.space_id},
           {"starts_at", instant_text(zone, date_of(booked_for), booker.hour * 60)},
           {"ends_at", instant_text(zone, date_of(booked_for), (booker.hour + booker.hours) * 60 - 30)},
           {"product_id", "MEETING-ROOM"}});
    } else if (booking % bookings_for_each_cancelled == 0) {
      story.tell(booking_desk, "CancelBooking", {{"booking_id", booking_id}, {"revision", 2}});
    }
  }
}

void tell_sales(Story& story, Day day) {
  for (const auto& sale : sales) {
    if (sale.day != day) continue;
    object data{{"charge_id", sale.charge_id},
                {"occupier_id", sale.occupier_id},
                {"site_id", sale.site_id},
                {"product_id", sale.product_id},
                {"quantity", sale.quantity}};
    if (!sale.description.empty()) data["description"] = sale.description;
    story.tell(front_desk, "AddCharge", std::move(data));
  }
  if (day == day_of_reversal) {
    story.tell(manager, "ReverseCharge",
               {{"charge_id", sale_reversed}, {"reversal_reason", "Charged to the wrong occupier"}});
  }
  if (day == day_of_waiver) {
    story.tell(manager, "WaiveCharge",
               {{"charge_id", sale_waived}, {"waiver_reason", "The courier came too late"}});
  }
}

}  // namespace

void tell_trade(Story& story, Day day) {
  if (day > day_of_setup && is_working_day(day)) tell_bookings(story, day);
  tell_sales(story, day);
}

}  // namespace tenure::cli::sample
