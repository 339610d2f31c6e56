// The monthly reports over read models: what they list, what they add up to, and that they are what the models say.

#include "adapters/report/monthly_report.h"

#include <array>
#include <map>

#include <boost/json/parse.hpp>
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "projections/billing/billing.h"
#include "projections/usage/usage.h"
#include "tests/projections/calling_house.h"

namespace tenure::test {
namespace {

using report::Detail;
using report::Format;
using testing::ElementsAre;
using testing::HasSubstr;

namespace billing = projections::billing;

report::Subject subject(std::string_view month = "2026-01", std::string_view site = "LON",
                        std::string_view occupier = "ACME") {
  return {.operator_id = std::string{operator_id},
          .occupier_id = std::string{occupier},
          .site_id = std::string{site},
          .month = billing::parse_month(month).value(),
          .recorded_at = domain::parse_instant("2026-02-02T03:04:05Z").value()};
}

struct Run {
  std::string bytes;
  /// Why the source stopped, if it did.
  std::string failure;
  /// How many turns it took.
  std::size_t turns = 0;
};

Run run(projections::Result<std::optional<report::MonthlyReport>> made, Format format) {
  Run all;
  auto found = must(std::move(made));
  if (!found) {
    all.failure = "unknown";
    return all;
  }
  const auto writer = report::open(format, std::move(found->head), [&](std::string_view piece) {
    all.bytes += piece;
    return report::Flow::go_on;
  });
  if (!writer) {
    all.failure = report::explain(writer.error());
    return all;
  }
  while (true) {
    ++all.turns;
    const auto step = found->source->write_some(**writer);
    if (!step) {
      all.failure = std::get<report::SourceFailed>(step.error()).what;
      return all;
    }
    if (*step == report::Progress::done) return all;
  }
}

boost::json::object services(projections::View view, report::Subject about = subject()) {
  const auto all = run(report::services_report(std::move(view), std::move(about)), Format::json);
  EXPECT_EQ(all.failure, "");
  return boost::json::parse(all.bytes).as_object();
}
boost::json::object usage(projections::View view, Detail detail = Detail::calls,
                          report::Subject about = subject()) {
  const auto all = run(report::usage_report(std::move(view), std::move(about), detail), Format::json);
  EXPECT_EQ(all.failure, "");
  return boost::json::parse(all.bytes).as_object();
}

/// A member of a row in short: texts as they are, numbers in digits, "-" where there is none.
std::string show(const boost::json::value& row, std::string_view key) {
  const auto* value = row.as_object().if_contains(key);
  if (value == nullptr) return "-";
  return value->is_string() ? std::string{value->as_string()} : fmt::to_string(value->as_int64());
}
std::string show(const boost::json::value& row, std::initializer_list<std::string_view> keys) {
  std::string text;
  for (const auto key : keys) text += show(row, key) + " ";
  text.pop_back();
  return text;
}
std::vector<std::string> rows(const boost::json::value& section,
                              std::initializer_list<std::string_view> keys) {
  std::vector<std::string> all;
  for (const auto& row : section.at("rows").as_array()) all.push_back(show(row, keys));
  return all;
}

/// A month with charges of every kind, some taken back.
void charge_everything(House& house) {
  let_them_call(house);
  house.given(three_calls);
  house.given(R"(
    AddSpace {"site_id":"LON","space_id":"ROOM-1","name":"Room 1","kind":"MEETING_ROOM","bookable":true}
    DefineProduct {"product_id":"ROOM","name":"Room hire","kind":"BOOKING","tax_code":"STD"}
    SetPrice {"site_id":"LON","product_id":"ROOM","unit_price":2500,"per":"HOUR","from":"2026-01-01"}
    RecordBooking {"booking_id":"B1","revision":1,"occupier_id":"ACME","space_id":"ROOM-1","product_id":"ROOM","starts_at":"2026-01-10T09:00:00Z","ends_at":"2026-01-10T11:00:00Z"}
    AddCharge {"charge_id":"CH-1","occupier_id":"ACME","site_id":"LON","product_id":"PRINT","quantity":10,"description":"Posters"}
    AddCharge {"charge_id":"CH-2","occupier_id":"ACME","site_id":"LON","product_id":"PRINT","quantity":7}
    AddCharge {"charge_id":"CH-3","occupier_id":"ACME","site_id":"LON","product_id":"PRINT","quantity":1}
    ReverseCharge {"charge_id":"CH-2","reversal_reason":"wrong room"}
    WaiveCharge {"charge_id":"CH-3","waiver_reason":"goodwill"})");
  house.open_days("LON", "2026-02-01");
  // A call that comes late replaces the month's charge for calls.
  house.given(R"(RecordUsage {"usage_id":"L","starts_at":"2026-01-09T10:00:00Z","seconds":60})");
  house.open_days("LON", "2026-02-02");
}

TEST(ServicesReport, ListsChargesByWhatCausedThemAndCountsThoseThatStand) {
  House house;
  charge_everything(house);
  const auto all = services(house.view());
  const auto& sections = all.at("sections").as_array();
  std::vector<std::string> kinds;
  for (const auto& section : sections) kinds.push_back(show(section, "kind"));
  ASSERT_THAT(kinds, ElementsAre("Leases", "Services", "Bookings", "Calls", "Sales"));
  EXPECT_THAT(rows(sections[0], {"charge_id", "product_id", "product_name", "service_from", "service_to",
                                 "quantity", "unit_price", "net", "status", "reversed_net"}),
              ElementsAre("lease:ACME-LON:L1:2026-01-05:2026-02-01 DESK Desk 2026-01-05 2026-02-01 1 31000 "
                          "27000 RAISED -"));
  EXPECT_THAT(
      rows(sections[3], {"charge_id", "product_name", "net", "status", "reversed_net", "reversed_on"}),
      ElementsAre("usage:LON/ACME:2026-01:1 Calls - REPLACED 131 2026-02-02",
                  "usage:LON/ACME:2026-01:2 Calls 133 RAISED - -"));
  EXPECT_THAT(rows(sections[4], {"charge_id", "description", "quantity", "unit_price", "net", "status",
                                 "reversed_net", "reversal_reason"}),
              ElementsAre("CH-1 Posters 10 10 100 RAISED - -", "CH-2 - 7 10 - REVERSED 70 wrong room",
                          "CH-3 - 1 10 - WAIVED 10 goodwill"));
  EXPECT_EQ(show(sections[4].at("totals"), {"net", "reversed_net"}), "100 80");
}

TEST(ServicesReport, TotalsAreBillingsToThePenny) {
  House house;
  charge_everything(house);
  const auto view = house.view();
  const auto all = services(house.view());
  std::int64_t net = 0;
  std::int64_t reversed = 0;
  for (const auto& section : all.at("sections").as_array()) {
    std::int64_t section_net = 0;
    for (const auto& row : section.at("rows").as_array()) {
      if (const auto* own = row.as_object().if_contains("net")) section_net += own->as_int64();
      if (const auto* own = row.as_object().if_contains("reversed_net")) reversed += own->as_int64();
    }
    EXPECT_EQ(section.at("totals").at("net").as_int64(), section_net);
    net += section_net;
  }
  const auto totals =
      must(billing::totals(view, operator_id, "ACME", {.month = subject().month, .site_id = "LON"}, {}));
  ASSERT_EQ(totals.items.size(), 1U);
  EXPECT_EQ(net, totals.items[0].net.value());
  EXPECT_EQ(reversed, totals.items[0].reversed.value());
  EXPECT_EQ(show(all.at("totals"), {"net", "reversed_net"}), fmt::format("{} {}", net, reversed));
  EXPECT_EQ(all.at("position").as_int64(), static_cast<std::int64_t>(house.last().value));
  EXPECT_EQ(all.at("recorded_at"), "2026-02-02T03:04:05Z");
  EXPECT_EQ(show(all, {"title", "occupier_name", "site_name", "time_zone", "month", "currency"}),
            "Services report Acme Ltd London Europe/London 2026-01 GBP");
}

TEST(ServicesReport, IsAsOfItsPosition) {
  House house;
  charge_everything(house);
  const auto then = house.last();
  house.given(R"(ReverseCharge {"charge_id":"CH-1","reversal_reason":"wrong"})");
  EXPECT_EQ(show(services(house.view()).at("totals"), "reversed_net"), "311");
  EXPECT_EQ(show(services(house.view_at(then)).at("totals"), "reversed_net"), "211");
}

TEST(ServicesReport, ManyChargesComeInTurnsAndNoneTwice) {
  House house;
  let_them_call(house);
  for (int i = 0; i < 120; ++i) {
    house.given(fmt::format(
        R"(AddCharge {{"charge_id":"CH-{:03}","occupier_id":"ACME","site_id":"LON","product_id":"PRINT","quantity":{}}})",
        i, i + 1));
  }
  const auto all = run(report::services_report(house.view(), subject()), Format::csv);
  EXPECT_EQ(all.failure, "");
  // 121 charges with the service's are three pages, walked once for each of five sections.
  EXPECT_EQ(all.turns, 15U);
  for (int i = 0; i < 120; ++i) {
    const auto id = fmt::format(",CH-{:03},", i);
    const auto at = all.bytes.find(id);
    ASSERT_NE(at, std::string::npos) << id;
    EXPECT_EQ(all.bytes.find(id, at + 1), std::string::npos) << id;
  }
}

/// Every combination of whom and where that is unknown.
TEST(MonthlyReports, OfNobodyOrNowhereAreNotThere) {
  House house;
  let_them_call(house);
  for (const auto& about : {subject("2026-01", "LON", "NOBODY"), subject("2026-01", "NOWHERE")}) {
    EXPECT_FALSE(must(report::services_report(house.view(), about)));
    EXPECT_FALSE(must(report::usage_report(house.view(), about, Detail::calls)));
  }
  auto of_another = subject();
  of_another.operator_id = "ANOTHER";
  EXPECT_FALSE(must(report::services_report(house.view(), of_another)));
}

TEST(MonthlyReports, OfAMonthWithoutAnythingAreEmptyWithTotalsOfZero) {
  House house;
  let_them_call(house);
  for (const auto format : {Format::json, Format::csv, Format::pdf}) {
    EXPECT_EQ(run(report::services_report(house.view(), subject("2031-07")), format).failure, "");
    for (const auto detail : {Detail::calls, Detail::numbers}) {
      EXPECT_EQ(run(report::usage_report(house.view(), subject("2031-07"), detail), format).failure, "");
    }
  }
  const auto charges = services(house.view(), subject("2031-07"));
  EXPECT_TRUE(charges.at("sections").as_array().empty());
  EXPECT_EQ(show(charges.at("totals"), {"net", "reversed_net"}), "0 0");
  for (const auto detail : {Detail::calls, Detail::numbers}) {
    const auto calls = usage(house.view(), detail, subject("2031-07"));
    EXPECT_TRUE(calls.at("sections").as_array().empty());
    EXPECT_EQ(show(calls.at("totals"), {"calls", "seconds", "billed_seconds", "included_seconds", "amount",
                                        "charged_net", "settlement"}),
              "0 0 0 0 0 - nothing to charge");
  }
}

TEST(UsageReport, ItemisesCallsByNumberAndSaysWhatWasCharged) {
  House house;
  let_them_call(house);
  house.given(three_calls);
  // One second more than the included ones: 2 pence a minute has no whole ten-thousandth.
  house.given(R"(
    RecordUsage {"usage_id":"4","starts_at":"2026-01-09T09:00:00Z","seconds":1}
    RecordUsage {"usage_id":"5","starts_at":"2026-01-09T10:00:00Z","seconds":0}
    RecordUsage {"usage_id":"6","kind":"DATA","seconds":null,"units":77,"destination":null,"starts_at":"2026-01-09T11:00:00Z"})");
  house.open_days("LON", "2026-02-01");
  const auto all = usage(house.view());
  const auto& sections = all.at("sections").as_array();
  ASSERT_EQ(sections.size(), 2U);
  EXPECT_EQ(show(sections[0], {"number", "extension", "user_name"}), "+442079460001 201 Ada Byron");
  EXPECT_EQ(show(sections[1], {"number", "extension", "user_name"}), "+442079460002 - -");
  EXPECT_THAT(rows(sections[0], {"started_at", "destination", "rate_prefix", "seconds", "billed_seconds",
                                 "included_seconds", "amount"}),
              ElementsAre("2026-01-06T09:00:00+00:00 +442079460099 44 240 240 240 0",
                          "2026-01-07T09:00:00+00:00 +442079460099 44 240 240 60 60000",
                          "2026-01-09T09:00:00+00:00 +442079460099 44 1 1 0 333",
                          "2026-01-09T10:00:00+00:00 +442079460099 - 0 - - -"));
  EXPECT_THAT(rows(sections[1],
                   {"destination", "rate_prefix", "seconds", "billed_seconds", "included_seconds", "amount"}),
              ElementsAre("+33123456789 33 61 120 0 1250000"));
  EXPECT_EQ(
      show(sections[0].at("totals"), {"calls", "seconds", "billed_seconds", "included_seconds", "amount"}),
      "4 481 481 300 60333");
  EXPECT_EQ(show(all.at("totals"), {"calls", "seconds", "billed_seconds", "included_seconds", "amount",
                                    "charged_net", "settlement"}),
            "5 542 601 300 1310333 131 usage:LON/ACME:2026-01:1");
}

TEST(UsageReport, ASummaryHasARowForANumberAndTheSameTotals) {
  House house;
  let_them_call(house);
  house.given(three_calls);
  house.open_days("LON", "2026-02-01");
  const auto all = usage(house.view(), Detail::numbers);
  const auto& sections = all.at("sections").as_array();
  ASSERT_EQ(sections.size(), 1U);
  EXPECT_THAT(
      rows(sections[0], {"number", "extension", "user_name", "calls", "seconds", "billed_seconds",
                         "included_seconds", "amount"}),
      ElementsAre("+442079460001 201 Ada Byron 2 480 480 300 60000", "+442079460002 - - 1 61 120 0 1250000"));
  EXPECT_EQ(all.at("totals"), usage(house.view(), Detail::calls).at("totals"));
  EXPECT_EQ(show(sections[0].at("totals"), {"calls", "amount"}), "3 1310000");
}

TEST(UsageReport, ANumberThatChangesHandsHasASectionForEach) {
  House house;
  let_them_call(house);
  house.at_time("2026-01-07T12:00:00Z");
  house.given(R"(
    UnassignPhoneNumber {"number":"+442079460001"}
    AssignPhoneNumber {"number":"+442079460001","user_id":"BOB","extension":"202"})");
  house.given(R"(
    RecordUsage {"usage_id":"1","starts_at":"2026-01-07T13:00:00Z","seconds":60}
    RecordUsage {"usage_id":"2","starts_at":"2026-01-06T13:00:00Z","seconds":30})");
  const auto all = usage(house.view());
  std::vector<std::string> found;
  for (const auto& section : all.at("sections").as_array()) {
    found.push_back(show(section, {"number", "extension", "user_name"}) + " " +
                    show(section.at("totals"), "seconds"));
  }
  EXPECT_THAT(found, ElementsAre("+442079460001 201 Ada Byron 30", "+442079460001 202 Bob Łoś 60"));
}

TEST(UsageReport, OfAnOpenMonthDoesNotPretendToKnowWhatIsIncluded) {
  House house;
  let_them_call(house);
  house.given(three_calls);
  const auto open = usage(house.view());
  EXPECT_EQ(show(open.at("totals"), {"calls", "included_seconds", "amount", "charged_net", "settlement"}),
            "3 - 1410000 - not charged yet; included minutes are not taken off");
  for (const auto& row : rows(open.at("sections").at(0), {"included_seconds", "amount"})) {
    EXPECT_EQ(row, "- 80000");
  }
  house.open_days("LON", "2026-02-01");
  house.given(R"(RecordUsage {"usage_id":"L","starts_at":"2026-01-09T10:00:00Z","seconds":60})");
  EXPECT_EQ(show(usage(house.view()).at("totals"), {"amount", "charged_net", "settlement"}),
            "1330000 131 usage:LON/ACME:2026-01:1; late calls not charged yet: 1");
}

TEST(UsageReport, TimesAreThoseOfTheSite) {
  House house;
  let_them_call(house);
  // The clocks go forward in the night to the 29th of March.
  house.given(R"(
    RecordUsage {"usage_id":"1","starts_at":"2026-03-29T00:59:59Z","seconds":1}
    RecordUsage {"usage_id":"2","starts_at":"2026-03-29T01:00:00Z","seconds":1}
    RecordUsage {"usage_id":"3","starts_at":"2026-03-31T22:59:59Z","seconds":1}
    RecordUsage {"usage_id":"4","starts_at":"2026-03-31T23:00:00Z","seconds":1})");
  EXPECT_THAT(
      rows(usage(house.view(), Detail::calls, subject("2026-03")).at("sections").at(0), {"started_at"}),
      ElementsAre("2026-03-29T00:59:59+00:00", "2026-03-29T02:00:00+01:00", "2026-03-31T23:59:59+01:00"));
  EXPECT_THAT(
      rows(usage(house.view(), Detail::calls, subject("2026-04")).at("sections").at(0), {"started_at"}),
      ElementsAre("2026-04-01T00:00:00+01:00"));
}

TEST(UsageReport, ExactSumsOfManyCallsComeToWhatIsCharged) {
  House house;
  let_them_call(house);
  for (int i = 0; i < 130; ++i) {
    house.given(fmt::format(
        R"(RecordUsage {{"usage_id":"{}","starts_at":"2026-01-06T{:02}:{:02}:00Z","seconds":{},"destination":"{}","number":"+44207946000{}"}})",
        i, 9 + (i * 7 % 130) / 60, (i * 7 % 130) % 60, 1 + i % 11,
        i % 5 == 0 ? "+33123456789" : "+442079460099", 1 + i % 2));
  }
  house.open_days("LON", "2026-02-01");
  const auto made = run(report::usage_report(house.view(), subject(), Detail::calls), Format::json);
  const auto all = boost::json::parse(made.bytes);
  EXPECT_EQ(made.turns, 4U) << "one to find where included minutes end, three of fifty calls";
  std::int64_t included = 0;
  for (const auto& section : all.at("sections").as_array()) {
    for (const auto& row : section.at("rows").as_array()) included += row.at("included_seconds").as_int64();
  }
  const auto month =
      must(projections::usage::month_of_occupier(house.view(), operator_id, "ACME", subject().month, "LON"));
  EXPECT_EQ(included, static_cast<std::int64_t>(month->settlement->allowance_seconds));
  // The charge is the exact sum rounded to pence, the total the same sum rounded to ten-thousandths.
  const auto amount = all.at("totals").at("amount").as_int64();
  EXPECT_EQ((amount + 5'000) / 10'000, month->settlement->net.value());
  EXPECT_EQ(all.at("totals").at("charged_net").as_int64(), month->settlement->net.value());
}

TEST(MonthlyReports, OfOnePositionAreTheSameBytesAlsoFromARebuiltModel) {
  House house;
  charge_everything(house);
  const auto then = house.last();
  std::map<std::string, std::string> first;
  const auto each = [&](auto visit) {
    for (const auto format : {Format::json, Format::csv, Format::pdf}) {
      const auto name = std::string{report::name_of(format)};
      visit("services " + name, run(report::services_report(house.view_at(then), subject()), format).bytes);
      visit("usage " + name,
            run(report::usage_report(house.view_at(then), subject(), Detail::calls), format).bytes);
      visit("summary " + name,
            run(report::usage_report(house.view_at(then), subject(), Detail::numbers), format).bytes);
    }
  };
  each([&](const std::string& name, std::string bytes) {
    EXPECT_GT(bytes.size(), 300U) << name;
    first[name] = std::move(bytes);
  });
  const auto compare = [&](const std::string& name, const std::string& bytes) {
    EXPECT_TRUE(bytes == first[name]) << name;
  };
  each(compare);

  house.given(R"(ReverseCharge {"charge_id":"CH-1","reversal_reason":"since then"})");
  house.given(R"(RecordUsage {"usage_id":"X","starts_at":"2026-01-09T10:00:00Z","seconds":60})");
  each(compare);
  house.close();
  house.open();
  each(compare);
  for (const auto* model : {"billing", "usage", "directory"}) {
    ASSERT_TRUE(house.models().start_rebuild(model));
    ASSERT_TRUE(house.models().wait_for_build(model, patience));
  }
  each(compare);
}

}  // namespace
}  // namespace tenure::test
