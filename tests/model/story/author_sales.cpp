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
    if (contract.status == "ACTIVE" && contract.site == site) tenants.push_back(contract.occupier);
  }
  Fields charge{
      {"charge_id", slips() ? "lease:me" : fresh("X", ids_of(business.charges))},
      {"occupier_id", mostly(tenants, universe::occupiers)},
      {"site_id", slips() ? "nowhere" : site},
      {"product_id", slips() ? any(universe::lease_products) : stranger(universe::generic_products)},
      {"quantity", chance(5) ? 1'000'000 : between(1, 20)}};
  if (chance(50)) charge["unit_price"] = slips() ? std::int64_t{9'000'000'000'000'000} : amount();
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

Fields Author::record_usage(const Business& business) {
  // A meter that says again what it said, or something else under the same id.
  if (!business.usage.empty() && chance(10)) {
    auto again = business.usage.at(any(ids_of(business.usage))).command;
    if (chance(50)) again["destination"] = "+15550100";
    return again;
  }
  std::vector<std::string> known;
  for (const auto& [id, usage] : business.usage) known.push_back(text_of(usage.command, "usage_id"));
  const bool is_call = chance(70);
  Fields usage{{"meter_id", chance(80) ? "PBX" : "PRINTER"},
               {"usage_id", fresh("U", known)},
               {"kind", is_call ? "CALL" : "PRINT"}};
  auto site = std::string{any(universe::sites)};
  if (chance(70)) {
    const auto held = ids_where(business.numbers, [](const Number& one) { return !one.held.empty(); });
    const auto number = mostly(held, universe::numbers);
    usage["number"] = number;
    if (const auto found = business.numbers.find(number); found != business.numbers.end()) {
      site = found->second.site;
    }
  } else {
    std::vector<std::string> tenants;
    for (const auto& [id, contract] : business.contracts) {
      if (contract.status != "DRAFT" && contract.site == site) tenants.push_back(contract.occupier);
    }
    usage["occupier_id"] = mostly(tenants, universe::occupiers);
    usage["site_id"] = slips() ? "nowhere" : site;
  }
  const Day day = today_at(business, site) - between(0, chance(20) ? 90 : 10);
  usage["starts_at"] = time_text(day * microseconds_per_day + between(0, 23) * microseconds_per_hour);
  usage[is_call == !slips() ? "seconds" : "units"] = between(0, 3'600);
  if (chance(50)) usage["destination"] = "+33123456789";
  return usage;
}

}  // namespace tenure::model
