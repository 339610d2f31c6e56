// What a contract line or a service should have been charged by a day.
//
// Is:       a pure function from terms (days, prices by day, billing period, proration) to charges.
// Promises: no day is in two charges; each lies in one billing period of the billing day; one rounding for each.
//           A part of a period that is due is one charge for each stretch of days at one price; days that are left out
//           (suspended, or taken back by hand) are in none, and what comes to nothing is none.
//           IN_ADVANCE  a part is due on its first day
//           IN_ARREARS  on the day after its last
//           Per MONTH a stretch is prorated as a piece of its part; with Proration NONE a part is one charge for its first
//           stretch of charged days, whole, at the price of the first of them, and none where a charge of it was taken
//           back by hand. Per DAY it costs the price of each day. Per ONCE or UNIT
//           there is one charge on the first day, suspended or not, at the price of that day.
// Fails:    never: that amounts fit is checked when prices and quantities are agreed.
#pragma once

#include <cstdint>
#include <vector>

#include "domain/kernel/calendar.h"
#include "domain/kernel/money.h"
#include "schemas/common_generated.h"

namespace tenure::domain {

/// A billing period has at most this many days.
inline constexpr std::int64_t billing_period_days_max = 31;

/// What is consumed from a day on, and what one of it costs.
struct Rate {
  Date from;
  std::uint32_t quantity = 1;
  MinorUnits unit_price;
};

struct ChargeTerms {
  /// DATE_LAST where no end is known.
  Period covered;
  /// Rising by date, the first not after the first covered day.
  std::vector<Rate> rates;
  std::vector<Period> suspended;
  std::vector<Period> taken_back;
  BillingMode billing = BillingMode::IN_ADVANCE;
  std::uint8_t billing_day = 1;
  Proration proration = Proration::ACTUAL_DAYS;
  Rounding rounding = Rounding::HALF_UP;
  PricePer per = PricePer::MONTH;
};

struct DueCharge {
  Period days;
  std::uint32_t quantity = 1;
  MinorUnits unit_price;
  MinorUnits net;

  friend bool operator==(const DueCharge&, const DueCharge&) = default;
};

/// Whether it is charged on its first day and never again.
[[nodiscard]] bool is_charged_once(PricePer per);

/// The part of a billing period that `day` lies in, as far as it is covered; empty where the day is not.
[[nodiscard]] Period part_around(Date day, Period covered, std::uint8_t billing_day);
[[nodiscard]] bool is_due(Period part, BillingMode billing, Date today);

/// The charges of all parts that end after `since` and are due by `today`, in the order of their days.
[[nodiscard]] std::vector<DueCharge> due_charges(const ChargeTerms& terms, Date since, Date today);

}  // namespace tenure::domain
