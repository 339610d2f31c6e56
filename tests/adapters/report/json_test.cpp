// JSON: whole, strict, and nothing lost on the way.

#include <limits>

#include <boost/json/parse.hpp>
#include <gtest/gtest.h>

#include "tests/adapters/report/sample.h"

namespace tenure::test {
namespace {

namespace json = boost::json;
using report::Amount;
using report::Cell;
using report::Count;
using report::Format;
using report::Kind;

json::object parsed(const std::string& text) {
  // By default it is strict: no comments, no trailing commas, valid UTF-8.
  return json::parse(text).as_object();
}

TEST(Json, HasTheHead) {
  const auto all = parsed(written(Format::json, 0));
  EXPECT_EQ(all.at("title"), "Usage");
  EXPECT_EQ(all.at("operator_id"), "OP");
  EXPECT_EQ(all.at("occupier_id"), "ACME");
  EXPECT_EQ(all.at("occupier_name"), "Acme Łódź GmbH");
  EXPECT_EQ(all.at("site_id"), "LON");
  EXPECT_EQ(all.at("site_name"), "London Wall");
  EXPECT_EQ(all.at("time_zone"), "Europe/London");
  EXPECT_EQ(all.at("month"), "2026-10");
  EXPECT_EQ(all.at("position"), 4711);
  EXPECT_EQ(all.at("recorded_at"), "2026-11-01T00:00:03Z");
  EXPECT_EQ(all.at("currency"), "GBP");
  EXPECT_EQ(all.at("currency_exponent"), 2);
  EXPECT_EQ(all.at("sections").as_array().size(), 0u);
  EXPECT_EQ(all.at("totals"), json::parse(R"({"seconds":0,"calls":0,"net":0})"));
  const auto& columns = all.at("columns").as_array();
  ASSERT_EQ(columns.size(), 8u);
  EXPECT_EQ(columns[1], json::parse(R"({"key":"user_name","title":"User","kind":"text"})"));
  EXPECT_EQ(columns[7], json::parse(R"({"key":"net","title":"Net","kind":"money","exponent":2})"));
}

TEST(Json, TotalsAreThoseOfTheRows) {
  const auto all = parsed(written(Format::json, 450));
  const auto& sections = all.at("sections").as_array();
  ASSERT_EQ(sections.size(), 3u);
  std::int64_t net = 0;
  std::int64_t rows = 0;
  for (const auto& section : sections) {
    std::int64_t section_net = 0;
    for (const auto& row : section.at("rows").as_array()) section_net += row.at("net").as_int64();
    EXPECT_EQ(section.at("totals").at("net"), section_net);
    net += section_net;
    rows += static_cast<std::int64_t>(section.at("rows").as_array().size());
  }
  EXPECT_EQ(rows, 450);
  EXPECT_EQ(all.at("totals").at("net"), net);
  EXPECT_EQ(all.at("totals").at("calls"), rows);
  EXPECT_EQ(sections[2].at("extension"), "202");
}

TEST(Json, KeepsEveryTextAndNumber) {
  constexpr auto least = std::numeric_limits<std::int64_t>::min();
  constexpr auto most = std::numeric_limits<std::int64_t>::max();
  std::vector<std::string> texts = sample_names();
  for (const auto* text : {"", "=1+1", "quote \" backslash \\ slash /", "line\nend\ttab\rreturn",
                           "\x01\x1f\x7f", "</script>", "\u2028\u2029", "'"}) {
    texts.emplace_back(text);
  }
  std::vector<std::vector<Cell>> rows;
  for (const auto& text : texts) rows.push_back({std::string_view{text}, Amount{least}, Count{most}, Cell{}});
  const auto all = parsed(written(Format::json,
                                  {{.key = "name", .title = "Name", .kind = Kind::text},
                                   {.key = "net", .title = "Net", .kind = Kind::money},
                                   {.key = "calls", .title = "Calls", .kind = Kind::count},
                                   {.key = "on", .title = "On", .kind = Kind::date}},
                                  rows));
  const auto& read = all.at("sections").at(0).at("rows").as_array();
  ASSERT_EQ(read.size(), texts.size());
  for (std::size_t i = 0; i < texts.size(); ++i) {
    EXPECT_EQ(read[i].at("name"), json::value(texts[i]));
    EXPECT_EQ(read[i].at("net"), least);
    EXPECT_EQ(read[i].at("calls"), most);
    EXPECT_FALSE(read[i].as_object().contains("on"));
  }
}

TEST(Json, HasTimesAndDurations) {
  const auto all = parsed(written(Format::json,
                                  {{.key = "at", .title = "At", .kind = Kind::instant},
                                   {.key = "on", .title = "On", .kind = Kind::date},
                                   {.key = "lasted", .title = "Lasted", .kind = Kind::duration}},
                                  {{*domain::parse_instant("2026-10-25T00:30:00Z"),
                                    *domain::parse_date("2026-10-25"), std::chrono::seconds{61}}}));
  EXPECT_EQ(all.at("sections").at(0).at("rows").at(0),
            json::parse(R"({"at":"2026-10-25T01:30:00+01:00","on":"2026-10-25","lasted":61})"));
}

}  // namespace
}  // namespace tenure::test
