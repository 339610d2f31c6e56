#include "domain/kernel/calendar.h"

#include <chrono>

#include <fmt/format.h>

namespace tenure::domain {
namespace {

using std::chrono::day;
using std::chrono::month;
using std::chrono::sys_days;
using std::chrono::year;
using std::chrono::year_month;
using std::chrono::year_month_day;

constexpr std::int64_t MICROSECONDS_PER_SECOND = 1'000'000;
constexpr std::int64_t SECONDS_PER_DAY = 86'400;
constexpr std::int64_t MICROSECONDS_PER_DAY = SECONDS_PER_DAY * MICROSECONDS_PER_SECOND;
constexpr std::size_t FRACTION_DIGITS_MAX = 6;
constexpr unsigned BILLING_DAY_MAX = 31;

year_month_day split(Date date) { return year_month_day(sys_days(std::chrono::days(date.days()))); }

Date joined(year_month_day ymd) {
  return Date(static_cast<std::int32_t>(sys_days(ymd).time_since_epoch().count()));
}

unsigned last_day_of(year_month month_of_year) {
  return static_cast<unsigned>((month_of_year / std::chrono::last).day());
}

Date clamped_day_in(year_month month_of_year, unsigned wanted_day) {
  return joined(month_of_year / day(std::clamp(wanted_day, 1U, last_day_of(month_of_year))));
}

Date first_day(year_month month_of_year, std::uint8_t billing_day) {
  return clamped_day_in(month_of_year, std::min<unsigned>(billing_day, BILLING_DAY_MAX));
}

// Reads fixed-form text from the left; once something is missing, everything after it is refused too.
class Scanner {
 public:
  explicit Scanner(std::string_view text) : rest_(text) {}

  /// Exactly `count` digits.
  int number(std::size_t count) {
    int value = 0;
    for (std::size_t i = 0; i < count; ++i) value = value * 10 + digit();
    return value;
  }

  void expect(char wanted) {
    if (!accept(wanted)) failed_ = true;
  }

  bool accept(char wanted) {
    if (!rest_.starts_with(wanted)) return false;
    rest_.remove_prefix(1);
    return true;
  }

  [[nodiscard]] bool at_digit() const {
    return !rest_.empty() && rest_.front() >= '0' && rest_.front() <= '9';
  }
  [[nodiscard]] bool complete() const { return !failed_ && rest_.empty(); }
  [[nodiscard]] bool failed() const { return failed_; }

  int digit() {
    if (!at_digit()) {
      failed_ = true;
      return 0;
    }
    const int value = rest_.front() - '0';
    rest_.remove_prefix(1);
    return value;
  }

 private:
  std::string_view rest_;
  bool failed_ = false;
};

std::optional<Date> scan_date(Scanner& scanner) {
  const int year_number = scanner.number(4);
  scanner.expect('-');
  const int month_number = scanner.number(2);
  scanner.expect('-');
  const int day_number = scanner.number(2);
  const year_month_day ymd =
      year(year_number) / month(static_cast<unsigned>(month_number)) / day(static_cast<unsigned>(day_number));
  if (scanner.failed() || year_number < 1 || !ymd.ok()) return std::nullopt;
  return joined(ymd);
}

/// Microseconds since midnight.
std::optional<std::int64_t> scan_time_of_day(Scanner& scanner) {
  const int hour = scanner.number(2);
  scanner.expect(':');
  const int minute = scanner.number(2);
  scanner.expect(':');
  const int second = scanner.number(2);
  std::int64_t fraction = 0;
  if (scanner.accept('.')) {
    std::int64_t unit = MICROSECONDS_PER_SECOND / 10;
    fraction = scanner.digit() * unit;
    for (std::size_t i = 1; i < FRACTION_DIGITS_MAX && scanner.at_digit(); ++i) {
      unit /= 10;
      fraction += scanner.digit() * unit;
    }
  }
  if (scanner.failed() || hour > 23 || minute > 59 || second > 59) return std::nullopt;
  return (hour * 3600 + minute * 60 + second) * MICROSECONDS_PER_SECOND + fraction;
}

/// Microseconds that local time is ahead of UTC.
std::optional<std::int64_t> scan_offset(Scanner& scanner) {
  if (scanner.accept('Z')) return 0;
  const std::int64_t sign = scanner.accept('-') ? -1 : 1;
  if (sign > 0) scanner.expect('+');
  const int hour = scanner.number(2);
  scanner.expect(':');
  const int minute = scanner.number(2);
  if (scanner.failed() || hour > 23 || minute > 59) return std::nullopt;
  return sign * (hour * 3600 + minute * 60) * MICROSECONDS_PER_SECOND;
}

}  // namespace

CivilDate to_civil(Date date) {
  const year_month_day ymd = split(date);
  return {.year = static_cast<int>(ymd.year()),
          .month = static_cast<unsigned>(ymd.month()),
          .day = static_cast<unsigned>(ymd.day())};
}

Date from_civil(CivilDate civil) { return joined(year(civil.year) / month(civil.month) / day(civil.day)); }

std::optional<Date> parse_date(std::string_view text) {
  Scanner scanner(text);
  const auto date = scan_date(scanner);
  return scanner.complete() ? date : std::nullopt;
}

Date first_of_month(Date day) {
  const auto civil = to_civil(day);
  return from_civil({civil.year, civil.month, 1});
}
Date first_of_next_month(Date day) {
  const auto civil = to_civil(day);
  return civil.month == 12 ? from_civil({civil.year + 1, 1, 1})
                           : from_civil({civil.year, civil.month + 1, 1});
}

std::string format_month(Date day) { return format_date(day).substr(0, std::string_view{"YYYY-MM"}.size()); }

std::string format_date(Date date) {
  const CivilDate civil = to_civil(date);
  return fmt::format("{:04}-{:02}-{:02}", civil.year, civil.month, civil.day);
}

unsigned days_in_month(int year_number, unsigned month_number) {
  return last_day_of(year(year_number) / month(month_number));
}

int weekday(Date date) {
  return static_cast<int>(std::chrono::weekday(sys_days(std::chrono::days(date.days()))).iso_encoding());
}

Date add_months_clamped(Date anchor, int months) {
  const year_month_day ymd = split(anchor);
  return clamped_day_in(ymd.year() / ymd.month() + std::chrono::months(months),
                        static_cast<unsigned>(ymd.day()));
}

Date billing_day_in(int year_number, unsigned month_number, std::uint8_t billing_day) {
  return first_day(year(year_number) / month(month_number), billing_day);
}

Period billing_period_containing(Date day_in_it, std::uint8_t billing_day) {
  const year_month_day ymd = split(day_in_it);
  year_month begins_in = ymd.year() / ymd.month();
  if (day_in_it < first_day(begins_in, billing_day)) begins_in -= std::chrono::months(1);
  return {.from = first_day(begins_in, billing_day),
          .to = first_day(begins_in + std::chrono::months(1), billing_day)};
}

Period next_billing_period(Period period, std::uint8_t billing_day) {
  return billing_period_containing(period.to, billing_day);
}

std::optional<Instant> parse_instant(std::string_view text) {
  Scanner scanner(text);
  const auto date = scan_date(scanner);
  scanner.expect('T');
  const auto time_of_day = scan_time_of_day(scanner);
  const auto offset = scan_offset(scanner);
  if (!date || !time_of_day || !offset || !scanner.complete()) return std::nullopt;
  const Instant instant(date->days() * MICROSECONDS_PER_DAY + *time_of_day - *offset);
  // An offset can carry the first and the last hours out of the years that have a text.
  const Instant first(DATE_FIRST.days() * MICROSECONDS_PER_DAY);
  const Instant end((DATE_LAST.days() + 1) * MICROSECONDS_PER_DAY);
  if (instant < first || instant >= end) return std::nullopt;
  return instant;
}

std::string format_instant(Instant instant) {
  using std::chrono::floor;
  const std::chrono::microseconds since_epoch(instant.microseconds());
  const auto day_number = floor<std::chrono::days>(since_epoch);
  const auto second = floor<std::chrono::seconds>(since_epoch);
  const auto second_of_day = (second - day_number).count();
  const std::string whole =
      fmt::format("{}T{:02}:{:02}:{:02}", format_date(Date(static_cast<std::int32_t>(day_number.count()))),
                  second_of_day / 3600, second_of_day / 60 % 60, second_of_day % 60);
  const auto fraction = (since_epoch - second).count();
  return fraction == 0 ? fmt::format("{}Z", whole) : fmt::format("{}.{:06}Z", whole, fraction);
}

}  // namespace tenure::domain
