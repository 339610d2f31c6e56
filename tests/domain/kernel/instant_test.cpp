// Instants and their RFC 3339 texts.
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "domain/kernel/calendar.h"

namespace tenure::domain {
namespace {

constexpr std::int64_t MICROSECONDS_PER_DAY = 86'400'000'000;
constexpr std::int64_t FIRST = DATE_FIRST.days() * MICROSECONDS_PER_DAY;
constexpr std::int64_t LAST = (DATE_LAST.days() + 1) * MICROSECONDS_PER_DAY - 1;

TEST(Instant, is_read_from_rfc_3339) {
  struct Row {
    std::string text;
    std::int64_t microseconds;
    std::string canonical;
  };
  const std::vector<Row> table = {
      {"1970-01-01T00:00:00Z", 0, "1970-01-01T00:00:00Z"},
      {"1970-01-01T00:00:00.5Z", 500'000, "1970-01-01T00:00:00.500000Z"},
      {"1970-01-01T00:00:00.000001Z", 1, "1970-01-01T00:00:00.000001Z"},
      {"1970-01-01T00:00:00.000Z", 0, "1970-01-01T00:00:00Z"},
      {"1969-12-31T23:59:59.999999Z", -1, "1969-12-31T23:59:59.999999Z"},
      {"1970-01-01T01:00:00+01:00", 0, "1970-01-01T00:00:00Z"},
      {"1969-12-31T18:30:00-05:30", 0, "1970-01-01T00:00:00Z"},
      {"1970-01-01T00:00:00-00:00", 0, "1970-01-01T00:00:00Z"},
      {"2026-11-23T08:30:15+00:00", 1'795'422'615'000'000, "2026-11-23T08:30:15Z"},
      {"0001-01-01T00:00:00Z", FIRST, "0001-01-01T00:00:00Z"},
      {"9999-12-31T23:59:59.999999Z", LAST, "9999-12-31T23:59:59.999999Z"},
  };
  for (const Row& row : table) {
    const auto instant = parse_instant(row.text);
    ASSERT_TRUE(instant) << row.text;
    EXPECT_EQ(instant->microseconds(), row.microseconds) << row.text;
    EXPECT_EQ(format_instant(*instant), row.canonical);
  }
}

TEST(Instant, is_refused_in_any_other_form) {
  for (const std::string text : {
           "",
           "2026-11-23",
           "2026-11-23T08:30:00",
           "2026-11-23T08:30Z",
           "2026-11-23 08:30:00Z",
           "2026-11-23t08:30:00z",
           "2026-11-23T24:00:00Z",
           "2026-11-23T08:60:00Z",
           "2026-12-31T23:59:60Z",
           "2026-02-30T00:00:00Z",
           "2026-11-23T08:30:00.Z",
           "2026-11-23T08:30:00.1234567Z",
           "2026-11-23T08:30:00,5Z",
           "2026-11-23T08:30:00+1:00",
           "2026-11-23T08:30:00+0100",
           "2026-11-23T08:30:00+24:00",
           "2026-11-23T08:30:00+01:60",
           "2026-11-23T08:30:00+01:00Z",
           "2026-11-23T08:30:00Z ",
           "2026-11-23T-8:30:00Z",
           "0001-01-01T00:00:00+00:01",
           "9999-12-31T23:59:59-00:01",
       }) {
    EXPECT_EQ(parse_instant(text), std::nullopt) << text;
  }
}

RC_GTEST_PROP(InstantProperty, text_gives_the_instant_back, ()) {
  const Instant instant(*rc::gen::inRange<std::int64_t>(FIRST, LAST));
  RC_ASSERT(parse_instant(format_instant(instant)).value() == instant);
}

}  // namespace
}  // namespace tenure::domain
