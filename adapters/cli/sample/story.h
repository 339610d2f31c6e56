// The teller of the sample month: days, actors, and the commands one after another.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <boost/json/object.hpp>

#include "adapters/cli/sample/catalogue.h"
#include "domain/kernel/calendar.h"

namespace tenure::cli::sample {

inline constexpr std::string_view manager = "manager";
inline constexpr std::string_view front_desk = "front-desk";
inline constexpr std::string_view scheduler = "scheduler";
inline constexpr std::string_view booking_desk = "booking-desk";
inline constexpr std::string_view switchboard = "switchboard";

[[nodiscard]] domain::Date date_of(Day day);
[[nodiscard]] std::string text_of(Day day);
[[nodiscard]] bool is_working_day(Day day);
[[nodiscard]] Day next_working_day(Day day);
[[nodiscard]] const SiteRow& site_of(std::string_view site_id);
/// A minute of a local day, as an instant.
[[nodiscard]] std::string instant_text(std::string_view zone_name, domain::Date date, int minute);
/// Whether the occupier has a running contract at the site.
[[nodiscard]] bool has_moved_in(std::string_view occupier_id, std::string_view site_id, Day day);

/// Writes the commands one after another; the id of each is its day and its number on that day.
class Story {
 public:
  void on(Day day);
  void tell(std::string_view actor, std::string_view type, boost::json::object data);
  [[nodiscard]] std::vector<std::string> take() { return std::move(lines_); }

 private:
  std::string day_;
  int number_ = 0;
  std::vector<std::string> lines_;
};

// The parts of the story, each in its file.

/// Sites, spaces, doors, networks, products, prices, tax codes, tariffs, access groups, numbers: the day of the setup.
void tell_house(Story& story);
/// Contracts that are signed on this day, occupiers that move in, and what changes about contracts and services.
void tell_tenancies(Story& story, Day day);
/// What users, their access, Wi-Fi and phones come to beside moving in.
void tell_people(Story& story, Day day);
/// Bookings, sales, and what is taken back.
void tell_trade(Story& story, Day day);
/// The calls of the day before.
void tell_calls(Story& story, Day day);

}  // namespace tenure::cli::sample
