// Usage and the monthly reports over HTTP: formats, names, positions, and what is refused.

#include <array>

#include <boost/json/serialize.hpp>
#include <fmt/format.h>
#include <gmock/gmock.h>

#include "tests/adapters/http/service.h"

namespace tenure::test {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

constexpr std::string_view calls[][2] = {
    {"DefineProduct", R"({"product_id":"CALLS","name":"Calls","kind":"USAGE","tax_code":"STD"})"},
    {"DefineTariff",
     R"({"tariff_id":"T","currency":"GBP","from":"2026-01-01","rates":[{"prefix":"44",)"
     R"("connection_fee":0,"per_minute":2000000,"initial_seconds":1,"increment_seconds":1}]})"},
    {"SetSiteTariff", R"({"site_id":"LON","tariff_id":"T","product_id":"CALLS","from":"2026-01-01"})"},
    {"RecordUsage", R"({"meter_id":"PBX","usage_id":"1","kind":"CALL","number":"+442079460001",)"
                    R"("starts_at":"2026-01-06T09:00:00Z","seconds":90,"destination":"+442079460099"})"},
    {"RecordUsage", R"({"meter_id":"PBX","usage_id":"2","kind":"CALL","number":"+442079460001",)"
                    R"("starts_at":"2026-01-05T09:00:00Z","seconds":30,"destination":"+442079460098"})"},
    {"RecordUsage",
     R"({"meter_id":"PRINTER","usage_id":"1","kind":"PRINT","occupier_id":"ACME","site_id":"LON",)"
     R"("starts_at":"2026-01-05T09:00:00Z","units":12})"},
};

class Reports : public testing::Test {
 protected:
  Reports() {
    service.given_house();
    std::string lines;
    int count = 0;
    for (const auto& [type, data] : calls) lines += line(type, fmt::format("calls-{}", ++count), data);
    last = service.given(lines);
  }
  Answer ask(std::string_view rest, std::string headers = {}) {
    headers += fmt::format("Tenure-Min-Position: {}\r\n", last);
    auto answer = client.get(path(rest), headers);
    if (!answer) {
      ADD_FAILURE() << "no answer to " << rest;
      return {};
    }
    return std::move(*answer);
  }
  boost::json::value get(std::string_view rest) {
    const auto answer = ask(rest);
    EXPECT_EQ(answer.status, 200u) << rest << ": " << answer.body;
    return answer.json();
  }

  Service service;
  RawClient client = service.connect();
  std::uint64_t last = 0;
};

constexpr std::string_view of_january = "?occupier=ACME&site=LON&month=2026-01";
std::string services(std::string_view more = {}) {
  return fmt::format("/reports/services{}{}", of_january, more);
}
std::string usage(std::string_view more = {}) { return fmt::format("/reports/usage{}{}", of_january, more); }

TEST_F(Reports, UsageIsListedByMonthSiteNumberAndStart) {
  const auto items = get("/occupiers/ACME/usage?month=2026-01&site=LON").at("items").as_array();
  ASSERT_EQ(items.size(), 3u);
  EXPECT_EQ(items[0].at("kind"), "PRINT");
  EXPECT_EQ(items[0].at("units"), 12);
  EXPECT_FALSE(items[0].as_object().contains("number"));
  EXPECT_FALSE(items[0].as_object().contains("rating"));
  const auto& call = items[1];
  EXPECT_EQ(call.at("usage_id"), "2");
  EXPECT_EQ(call.at("number"), "+442079460001");
  EXPECT_EQ(call.at("extension"), "2041");
  EXPECT_EQ(call.at("user_id"), "U1");
  EXPECT_EQ(call.at("starts_at"), "2026-01-05T09:00:00Z");
  EXPECT_EQ(call.at("on"), "2026-01-05");
  EXPECT_EQ(call.at("seconds"), 30);
  EXPECT_EQ(call.at("rating").at("billed_seconds"), 30);
  EXPECT_EQ(call.at("rating").at("use_allowance"), true);
  for (const auto* number : {"+442079460001", "%2B442079460001", "442079460001"}) {
    EXPECT_EQ(get(fmt::format("/occupiers/ACME/usage?number={}", number)).at("items").as_array().size(), 2u);
  }
  EXPECT_TRUE(get("/occupiers/ACME/usage?month=2026-02").at("items").as_array().empty());
  EXPECT_TRUE(get("/occupiers/NOBODY/usage").at("items").as_array().empty());
  const auto page = get("/occupiers/ACME/usage?limit=2");
  EXPECT_EQ(page.at("items").as_array().size(), 2u);
  const auto rest = get("/occupiers/ACME/usage?limit=2&cursor=" + text(page.at("next_cursor")));
  EXPECT_EQ(rest.at("items").as_array().size(), 1u);
  EXPECT_FALSE(rest.as_object().contains("next_cursor"));
  EXPECT_EQ(ask("/occupiers/ACME/usage?month=January").code(), "BAD_PARAMETER");
}

TEST_F(Reports, UsageMonthsSayWhatWasCharged) {
  const auto items = get("/occupiers/ACME/usage-months").at("items").as_array();
  ASSERT_EQ(items.size(), 1u);
  EXPECT_EQ(boost::json::serialize(items[0]),
            R"({"month":"2026-01","site_id":"LON","records":3,"seconds":120,"rated_calls":2,)"
            R"("billed_seconds":120,"currency":"GBP","currency_exponent":2})");
  std::string days;
  for (int day = 2; day <= 31; ++day) {
    days += line("OpenBusinessDay", fmt::format("day-{}", day),
                 fmt::format(R"({{"site_id":"LON","date":"2026-01-{:02}"}})", day));
  }
  days += line("OpenBusinessDay", "day-32", R"({"site_id":"LON","date":"2026-02-01"})");
  last = service.given(days);
  const auto settled = get("/occupiers/ACME/usage-months").at("items").at(0).at("settlement");
  EXPECT_EQ(settled.at("calls"), 2);
  EXPECT_EQ(settled.at("net"), 4);
  EXPECT_EQ(settled.at("charge_id"), "usage:LON/ACME:2026-01:1");
  const auto report = get(usage());
  EXPECT_EQ(report.at("totals").at("charged_net"), 4);
  EXPECT_EQ(report.at("totals").at("settlement"), "usage:LON/ACME:2026-01:1");
}

TEST_F(Reports, AServicesReportComesToTheTotal) {
  const auto report = get(services());
  EXPECT_EQ(report.at("title"), "Services report");
  EXPECT_EQ(report.at("position").to_number<std::uint64_t>(), last);
  EXPECT_EQ(report.at("sections").as_array().size(), 3u);
  const auto total = get("/occupiers/ACME/totals?month=2026-01&site=LON").at("items").at(0);
  EXPECT_EQ(report.at("totals").at("net"), total.at("net"));
  EXPECT_EQ(report.at("totals").at("net"), 100'000 + 1'000 + 750);
}

TEST_F(Reports, AUsageReportIsItemisedUnlessASummaryIsAskedFor) {
  const auto rows_of = [](const boost::json::value& report) {
    return report.at("sections").at(0).at("rows").as_array().size();
  };
  const auto itemised = get(usage());
  EXPECT_EQ(itemised.at("sections").at(0).at("user_name"), "Ada Byron");
  EXPECT_EQ(rows_of(itemised), 2u);
  EXPECT_EQ(get(usage("&itemised=true")), itemised);
  const auto summary = get(usage("&itemised=false"));
  EXPECT_EQ(rows_of(summary), 1u);
  EXPECT_EQ(summary.at("totals"), itemised.at("totals"));
  EXPECT_EQ(ask(usage("&itemised=perhaps")).code(), "BAD_PARAMETER");
}

struct Kind {
  std::string_view accept;
  std::string_view format;
  std::string_view content_type;
  std::string_view begins;
  std::string_view ending;
};
constexpr std::array kinds{
    Kind{"application/json", "json", "application/json", "{\"title\"", ""},
    Kind{"text/csv", "csv", "text/csv; charset=utf-8; header=present", "record,operator_id", "csv"},
    Kind{"application/pdf", "pdf", "application/pdf", "%PDF-", "pdf"},
};

TEST_F(Reports, ComeInTheFormatThatIsAskedFor) {
  for (const auto& kind : kinds) {
    for (const auto* name : {"services", "usage"}) {
      SCOPED_TRACE(fmt::format("{} {}", name, kind.format));
      const auto target = fmt::format("/reports/{}{}", name, of_january);
      const auto by_name = ask(fmt::format("{}&format={}", target, kind.format));
      EXPECT_EQ(by_name.status, 200u);
      EXPECT_EQ(by_name.headers.at("content-type"), kind.content_type);
      EXPECT_EQ(by_name.headers.at("tenure-position"), fmt::to_string(last));
      EXPECT_THAT(by_name.body, StartsWith(std::string{kind.begins}));
      if (kind.ending.empty()) {
        EXPECT_FALSE(by_name.headers.contains("content-disposition"));
      } else {
        EXPECT_EQ(by_name.headers.at("content-disposition"),
                  fmt::format("attachment; filename=\"{}-ACME-LON-2026-01.{}\"", name, kind.ending));
      }
      EXPECT_TRUE(ask(target, fmt::format("Accept: {}\r\n", kind.accept)).body == by_name.body);
      // What the address says goes before what a browser sends along.
      EXPECT_TRUE(
          ask(fmt::format("{}&format={}", target, kind.format), "Accept: text/html,*/*;q=0.8\r\n").body ==
          by_name.body);
    }
  }
  EXPECT_EQ(ask(services(), "Accept: */*\r\n").headers.at("content-type"), "application/json");
  EXPECT_EQ(ask(services(), "Accept: image/png\r\n").code(), "NOT_ACCEPTABLE");
  EXPECT_EQ(ask(services("&format=xlsx")).code(), "BAD_PARAMETER");
}

TEST_F(Reports, OfOnePositionAreTheSameBytesAlsoAfterARebuild) {
  const auto then = last;
  std::map<std::string, std::string> first;
  const auto each = [&](auto visit) {
    for (const auto& kind : kinds) {
      const auto more = fmt::format("&format={}&as_of={}", kind.format, then);
      for (const auto& target : {services(more), usage(more), usage(more + "&itemised=false")}) {
        const auto answer = ask(target);
        ASSERT_EQ(answer.status, 200u) << target << answer.body;
        visit(target, answer.body);
      }
    }
  };
  each([&](const std::string& target, const std::string& body) { first[target] = body; });
  ASSERT_EQ(first.size(), 9u);
  const auto compare = [&](const std::string& target, const std::string& body) {
    EXPECT_TRUE(body == first[target]) << target;
  };
  each(compare);
  last = service.given(charge_line("SINCE"));
  each(compare);
  EXPECT_NE(ask(services()).body, first[services(fmt::format("&format=json&as_of={}", then))]);
  for (const auto* model : {"billing", "usage", "directory"}) {
    ASSERT_TRUE(service.engine->models(0).start_rebuild(model));
    ASSERT_TRUE(service.engine->models(0).wait_for_build(model, RawClient::patience));
  }
  each(compare);
}

TEST_F(Reports, WhatCannotBeReportedIsSaid) {
  struct Row {
    std::string_view rest;
    std::string_view code;
    unsigned status;
  };
  const std::vector<Row> rows{
      {"?occupier=NOBODY&site=LON&month=2026-01", "UNKNOWN_RESOURCE", 404},
      {"?occupier=ACME&site=NOWHERE&month=2026-01", "UNKNOWN_RESOURCE", 404},
      {"?occupier=ACME&site=LON&month=2026-01&as_of=1", "UNKNOWN_RESOURCE", 404},
      {"?occupier=ACME&site=LON&month=2026-01&as_of=0", "UNKNOWN_RESOURCE", 404},
      {"?occupier=ACME&site=LON&month=2026-13", "BAD_PARAMETER", 400},
      {"?occupier=ACME&site=LON", "BAD_PARAMETER", 400},
      {"?occupier=ACME&month=2026-01", "BAD_PARAMETER", 400},
      {"?site=LON&month=2026-01", "BAD_PARAMETER", 400},
      {"?occupier=ACME&site=LON&month=2026-01&colour=red", "BAD_PARAMETER", 400},
      {"?occupier=ACME&site=LON&month=2026-01&as_of=1&as_of_time=2026-01-01T00:00:00Z", "BAD_PARAMETER", 400},
      {"?occupier=ACME&site=LON&month=2026-01&as_of=999999", "POSITION_BEYOND_KNOWN", 409},
  };
  for (const auto* name : {"services", "usage"}) {
    for (const auto& row : rows) {
      const auto answer = ask(fmt::format("/reports/{}{}", name, row.rest));
      EXPECT_EQ(answer.status, row.status) << name << row.rest << answer.body;
      EXPECT_EQ(answer.code(), row.code) << name << row.rest;
    }
  }
  EXPECT_EQ(ask("/reports/services?occupier=NOBODY&site=LON&month=2026-01").headers.at("tenure-position"),
            fmt::to_string(last));
  EXPECT_EQ(ask(services("&itemised=true")).code(), "BAD_PARAMETER") << "of usage alone";
}

TEST_F(Reports, OfAMonthWithoutAnythingIsEmpty) {
  const auto report = get("/reports/services?occupier=ACME&site=LON&month=2031-07");
  EXPECT_TRUE(report.at("sections").as_array().empty());
  EXPECT_EQ(report.at("totals").at("net"), 0);
}

}  // namespace
}  // namespace tenure::test
