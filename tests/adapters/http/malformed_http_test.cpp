// What is not HTTP, or not quite: each with its status, and the server goes on.

#include <fmt/format.h>

#include "tests/adapters/http/service.h"

namespace tenure::test {
namespace {

class MalformedHttp : public testing::Test {
 protected:
  /// The answer to exactly these bytes, on a connection of their own, and whether the server then closes it.
  struct Reaction {
    std::optional<Answer> answer;
    bool closes = false;
  };
  Reaction send(std::string_view bytes) {
    auto client = service.connect();
    client.send(bytes);
    Reaction reaction{.answer = client.read_answer()};
    reaction.closes = client.reads_end();
    return reaction;
  }

  Service service;
};

struct Row {
  std::string_view bytes;
  unsigned status;
  std::string_view code;
};

TEST_F(MalformedHttp, IsAnsweredAndTheConnectionClosed) {
  const Row rows[] = {
      {"nonsense\r\n\r\n", 400, "MALFORMED_HTTP"},
      {"GET\r\n\r\n", 400, "MALFORMED_HTTP"},
      {"GET /healthz HTTP/1.1\r\nno colon here\r\n\r\n", 400, "MALFORMED_HTTP"},
      {"GET /healthz HTTP/1.1\r\nHost: t\r\nBad Name: x\r\n\r\n", 400, "MALFORMED_HTTP"},
      {"GET /healthz HTTP/2.0\r\nHost: t\r\n\r\n", 505, "HTTP_VERSION"},
      {"GET /healthz HTTP/1.1\r\n\r\n", 400, "MALFORMED_HTTP"},
      {"GET /healthz HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", 400, "MALFORMED_HTTP"},
      {"POST /v1/operators/OP/commands HTTP/1.1\r\nHost: t\r\nContent-Length: ten\r\n\r\n", 400,
       "MALFORMED_HTTP"},
      {"POST /v1/operators/OP/commands HTTP/1.1\r\nHost: t\r\nContent-Length: -1\r\n\r\n", 400,
       "MALFORMED_HTTP"},
      {"POST /v1/operators/OP/commands HTTP/1.1\r\nHost: t\r\nContent-Length: 1\r\nContent-Length: "
       "2\r\n\r\nab",
       400, "MALFORMED_HTTP"},
      {"POST /v1/operators/OP/commands HTTP/1.1\r\nHost: t\r\nContent-Length: 5\r\nTransfer-Encoding: "
       "chunked\r\n\r\n0\r\n\r\n",
       400, "MALFORMED_HTTP"},
      {"POST /v1/operators/OP/commands HTTP/1.1\r\nHost: t\r\nTransfer-Encoding: chunked\r\nContent-Length: "
       "5\r\n\r\n0\r\n\r\n",
       400, "MALFORMED_HTTP"},
      {"POST /v1/operators/OP/commands HTTP/1.1\r\nHost: t\r\nTransfer-Encoding: gzip\r\n\r\n", 501,
       "TRANSFER_ENCODING"},
      {"POST /v1/operators/OP/commands HTTP/1.1\r\nHost: t\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", 400,
       "MALFORMED_HTTP"},
      {"POST /v1/operators/OP/commands HTTP/1.1\r\nHost: t\r\nTransfer-Encoding: "
       "chunked\r\n\r\n3\r\nabcdef\r\n",
       400, "MALFORMED_HTTP"},
      {"POST /v1/operators/OP/commands HTTP/1.1\r\nHost: t\r\nTransfer-Encoding: "
       "chunked\r\n\r\nffffffffffffffffff\r\n",
       400, "MALFORMED_HTTP"},
      {"POST /v1/operators/OP/commands HTTP/1.1\r\nHost: t\r\nExpect: miracles\r\nContent-Length: 1\r\n\r\nx",
       417, "EXPECTATION_FAILED"},
  };
  for (const auto& row : rows) {
    const auto reaction = send(row.bytes);
    ASSERT_TRUE(reaction.answer) << row.bytes;
    EXPECT_EQ(reaction.answer->status, row.status) << row.bytes;
    EXPECT_EQ(reaction.answer->code(), row.code) << row.bytes;
    EXPECT_EQ(reaction.answer->headers.at("connection"), "close") << row.bytes;
    EXPECT_TRUE(reaction.closes) << row.bytes;
  }
  EXPECT_EQ(service.connect().get("/healthz")->status, 200u);
}

TEST_F(MalformedHttp, ABodyCutShortChangesNothing) {
  for (const auto* bytes :
       {"POST /v1/operators/OP/commands/RegisterOccupier HTTP/1.1\r\nHost: t\r\n"
        "Content-Type: application/json\r\nContent-Length: 100\r\n\r\n{\"occupier_id\":\"A\",",
        "POST /v1/operators/OP/commands HTTP/1.1\r\nHost: t\r\nContent-Type: application/x-ndjson\r\n"
        "Transfer-Encoding: chunked\r\n\r\n5\r\nabc"}) {
    auto client = service.connect();
    ASSERT_TRUE(client.send(bytes));
    client.finish_sending();
    EXPECT_TRUE(client.reads_end());
  }
  EXPECT_EQ(service.partition().committed(), eventstore::Position{});
}

TEST_F(MalformedHttp, AnUnknownAddressIsNotFound) {
  auto client = service.connect();
  for (const auto* target : {"/", "/v1", "/nothing", "/v1/operators/OP", "/v1/operators/OP/occupiers/",
                             "//healthz", "/v1/operators/OP/streams/events"}) {
    const auto answer = client.get(target);
    EXPECT_EQ(answer->status, 404u) << target;
    EXPECT_EQ(answer->code(), "NOT_FOUND") << target;
  }
  for (const auto* target :
       {"/v1/operators/%zz/events", "/v1/operators/OP/events?after=%4", "/%00", "healthz"}) {
    EXPECT_EQ(client.get(target)->code(), "BAD_PARAMETER") << target;
  }
}

TEST_F(MalformedHttp, AnotherMethodIsToldWhichThereAre) {
  auto client = service.connect();
  const auto post = client.post("/healthz", "");
  EXPECT_EQ(post->status, 405u);
  EXPECT_EQ(post->code(), "METHOD_NOT_ALLOWED");
  EXPECT_EQ(post->headers.at("allow"), "GET, HEAD");
  const auto put = client.request("PUT", path("/commands"), "", "x");
  EXPECT_EQ(put->status, 405u);
  EXPECT_EQ(put->headers.at("allow"), "POST");
  EXPECT_EQ(client.request("DELETE", path("/occupiers/ACME"))->status, 405u);
  EXPECT_EQ(client.request("BREW", path("/nothing"))->status, 404u);
}

TEST_F(MalformedHttp, PipelinedRequestsAreAnsweredInOrder) {
  auto client = service.connect();
  std::string all;
  for (int i = 0; i < 20; ++i) {
    const auto body = fmt::format(R"({{"occupier_id":"O-{}","name":"x"}})", i);
    all += fmt::format(
        "POST /v1/operators/OP/commands/RegisterOccupier HTTP/1.1\r\nHost: t\r\nContent-Type: "
        "application/json\r\n"
        "Idempotency-Key: p-{}\r\nContent-Length: {}\r\n\r\n{}",
        i, body.size(), body);
    all += "GET /healthz HTTP/1.1\r\nHost: t\r\n\r\n";
  }
  ASSERT_TRUE(client.send(all));
  for (int i = 0; i < 20; ++i) {
    const auto created = client.read_answer();
    ASSERT_TRUE(created);
    EXPECT_EQ(created->headers.at("idempotency-key"), fmt::format("p-{}", i));
    EXPECT_EQ(created->json().at("position"), i + 1);
    const auto healthy = client.read_answer();
    ASSERT_TRUE(healthy);
    EXPECT_EQ(healthy->body, R"({"status":"ok"})");
  }
}

TEST_F(MalformedHttp, OldAndClosingClientsAreServed) {
  auto old = service.connect();
  ASSERT_TRUE(old.send("GET /healthz HTTP/1.0\r\n\r\n"));
  EXPECT_EQ(old.read_answer()->headers.at("connection"), "close");
  EXPECT_TRUE(old.reads_end());
  auto keeping = service.connect();
  ASSERT_TRUE(keeping.send("GET /healthz HTTP/1.0\r\nConnection: keep-alive\r\n\r\n"));
  EXPECT_EQ(keeping.read_answer()->headers.at("connection"), "keep-alive");
  EXPECT_EQ(keeping.get("/healthz", "Connection: close\r\n")->status, 200u);
  EXPECT_TRUE(keeping.reads_end());
}

TEST_F(MalformedHttp, AStreamToAnOldClientEndsWithTheConnection) {
  service.given_house();
  auto old = service.connect();
  ASSERT_TRUE(
      old.send("GET /v1/operators/OP/events?after=20 HTTP/1.0\r\nAccept: application/x-ndjson\r\n\r\n"));
  const auto head = old.read_head();
  ASSERT_TRUE(head);
  EXPECT_FALSE(head->headers.contains("transfer-encoding"));
  EXPECT_TRUE(old.reads_end());
}

TEST_F(MalformedHttp, ABodyIsAskedForWhereTheClientWaits) {
  auto client = service.connect();
  ASSERT_TRUE(client.send(
      "POST /v1/operators/OP/commands/RegisterOccupier HTTP/1.1\r\nHost: t\r\nExpect: 100-continue\r\n"
      "Content-Type: application/json\r\nContent-Length: 32\r\n\r\n"));
  EXPECT_EQ(client.read_answer()->status, 100u);
  ASSERT_TRUE(client.send(R"({"occupier_id":"A","name":"abc"})"));
  EXPECT_EQ(client.read_answer()->status, 201u);
}

TEST_F(MalformedHttp, ABodyOfAGetIsReadAndIgnored) {
  auto client = service.connect();
  EXPECT_EQ(client.request("GET", "/healthz", "", "GET /nothing HTTP/1.1\r\n\r\n")->status, 200u);
  EXPECT_EQ(client.get("/healthz")->status, 200u);
}

}  // namespace
}  // namespace tenure::test
