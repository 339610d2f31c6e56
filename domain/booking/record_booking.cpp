// RecordBooking: records a booking that an upstream booking system confirmed, and raises its charge.
//
// Refuses, in this order: STALE_REVISION (the booking is known by this revision or a later one), ALREADY_EXISTS (by an
// earlier one), UNKNOWN_OCCUPIER, UNKNOWN_SPACE, UNKNOWN_PRODUCT, WRONG_PRODUCT_KIND, BAD_PERIOD (empty, or longer than
// a year), BAD_TIME_ZONE (this machine has no tables for the site's), NO_CONTRACT (none signed that covers the site on
// the booking's first day), SPACE_UNAVAILABLE, BOOKING_RULE (the space is not bookable, the site has no business day
// yet, or the booking starts before what the space's calendar remembers), NOT_IN_PRICEBOOK (no price given, and none at
// the site or one by the month), AMOUNT_OVERFLOW.
//
// Dates are those of the site's zone. The site's price is the one of the booking's first day; what an hour or a day
// costs is multiplied by the booking's exact length or by the local days it touches, and rounded once. A booking that
// costs nothing has no charge.

#include <cstdint>
#include <expected>

#include <fmt/format.h>

#include "domain/charge/cause_key.h"
#include "domain/decide.h"
#include "domain/estate/space_calendar.h"
#include "domain/kernel/invariant.h"
#include "domain/kernel/text.h"
#include "domain/kernel/zone.h"
#include "domain/states.h"

namespace tenure::domain {
namespace {

constexpr std::int64_t microseconds_per_hour = 3'600'000'000;
constexpr std::int64_t microseconds_per_day = 24 * microseconds_per_hour;
/// A whole year; a longer use of a space is a lease.
constexpr std::int64_t booking_days_max = 366;

struct BookedPrice {
  MinorUnits unit_price;
  MinorUnits net;
};

// What is wrong with a booked time by itself; empty where nothing is.
std::string_view fault_of(Instant starts_at, Instant ends_at) {
  if (ends_at <= starts_at) return "ends_at must lie after starts_at";
  // As far apart as two instants can be, the difference fits only without a sign.
  const auto length = static_cast<std::uint64_t>(ends_at.microseconds()) -
                      static_cast<std::uint64_t>(starts_at.microseconds());
  if (length > static_cast<std::uint64_t>(booking_days_max * microseconds_per_day)) {
    return "a booking lasts 366 days at most";
  }
  return {};
}

// The local days that the booked time touches.
Period days_of(Zone zone, Instant starts_at, Instant ends_at) {
  return {zone.local_date(starts_at), zone.local_date(Instant{ends_at.microseconds() - 1}) + 1};
}

/// How many times the unit price; a fraction, so that nothing is rounded before the end.
struct Times {
  std::int64_t numerator;
  std::int64_t denominator;
};

// Nothing where a booking cannot be priced like this.
std::optional<Times> times_of(PricePer per, Instant starts_at, Instant ends_at, Period days) {
  switch (per) {
    case PricePer::HOUR:
      return Times{ends_at.microseconds() - starts_at.microseconds(), microseconds_per_hour};
    case PricePer::DAY:
      return Times{days.days(), 1};
    case PricePer::UNIT:
    case PricePer::ONCE:
      return Times{1, 1};
    case PricePer::MONTH:
      break;
  }
  return std::nullopt;
}

std::expected<BookedPrice, Refusal> price_of(const command::RecordBooking& command, const Site& site,
                                             Period days) {
  if (const auto agreed = command.price()) return BookedPrice{MinorUnits{*agreed}, MinorUnits{*agreed}};

  const auto* price = site.price_on(text(command.product_id()), days.from);
  if (price == nullptr) return std::unexpected(Refusal{Code::NOT_IN_PRICEBOOK, {}});
  const auto times = times_of(price->per, Instant{command.starts_at()}, Instant{command.ends_at()}, days);
  if (!times) return std::unexpected(Refusal{Code::NOT_IN_PRICEBOOK, "the site's price is one per month"});
  const auto net = multiply_divide(price->unit_price, times->numerator, times->denominator, site.rounding);
  if (!net) return std::unexpected(Refusal{Code::AMOUNT_OVERFLOW, {}});
  return BookedPrice{price->unit_price, *net};
}

event::ChargeRaisedT charge_for(const command::RecordBooking& command, const Coverage& contract,
                                const Site& site, Date today, Period days, BookedPrice price) {
  event::ChargeRaisedT raised;
  raised.charge_id = booking_cause(text(command.booking_id()), command.revision());
  raised.occupier_id = text(command.occupier_id());
  raised.site_id = contract.site_id;
  raised.product_id = text(command.product_id());
  raised.cause = ChargeCause::BOOKING;
  raised.contract_id = contract.contract_id;
  raised.subject_id = text(command.booking_id());
  raised.quantity = 1;
  raised.unit_price = price.unit_price.value();
  raised.net = price.net.value();
  raised.currency = site.currency;
  raised.currency_exponent = site.currency_exponent;
  raised.on = today.days();
  raised.service_from = days.from.days();
  raised.service_to = days.to.days();
  return raised;
}

}  // namespace

StreamName target(const command::RecordBooking& command) {
  return {StreamKind::booking, text(command.booking_id())};
}

Decision decide(const command::RecordBooking& command, const World& world) {
  const auto* known = world.booking(text(command.booking_id()));
  const auto* occupier = world.occupier(text(command.occupier_id()));
  const auto* space = world.space(text(command.space_id()));
  const auto* product = world.product(text(command.product_id()));

  if (known != nullptr && command.revision() <= known->revision) return refuse(Code::STALE_REVISION);
  if (known != nullptr) return refuse(Code::ALREADY_EXISTS, "the booking is recorded by an earlier revision");
  if (occupier == nullptr) return refuse(Code::UNKNOWN_OCCUPIER);
  if (space == nullptr) return refuse(Code::UNKNOWN_SPACE);
  if (product == nullptr) return refuse(Code::UNKNOWN_PRODUCT);
  if (product->kind != ProductKind::BOOKING) return refuse(Code::WRONG_PRODUCT_KIND);

  const Instant starts_at{command.starts_at()};
  const Instant ends_at{command.ends_at()};
  if (const auto fault = fault_of(starts_at, ends_at); !fault.empty()) {
    return refuse(Code::BAD_PERIOD, std::string{fault});
  }
  const auto& site = existing(world.site(space->site_id), "the site of a space");
  const auto zone = find_zone(site.time_zone);
  if (!zone) return refuse(Code::BAD_TIME_ZONE);
  const auto days = days_of(*zone, starts_at, ends_at);
  const auto* contract = occupier->contract_at(space->site_id, days.from);
  if (contract == nullptr) return refuse(Code::NO_CONTRACT);
  if (auto why = why_not_free(world, text(command.space_id()), TimeSpan{starts_at, ends_at}, {})) {
    return std::unexpected(*std::move(why));
  }
  if (space->bookable == 0) return refuse(Code::BOOKING_RULE, "the space is not bookable");
  if (!site.business_day) return refuse(Code::BOOKING_RULE, "the site has no open business day");
  const auto today = *site.business_day;
  if (days.from < today - booking_memory_days) {
    return refuse(
        Code::BOOKING_RULE,
        fmt::format("a booking starts at most {} days before the site's business day", booking_memory_days));
  }
  const auto price = price_of(command, site, days);
  if (!price) return std::unexpected(price.error());

  event::BookingRecordedT recorded;
  recorded.booking_id = text(command.booking_id());
  recorded.revision = command.revision();
  recorded.occupier_id = text(command.occupier_id());
  recorded.site_id = space->site_id;
  recorded.space_id = text(command.space_id());
  recorded.starts_at = command.starts_at();
  recorded.ends_at = command.ends_at();
  recorded.product_id = text(command.product_id());
  recorded.price = command.price();
  recorded.on = today.days();
  if (price->net == MinorUnits{0}) return record(std::move(recorded));
  return record(std::move(recorded), charge_for(command, *contract, site, today, days, *price));
}

}  // namespace tenure::domain
