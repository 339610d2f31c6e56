#include "domain/booking/booking_terms.h"

#include <fmt/format.h>

#include "domain/charge/cause_key.h"
#include "domain/charge/posting.h"
#include "domain/charge/reversal.h"
#include "domain/estate/space_calendar.h"
#include "domain/kernel/invariant.h"
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

std::expected<BookedPrice, Refusal> price_of(const BookingTerms& terms, const Site& site, Period days) {
  if (const auto agreed = terms.price) return BookedPrice{MinorUnits{*agreed}, MinorUnits{*agreed}};

  const auto* price = site.price_on(terms.product_id, days.from);
  if (price == nullptr) return std::unexpected(Refusal{Code::NOT_IN_PRICEBOOK, {}});
  const auto times = times_of(price->per, terms.starts_at, terms.ends_at, days);
  if (!times) return std::unexpected(Refusal{Code::NOT_IN_PRICEBOOK, "the site's price is one per month"});
  const auto net = multiply_divide(price->unit_price, times->numerator, times->denominator, site.rounding);
  if (!net || *net > charge_net_max) return std::unexpected(Refusal{Code::AMOUNT_OVERFLOW, {}});
  return BookedPrice{price->unit_price, *net};
}

event::ChargeRaisedT charge_for(const BookingTerms& terms, const Coverage& contract, const Site& site,
                                const Product& product, Date today, Period days, BookedPrice price) {
  event::ChargeRaisedT raised;
  raised.charge_id = booking_cause(terms.booking_id, terms.revision);
  raised.occupier_id = terms.occupier_id;
  raised.site_id = contract.site_id;
  raised.product_id = terms.product_id;
  raised.cause = ChargeCause::BOOKING;
  raised.contract_id = contract.contract_id;
  raised.subject_id = terms.booking_id;
  raised.quantity = 1;
  raised.unit_price = price.unit_price.value();
  raised.net = price.net.value();
  raised.currency = site.currency;
  raised.currency_exponent = site.currency_exponent;
  raised.on = today.days();
  raised.service_from = days.from.days();
  raised.service_to = days.to.days();
  say_posting(raised, site, product, PostingRule::ACCRUAL_1);
  return raised;
}

}  // namespace

std::expected<KeptBooking, Refusal> keep_rules(const BookingTerms& terms, const World& world) {
  const auto refused = [](Code code, std::string detail = {}) {
    return std::unexpected(Refusal{code, std::move(detail)});
  };
  const auto* occupier = world.occupier(terms.occupier_id);
  const auto* space = world.space(terms.space_id);
  const auto* product = world.product(terms.product_id);
  if (occupier == nullptr) return refused(Code::UNKNOWN_OCCUPIER);
  if (space == nullptr) return refused(Code::UNKNOWN_SPACE);
  if (product == nullptr) return refused(Code::UNKNOWN_PRODUCT);
  if (product->kind != ProductKind::BOOKING) return refused(Code::WRONG_PRODUCT_KIND);

  if (const auto fault = fault_of(terms.starts_at, terms.ends_at); !fault.empty()) {
    return refused(Code::BAD_PERIOD, std::string{fault});
  }
  const auto& site = existing(world.site(space->site_id), "the site of a space");
  const auto zone = find_zone(site.time_zone);
  if (!zone) return refused(Code::BAD_TIME_ZONE);
  const auto days = days_of(*zone, terms.starts_at, terms.ends_at);
  const auto* contract = occupier->contract_at(space->site_id, days.from);
  if (contract == nullptr) return refused(Code::NO_CONTRACT);
  const TimeSpan time{terms.starts_at, terms.ends_at};
  if (auto why = why_not_free(world, terms.space_id, time, terms.booking_id)) {
    return std::unexpected(*std::move(why));
  }
  if (space->bookable == 0) return refused(Code::BOOKING_RULE, "the space is not bookable");
  if (!site.business_day) return refused(Code::BOOKING_RULE, "the site has no open business day");
  const auto today = *site.business_day;
  if (days.from < today - booking_memory_days) {
    return refused(
        Code::BOOKING_RULE,
        fmt::format("a booking starts at most {} days before the site's business day", booking_memory_days));
  }
  const auto price = price_of(terms, site, days);
  if (!price) return std::unexpected(price.error());

  KeptBooking kept{.site_id = space->site_id, .today = today, .charge = {}};
  if (price->net != MinorUnits{0})
    kept.charge = charge_for(terms, *contract, site, *product, today, days, *price);
  return kept;
}

event::ChargeReversedT reversal_for(const Booking& booking, const World& world, std::string_view reason,
                                    ReversalKind kind) {
  const auto& charge = existing(world.charge(booking.charge_id), "the standing charge of a booking");
  const auto& site = existing(world.site(booking.site_id), "the site of a booking");
  const auto today =
      existing(site.business_day ? &*site.business_day : nullptr, "a business day at a booking's site");
  return reversal_of(booking.charge_id, charge, today, reason, kind);
}

Decision record_new(const BookingTerms& terms, const World& world) {
  auto kept = keep_rules(terms, world);
  if (!kept) return std::unexpected(std::move(kept.error()));
  auto recorded = event_of<event::BookingRecordedT>(terms, *kept);
  if (!kept->charge) return record(std::move(recorded));
  return record(std::move(recorded), *std::move(kept->charge));
}

}  // namespace tenure::domain
