// The small parts by themselves: targets, media types, versions.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "adapters/http/api/media_type.h"
#include "adapters/http/api/parameter.h"
#include "adapters/http/api/target.h"

namespace tenure::http {
namespace {

using testing::ElementsAre;
using testing::Pair;

TEST(Target, IsCutIntoDecodedSegmentsAndParameters) {
  const auto target = parse_target("/v1/a%2Fb/+44?x=1&y=a%20b&plus=+&flag&&empty=");
  ASSERT_TRUE(target);
  EXPECT_THAT(target->segments, ElementsAre("v1", "a/b", "+44"));
  EXPECT_THAT(target->query, ElementsAre(Pair("x", "1"), Pair("y", "a b"), Pair("plus", "+"),
                                         Pair("flag", ""), Pair("empty", "")));
  EXPECT_THAT(parse_target("/")->segments, ElementsAre(""));
  EXPECT_THAT(parse_target("/a/#part")->segments, ElementsAre("a", ""));
}

TEST(Target, WhatIsNotEncodedRightIsNone) {
  for (const auto* text : {"", "a", "/%", "/%1", "/%zz", "/%00", "/%0a", "/?a=%", "/\x7f"})
    EXPECT_FALSE(parse_target(text)) << text;
  std::string deep;
  for (std::size_t i = 0; i <= segments_max; ++i) deep += "/x";
  EXPECT_FALSE(parse_target(deep));
  std::string many = "/?";
  for (std::size_t i = 0; i <= query_parameters_max; ++i) many += "a=b&";
  EXPECT_FALSE(parse_target(many));
}

TEST(Target, ASegmentIsEncodedWhereItMustBe) {
  std::string out;
  write_segment("lease:C1/ä+1", out);
  EXPECT_EQ(out, "lease:C1%2F%C3%A4+1");
  EXPECT_EQ(parse_target("/" + out)->segments[0], "lease:C1/ä+1");
}

TEST(MediaType, ContentTypesMayHaveParametersAndCapitals) {
  EXPECT_TRUE(is_media_type("application/json", json_media_type));
  EXPECT_TRUE(is_media_type("Application/JSON ; charset=utf-8", json_media_type));
  EXPECT_FALSE(is_media_type("application/jsonx", json_media_type));
  EXPECT_FALSE(is_media_type("", json_media_type));
}

TEST(MediaType, AcceptTakesRangesListsAndRefusals) {
  EXPECT_TRUE(accepts("", json_media_type));
  EXPECT_TRUE(accepts("*/*", json_media_type));
  EXPECT_TRUE(accepts("application/*", json_media_type));
  EXPECT_TRUE(accepts("text/html, application/json;q=0.5", json_media_type));
  EXPECT_FALSE(accepts("text/html", json_media_type));
  EXPECT_FALSE(accepts("application/json;q=0", json_media_type));
  EXPECT_FALSE(accepts("applicationx/*", json_media_type));
  EXPECT_TRUE(asks_for("text/event-stream", event_stream_media_type));
  EXPECT_FALSE(asks_for("*/*", event_stream_media_type));
}

TEST(Version, IsANumberInQuotesOrNot) {
  EXPECT_EQ(parse_version("3"), 3u);
  EXPECT_EQ(parse_version("\"3\""), 3u);
  EXPECT_EQ(parse_version("W/\"3\""), 3u);
  for (const auto* text : {"", "*", "\"\"", "\"3", "3 ", "-1", "3,4", "18446744073709551616"}) {
    EXPECT_FALSE(parse_version(text)) << text;
  }
}

}  // namespace
}  // namespace tenure::http
