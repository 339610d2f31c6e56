// What is shown to people: grouped numbers, columns, indented JSON, log lines.

#include <boost/json/parse.hpp>
#include <gtest/gtest.h>

#include "adapters/cli/client.h"
#include "adapters/cli/console.h"
#include "adapters/cli/json_text.h"
#include "adapters/daemon/logging.h"

namespace tenure::cli {
namespace {

TEST(Grouped, ByThousands) {
  EXPECT_EQ(grouped(0), "0");
  EXPECT_EQ(grouped(999), "999");
  EXPECT_EQ(grouped(1'000), "1,000");
  EXPECT_EQ(grouped(1'234'567), "1,234,567");
}

TEST(Table, NumbersStandToTheRightTextsToTheLeft) {
  EXPECT_EQ(table_text({{"NAME", "NET"}, {"a", "5"}, {"long name", "1,250"}}),
            "NAME         NET\n"
            "a              5\n"
            "long name  1,250\n");
}

TEST(Table, CountsCharactersNotBytes) {
  EXPECT_EQ(table_text({{"A", "B"}, {"é", "x"}, {"ee", "y"}}), "A   B\né   x\nee  y\n");
}

TEST(Columns, ListsAreRowsAndWhatStandsBesideThemIsAbove) {
  const auto value = boost::json::parse(
      R"({"as_of":7,"items":[{"id":"a","net":5,"who":{"name":"x"},"tags":["p","q"]},{"id":"b","net":12}],"next_cursor":""})");
  EXPECT_EQ(columns_text(value),
            "as_of        7\n"
            "next_cursor\n"
            "\n"
            "id  net  who.name  tags\n"
            "a     5  x         p,q\n"
            "b    12\n");
}

TEST(Columns, AmountsAreInTheMainUnitWhereTheExponentIsSaid) {
  const auto value = boost::json::parse(
      R"({"items":[{"net":503226,"currency":"GBP","currency_exponent":2},{"net":-5,"currency":"GBP","currency_exponent":2},)"
      R"({"net":1200,"currency":"JPY","currency_exponent":0},{"net":7}]})");
  EXPECT_EQ(columns_text(value),
            "     net  currency\n5,032.26  GBP\n   -0.05  GBP\n   1,200  JPY\n       7\n");
}

TEST(Columns, CanBeChosen) {
  const auto value = boost::json::parse(R"({"items":[{"a":1,"b":2,"c":3}]})");
  EXPECT_EQ(columns_text(value, std::vector<std::string>{"c", "a"}), "c  a\n3  1\n");
}

TEST(Columns, AListThatWasNotMeantIsShownWhole) {
  const auto value =
      boost::json::parse(R"({"totals":[{"currency":"GBP","n":1}],"lines":[{"on":"x","n":2,"m":3}]})");
  EXPECT_EQ(columns_text(value, std::vector<std::string>{"on", "n"}),
            "totals\ncurrency  n\nGBP       1\n\nlines\non  n\nx   2\n");
}

TEST(Indented, IsTheSameJson) {
  const auto value = boost::json::parse(R"({"a":[1,{"b":"\"x\""}],"c":{},"d":[]})");
  EXPECT_EQ(indented_text(value),
            "{\n  \"a\": [\n    1,\n    {\n      \"b\": \"\\\"x\\\"\"\n    }\n  ],\n  \"c\": {},\n  \"d\": "
            "[]\n}\n");
  EXPECT_EQ(boost::json::parse(indented_text(value)), value);
}

TEST(LogLine, IsOneObjectWhateverTheMessageHolds) {
  std::string line;
  daemon::append_json_line("2026-10-01T00:00:00Z", "info", "a \"quoted\"\nline {}", line);
  EXPECT_EQ(line.find('\n'), line.size() - 1);
  EXPECT_EQ(boost::json::parse(line).at("message").as_string(), "a \"quoted\"\nline {}");
}

TEST(Problem, IsOneSentence) {
  const Reply with_detail{.status = 422,
                          .content_type = {},
                          .headers = {},
                          .body = R"({"code":"NO_CONTRACT","title":"t","detail":"d"})"};
  EXPECT_EQ(problem_text(with_detail), "422 NO_CONTRACT: d");
  const Reply without{
      .status = 404, .content_type = {}, .headers = {}, .body = R"({"code":"NOT_FOUND","title":"t"})"};
  EXPECT_EQ(problem_text(without), "404 NOT_FOUND: t");
  const Reply foreign{.status = 502, .content_type = {}, .headers = {}, .body = "<html>"};
  EXPECT_EQ(problem_text(foreign), "HTTP status 502 <html>");
}

TEST(Target, IsPercentEncoded) {
  EXPECT_EQ(operator_target("harbour", "/occupiers"), "/v1/operators/harbour/occupiers");
  EXPECT_EQ(operator_target("a b", "x"), "/v1/operators/a%20b/x");
  EXPECT_EQ(percent_encoded("contract/CON-1"), "contract%2FCON-1");
}

TEST(Url, OtherSchemesAndNonsenseAreRefused) {
  EXPECT_FALSE(detail::connect_http("ftp://127.0.0.1"));
  EXPECT_FALSE(detail::connect_http("127.0.0.1:8080"));
  EXPECT_TRUE(detail::connect_http("http://127.0.0.1:8080"));
}

}  // namespace
}  // namespace tenure::cli
