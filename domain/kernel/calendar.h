// Dates, half-open periods of dates, billing periods, and instants.
//
// Is:       Date (a local calendar date), Period [from, to), the billing periods that a billing day cuts
//           the calendar into, and Instant (microseconds UTC); with their texts.
// Promises: proleptic Gregorian calendar; texts and conversions cover the years 0001 to 9999. A billing day
//           is always clamped from the stored anchor (31: 31 January, 28 February, 31 March), never from
//           the previous result. Billing periods of one anchor tile the calendar: each day is in exactly
//           one.
// Fails:    parsing returns nullopt for anything but a real date or time in the one accepted form.
// Why:      a Date is not an Instant and there is no conversion here: which day an instant falls on depends
//           on a site's zone, so it is asked of a Zone (zone.h). Nothing here reads a clock.
#pragma once

#include <algorithm>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace tenure::domain {

/// A local calendar date: days since 1970-01-01.
class Date {
 public:
  constexpr Date() = default;
  constexpr explicit Date(std::int32_t days) : days_(days) {}

  [[nodiscard]] constexpr std::int32_t days() const { return days_; }

  friend constexpr auto operator<=>(Date, Date) = default;
  friend constexpr Date operator+(Date date, int days) { return Date(date.days_ + days); }
  friend constexpr Date operator-(Date date, int days) { return Date(date.days_ - days); }
  friend constexpr int operator-(Date left, Date right) { return left.days_ - right.days_; }

 private:
  std::int32_t days_ = 0;
};

/// 0001-01-01 and 9999-12-31, the ends of what has a text. DATE_LAST also serves as the end of an open
/// period.
inline constexpr Date DATE_FIRST{-719162};
inline constexpr Date DATE_LAST{2932896};

/// A date split; month 1 to 12, day 1 to 31.
struct CivilDate {
  int year = 1970;
  unsigned month = 1;
  unsigned day = 1;

  friend constexpr auto operator<=>(const CivilDate&, const CivilDate&) = default;
};

[[nodiscard]] CivilDate to_civil(Date date);
/// The month must be 1 to 12. A day past the month's end runs on: 31 February is 3 March.
[[nodiscard]] Date from_civil(CivilDate civil);

/// The first day of the calendar month that the day lies in, and of the month after it.
[[nodiscard]] Date first_of_month(Date day);
[[nodiscard]] Date first_of_next_month(Date day);

/// Exactly "YYYY-MM-DD", an existing day.
[[nodiscard]] std::optional<Date> parse_date(std::string_view text);
[[nodiscard]] std::string format_date(Date date);
/// "YYYY-MM", the month that the day lies in.
[[nodiscard]] std::string format_month(Date day);

[[nodiscard]] unsigned days_in_month(int year, unsigned month);
/// ISO 8601: Monday is 1, Sunday is 7.
[[nodiscard]] int weekday(Date date);
/// The anchor's day of the month, `months` later (or earlier), clamped to that month's end. To step
/// repeatedly, add growing numbers of months to one anchor: clamping loses the anchor.
[[nodiscard]] Date add_months_clamped(Date anchor, int months);

/// The days from `from` up to but not including `to`.
struct Period {
  Date from;
  Date to;

  /// Zero where `to` is not after `from`.
  [[nodiscard]] constexpr int days() const { return empty() ? 0 : to - from; }
  [[nodiscard]] constexpr bool empty() const { return to <= from; }
  [[nodiscard]] constexpr bool contains(Date date) const { return from <= date && date < to; }
  /// Every day of `other` is in this period; an empty period is in every period.
  [[nodiscard]] constexpr bool contains(Period other) const {
    return other.empty() || (from <= other.from && other.to <= to);
  }
  [[nodiscard]] constexpr bool overlaps(Period other) const { return !intersect(other).empty(); }
  /// The days in both; where there are none, an empty period (from == to).
  [[nodiscard]] constexpr Period intersect(Period other) const {
    const Date latest_from = std::max(from, other.from);
    return {latest_from, std::max(latest_from, std::min(to, other.to))};
  }

  friend constexpr bool operator==(Period, Period) = default;
};

/// The first day of the billing period that begins in this month; billing_day 1 to 31, clamped to the month's
/// end.
[[nodiscard]] Date billing_day_in(int year, unsigned month, std::uint8_t billing_day);
[[nodiscard]] Period billing_period_containing(Date day, std::uint8_t billing_day);
/// The period that begins where this one ends; `period` is a billing period of the same billing day.
[[nodiscard]] Period next_billing_period(Period period, std::uint8_t billing_day);

/// A point in time: microseconds since 1970-01-01T00:00:00Z, leap seconds not counted.
class Instant {
 public:
  constexpr Instant() = default;
  constexpr explicit Instant(std::int64_t microseconds) : microseconds_(microseconds) {}

  [[nodiscard]] constexpr std::int64_t microseconds() const { return microseconds_; }

  friend constexpr auto operator<=>(Instant, Instant) = default;

 private:
  std::int64_t microseconds_ = 0;
};

/// RFC 3339 with capital T, up to 6 digits of a second, and Z or an offset of hours and minutes. Second 60 is
/// refused: an Instant cannot hold it.
[[nodiscard]] std::optional<Instant> parse_instant(std::string_view text);
/// "2026-11-23T08:30:00Z", with six digits of a second where they are not all zero.
[[nodiscard]] std::string format_instant(Instant instant);

}  // namespace tenure::domain
