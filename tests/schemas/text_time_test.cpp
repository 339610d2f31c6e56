// Civil dates and instants as text, against the standard library's calendar.
#include "schemas/codec/text_time.h"

#include <chrono>

#include <gtest/gtest.h>

namespace tenure::codec {
namespace {

std::string date_text(std::int32_t days) {
  std::string text;
  write_date(days, text);
  return text;
}

std::string instant_text(std::int64_t microseconds) {
  std::string text;
  write_instant(microseconds, text);
  return text;
}

TEST(TextTime, EveryDayOfTheSpanIsWrittenAndReadBack) {
  for (std::int32_t days = date_days_min; days <= date_days_max; ++days) {
    const std::chrono::year_month_day date{std::chrono::sys_days{std::chrono::days{days}}};
    char expected[16];
    std::snprintf(expected, sizeof expected, "%04d-%02u-%02u", static_cast<int>(date.year()),
                  static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
    ASSERT_EQ(date_text(days), expected);
    ASSERT_EQ(parse_date(expected), days);
  }
}

TEST(TextTime, TheSpanIsWhatTheSchemaSays) {
  EXPECT_EQ(date_text(date_days_min), "1900-01-01");
  EXPECT_EQ(date_text(date_days_max), "2999-12-31");
  EXPECT_EQ(instant_text(instant_microseconds_min), "1900-01-01T00:00:00Z");
  EXPECT_EQ(instant_text(instant_microseconds_max), "2999-12-31T23:59:59.999999Z");
}

TEST(TextTime, RefusesDatesThatAreNone) {
  for (const char* text : {"", "2026", "2026-11-2", "2026-11-233", "2026-1-23", "2026/11/23", "2026-00-10",
                           "2026-13-01", "2026-04-31", "2026-02-29", "1900-02-29", "2100-02-29", "2026-02-00",
                           " 2026-11-23", "20a6-11-23", "-026-11-23", "2026-11-+3"}) {
    EXPECT_EQ(parse_date(text), std::nullopt) << text;
  }
  EXPECT_TRUE(parse_date("2024-02-29"));
  EXPECT_TRUE(parse_date("2000-02-29"));
  EXPECT_EQ(parse_date("1970-01-01"), 0);
  EXPECT_EQ(parse_date("0000-01-01"), -719'528);
}

TEST(TextTime, ReadsInstants) {
  const std::int64_t base = 1'795'426'200'000'000;  // 2026-11-23T09:30:00Z
  const struct {
    const char* text;
    std::int64_t microseconds;
  } rows[] = {
      {"1970-01-01T00:00:00Z", 0},
      {"1969-12-31T23:59:59.999999Z", -1},
      {"2026-11-23T09:30:00Z", base},
      {"2026-11-23t09:30:00z", base},
      {"2026-11-23T10:30:00+01:00", base},
      {"2026-11-23T00:00:00-09:30", base},
      {"2026-11-24T09:29:00+23:59", base},
      {"2026-11-23T09:30:00-00:00", base},
      {"2026-11-23T09:30:00.5Z", base + 500'000},
      {"2026-11-23T09:30:00.000001Z", base + 1},
      {"2026-11-23T09:30:00.120+00:00", base + 120'000},
  };
  for (const auto& row : rows) EXPECT_EQ(parse_instant(row.text), row.microseconds) << row.text;
}

TEST(TextTime, RefusesInstantsThatAreNone) {
  for (const char* text :
       {"", "2026-11-23", "2026-11-23T09:30:00", "2026-11-23T09:30Z", "2026-11-23 09:30:00Z",
        "2026-11-23T24:00:00Z", "2026-11-23T09:60:00Z", "2026-11-23T09:30:60Z", "2026-11-23T09:30:00.Z",
        "2026-11-23T09:30:00.1234567Z", "2026-11-23T09:30:00+1:00", "2026-11-23T09:30:00+0100",
        "2026-11-23T09:30:00+24:00", "2026-11-23T09:30:00+01:60", "2026-02-30T09:30:00Z",
        "2026-11-23T09:30:00ZZ", "2026-11-23T09:30:00Z ", "2026-11-23T-9:30:00Z"}) {
    EXPECT_EQ(parse_instant(text), std::nullopt) << text;
  }
}

TEST(TextTime, WritesWhatItReads) {
  EXPECT_EQ(instant_text(0), "1970-01-01T00:00:00Z");
  EXPECT_EQ(instant_text(-1), "1969-12-31T23:59:59.999999Z");
  EXPECT_EQ(instant_text(1'795'426'200'500'000), "2026-11-23T09:30:00.500000Z");
  for (std::int64_t each = instant_microseconds_min; each < instant_microseconds_max;
       each += 7'777'777'777'777) {
    ASSERT_EQ(parse_instant(instant_text(each)), each);
  }
}

TEST(TextTime, WritesAnyNumberWithoutHarm) {
  EXPECT_EQ(date_text(std::numeric_limits<std::int32_t>::max()), "+5881580-07-11");
  EXPECT_EQ(date_text(std::numeric_limits<std::int32_t>::min()), "-5877641-06-23");
  EXPECT_EQ(instant_text(std::numeric_limits<std::int64_t>::max()), "+294247-01-10T04:00:54.775807Z");
}

}  // namespace
}  // namespace tenure::codec
