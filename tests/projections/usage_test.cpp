// Usage: given records of meters in any order, then where they are found, whose they were and how they were charged.

#include "projections/usage/usage.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "tests/projections/calling_house.h"

namespace tenure::projections::usage {
namespace {

using test::House;
using test::must;
using test::operator_id;

const auto january = billing::parse_month("2026-01").value();
const auto february = billing::parse_month("2026-02").value();

std::string ids(const Page<Usage>& page) {
  std::string text;
  for (const auto& item : page.items) text += item.usage_id + " ";
  return text;
}
std::string ids(const View& view, const UsageFilter& filter, std::string_view occupier = "ACME") {
  return ids(must(usage_of_occupier(view, operator_id, occupier, filter, {})));
}

Usage one(const View& view, std::string_view usage_id) {
  for (auto& item : must(usage_of_occupier(view, operator_id, "ACME", {}, {})).items) {
    if (item.usage_id == usage_id) return item;
  }
  ADD_FAILURE() << "no usage " << usage_id;
  return {};
}

void use_all(House& house) {
  house.given(R"(
    RecordUsage {"usage_id":"1","number":"+442079460002","starts_at":"2026-01-06T09:00:00Z","seconds":60}
    RecordUsage {"usage_id":"2","starts_at":"2026-01-07T09:00:00Z","seconds":61}
    RecordUsage {"usage_id":"3","starts_at":"2026-01-06T23:59:59Z","seconds":0}
    RecordUsage {"usage_id":"4","kind":"PRINT","number":null,"destination":null,"occupier_id":"ACME","site_id":"OXF","starts_at":"2026-01-06T10:00:00Z","units":4}
    RecordUsage {"usage_id":"5","starts_at":"2026-02-01T00:00:00Z","seconds":60}
    RecordUsage {"usage_id":"6","starts_at":"2026-01-31T23:59:59Z","seconds":60})");
}

TEST(Usage, RowsAreInTheOrderOfMonthSiteNumberAndStart) {
  House house;
  test::let_them_call(house);
  use_all(house);
  const auto view = house.view();
  EXPECT_EQ(ids(view, {}), "3 2 6 1 4 5 ");
  EXPECT_EQ(ids(view, {.month = january, .site_id = {}, .number = {}}), "3 2 6 1 4 ");
  EXPECT_EQ(ids(view, {.month = february, .site_id = {}, .number = {}}), "5 ");
  EXPECT_EQ(ids(view, {.month = january, .site_id = "LON", .number = {}}), "3 2 6 1 ");
  EXPECT_EQ(ids(view, {.month = january, .site_id = "LON", .number = "+442079460001"}), "3 2 6 ");
  EXPECT_EQ(ids(view, {.month = january, .site_id = {}, .number = "+442079460001"}), "3 2 6 ");
  EXPECT_EQ(ids(view, {.month = {}, .site_id = "OXF", .number = {}}), "4 ");
  EXPECT_EQ(ids(view, {.month = {}, .site_id = {}, .number = "+442079460002"}), "1 ");
  EXPECT_EQ(ids(view, {.month = february, .site_id = "OXF", .number = {}}), "");
  EXPECT_EQ(ids(view, {}, "BETA"), "");
  EXPECT_EQ(ids(view, {}, "NOBODY"), "");

  // Each filter fixes another part of the key; the rows are the same.
  const auto all = must(usage_of_occupier(view, operator_id, "ACME", {}, {}));
  const UsageFilter filter{.month = january, .site_id = "LON", .number = "+442079460001"};
  EXPECT_EQ(must(usage_of_occupier(view, operator_id, "ACME", filter, {})).items[1], all.items[1]);

  std::string visited;
  must(for_each_usage(view, operator_id, "ACME", january, "LON", [&](const Usage& usage) {
    visited += usage.usage_id + " ";
    return usage.usage_id != "6";
  }));
  EXPECT_EQ(visited, "3 2 6 ");
}

TEST(Usage, ARowSaysWhatWasCountedAndHowItIsCharged) {
  House house;
  test::let_them_call(house);
  house.at_time("2026-01-09T10:00:00Z");
  house.given(test::three_calls);
  const auto view = house.view();
  const auto call = one(view, "3");
  EXPECT_EQ(call.meter_id, "PBX");
  EXPECT_EQ(call.kind, UsageKind::CALL);
  EXPECT_EQ(call.number, "+442079460002");
  EXPECT_EQ(call.extension, "");
  EXPECT_EQ(call.user_id, "");
  EXPECT_EQ(call.site_id, "LON");
  EXPECT_EQ(domain::format_instant(call.starts_at), "2026-01-08T09:00:00Z");
  EXPECT_EQ(domain::format_date(call.on), "2026-01-08");
  EXPECT_EQ(call.seconds, 61U);
  EXPECT_EQ(call.units, std::nullopt);
  EXPECT_EQ(call.destination, "+33123456789");
  EXPECT_EQ(call.position, house.last());
  EXPECT_EQ(domain::format_instant(call.recorded_at), "2026-01-09T10:00:00Z");
  EXPECT_EQ(call.rating, (Rating{"T", domain::parse_date("2026-01-01").value(), "33", 120, 5'000'000,
                                 60'000'000, 0, "GBP", 2}));
  EXPECT_EQ(one(view, "1").rating->use_allowance, 1);
}

TEST(Usage, ExtensionAndUserAreThoseOfTheCallHoweverLateItIsRecorded) {
  House house;
  test::let_them_call(house);
  house.at_time("2026-01-10T12:00:00Z");
  house.given(R"(UnassignPhoneNumber {"number":"+442079460001"})");
  house.at_time("2026-01-10T13:00:00Z");
  house.given(R"(AssignPhoneNumber {"number":"+442079460001","user_id":"BOB","extension":"202"})");
  struct Row {
    std::string_view starts_at;
    std::string_view user_id;
    std::string_view extension;
  };
  const std::vector<Row> table{
      {"2026-01-10T13:00:00Z", "BOB", "202"},
      {"2026-01-20T00:00:00Z", "BOB", "202"},
      {"2026-01-10T12:59:59Z", "", ""},
      {"2026-01-10T12:00:00Z", "", ""},
      {"2026-01-10T11:59:59Z", "ADA", "201"},
      {"2026-01-05T08:00:00Z", "ADA", "201"},
      // Before anybody is known to have had it: who had it first.
      {"2026-01-05T00:00:00Z", "ADA", "201"},
  };
  for (std::size_t i = 0; i < table.size(); ++i) {
    house.given(fmt::format(R"(RecordUsage {{"usage_id":"U{}","starts_at":"{}","seconds":60}})", i,
                            table[i].starts_at));
  }
  const auto view = house.view();
  for (std::size_t i = 0; i < table.size(); ++i) {
    const auto call = one(view, fmt::format("U{}", i));
    EXPECT_EQ(call.user_id, table[i].user_id) << table[i].starts_at;
    EXPECT_EQ(call.extension, table[i].extension) << table[i].starts_at;
  }
}

TEST(Usage, AMonthAddsUpWhatWasCountedAndWhatIsCharged) {
  House house;
  test::let_them_call(house);
  use_all(house);
  const auto view = house.view();
  const auto months = must(months_of_occupier(view, operator_id, "ACME", {})).items;
  ASSERT_EQ(months.size(), 3U);
  // Of the four calls one was not answered.
  const MonthOfUsage lon{january, "LON", 4, 181, 3, 181, "GBP", 2, {}};
  EXPECT_EQ(months[0], lon);
  EXPECT_EQ(months[1], (MonthOfUsage{january, "OXF", 1, 0, 0, 0, "", 0, {}}));
  EXPECT_EQ(months[2], (MonthOfUsage{february, "LON", 1, 60, 1, 60, "GBP", 2, {}}));
  EXPECT_EQ(must(month_of_occupier(view, operator_id, "ACME", january, "LON")), lon);
  EXPECT_EQ(must(month_of_occupier(view, operator_id, "ACME", february, "OXF")), std::nullopt);
  EXPECT_TRUE(must(months_of_occupier(view, operator_id, "BETA", {})).items.empty());
  EXPECT_TRUE(must(months_of_occupier(view, "ANOTHER", "ACME", {})).items.empty());
}

TEST(Usage, ASettlementSaysHowAMonthWasChargedAndIsReplacedWhenCallsComeLate) {
  House house;
  test::let_them_call(house);
  house.given(test::three_calls);
  const auto counted = house.last();
  house.open_days("LON", "2026-02-01");
  const auto settled = house.last();
  const auto month = [&](Position as_of) {
    return must(month_of_occupier(house.view_at(as_of), operator_id, "ACME", january, "LON")).value();
  };
  EXPECT_EQ(month(counted).settlement, std::nullopt);
  const auto first = month(settled).settlement.value();
  EXPECT_EQ(first.calls, 3U);
  EXPECT_EQ(first.billed_seconds, 600U);
  EXPECT_EQ(first.allowance_seconds, 300U);
  EXPECT_EQ(first.charge_id, "usage:LON/ACME:2026-01:1");
  EXPECT_EQ(first.net.value(), 131);
  EXPECT_EQ(domain::format_date(first.on), "2026-02-01");
  EXPECT_LE(first.position, settled);

  house.given(R"(RecordUsage {"usage_id":"L","starts_at":"2026-01-05T10:00:00Z","seconds":60})");
  const auto late = house.last();
  house.open_days("LON", "2026-02-02");
  EXPECT_EQ(month(late).settlement, first);
  EXPECT_EQ(month(late).rated_calls, 4U);
  const auto second = month(house.last()).settlement.value();
  EXPECT_EQ(second.calls, 4U);
  EXPECT_EQ(second.charge_id, "usage:LON/ACME:2026-01:2");
  EXPECT_EQ(second.net.value(), 133);
  EXPECT_EQ(month(settled).settlement, first);
  EXPECT_EQ(month(settled).rated_calls, 3U);
}

TEST(Usage, AChargeThatIsTakenBackByHandStandsNoMore) {
  for (const std::string_view command :
       {R"(ReverseCharge {"charge_id":"usage:LON/ACME:2026-01:1","reversal_reason":"goodwill"})",
        R"(WaiveCharge {"charge_id":"usage:LON/ACME:2026-01:1","waiver_reason":"goodwill"})"}) {
    House house;
    test::let_them_call(house);
    house.given(test::three_calls);
    house.open_days("LON", "2026-02-01");
    house.given(command);
    const auto month = must(month_of_occupier(house.view(), operator_id, "ACME", january, "LON")).value();
    EXPECT_EQ(month.settlement->charge_id, "");
    EXPECT_EQ(month.settlement->net.value(), 0);
    EXPECT_EQ(month.settlement->calls, 3U);
    EXPECT_EQ(month.settlement->position, house.last());
  }
}

TEST(Usage, ALateCallIsNotSaidToBeThatOfTheNumbersNextHolder) {
  House house;
  test::let_them_call(house);
  house.open_days("LON", "2026-01-06");
  house.at_time("2026-01-06T12:00:00Z");
  house.given(R"(
    UnassignPhoneNumber {"number":"+442079460001"}
    DeactivatePhoneNumber {"number":"+442079460001"}
    DeallocatePhoneNumber {"number":"+442079460001"})");
  house.open_days("LON", "2026-01-09");
  house.at_time("2026-01-09T12:00:00Z");
  house.given(R"(
    ActivateService {"service_id":"VB","contract_id":"BETA-LON","product_id":"VOICE","quantity":1,"from":"2026-01-09","entitlements":{"phone_numbers":1}}
    AddUser {"user_id":"CAT","occupier_id":"BETA","site_ids":["LON"],"given_name":"Cat","family_name":"Stevens","email":"cat@example.org","role":"USER"}
    AllocatePhoneNumber {"number":"+442079460001","occupier_id":"BETA"}
    ActivatePhoneNumber {"number":"+442079460001"}
    AssignPhoneNumber {"number":"+442079460001","user_id":"CAT","extension":"300"}
    RecordUsage {"usage_id":"BETAS","starts_at":"2026-01-09T12:00:00Z","seconds":60}
    RecordUsage {"usage_id":"EARLY","starts_at":"2026-01-09T08:00:00Z","seconds":60}
    RecordUsage {"usage_id":"LATE","starts_at":"2026-01-05T12:00:00Z","seconds":60})");
  EXPECT_EQ(one(house.view(), "LATE").user_id, "ADA");
  EXPECT_EQ(one(house.view(), "LATE").extension, "201");
  // Cat had it first of those at Beta, and Ada had it before.
  for (const auto& usage : must(usage_of_occupier(house.view(), operator_id, "BETA", {}, {})).items) {
    EXPECT_EQ(usage.user_id, "CAT") << usage.usage_id;
    EXPECT_EQ(usage.extension, "300") << usage.usage_id;
  }
}

TEST(Usage, AMonthThatComesToNothingIsSettledWithoutACharge) {
  House house;
  test::let_them_call(house);
  house.given(R"(RecordUsage {"usage_id":"1","starts_at":"2026-01-06T09:00:00Z","seconds":60})");
  house.open_days("LON", "2026-02-01");
  const auto month = must(month_of_occupier(house.view(), operator_id, "ACME", january, "LON")).value();
  ASSERT_TRUE(month.settlement);
  EXPECT_EQ(month.settlement->charge_id, "");
  EXPECT_EQ(month.settlement->net.value(), 0);
  EXPECT_EQ(month.settlement->allowance_seconds, 60U);
}

/// Included seconds by usage id.
std::string included(const View& view, std::uint64_t allowance_seconds) {
  const auto end = must(allowance_end(view, operator_id, "ACME", january, "LON", allowance_seconds));
  std::string text;
  for (const auto& usage : must(usage_of_occupier(view, operator_id, "ACME", {}, {})).items) {
    const auto seconds = end ? end->seconds_of(usage) : std::uint64_t{usage.rating->use_allowance} * 9999;
    text += fmt::format("{}:{} ", usage.usage_id, seconds);
  }
  return text;
}

TEST(Allowance, EndsInTheCallThatItDoesNotPayForInFull) {
  House house;
  test::let_them_call(house);
  house.given(test::three_calls);
  const auto view = house.view();
  EXPECT_EQ(included(view, 300), "1:240 2:60 3:0 ");
  EXPECT_EQ(included(view, 0), "1:0 2:0 3:0 ");
  EXPECT_EQ(included(view, 240), "1:240 2:0 3:0 ");
  EXPECT_EQ(included(view, 479), "1:240 2:239 3:0 ");
  EXPECT_EQ(included(view, 480), "1:9999 2:9999 3:0 ") << "it never ends";
  EXPECT_EQ(must(allowance_end(view, operator_id, "BETA", january, "LON", 0)), std::nullopt);
}

TEST(Allowance, CallsThatStartTogetherAndCostAlikeHaveTheirTurnsByTheirIds) {
  House house;
  test::let_them_call(house);
  house.given(R"(
    RecordUsage {"usage_id":"B","starts_at":"2026-01-06T09:00:00Z","seconds":240}
    RecordUsage {"usage_id":"A","starts_at":"2026-01-06T09:00:00Z","seconds":240,"number":"+442079460002"}
    RecordUsage {"usage_id":"C","starts_at":"2026-01-06T09:00:00Z","seconds":240})");
  // The rows are by number: B and C, then A.
  EXPECT_EQ(included(house.view(), 300), "B:60 C:0 A:240 ");
}

TEST(Allowance, IsFoundInStepsOfAnySize) {
  House house;
  test::let_them_call(house);
  for (int i = 0; i < 20; ++i) {
    house.given(fmt::format(
        R"(RecordUsage {{"usage_id":"{}","starts_at":"2026-01-06T09:{:02}:00Z","seconds":{},"destination":"{}"}})",
        i, (i * 7) % 20, 10 + i, i % 3 == 0 ? "+33123456789" : "+442079460099"));
  }
  const auto view = house.view();
  for (const std::uint64_t allowance : {0, 1, 100, 255, 256, 257, 1000}) {
    const auto whole = must(allowance_end(view, operator_id, "ACME", january, "LON", allowance));
    for (const std::size_t step : {1, 2, 7, 19, 20, 21}) {
      AllowanceSearch search{.seconds_left = allowance};
      std::size_t turns = 0;
      while (search.state == AllowanceSearch::State::searching) {
        must(search_on(view, operator_id, "ACME", january, "LON", step, search));
        ASSERT_LE(++turns, 21U);
      }
      EXPECT_EQ(search.state == AllowanceSearch::State::found, whole.has_value()) << allowance << " " << step;
      if (whole) {
        EXPECT_EQ(search.end, *whole) << allowance << " " << step;
      }
    }
  }
}

TEST(Usage, PagesGoThroughAllRowsOnceAndAnswersAreAsOfTheView) {
  House house;
  test::let_them_call(house);
  house.given(test::three_calls);
  const auto before = house.view();
  house.given(R"(RecordUsage {"usage_id":"9","starts_at":"2026-01-06T08:00:00Z","seconds":1})");
  const auto paged = [](const View& view) {
    std::string all;
    PageRequest request{{}, 1};
    do {
      const auto page = must(usage_of_occupier(view, operator_id, "ACME",
                                               {.month = january, .site_id = "LON", .number = {}}, request));
      all += ids(page);
      request.cursor = page.next_cursor;
    } while (!request.cursor.empty());
    return all;
  };
  EXPECT_EQ(paged(before), "1 2 3 ");
  EXPECT_EQ(paged(house.view()), "9 1 2 3 ");
  EXPECT_FALSE(usage_of_occupier(before, operator_id, "ACME", {}, {.cursor = "nonsense!"}));
}

}  // namespace
}  // namespace tenure::projections::usage
