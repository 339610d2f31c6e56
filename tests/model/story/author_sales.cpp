// Bookings and charges.

#include <algorithm>

#include "tests/model/story/author.h"
#include "tests/model/story/choose.h"
#include "tests/model/story/universe.h"

namespace tenure::model {

Fields Author::record_booking(const Business& business) {
  const auto bookable = ids_where(business.spaces, [](const Space& space) { return space.bookable; });
  const auto space = mostly(bookable, universe::spaces);
  const auto found = business.spaces.find(space);
  const auto site = found == business.spaces.end() ? std::string{universe::sites[0]} : found->second.site;
  const Day today = today_at(business, site);
  const Day day = today + (slips() ? between(-80, 80) : between(-2, 12));
  std::vector<std::string> tenants;
  for (const auto& [id, contract] : business.contracts) {
    const bool covers = contract.starts_on < day && day < contract.ends_on.value_or(day + 1);
    if (is_live(contract) && contract.site == site && covers) tenants.push_back(contract.occupier);
  }
  const Time from = day * microseconds_per_day + between(0, 47) * (microseconds_per_hour / 2);
  auto length = Time{between(1, 12)} * (microseconds_per_hour / 2);
  if (chance(10)) length += between(1, 3) * microseconds_per_day;
  if (chance(10)) length += 1;
  if (slips()) length = chance(50) ? 0 : 400 * microseconds_per_day;
  Fields booking{
      {"booking_id", fresh("B", ids_of(business.bookings))},
      {"revision", between(1, 3)},
      {"occupier_id", mostly(tenants, universe::occupiers)},
      {"space_id", space},
      {"starts_at", time_text(from)},
      {"ends_at", time_text(from + length)},
      {"product_id", slips() ? any(universe::lease_products) : stranger(universe::booking_products)}};
  if (chance(30)) booking["price"] = amount();
  // A confirmation that was overtaken by its cancellation.
  const auto voided = ids_where(business.bookings, [](const Booking& one) { return one.voided; });
  if (!voided.empty() && chance(10)) booking["booking_id"] = any(voided);
  return booking;
}

Fields Author::change_booking(const Business& business) {
  auto booking = record_booking(business);
  const auto standing = ids_where(business.bookings, [](const Booking& one) { return !one.cancelled; });
  if (chance(80)) {
    booking["booking_id"] = mostly(standing, ids_of(business.bookings));
    booking["revision"] = slips() ? between(0, 3) : between(4, 9);
  }
  if (chance(40)) booking["if_unknown"] = chance(80) ? "RECORD" : "REFUSE";
  return booking;
}

Fields Author::cancel_booking(const Business& business) {
  if (chance(15)) {
    return {{"booking_id", fresh("B", ids_of(business.bookings))},
            {"revision", between(0, 2)},
            {"if_unknown", chance(80) ? "RECORD" : "REFUSE"}};
  }
  const auto standing = ids_where(business.bookings, [](const Booking& one) { return !one.cancelled; });
  const auto all = ids_of(business.bookings);
  return {{"booking_id", mostly(standing, all)}, {"revision", slips() ? between(0, 3) : between(8, 12)}};
}

Fields Author::add_charge(const Business& business) {
  const auto site = any(universe::sites);
  std::vector<std::string> tenants;
  for (const auto& [id, contract] : business.contracts) {
    if (is_live(contract) && contract.status != "UPCOMING" && contract.site == site)
      tenants.push_back(contract.occupier);
  }
  // Keys of usage charges are no identifiers.
  auto callable = ids_of(business.charges);
  std::erase_if(callable, [](const std::string& id) { return id.contains('/'); });
  Fields charge{
      {"charge_id", slips() ? "lease:me" : fresh("X", callable)},
      {"occupier_id", mostly(tenants, universe::occupiers)},
      {"site_id", slips() ? "nowhere" : site},
      {"product_id", slips() ? any(universe::lease_products) : stranger(universe::generic_products)},
      {"quantity", chance(5) ? 1'000'000 : between(1, 20)}};
  if (chance(50)) charge["unit_price"] = slips() ? std::int64_t{900'000'000'000'000} : amount();
  if (chance(30)) charge["description"] = "tea & \"biscuits\"";
  const Day day = today_at(business, site) + between(-40, 40);
  if (chance(40)) charge["service_from"] = day_text(day);
  if (chance(40)) charge["service_to"] = day_text(day + (slips() ? -1 : between(1, 45)));
  return charge;
}

Fields Author::reverse_charge(const Business& business) {
  const auto standing = ids_where(business.charges, [](const Charge& one) { return !one.reversed; });
  const auto all = ids_of(business.charges);
  return {{"charge_id", mostly(standing, all)}, {"reversal_reason", "it was wrong"}};
}

Fields Author::waive_charge(const Business& business) {
  auto command = reverse_charge(business);
  command.erase("reversal_reason");
  command["waiver_reason"] = "goodwill";
  return command;
}

}  // namespace tenure::model
