// Dates, periods and billing periods: months of every length, leap years, and the ends of the calendar.
#include "domain/kernel/calendar.h"

#include <optional>
#include <string>
#include <vector>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace tenure::domain {
namespace {

Date on(const std::string& text) {
  const auto date = parse_date(text);
  EXPECT_TRUE(date) << text;
  return date.value_or(Date());
}

std::string shown(Period period) { return format_date(period.from) + ".." + format_date(period.to); }

rc::Gen<Date> any_date() {
  return rc::gen::map(rc::gen::inRange(DATE_FIRST.days(), DATE_LAST.days() + 1),
                      [](int days) { return Date(days); });
}

TEST(Date, counts_days_from_1970) {
  EXPECT_EQ(on("1970-01-01"), Date(0));
  EXPECT_EQ(on("1969-12-31"), Date(-1));
  EXPECT_EQ(on("2000-03-01"), Date(11017));
  EXPECT_EQ(on("0001-01-01"), DATE_FIRST);
  EXPECT_EQ(on("9999-12-31"), DATE_LAST);
  EXPECT_EQ(on("2024-03-01") - on("2024-02-28"), 2);
  EXPECT_EQ(on("2023-02-28") + 1, on("2023-03-01"));
  EXPECT_EQ(on("2023-03-01") - 1, on("2023-02-28"));
}

TEST(Date, refuses_days_that_do_not_exist) {
  for (const std::string text : {"2023-02-29", "1900-02-29", "2100-02-29", "2023-04-31", "2023-00-10",
                                 "2023-13-01", "2023-01-00", "2023-01-32", "0000-01-01"}) {
    EXPECT_EQ(parse_date(text), std::nullopt) << text;
  }
  EXPECT_TRUE(parse_date("2024-02-29"));
  EXPECT_TRUE(parse_date("2000-02-29"));
}

TEST(Date, refuses_any_other_form) {
  for (const std::string text : {"", "2023", "2023-1-01", "2023-01-1", "23-01-01", "20230101", "2023/01/01",
                                 "2023-01-01 ", " 2023-01-01", "2023-01-01T00:00:00Z", "-2023-01-01",
                                 "+2023-01-01", "12023-01-01", "2023-01-0a", "2023-+1-01", "2023-01--1"}) {
    EXPECT_EQ(parse_date(text), std::nullopt) << text;
  }
}

TEST(Date, a_day_past_the_months_end_runs_on) {
  EXPECT_EQ(from_civil({.year = 2023, .month = 2, .day = 31}), on("2023-03-03"));
}

TEST(Date, weeks_begin_on_monday) {
  EXPECT_EQ(weekday(on("2026-11-23")), 1);
  EXPECT_EQ(weekday(on("1970-01-01")), 4);
  EXPECT_EQ(weekday(on("2024-02-29")), 4);
  EXPECT_EQ(weekday(on("2026-11-29")), 7);
}

TEST(Date, months_are_added_to_the_anchor_and_clamped) {
  struct Row {
    std::string anchor;
    int months;
    std::string expected;
  };
  const std::vector<Row> table = {
      {"2023-01-31", 1, "2023-02-28"},  {"2024-01-31", 1, "2024-02-29"},  {"2023-01-31", 2, "2023-03-31"},
      {"2023-01-31", 0, "2023-01-31"},  {"2023-10-31", 4, "2024-02-29"},  {"2023-03-31", -1, "2023-02-28"},
      {"2023-01-15", -1, "2022-12-15"}, {"2024-02-29", 12, "2025-02-28"}, {"2024-02-29", 48, "2028-02-29"},
      {"2023-12-31", 2, "2024-02-29"},
  };
  for (const Row& row : table) {
    EXPECT_EQ(format_date(add_months_clamped(on(row.anchor), row.months)), row.expected)
        << row.anchor << ' ' << row.months;
  }
}

TEST(Date, months_have_their_days) {
  EXPECT_EQ(days_in_month(2023, 2), 28U);
  EXPECT_EQ(days_in_month(2024, 2), 29U);
  EXPECT_EQ(days_in_month(1900, 2), 28U);
  EXPECT_EQ(days_in_month(2023, 4), 30U);
  EXPECT_EQ(days_in_month(2023, 12), 31U);
}

RC_GTEST_PROP(DateProperty, texts_and_parts_give_the_date_back, ()) {
  const Date date = *any_date();
  RC_ASSERT(parse_date(format_date(date)).value() == date);
  RC_ASSERT(from_civil(to_civil(date)) == date);
  RC_ASSERT(weekday(date + 1) == weekday(date) % 7 + 1);
}

TEST(Period, is_half_open) {
  const Period january{.from = on("2023-01-01"), .to = on("2023-02-01")};
  EXPECT_EQ(january.days(), 31);
  EXPECT_TRUE(january.contains(on("2023-01-01")));
  EXPECT_TRUE(january.contains(on("2023-01-31")));
  EXPECT_FALSE(january.contains(on("2023-02-01")));
  EXPECT_FALSE(january.contains(on("2022-12-31")));

  const Period february{.from = on("2023-02-01"), .to = on("2023-03-01")};
  EXPECT_FALSE(january.overlaps(february));
  EXPECT_TRUE(january.intersect(february).empty());
  EXPECT_TRUE(february.intersect(january).empty());
  EXPECT_TRUE(january.overlaps({.from = on("2023-01-31"), .to = on("2023-02-02")}));
  EXPECT_TRUE(january.contains(Period{.from = on("2023-01-10"), .to = on("2023-02-01")}));
  EXPECT_FALSE(january.contains(Period{.from = on("2023-01-10"), .to = on("2023-02-02")}));
}

TEST(Period, without_days_is_empty_whichever_way_round) {
  const Period none{.from = on("2023-01-10"), .to = on("2023-01-10")};
  const Period inverted{.from = on("2023-01-10"), .to = on("2023-01-01")};
  EXPECT_TRUE(none.empty());
  EXPECT_TRUE(inverted.empty());
  EXPECT_EQ(inverted.days(), 0);
  EXPECT_FALSE(inverted.contains(on("2023-01-05")));
}

TEST(BillingPeriod, is_clamped_from_the_anchor_never_from_the_last_one) {
  struct Row {
    std::string day;
    std::uint8_t billing_day;
    std::string expected;
  };
  const std::vector<Row> table = {
      // day        billing day  period
      {"2023-01-31", 31, "2023-01-31..2023-02-28"},  //
      {"2023-02-27", 31, "2023-01-31..2023-02-28"},  //
      {"2023-02-28", 31, "2023-02-28..2023-03-31"},  //
      {"2023-03-30", 31, "2023-02-28..2023-03-31"},  //
      {"2023-03-31", 31, "2023-03-31..2023-04-30"},  //
      {"2024-02-29", 31, "2024-02-29..2024-03-31"},  //
      {"2024-02-28", 30, "2024-01-30..2024-02-29"},  //
      {"2023-01-01", 1, "2023-01-01..2023-02-01"},   //
      {"2023-12-31", 1, "2023-12-01..2024-01-01"},   //
      {"2023-05-15", 23, "2023-04-23..2023-05-23"},  //
      {"2023-01-10", 15, "2022-12-15..2023-01-15"},  //
      {"2023-12-15", 15, "2023-12-15..2024-01-15"},  //
  };
  for (const Row& row : table) {
    EXPECT_EQ(shown(billing_period_containing(on(row.day), row.billing_day)), row.expected)
        << row.day << ' ' << int{row.billing_day};
  }
  EXPECT_EQ(billing_day_in(2023, 2, 31), on("2023-02-28"));
  EXPECT_EQ(billing_day_in(2023, 3, 31), on("2023-03-31"));
  EXPECT_EQ(billing_day_in(2023, 4, 31), on("2023-04-30"));
}

TEST(BillingPeriod, every_anchor_tiles_a_century_without_gap_or_overlap) {
  const Date end = on("2060-01-01");
  for (std::uint8_t billing_day = 1; billing_day <= 31; ++billing_day) {
    Period period = billing_period_containing(on("1960-01-01"), billing_day);
    int periods = 0;
    while (period.to < end) {
      ASSERT_GE(period.days(), 28) << shown(period);
      ASSERT_LE(period.days(), 31) << shown(period);
      for (Date day = period.from; day < period.to; day = day + 1) {
        ASSERT_EQ(billing_period_containing(day, billing_day), period) << format_date(day);
      }
      const Period next = next_billing_period(period, billing_day);
      ASSERT_EQ(next.from, period.to);
      period = next;
      ++periods;
    }
    EXPECT_GE(periods, 1199) << int{billing_day};
    EXPECT_LE(periods, 1200) << int{billing_day};
  }
}

}  // namespace
}  // namespace tenure::domain
