#include "schemas/codec/text_time.h"

#include <cstdlib>
#include <cstring>

#include <fmt/format.h>

namespace tenure::codec {
namespace {

struct CivilDate {
  std::int64_t year;
  std::int64_t month;
  std::int64_t day;
};

// Both after Hinnant: years begin in March, eras are 400 years of 146,097 days.
std::int64_t days_from_civil(CivilDate date) noexcept {
  const std::int64_t year = date.year - (date.month <= 2 ? 1 : 0);
  const std::int64_t era = (year >= 0 ? year : year - 399) / 400;
  const std::int64_t year_of_era = year - era * 400;
  const std::int64_t day_of_year = (153 * (date.month + (date.month > 2 ? -3 : 9)) + 2) / 5 + date.day - 1;
  const std::int64_t day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
  return era * 146'097 + day_of_era - 719'468;
}

CivilDate civil_from_days(std::int64_t days) noexcept {
  const std::int64_t shifted = days + 719'468;
  const std::int64_t era = (shifted >= 0 ? shifted : shifted - 146'096) / 146'097;
  const std::int64_t day_of_era = shifted - era * 146'097;
  const std::int64_t year_of_era =
      (day_of_era - day_of_era / 1'460 + day_of_era / 36'524 - day_of_era / 146'096) / 365;
  const std::int64_t day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  const std::int64_t shifted_month = (5 * day_of_year + 2) / 153;
  const std::int64_t day = day_of_year - (153 * shifted_month + 2) / 5 + 1;
  const std::int64_t month = shifted_month + (shifted_month < 10 ? 3 : -9);
  return {year_of_era + era * 400 + (month <= 2 ? 1 : 0), month, day};
}

bool is_leap_year(std::int64_t year) noexcept {
  return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

std::int64_t days_in_month(std::int64_t year, std::int64_t month) noexcept {
  constexpr std::int64_t days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  return month == 2 && is_leap_year(year) ? 29 : days[month - 1];
}

// Exactly `digits` digits at `at`, or -1.
std::int64_t number_at(std::string_view text, std::size_t at, std::size_t digits) noexcept {
  if (at + digits > text.size()) return -1;
  std::int64_t number = 0;
  for (std::size_t index = at; index < at + digits; ++index) {
    if (text[index] < '0' || text[index] > '9') return -1;
    number = number * 10 + (text[index] - '0');
  }
  return number;
}

bool in(std::int64_t number, std::int64_t least, std::int64_t most) noexcept {
  return least <= number && number <= most;
}

// ".ffffff" at `at`, of one to six digits; moves `at` behind it. Nothing there is zero; malformed is -1.
std::int64_t fraction_at(std::string_view text, std::size_t& at) noexcept {
  if (at >= text.size() || text[at] != '.') return 0;
  std::size_t digits = 0;
  while (at + 1 + digits < text.size() && number_at(text, at + 1 + digits, 1) >= 0) ++digits;
  if (digits < 1 || digits > 6) return -1;
  std::int64_t microseconds = number_at(text, at + 1, digits);
  for (std::size_t digit = digits; digit < 6; ++digit) microseconds *= 10;
  at += 1 + digits;
  return microseconds;
}

// "Z" or "+hh:mm" as all that is left from `at`, in minutes.
std::optional<std::int64_t> offset_at(std::string_view text, std::size_t at) noexcept {
  const std::string_view rest = text.substr(at);
  if (rest == "Z" || rest == "z") return 0;
  if (rest.size() != 6 || (rest[0] != '+' && rest[0] != '-') || rest[3] != ':') return std::nullopt;
  const std::int64_t hours = number_at(rest, 1, 2);
  const std::int64_t minutes = number_at(rest, 4, 2);
  if (!in(hours, 0, 23) || !in(minutes, 0, 59)) return std::nullopt;
  return (rest[0] == '-' ? -1 : 1) * (hours * 60 + minutes);
}

void append_digits(std::int64_t number, std::size_t digits, char* at) noexcept {
  for (std::size_t index = digits; index-- > 0; number /= 10)
    at[index] = static_cast<char>('0' + number % 10);
}

// "YYYY-MM-DD"; a year that has no four digits is written with a sign.
void append_date(std::int64_t days, TimeText& out) {
  const CivilDate date = civil_from_days(days);
  if (!in(date.year, 0, 9999)) {
    const auto text = fmt::format("{}{:04}-{:02}-{:02}", date.year < 0 ? '-' : '+', std::abs(date.year),
                                  date.month, date.day);
    out.append(text);
    return;
  }
  char text[10] = {0, 0, 0, 0, '-', 0, 0, '-', 0, 0};
  append_digits(date.year, 4, text);
  append_digits(date.month, 2, text + 5);
  append_digits(date.day, 2, text + 8);
  out.append({text, sizeof text});
}

}  // namespace

std::optional<std::int32_t> parse_date(std::string_view text) noexcept {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
  const CivilDate date{number_at(text, 0, 4), number_at(text, 5, 2), number_at(text, 8, 2)};
  if (!in(date.year, 0, 9999) || !in(date.month, 1, 12)) return std::nullopt;
  if (!in(date.day, 1, days_in_month(date.year, date.month))) return std::nullopt;
  return static_cast<std::int32_t>(days_from_civil(date));
}

std::optional<std::int64_t> parse_instant(std::string_view text) noexcept {
  if (text.size() < 20 || (text[10] != 'T' && text[10] != 't') || text[13] != ':' || text[16] != ':') {
    return std::nullopt;
  }
  const auto date = parse_date(text.substr(0, 10));
  const std::int64_t hour = number_at(text, 11, 2);
  const std::int64_t minute = number_at(text, 14, 2);
  const std::int64_t second = number_at(text, 17, 2);
  if (!date || !in(hour, 0, 23) || !in(minute, 0, 59) || !in(second, 0, 59)) return std::nullopt;

  std::size_t at = 19;
  const std::int64_t fraction = fraction_at(text, at);
  const auto offset = offset_at(text, at);
  if (fraction < 0 || !offset) return std::nullopt;
  return *date * day_microseconds + (hour * 3600 + (minute - *offset) * 60 + second) * 1'000'000 + fraction;
}

TimeText date_text(std::int32_t days) {
  TimeText text;
  append_date(days, text);
  return text;
}

TimeText instant_text(std::int64_t microseconds) {
  std::int64_t days = microseconds / day_microseconds;
  std::int64_t rest = microseconds % day_microseconds;
  if (rest < 0) {
    rest += day_microseconds;
    --days;
  }
  TimeText text;
  append_date(days, text);
  char time[17] = {'T', 0, 0, ':', 0, 0, ':', 0, 0, '.', 0, 0, 0, 0, 0, 0, 'Z'};
  const std::int64_t seconds = rest / 1'000'000;
  append_digits(seconds / 3600, 2, time + 1);
  append_digits(seconds / 60 % 60, 2, time + 4);
  append_digits(seconds % 60, 2, time + 7);
  append_digits(rest % 1'000'000, 6, time + 10);
  if (rest % 1'000'000 == 0) {
    text.append({time, 9});
    text.append("Z");
  } else {
    text.append({time, sizeof time});
  }
  return text;
}

void write_date(std::int32_t days, std::string& out) { out.append(date_text(days).view()); }

void write_instant(std::int64_t microseconds, std::string& out) {
  out.append(instant_text(microseconds).view());
}

}  // namespace tenure::codec
