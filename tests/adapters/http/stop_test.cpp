// Starting and stopping: addresses that cannot be had, requests in hand, live streams, idle connections.

#include <thread>

#include <fmt/format.h>

#include "tests/adapters/http/service.h"

namespace tenure::test {
namespace {

TEST(Start, AnAddressThatCannotBeHadIsSaid) {
  Service service;
  const auto taken = http::Server::start({.port = service.port()}, *service.api);
  ASSERT_FALSE(taken);
  EXPECT_NE(taken.error().find("in use"), std::string::npos) << taken.error();
  EXPECT_FALSE(http::Server::start({.address = "not an address", .port = 0}, *service.api));
}

TEST(Start, SeveralLoopsServeTogether) {
  ServiceOptions options;
  options.server.threads = 3;
  Service service{std::move(options)};
  service.given_house();
  std::vector<RawClient> clients;
  for (int i = 0; i < 12; ++i) clients.push_back(service.connect());
  for (int round = 0; round < 20; ++round) {
    for (std::size_t i = 0; i < clients.size(); ++i) {
      ASSERT_TRUE(clients[i].send_request("POST", path("/commands/AddCharge"), as_json,
                                          charge_data(fmt::format("T-{}-{}", round, i))));
    }
    for (auto& client : clients) ASSERT_EQ(client.read_answer()->status, 201u);
  }
}

TEST(Stop, ClosesIdleConnectionsAndTakesNoNewOnes) {
  Service service;
  auto idle = service.connect();
  ASSERT_EQ(idle.get("/healthz")->status, 200u);
  const auto port = service.port();
  service.server->stop();
  EXPECT_TRUE(idle.reads_end());
  EXPECT_THROW(RawClient{port}, std::runtime_error);
  service.server->stop();  // and once more is nothing
}

TEST(Stop, FinishesWhatWasAccepted) {
  Service service;
  service.given_house();
  std::string lines;
  for (int i = 0; i < 20'000; ++i) lines += charge_line(fmt::format("S-{}", i));
  auto client = service.connect();
  ASSERT_TRUE(client.send_request("POST", path("/commands"), as_ndjson, lines));
  ASSERT_TRUE(client.read_head());  // it is under way
  std::thread stopping{[&] { service.server->stop(); }};
  std::string body;
  while (auto chunk = client.read_chunk()) body += *chunk;
  stopping.join();
  EXPECT_EQ(std::ranges::count(body, '\n'), 20'000);
  EXPECT_TRUE(client.reads_end());
}

TEST(Stop, EndsLiveStreamsProperly) {
  Service service;
  auto reader = service.connect();
  ASSERT_TRUE(reader.send_request("GET", path("/events"), "Accept: text/event-stream\r\n"));
  ASSERT_TRUE(reader.read_head());
  ASSERT_TRUE(reader.read_stream_until("retry"));
  service.server->stop();
  EXPECT_FALSE(reader.read_chunk());  // the last chunk, then the end
  EXPECT_TRUE(reader.reads_end());
}

TEST(Stop, BreaksWhatDoesNotEnd) {
  ServiceOptions options;
  options.server.stop_timeout = std::chrono::milliseconds{50};
  Service service{std::move(options)};
  auto half = service.connect();
  ASSERT_TRUE(
      half.send("POST /v1/operators/OP/commands HTTP/1.1\r\nHost: t\r\nExpect: "
                "100-continue\r\nContent-Length: 10\r\n\r\n"));
  ASSERT_EQ(half.read_answer()->status, 100u);
  service.server->stop();
  EXPECT_TRUE(half.reads_end());
}

TEST(Stop, TheNextServerOnTheSameEngineGoesOn) {
  Service service;
  service.given_house();
  service.server.reset();
  auto again = http::Server::start({.port = 0}, *service.api);
  ASSERT_TRUE(again);
  EXPECT_EQ(RawClient{(*again)->port()}.post(path("/commands/AddCharge"), charge_data("NEXT"))->status, 201u);
}

}  // namespace
}  // namespace tenure::test
