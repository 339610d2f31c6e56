#include "bench/http/answer_reader.h"

#include <cstring>
#include <string>
#include <string_view>

#include <gtest/gtest.h>

#include "bench/http/load.h"

namespace tenure::bench {
namespace {

using Progress = AnswerReader::Progress;

/// Gives the bytes one after another; the progress after the last one. Before it, there must be more to come.
Progress feed(AnswerReader& reader, std::string_view bytes) {
  auto progress = Progress::more;
  for (const char byte : bytes) {
    EXPECT_EQ(progress, Progress::more);
    *reader.room(1) = byte;
    progress = reader.take(1);
  }
  return progress;
}

TEST(AnswerReader, EndsWhereTheLengthSays) {
  AnswerReader reader;
  EXPECT_EQ(feed(reader, "HTTP/1.1 201 Created\r\nServer: x\r\ncontent-LENGTH: 5\r\n\r\nhello"),
            Progress::whole);
  EXPECT_EQ(reader.status(), 201U);
  EXPECT_EQ(reader.body(), "hello");
}

TEST(AnswerReader, EndsWithTheHeadWhereThereIsNoBody) {
  AnswerReader reader;
  EXPECT_EQ(feed(reader, "HTTP/1.1 204 No Content\r\nServer: x\r\n\r\n"), Progress::whole);
  EXPECT_EQ(reader.status(), 204U);
  EXPECT_EQ(reader.body(), "");
}

TEST(AnswerReader, EndsWithTheLastChunk) {
  AnswerReader reader;
  EXPECT_EQ(feed(reader, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n10\r\n"),
            Progress::more);
  EXPECT_EQ(feed(reader, "0123456789abcdef\r\n0\r\n\r\n"), Progress::whole);
  EXPECT_NE(reader.body().find("hello"), std::string_view::npos);
}

TEST(AnswerReader, BeginsAnewForTheNextAnswer) {
  AnswerReader reader;
  EXPECT_EQ(feed(reader, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"), Progress::whole);
  reader.next();
  EXPECT_EQ(feed(reader, "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"), Progress::whole);
  EXPECT_EQ(reader.status(), 404U);
}

TEST(AnswerReader, RefusesWhatIsNoAnswer) {
  for (const std::string_view bytes : {"SSH-2.0-OpenSSH\r\n\r\n", "HTTP/1.1 2x0 OK\r\n\r\n",
                                       "HTTP/1.1 200 OK\r\nContent-Length: many\r\n\r\n"}) {
    AnswerReader reader;
    EXPECT_EQ(feed(reader, bytes), Progress::malformed) << bytes;
  }
  AnswerReader reader;
  constexpr std::string_view too_much = "HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\nab";
  std::memcpy(reader.room(too_much.size()), too_much.data(), too_much.size());
  EXPECT_EQ(reader.take(too_much.size()), Progress::malformed);
}

TEST(HttpLoad, AServerThatIsNotThereEndsTheScenario) {
  const std::vector<std::string> requests{get_request("/")};
  // The port of the discard service, which nothing listens on here.
  EXPECT_THROW((void)http_load(9, 1, requests, [](const HttpAnswer&) { return true; }), Failure);
}

TEST(HttpLoad, RequestsAreWhole) {
  EXPECT_EQ(post_request("/a", "text/plain", "X: y\r\n", "body"),
            "POST /a HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: text/plain\r\nContent-Length: 4\r\nX: "
            "y\r\n\r\nbody");
  EXPECT_EQ(get_request("/b?c=d"), "GET /b?c=d HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n");
}

}  // namespace
}  // namespace tenure::bench
