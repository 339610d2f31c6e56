// Limits of size and time, each with its status; clients that are slow, and clients that vanish.

#include <utility>

#include <fmt/format.h>

#include "tests/adapters/http/service.h"

namespace tenure::test {
namespace {

using std::chrono::milliseconds;

ServiceOptions with(http::ServerOptions server) {
  server.port = 0;
  server.threads = 1;
  return {.server = server, .api = {}, .engine = {}};
}

/// Sends one byte after another for as long as the server takes them.
void dribble(RawClient& client, std::string_view bytes) {
  for (const char byte : bytes) {
    if (!client.send({&byte, 1})) return;
  }
}

TEST(Limits, AHeaderTooLargeIs431) {
  Service service{with({.header_bytes_max = 1024})};
  auto client = service.connect();
  const auto answer = client.get("/healthz", "X-Long: " + std::string(2000, 'x') + "\r\n");
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->status, 431u);
  EXPECT_EQ(answer->code(), "HEADER_TOO_LARGE");
  EXPECT_TRUE(client.reads_end());
  EXPECT_EQ(service.connect().get("/healthz", "X-Short: x\r\n")->status, 200u);
}

TEST(Limits, AnEndlessHeaderIsNotReadForEver) {
  Service service{with({.header_bytes_max = 1024})};
  auto client = service.connect();
  client.send("GET /healthz HTTP/1.1\r\n");
  for (int i = 0; i < 2000 && client.send("X: y\r\n"); ++i) continue;
  EXPECT_EQ(client.read_answer()->status, 431u);
}

TEST(Limits, ABodyAnnouncedTooLargeIsRefusedBeforeItIsRead) {
  Service service{with({.body_bytes_max = 1000})};
  auto client = service.connect();
  ASSERT_TRUE(
      client.send("POST /v1/operators/OP/commands HTTP/1.1\r\nHost: t\r\nExpect: "
                  "100-continue\r\nContent-Length: 1001\r\n\r\n"));
  const auto answer = client.read_answer();
  EXPECT_EQ(answer->status, 413u);
  EXPECT_EQ(answer->code(), "BODY_TOO_LARGE");
  EXPECT_TRUE(client.reads_end());
}

TEST(Limits, AClientThatSendsATooLargeBodyAnywayStillGetsTheAnswer) {
  Service service{with({.body_bytes_max = 1000})};
  auto client = service.connect();
  const auto answer = client.post(path("/commands"), std::string(3'000'000, 'x'), as_ndjson);
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->status, 413u);
}

TEST(Limits, AChunkedBodyTooLargeIs413AndTheLargestIsTaken) {
  Service service{with({.body_bytes_max = 40'000})};
  const auto send = [&](std::size_t size) {
    auto client = service.connect();
    client.send(
        "POST /v1/operators/OP/commands HTTP/1.1\r\nHost: t\r\nContent-Type: application/x-ndjson\r\n"
        "Transfer-Encoding: chunked\r\n\r\n");
    for (std::size_t sent = 0; sent < size; sent += 1000) {
      const auto part = std::min<std::size_t>(1000, size - sent);
      client.send(fmt::format("{:x}\r\n{}\r\n", part, std::string(part, ' ')));
    }
    client.send("0\r\n\r\n");
    return client.read_answer();
  };
  EXPECT_EQ(send(40'000)->status, 200u);
  EXPECT_EQ(send(40'001)->code(), "BODY_TOO_LARGE");
}

TEST(Limits, BodiesTogetherHaveALimitToo) {
  Service service{with({.body_bytes_max = 1'000'000, .bodies_bytes_max = 1'500'000})};
  auto first = service.connect();
  ASSERT_TRUE(first.send(
      "POST /v1/operators/OP/commands HTTP/1.1\r\nHost: t\r\nContent-Type: application/x-ndjson\r\n"
      "Expect: 100-continue\r\nContent-Length: 1000000\r\n\r\n"));
  ASSERT_EQ(first.read_answer()->status, 100u);
  const auto has_room = [&] {
    auto second = service.connect();
    const auto answer = second.post(path("/commands"), std::string(1'000'000, ' '), as_ndjson);
    if (answer && answer->status == 503) {
      EXPECT_EQ(answer->code(), "TOO_MANY_BODIES");
    }
    return answer && answer->status == 200;
  };
  EXPECT_TRUE(holds_soon([&] { return !has_room(); }));
  first.vanish();
  EXPECT_TRUE(holds_soon(has_room));
}

TEST(Limits, ConnectionsAboveTheLimitAreToldSo) {
  Service service{with({.connections_max = 2})};
  auto first = service.connect();
  ASSERT_EQ(first.get("/healthz")->status, 200u);
  auto second = service.connect();
  ASSERT_EQ(second.get("/healthz")->status, 200u);
  auto third = service.connect();
  const auto refused = third.read_answer();
  ASSERT_TRUE(refused);
  EXPECT_EQ(refused->status, 503u);
  EXPECT_EQ(refused->code(), "TOO_MANY_CONNECTIONS");
  EXPECT_EQ(refused->headers.at("retry-after"), "1");
  EXPECT_TRUE(third.reads_end());
  second.vanish();
  EXPECT_TRUE(holds_soon([&] {
    auto again = service.connect();
    const auto answer = again.get("/healthz");
    return answer && answer->status == 200;
  }));
}

TEST(Slow, AHeaderThatDoesNotComeIs408) {
  Service service{with({.header_timeout = milliseconds{50}})};
  auto client = service.connect();
  ASSERT_TRUE(client.send("GET /healthz HTT"));
  const auto answer = client.read_answer();
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->status, 408u);
  EXPECT_EQ(answer->code(), "REQUEST_TIMEOUT");
  EXPECT_TRUE(client.reads_end());
}

TEST(Slow, BytesInDriblesDoNotStretchTheTime) {
  Service service{with({.header_bytes_max = 1 << 20, .header_timeout = milliseconds{50}})};
  auto client = service.connect();
  // Far more bytes than can be taken one by one within the time; sending stops when the server has closed.
  dribble(client, "GET /healthz HTTP/1.1\r\nX: " + std::string(5'000'000, 'x'));
  EXPECT_TRUE(client.reads_end());
}

TEST(Slow, ABodyThatDoesNotComeIs408) {
  Service service{with({.body_timeout = milliseconds{50}})};
  for (const auto* how :
       {"Content-Length: 100\r\n\r\nabc", "Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n"}) {
    auto client = service.connect();
    ASSERT_TRUE(client.send(fmt::format("POST /v1/operators/OP/commands HTTP/1.1\r\nHost: t\r\n{}", how)));
    const auto answer = client.read_answer();
    ASSERT_TRUE(answer) << how;
    EXPECT_EQ(answer->status, 408u) << how;
    EXPECT_TRUE(client.reads_end());
  }
}

TEST(Slow, AnIdleConnectionIsClosedWithoutAWord) {
  Service service{with({.idle_timeout = milliseconds{50}})};
  auto fresh = service.connect();
  EXPECT_FALSE(fresh.read_answer());
  auto used = service.connect();
  ASSERT_EQ(used.get("/healthz")->status, 200u);
  EXPECT_FALSE(used.read_answer());
}

TEST(Slow, AClientThatDoesNotReadIsLetGoAndItsAnswerWithIt) {
  Service service{with({.write_timeout = milliseconds{100}})};
  service.given_house();
  std::string lines;
  for (int i = 0; i < 20'000; ++i) lines += charge_line(fmt::format("S-{}", i));
  service.given(lines);
  auto deaf = service.connect(4096);
  ASSERT_TRUE(deaf.send_request("GET", path("/events"), "Accept: application/x-ndjson\r\n"));
  const auto connections = [&] {
    const auto text = service.connect().get("/metrics")->body;
    const auto at = text.find("\ntenure_http_connections ");
    return std::stoi(text.substr(at + 25));
  };
  EXPECT_TRUE(holds_soon([&] { return connections() == 1; }));  // only the one that asks
  EXPECT_EQ(service.connect().post(path("/commands/AddCharge"), charge_data("AFTER"))->status, 201u);
}

TEST(Slow, ASlowReaderOfOutcomesHoldsNobodyUp) {
  Service service;
  service.given_house();
  std::string lines;
  for (int i = 0; i < 40'000; ++i) lines += charge_line(fmt::format("S-{}", i));
  auto slow = service.connect(4096);
  ASSERT_TRUE(slow.send_request("POST", path("/commands"), as_ndjson, lines));
  auto quick = service.connect();
  for (int i = 0; i < 50; ++i) {
    ASSERT_EQ(quick.post(path("/commands/AddCharge"), charge_data(fmt::format("Q-{}", i)))->status, 201u);
  }
  slow.read_fast();
  const auto answer = slow.read_answer();
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->lines().size(), 40'000u);
}

// Far more than the sockets hold: some answer stops in the middle and goes on when there is room again.
TEST(Slow, AReaderOfManyAnswersGetsEachWholeAndInOrder) {
  constexpr int answers = 400;
  Service service;
  service.given_house();
  std::string lines;
  for (int i = 0; i < 100; ++i) lines += charge_line(fmt::format("S-{}", i));
  const auto position = service.given(lines);
  const auto list = path("/occupiers/ACME/charges?limit=1000");
  const auto after = fmt::format("Tenure-Min-Position: {}\r\n", position);
  const auto once = service.connect().get(list, after);
  ASSERT_EQ(once->status, 200u);
  ASSERT_GT(once->body.size(), 20'000u);

  auto slow = service.connect(4096);
  std::string requests;
  for (int i = 0; i < answers; ++i) {
    requests += fmt::format(
        "GET {} HTTP/1.1\r\nHost: t\r\n\r\nGET /v1/operators/OP/nothing-{} HTTP/1.1\r\nHost: t\r\n\r\n", list,
        i);
  }
  ASSERT_TRUE(slow.send(requests));
  // The sockets are full when the server answers no more.
  std::string counted;
  EXPECT_TRUE(holds_soon([&] {
    const auto text = service.connect().get("/metrics")->body;
    const auto at = text.find(R"(route="none",status="404")");
    const auto count = at == text.npos ? "" : text.substr(at, text.find('\n', at) - at);
    return !count.empty() && std::exchange(counted, count) == count;
  }));
  slow.read_fast();
  for (int i = 0; i < answers; ++i) {
    const auto charges = slow.read_answer();
    ASSERT_TRUE(charges) << i;
    ASSERT_EQ(charges->body, once->body) << i;
    const auto nothing = slow.read_answer();
    ASSERT_TRUE(nothing) << i;
    ASSERT_EQ(nothing->status, 404u) << i;
  }
}

TEST(Vanishing, InTheMiddleOfARequestLeavesNoTrace) {
  Service service;
  for (const auto* part :
       {"GET /hea",
        "POST /v1/operators/OP/commands HTTP/1.1\r\nHost: t\r\nContent-Length: 1000000\r\n\r\nabc",
        "POST /v1/operators/OP/commands HTTP/1.1\r\nHost: t\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab"}) {
    auto client = service.connect();
    ASSERT_TRUE(client.send(part));
    client.vanish();
  }
  EXPECT_EQ(service.connect().get("/healthz")->status, 200u);
  EXPECT_EQ(service.partition().committed(), eventstore::Position{});
}

TEST(Vanishing, BeforeTheAnswerDoesNotUndoTheCommand) {
  Service service;
  service.given_house();
  for (int i = 0; i < 20; ++i) {
    auto client = service.connect();
    const auto id = fmt::format("V-{}", i);
    ASSERT_TRUE(client.send_request("POST", path("/commands/AddCharge"),
                                    "Content-Type: application/json\r\nIdempotency-Key: " + id + "\r\n",
                                    charge_data(id)));
    client.vanish();
  }
  // Whoever vanished may ask again: every command has exactly one outcome, applied now or then.
  auto client = service.connect();
  for (int i = 0; i < 20; ++i) {
    const auto id = fmt::format("V-{}", i);
    const auto answer = client.post(path("/commands/AddCharge"), charge_data(id),
                                    "Content-Type: application/json\r\nIdempotency-Key: " + id + "\r\n");
    ASSERT_EQ(answer->status, 201u) << answer->body;
  }
  const auto last = service.partition().committed();
  EXPECT_EQ(client.get(path("/events?type=ChargeRaised&limit=1000"))->json().at("events").as_array().size(),
            3u + 20u);
  EXPECT_GT(last.value, 20u);
}

TEST(Vanishing, InTheMiddleOfManyOutcomesLeavesWholeCommands) {
  Service service;
  service.given_house();
  std::string lines;
  for (int i = 0; i < 30'000; ++i) lines += charge_line(fmt::format("V-{}", i));
  auto client = service.connect(4096);
  ASSERT_TRUE(client.send_request("POST", path("/commands"), as_ndjson, lines));
  ASSERT_TRUE(client.read_head());
  client.vanish();
  const auto again =
      service.connect().post(path("/commands"), lines, std::string{as_ndjson} + "Prefer: return=minimal\r\n");
  ASSERT_TRUE(again);
  EXPECT_EQ(again->json().at("accepted"), 30'000);
  EXPECT_GT(again->json().at("repeated").to_number<int>(), 0);
}

}  // namespace
}  // namespace tenure::test
