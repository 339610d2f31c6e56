// Parts of periods: the published cases an accountant can check, and what must hold for all of them.
#include "domain/kernel/proration.h"

#include <algorithm>
#include <cstdint>
#include <limits>
#include <string>
#include <vector>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace tenure::domain {
namespace {

using tenure::Proration;
constexpr auto UP = tenure::Rounding::HALF_UP;
constexpr std::int64_t MOST = std::numeric_limits<std::int64_t>::max();

Period period(const std::string& from, const std::string& to) {
  return {.from = parse_date(from).value(), .to = parse_date(to).value()};
}

std::string prorated(std::int64_t price, Period part, Period whole, Proration rule) {
  return format_amount(prorate(MinorUnits(price), part, whole, rule, UP).value(), 2);
}

TEST(Proration, agrees_with_the_published_cases) {
  struct Row {
    std::int64_t price;
    std::string from, to, whole_from, whole_to;
    Proration rule;
    std::string expected;
  };
  constexpr auto ACTUAL = Proration::ACTUAL_DAYS;
  constexpr auto ANNUAL = Proration::ANNUAL_365;
  constexpr auto FIXED = Proration::FIXED_30;
  const std::vector<Row> table = {
      // price     part from     to            whole from    to            rule    amount
      {1995, "2023-05-15", "2023-05-23", "2023-04-23", "2023-05-23", FIXED, "5.32"},           // case 1
      {1995, "2023-05-23", "2023-06-15", "2023-05-15", "2023-06-15", FIXED, "14.63"},          //
      {1995, "2023-04-23", "2023-05-15", "2023-04-23", "2023-05-23", FIXED, "14.63"},          //
      {5000, "2023-08-10", "2023-09-01", "2023-08-01", "2023-09-01", ACTUAL, "35.48"},         // case 2
      {5000, "2023-06-06", "2023-07-01", "2023-06-01", "2023-07-01", ACTUAL, "41.67"},         //
      {999, "2023-01-15", "2023-02-01", "2023-01-01", "2023-02-01", ACTUAL, "5.48"},           //
      {10000000, "2011-10-02", "2011-11-01", "2011-10-01", "2011-11-01", FIXED, "100000.00"},  // case 3
      {10000000, "2011-10-02", "2011-11-01", "2011-10-01", "2011-11-01", ANNUAL, "98630.14"},  //
      {10000000, "2011-10-02", "2011-11-01", "2011-10-01", "2011-11-01", ACTUAL, "96774.19"},  //
      {100000, "2023-10-01", "2023-10-16", "2023-10-01", "2023-11-01", ACTUAL, "483.87"},      //
      {100000, "2023-11-01", "2023-11-16", "2023-11-01", "2023-12-01", ACTUAL, "500.00"},      //
      {100000, "2023-10-01", "2023-10-16", "2023-10-01", "2023-11-01", ANNUAL, "493.15"},      //
      {23990, "2013-08-18", "2013-09-17", "2013-08-18", "2014-08-18", ACTUAL, "19.72"},        // case 4
  };
  for (const Row& row : table) {
    EXPECT_EQ(prorated(row.price, period(row.from, row.to), period(row.whole_from, row.whole_to), row.rule),
              row.expected)
        << row.price << ' ' << row.from << ".." << row.to << ' ' << tenure::EnumNameProration(row.rule);
  }
}

TEST(Proration, fixed_30_gives_february_30_days) {
  const Period february = period("2023-02-01", "2023-03-01");
  EXPECT_EQ(prorated(3000, february, february, Proration::FIXED_30), "30.00");
  EXPECT_EQ(prorated(3000, period("2023-02-01", "2023-02-28"), february, Proration::FIXED_30), "27.00");
  // From 15 February to 9 March: 23 days, and the two that February lacks.
  EXPECT_EQ(prorated(3000, period("2023-02-15", "2023-03-10"), period("2023-02-15", "2023-03-15"),
                     Proration::FIXED_30),
            "25.00");
}

TEST(Proration, fixed_30_never_exceeds_the_price) {
  const Period october = period("2023-10-01", "2023-11-01");
  EXPECT_EQ(prorated(3000, period("2023-10-01", "2023-10-31"), october, Proration::FIXED_30), "30.00");
  // From 28 February to 29 March: 30 days, and the two that February lacks.
  EXPECT_EQ(prorated(3000, period("2023-02-28", "2023-03-30"), period("2023-02-28", "2023-03-31"),
                     Proration::FIXED_30),
            "30.00");
}

TEST(Proration, none_bills_the_price_for_any_day) {
  const Period may = period("2023-05-01", "2023-06-01");
  EXPECT_EQ(prorated(3000, period("2023-05-31", "2023-06-01"), may, Proration::NONE), "30.00");
  EXPECT_EQ(prorated(3000, period("2023-06-01", "2023-06-02"), may, Proration::NONE), "0.00");
}

TEST(Proration, stretches_of_a_part_cost_what_the_part_costs) {
  const auto shares = [](std::string_view from, std::string_view cut, std::string_view to, Period whole,
                         Proration rule) {
    const auto stretch = [&](std::string_view begin, std::string_view end) {
      const auto days = period(std::string{begin}, std::string{end});
      return format_amount(prorate_stretch(MinorUnits{36500}, days,
                                           period(std::string{from}, std::string{to}), whole, rule, UP)
                               .value(),
                           2);
    };
    return stretch(from, cut) + " " + stretch(cut, to);
  };
  const auto march = period("2023-03-01", "2023-04-01");
  const auto february = period("2023-02-01", "2023-03-01");
  EXPECT_EQ(shares("2023-03-01", "2023-03-16", "2023-04-01", march, Proration::FIXED_30), "182.50 182.50");
  EXPECT_EQ(shares("2023-02-01", "2023-02-16", "2023-03-01", february, Proration::FIXED_30), "182.50 182.50");
  EXPECT_EQ(shares("2023-03-01", "2023-03-16", "2023-04-01", march, Proration::ANNUAL_365), "180.00 185.00");
  // The 31st is no day of a month of 30.
  EXPECT_EQ(shares("2023-03-01", "2023-03-31", "2023-04-01", march, Proration::FIXED_30), "365.00 0.00");
  // A part that begins later is counted from its own first day.
  EXPECT_EQ(shares("2023-03-11", "2023-03-16", "2023-04-01", march, Proration::FIXED_30), "60.83 194.67");
  EXPECT_EQ(shares("2023-03-01", "2023-03-16", "2023-04-01", march, Proration::NONE), "365.00 0.00");
}

TEST(Proration, half_even_is_used_where_it_is_asked_for) {
  const Period june = period("2023-06-01", "2023-07-01");
  const Period half = period("2023-06-01", "2023-06-16");
  EXPECT_EQ(prorate(MinorUnits(5), half, june, Proration::ACTUAL_DAYS, tenure::Rounding::HALF_EVEN),
            MinorUnits(2));
  EXPECT_EQ(prorate(MinorUnits(5), half, june, Proration::ACTUAL_DAYS, UP), MinorUnits(3));
}

TEST(Proration, the_greatest_price_does_not_overflow) {
  const Period year = period("2023-01-01", "2024-01-01");
  EXPECT_EQ(prorate(MinorUnits(MOST), period("2023-01-01", "2023-12-31"), year, Proration::ANNUAL_365, UP),
            MinorUnits(MOST));
}

TEST(Repair, agrees_with_the_published_cases) {
  // Case 1: [04-23, 05-23) billed, ended 05-15.
  EXPECT_EQ(repair_credit(MinorUnits(1995), MinorUnits(1463), MinorUnits(0)), MinorUnits(532));
  // Case 4: a year at 239.90, ended after 30 days; the second run finds nothing left to credit.
  EXPECT_EQ(repair_credit(MinorUnits(23990), MinorUnits(1972), MinorUnits(0)), MinorUnits(22018));
  EXPECT_EQ(repair_credit(MinorUnits(23990), MinorUnits(1972), MinorUnits(22018)), MinorUnits(0));
}

TEST(Repair, is_never_below_zero_and_never_wraps) {
  EXPECT_EQ(repair_credit(MinorUnits(100), MinorUnits(60), MinorUnits(60)), MinorUnits(0));
  EXPECT_EQ(repair_credit(MinorUnits(-MOST), MinorUnits(MOST), MinorUnits(MOST)), MinorUnits(0));
  EXPECT_EQ(repair_credit(MinorUnits(MOST), MinorUnits(0), MinorUnits(0)), MinorUnits(MOST));
  EXPECT_FALSE(repair_credit(MinorUnits(MOST), MinorUnits(-1), MinorUnits(0)));
}

struct Case {
  Period whole;
  std::vector<Period> parts;
  MinorUnits price;
};

Case any_case() {
  const Date day(*rc::gen::inRange(0, 30'000));
  const Period whole = billing_period_containing(day, *rc::gen::inRange<std::uint8_t>(1, 32));
  auto cuts = *rc::gen::container<std::vector<int>>(rc::gen::inRange(1, whole.days()));
  cuts.push_back(0);
  cuts.push_back(whole.days());
  std::ranges::sort(cuts);
  const auto repeated = std::ranges::unique(cuts);
  cuts.erase(repeated.begin(), repeated.end());
  std::vector<Period> parts;
  for (std::size_t i = 1; i < cuts.size(); ++i) {
    parts.push_back({.from = whole.from + cuts[i - 1], .to = whole.from + cuts[i]});
  }
  return {.whole = whole,
          .parts = parts,
          .price = MinorUnits(*rc::gen::inRange<std::int64_t>(-1'000'000, 10'000'000))};
}

tenure::Rounding any_rounding() {
  return *rc::gen::element(tenure::Rounding::HALF_UP, tenure::Rounding::HALF_EVEN);
}

Proration any_rule() {
  return *rc::gen::element(Proration::ACTUAL_DAYS, Proration::ANNUAL_365, Proration::FIXED_30,
                           Proration::NONE);
}

RC_GTEST_PROP(ProrationProperty, a_cut_changes_the_sum_by_at_most_one_minor_unit, ()) {
  const Case c = any_case();
  const auto rounding = any_rounding();
  std::int64_t sum = 0;
  for (const Period part : c.parts) {
    sum += prorate(c.price, part, c.whole, Proration::ACTUAL_DAYS, rounding)->value();
  }
  const auto cuts = static_cast<std::int64_t>(c.parts.size()) - 1;
  RC_ASSERT(std::abs(sum - c.price.value()) <= cuts);
}

RC_GTEST_PROP(ProrationProperty, stretches_of_a_part_add_up_by_every_rule, ()) {
  const Case c = any_case();
  const Proration rule = any_rule();
  const auto rounding = any_rounding();
  // The part begins with any of the cuts.
  const auto first = *rc::gen::inRange<std::size_t>(0, c.parts.size());
  const Period part{.from = c.parts[first].from, .to = c.whole.to};
  std::int64_t sum = 0;
  for (auto i = first; i < c.parts.size(); ++i) {
    const auto net = prorate_stretch(c.price, c.parts[i], part, c.whole, rule, rounding).value();
    RC_ASSERT(net >= std::min(c.price, MinorUnits(0)));
    RC_ASSERT(net <= std::max(c.price, MinorUnits(0)));
    sum += net.value();
  }
  const auto cuts = static_cast<std::int64_t>(c.parts.size() - first) - 1;
  RC_ASSERT(std::abs(sum - prorate(c.price, part, c.whole, rule, rounding)->value()) <= cuts);
}

RC_GTEST_PROP(ProrationProperty, a_complete_period_costs_its_price_and_a_part_no_more, ()) {
  const Case c = any_case();
  const Proration rule = any_rule();
  const auto rounding = any_rounding();
  RC_ASSERT(prorate(c.price, c.whole, c.whole, rule, rounding).value() == c.price);
  const Period wider{.from = c.whole.from - 5, .to = c.whole.to + 5};
  RC_ASSERT(prorate(c.price, wider, c.whole, rule, rounding).value() == c.price);
  for (const Period part : c.parts) {
    const MinorUnits amount = prorate(c.price, part, c.whole, rule, rounding).value();
    RC_ASSERT(amount >= std::min(c.price, MinorUnits(0)));
    RC_ASSERT(amount <= std::max(c.price, MinorUnits(0)));
  }
}

RC_GTEST_PROP(ProrationProperty, kept_and_credits_are_what_was_billed, ()) {
  const Case c = any_case();
  const Proration rule = any_rule();
  const auto rounding = any_rounding();
  const MinorUnits billed(std::abs(c.price.value()));
  // The end is moved earlier again and again; each repair credits only what is new.
  MinorUnits credits(0);
  for (auto part = c.parts.rbegin(); part != c.parts.rend(); ++part) {
    const Period kept_days{.from = c.whole.from, .to = part->from};
    const MinorUnits kept = prorate(billed, kept_days, c.whole, rule, rounding).value();
    const MinorUnits credit = repair_credit(billed, kept, credits).value();
    credits = add(credits, credit).value();
    RC_ASSERT(repair_credit(billed, kept, credits).value() == MinorUnits(0));
    RC_ASSERT(add(kept, credits).value() == billed);
  }
}

}  // namespace
}  // namespace tenure::domain
