// Bookings and their charges.

#include <limits>

#include <fmt/format.h>

#include "tests/model/reference/rules.h"

namespace tenure::model {
namespace {

constexpr Time longest = 366 * microseconds_per_day;
/// How many days before the business day a booking may start.
constexpr Day remembered_days = 62;

struct Priced {
  std::int64_t unit_price = 0;
  __int128 net = 0;
};

/// Nothing where the site has no price for it.
std::optional<Priced> price_of(const Site& site, const Fields& command, Day first_day) {
  if (const auto given = number_of(command, "price")) return Priced{*given, *given};
  const auto* price = price_on(site, text_of(command, "product_id"), first_day);
  if (price == nullptr || price->per == "MONTH") return std::nullopt;
  const auto from = *time_of(command, "starts_at");
  const auto to = *time_of(command, "ends_at");
  const auto halves = site.entity.rounding == "HALF_EVEN" ? Halves::even : Halves::up;
  if (price->per == "HOUR") {
    const auto whole = __int128{price->unit_price} * (to - from);
    if (whole / microseconds_per_hour >= std::numeric_limits<std::int64_t>::max()) {
      return Priced{price->unit_price, whole / microseconds_per_hour + 1};
    }
    return Priced{price->unit_price, rounded(whole, microseconds_per_hour, halves)};
  }
  std::int64_t times = 1;
  if (price->per == "DAY") times = local_day(to - 1, site.zone) - first_day + 1;
  return Priced{price->unit_price, __int128{price->unit_price} * times};
}

// Records the booking as the command has it, or, where it is known, changes it.
Code book(Business& business, const Fields& command) {
  const auto id = text_of(command, "booking_id");
  const auto occupier = text_of(command, "occupier_id");
  const auto space_id = text_of(command, "space_id");
  const auto product = text_of(command, "product_id");
  const auto revision = *number_of(command, "revision");
  const auto from = *time_of(command, "starts_at");
  const auto to = *time_of(command, "ends_at");
  if (!business.occupiers.contains(occupier)) return "UNKNOWN_OCCUPIER";
  if (!business.spaces.contains(space_id)) return "UNKNOWN_SPACE";
  if (!business.products.contains(product)) return "UNKNOWN_PRODUCT";
  if (business.products.at(product) != "BOOKING") return "WRONG_PRODUCT_KIND";
  if (to <= from || to - from > longest) return "BAD_PERIOD";
  auto& space = business.spaces.at(space_id);
  const auto& site = business.sites.at(space.site);
  const auto first_day = local_day(from, site.zone);
  const auto contract = find_contract(business, occupier, space.site, {"UPCOMING", "ACTIVE"}, first_day);
  if (contract.empty()) return "NO_CONTRACT";
  if (is_taken(business, space_id, from, to, id)) return "SPACE_UNAVAILABLE";
  if (!space.bookable || !site.today || first_day < *site.today - remembered_days) return "BOOKING_RULE";
  const auto price = price_of(site, command, first_day);
  if (!price) return "NOT_IN_PRICEBOOK";
  if (price->net > charge_max) return "AMOUNT_OVERFLOW";

  space.forgotten_until = (*site.today - remembered_days - 1) * microseconds_per_day;
  Fields data;
  take(data, command,
       {"booking_id", "revision", "occupier_id", "space_id", "starts_at", "ends_at", "product_id", "price"});
  put_text(data, "site_id", space.site);
  data["on"] = day_text(*site.today);
  const bool known = business.bookings.contains(id);
  const auto before = known ? business.bookings.at(id) : Booking{};
  business.bookings[id] = {revision, occupier, space.site, space_id, from, to, false, false, before.charge};
  std::vector<std::string> streams{"booking/" + id, "space/" + space_id};
  if (known) {
    data["previous_space_id"] = before.space;
    if (before.space != space_id) streams.push_back("space/" + before.space);
  }
  business.note(known ? "BookingChanged" : "BookingRecorded", data, streams);
  if (!before.charge.empty()) reverse(business, before.charge, "booking changed", "REPLACED");
  if (price->net == 0) return {};
  raise(business, {{"charge_id", fmt::format("booking:{}:{}", id, revision)},
                   {"occupier_id", occupier},
                   {"site_id", space.site},
                   {"product_id", product},
                   {"cause", "BOOKING"},
                   {"contract_id", contract},
                   {"subject_id", id},
                   {"quantity", 1},
                   {"unit_price", price->unit_price},
                   {"net", static_cast<std::int64_t>(price->net)},
                   {"currency", site.entity.currency},
                   {"currency_exponent", site.entity.exponent},
                   {"service_from", day_text(first_day)},
                   {"service_to", day_text(local_day(to - 1, site.zone) + 1)}});
  return {};
}

}  // namespace

Code RecordBooking(Business& business, const Fields& command) {
  const auto found = business.bookings.find(text_of(command, "booking_id"));
  if (found == business.bookings.end()) return book(business, command);
  if (*number_of(command, "revision") <= found->second.revision) return "STALE_REVISION";
  return found->second.voided ? "INVALID_TRANSITION" : "ALREADY_EXISTS";
}

Code ChangeBooking(Business& business, const Fields& command) {
  const auto found = business.bookings.find(text_of(command, "booking_id"));
  if (found == business.bookings.end()) {
    return text_of(command, "if_unknown") == "RECORD" ? book(business, command) : "UNKNOWN_BOOKING";
  }
  if (*number_of(command, "revision") <= found->second.revision) return "STALE_REVISION";
  return found->second.cancelled ? "INVALID_TRANSITION" : book(business, command);
}

Code CancelBooking(Business& business, const Fields& command) {
  const auto id = text_of(command, "booking_id");
  const auto revision = *number_of(command, "revision");
  if (!business.bookings.contains(id)) {
    if (text_of(command, "if_unknown") != "RECORD") return "UNKNOWN_BOOKING";
    business.bookings[id].revision = revision;
    business.bookings[id].cancelled = true;
    business.bookings[id].voided = true;
    business.note("BookingVoided", {{"booking_id", id}, {"revision", revision}}, {"booking/" + id});
    return {};
  }
  auto& booking = business.bookings.at(id);
  if (revision <= booking.revision) return "STALE_REVISION";
  if (booking.cancelled) return "INVALID_TRANSITION";
  booking.revision = revision;
  booking.cancelled = true;
  business.note("BookingCancelled",
                {{"booking_id", id},
                 {"revision", revision},
                 {"occupier_id", booking.occupier},
                 {"site_id", booking.site},
                 {"space_id", booking.space}},
                {"booking/" + id, "space/" + booking.space});
  if (!booking.charge.empty())
    reverse(business, std::string{booking.charge}, "booking cancelled", "REVERSED");
  return {};
}

}  // namespace tenure::model
