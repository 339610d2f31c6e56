// Billing: given charges, then lists, totals, balances and statements.

#include "projections/billing/billing.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "tests/projections/house.h"

namespace tenure::projections::billing {
namespace {

using test::House;
using test::must;
using test::operator_id;

// Two charges at LON, one of them for December, and one at OXF; positions are told apart by when they are recorded.
void charge_acme(House& house) {
  house.open();
  house.given(test::let_estate);
  house.set_default(R"(AddCharge {"occupier_id":"ACME","site_id":"LON","product_id":"PRINT","quantity":10})");
  house.given(R"(
    AddCharge {"charge_id":"CH-1","description":"Posters"}
    AddCharge {"charge_id":"CH-2","quantity":3,"service_from":"2025-12-20","service_to":"2025-12-21"}
    AddCharge {"charge_id":"CH-3","site_id":"OXF","quantity":2}
    AddCharge {"charge_id":"CH-4","occupier_id":"BETA","quantity":1000})");
}

std::string ids(const Page<Charge>& page) {
  std::string text;
  for (const auto& item : page.items) text += item.charge_id + " ";
  return text;
}

std::string list(const View& view, const ChargeFilter& filter) {
  return ids(must(charges(view, operator_id, "ACME", filter, {})));
}

TEST(Billing, ListsChargesByMonthSiteAndId) {
  House house;
  charge_acme(house);
  const auto view = house.view();
  EXPECT_EQ(list(view, {}), "CH-2 CH-1 CH-3 ");
  EXPECT_EQ(list(view, {.month = parse_month("2026-01"), .site_id = {}, .status = {}}), "CH-1 CH-3 ");
  EXPECT_EQ(list(view, {.month = parse_month("2026-01"), .site_id = "OXF", .status = {}}), "CH-3 ");
  EXPECT_EQ(list(view, {.month = parse_month("2026-02"), .site_id = {}, .status = {}}), "");
  EXPECT_EQ(list(view, {.month = {}, .site_id = "LON", .status = {}}), "CH-2 CH-1 ");
  EXPECT_EQ(list(view, {.month = {}, .site_id = {}, .status = domain::ChargeStatus::reversed}), "");
  EXPECT_TRUE(must(charges(view, operator_id, "NOBODY", {}, {})).items.empty());
  EXPECT_TRUE(must(charges(view, "ANOTHER", "ACME", {}, {})).items.empty());
}

TEST(Billing, AListedChargeIsTheChargeHoweverItWasFiltered) {
  House house;
  charge_acme(house);
  const auto view = house.view();
  for (const auto month : {std::optional<Month>{}, parse_month("2026-01")}) {
    for (const auto& site : {std::optional<std::string>{}, std::optional<std::string>{"OXF"}}) {
      const auto page =
          must(charges(view, operator_id, "ACME", {.month = month, .site_id = site, .status = {}}, {}));
      ASSERT_FALSE(page.items.empty());
      for (const auto& item : page.items) EXPECT_EQ(item, must(charge(view, operator_id, item.charge_id)));
    }
  }
}

TEST(Billing, AChargeSaysWhatItIsAndWhatBecameOfIt) {
  House house;
  charge_acme(house);
  house.at_time("2026-01-05T15:00:00Z");
  const auto before = house.last();
  house.given(R"(ReverseCharge {"charge_id":"CH-1","reversal_reason":"wrong room"})");
  const auto view = house.view();
  const auto found = must(charge(view, operator_id, "CH-1"));
  ASSERT_TRUE(found);
  EXPECT_EQ(found->occupier_id, "ACME");
  EXPECT_EQ(found->site_id, "LON");
  EXPECT_EQ(found->product_id, "PRINT");
  EXPECT_EQ(found->cause, ChargeCause::AD_HOC);
  EXPECT_EQ(found->contract_id, "ACME-LON");
  EXPECT_EQ(found->quantity, 10U);
  EXPECT_EQ(found->unit_price.value(), 10);
  EXPECT_EQ(found->net.value(), 100);
  EXPECT_EQ(found->currency, "GBP");
  EXPECT_EQ(found->currency_exponent, 2U);
  EXPECT_EQ(found->description, "Posters");
  EXPECT_EQ(domain::format_date(found->on), "2026-01-05");
  EXPECT_EQ(domain::format_date(found->service_from), "2026-01-05");
  EXPECT_EQ(domain::format_date(found->service_to), "2026-01-06");
  EXPECT_EQ(domain::format_instant(found->recorded_at), "2026-01-01T09:00:00Z");
  EXPECT_EQ(found->status(), domain::ChargeStatus::reversed);
  EXPECT_EQ(found->reversal->reason, "wrong room");
  EXPECT_EQ(found->reversal->position, house.last());
  EXPECT_EQ(domain::format_instant(found->reversal->recorded_at), "2026-01-05T15:00:00Z");
  EXPECT_EQ(must(charge(view, operator_id, "CH-9")), std::nullopt);

  EXPECT_EQ(list(view, {.month = {}, .site_id = {}, .status = domain::ChargeStatus::reversed}), "CH-1 ");
  EXPECT_EQ(list(view, {.month = {}, .site_id = {}, .status = domain::ChargeStatus::raised}), "CH-2 CH-3 ");
  const auto earlier = house.view_at(before);
  EXPECT_EQ(must(charge(earlier, operator_id, "CH-1"))->status(), domain::ChargeStatus::raised);
  EXPECT_EQ(list(earlier, {.month = {}, .site_id = {}, .status = domain::ChargeStatus::reversed}), "");
}

TEST(Billing, AutomaticChargesAreFoundByTheirCause) {
  House house;
  house.open();
  house.given(test::let_estate);
  house.open_days("LON", "2026-02-01");
  const auto view = house.view();
  const auto page = must(
      charges(view, operator_id, "ACME", {.month = parse_month("2026-01"), .site_id = {}, .status = {}}, {}));
  ASSERT_EQ(ids(page), "lease:ACME-LON:L1:2026-01-05:2026-02-01 ");
  const auto found = must(charge(view, operator_id, page.items[0].charge_id));
  ASSERT_TRUE(found);
  EXPECT_EQ(*found, page.items[0]);
  EXPECT_EQ(found->cause, ChargeCause::LEASE);
  EXPECT_EQ(found->contract_id, "ACME-LON");
  EXPECT_EQ(found->subject_id, "L1");
  // 310.00 a month, 27 of 31 days.
  EXPECT_EQ(found->net.value(), 27000);
}

std::string describe(const Page<Total>& page) {
  std::string text;
  for (const auto& total : page.items) {
    text += fmt::format("{} {} {} {}x{} -{}x{}; ", format_month(total.month), total.site_id, total.currency,
                        total.charges, total.net.value(), total.reversals, total.reversed.value());
  }
  return text;
}

TEST(Billing, TotalsAreOfStandingCharges) {
  House house;
  charge_acme(house);
  house.given(R"(
    AddCharge {"charge_id":"CH-5","quantity":7}
    ReverseCharge {"charge_id":"CH-1","reversal_reason":"wrong"})");
  const auto view = house.view();
  EXPECT_EQ(describe(must(totals(view, operator_id, "ACME", {}, {}))),
            "2025-12 LON GBP 1x30 -0x0; 2026-01 LON GBP 1x70 -1x100; 2026-01 OXF GBP 1x40 -0x0; ");
  EXPECT_EQ(describe(must(
                totals(view, operator_id, "ACME", {.month = parse_month("2026-01"), .site_id = "OXF"}, {}))),
            "2026-01 OXF GBP 1x40 -0x0; ");
  EXPECT_EQ(describe(must(totals(view, operator_id, "ACME", {.month = {}, .site_id = "LON"}, {}))),
            "2025-12 LON GBP 1x30 -0x0; 2026-01 LON GBP 1x70 -1x100; ");
}

TEST(Billing, AChangedBookingIsChargedOnce) {
  House house;
  house.open();
  house.given(test::let_estate);
  house.set_default(
      R"(RecordBooking {"booking_id":"B-1","revision":1,"occupier_id":"ACME","space_id":"ROOM","product_id":"ROOM","starts_at":"2026-01-10T09:00:00Z","ends_at":"2026-01-10T11:00:00Z"})");
  house.set_default(
      R"(ChangeBooking {"booking_id":"B-1","revision":2,"occupier_id":"BETA","space_id":"ROOM","product_id":"ROOM","starts_at":"2026-01-10T09:00:00Z","ends_at":"2026-01-10T12:00:00Z"})");
  house.given(R"(
    AddSpace {"site_id":"LON","space_id":"ROOM","name":"A room","kind":"MEETING_ROOM","bookable":true}
    DefineProduct {"product_id":"ROOM","name":"A room","kind":"BOOKING","tax_code":"STD"}
    SetPrice {"site_id":"LON","product_id":"ROOM","unit_price":2500,"per":"HOUR","from":"2026-01-01"}
    RecordBooking {}
    ChangeBooking {})");
  const auto view = house.view();
  EXPECT_EQ(describe(must(totals(view, operator_id, "ACME", {}, {}))), "2026-01 LON GBP 0x0 -1x5000; ");
  EXPECT_EQ(describe(must(totals(view, operator_id, "BETA", {}, {}))), "2026-01 LON GBP 1x7500 -0x0; ");
  EXPECT_EQ(must(charge(view, operator_id, "booking:B-1:1"))->status(), domain::ChargeStatus::reversed);
  EXPECT_EQ(must(charge(view, operator_id, "booking:B-1:2"))->net.value(), 7500);
  EXPECT_EQ(must(balances(view, operator_id, "ACME")).at(0).amount.value(), 0);
}

std::string describe(const std::vector<Statement>& statements) {
  std::string text;
  for (const auto& one : statements) {
    text += fmt::format("{} {}: {} +{}x{} -{}x{} = {}", format_month(one.month), one.currency,
                        one.opening.value(), one.raised_count, one.raised.value(), one.reversed_count,
                        one.reversed.value(), one.closing.value());
  }
  return text;
}

std::string statement_of(const View& view, std::string_view month) {
  return describe(must(statement(view, operator_id, "BETA", *parse_month(month))));
}

TEST(Billing, AStatementGoesByTheBusinessDateAndContinuesTheOneBefore) {
  House house;
  charge_acme(house);
  house.set_default(R"(AddCharge {"occupier_id":"BETA","site_id":"LON","product_id":"PRINT"})");
  house.open_days("LON", "2026-02-03");
  const auto in_february = house.last();
  house.given(R"(
    AddCharge {"charge_id":"CH-6","quantity":5,"service_from":"2026-01-30","service_to":"2026-01-31"}
    ReverseCharge {"charge_id":"CH-4","reversal_reason":"never printed"})");
  const auto view = house.view();
  EXPECT_EQ(statement_of(view, "2025-12"), "");
  EXPECT_EQ(statement_of(view, "2026-01"), "2026-01 GBP: 0 +1x10000 -0x0 = 10000");
  // Charged for January, but in February: January's statement is not touched again.
  EXPECT_EQ(statement_of(view, "2026-02"), "2026-02 GBP: 10000 +1x50 -1x10000 = 50");
  EXPECT_EQ(statement_of(view, "2026-03"), "2026-03 GBP: 50 +0x0 -0x0 = 50");
  EXPECT_EQ(statement_of(house.view_at(in_february), "2026-02"), "2026-02 GBP: 10000 +0x0 -0x0 = 10000");

  const auto lines = must(statement_lines(view, operator_id, "BETA", *parse_month("2026-02"), {}));
  ASSERT_EQ(lines.items.size(), 2U);
  EXPECT_EQ(lines.items[0].charge_id, "CH-6");
  EXPECT_EQ(lines.items[0].movement, Movement::raised);
  EXPECT_EQ(lines.items[0].net.value(), 50);
  EXPECT_EQ(lines.items[0].site_id, "LON");
  EXPECT_EQ(domain::format_date(lines.items[0].on), "2026-02-03");
  EXPECT_EQ(lines.items[1].charge_id, "CH-4");
  EXPECT_EQ(lines.items[1].movement, Movement::reversed);
  EXPECT_EQ(lines.items[1].text, "never printed");
  EXPECT_EQ(lines.items[1].position, house.last());

  const auto owed = must(balances(view, operator_id, "BETA"));
  ASSERT_EQ(owed.size(), 1U);
  EXPECT_EQ(owed[0].currency, "GBP");
  EXPECT_EQ(owed[0].currency_exponent, 2U);
  EXPECT_EQ(owed[0].amount.value(), 50);
  EXPECT_TRUE(must(balances(view, operator_id, "NOBODY")).empty());
}

TEST(Billing, PagesGoThroughAllOnceWithAnyFilter) {
  House house;
  house.open();
  house.given(test::let_estate);
  house.set_default(R"(AddCharge {"occupier_id":"ACME","site_id":"LON","product_id":"PRINT","quantity":1})");
  for (int index = 0; index < 25; ++index) {
    house.given(fmt::format(R"(AddCharge {{"charge_id":"CH-{:02}","site_id":"{}"}})", index,
                            index % 2 == 0 ? "LON" : "OXF"));
  }
  const auto view = house.view();
  for (const auto& site : {std::optional<std::string>{}, std::optional<std::string>{"OXF"}}) {
    for (const std::size_t limit : {1, 4, 12, 25, 26}) {
      std::string all;
      std::size_t pages = 0;
      PageRequest request{{}, limit};
      do {
        const auto page =
            must(charges(view, operator_id, "ACME", {.month = {}, .site_id = site, .status = {}}, request));
        EXPECT_LE(page.items.size(), limit);
        all += ids(page);
        request.cursor = page.next_cursor;
        ++pages;
      } while (!request.cursor.empty());
      EXPECT_EQ(all, list(view, {.month = {}, .site_id = site, .status = {}}));
      EXPECT_LE(pages, 25 / limit + 1);
    }
  }
}

TEST(Billing, ACursorOfAnotherKindIsRefused) {
  House house;
  charge_acme(house);
  const auto view = house.view();
  const auto refused = charges(view, operator_id, "ACME", {}, {"not-a-cursor", 10});
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().kind, QueryError::Kind::bad_cursor);
}

TEST(Billing, AViewOfAnotherModelDoesNotAnswer) {
  House house;
  charge_acme(house);
  house.settle();
  const auto view = must(house.models().at(Latest{}, {"directory"}));
  const auto refused = charges(view, operator_id, "ACME", {}, {});
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().kind, QueryError::Kind::not_serving);
  EXPECT_FALSE(charge(view, operator_id, "CH-1"));
  EXPECT_FALSE(totals(view, operator_id, "ACME", {}, {}));
  EXPECT_FALSE(balances(view, operator_id, "ACME"));
  EXPECT_FALSE(statement(view, operator_id, "ACME", Month{}));
  EXPECT_FALSE(statement_lines(view, operator_id, "ACME", Month{}, {}));
}

TEST(Month, IsTextAndBack) {
  EXPECT_EQ(format_month(*parse_month("2026-11")), "2026-11");
  EXPECT_EQ(format_month(month_of(*domain::parse_date("2024-02-29"))), "2024-02");
  EXPECT_EQ(domain::format_date(first_day(*parse_month("2026-11"))), "2026-11-01");
  EXPECT_EQ(first_day(*parse_month("0001-01")), domain::DATE_FIRST);
  for (const auto* wrong : {"", "2026", "2026-13", "2026-00", "2026-1", "2026-11-01", "0000-01"}) {
    EXPECT_EQ(parse_month(wrong), std::nullopt) << wrong;
  }
}

}  // namespace
}  // namespace tenure::projections::billing
