// GET /events as text/event-stream: catching up, following live, resuming, lagging, going away.

#include <fmt/format.h>
#include <gmock/gmock.h>

#include "tests/adapters/http/service.h"

namespace tenure::test {
namespace {

using testing::HasSubstr;
using testing::Not;

constexpr std::string_view as_event_stream = "Accept: text/event-stream\r\n";

class LiveEvents : public testing::Test {
 protected:
  RawClient follow(const Service& from, std::string_view query = "", std::string headers = "") {
    auto reader = from.connect();
    EXPECT_TRUE(reader.send_request("GET", path("/events") + std::string{query},
                                    std::string{as_event_stream} + headers));
    const auto head = reader.read_head();
    EXPECT_TRUE(head);
    EXPECT_EQ(head->status, 200u);
    EXPECT_EQ(head->headers.at("content-type"), "text/event-stream");
    return reader;
  }
  RawClient follow(std::string_view query = "", std::string headers = "") {
    return follow(service, query, std::move(headers));
  }
  void charge(std::string_view id) {
    auto client = service.connect();
    ASSERT_EQ(client.post(path("/commands/AddCharge"), charge_data(id))->status, 201u);
  }

  Service service;
  std::uint64_t last = service.given_house();
};

TEST_F(LiveEvents, CatchUpAndThenFollow) {
  auto reader = follow();
  const auto past = reader.read_stream_until(fmt::format("id: {}\n", last));
  ASSERT_TRUE(past);
  EXPECT_THAT(*past, HasSubstr("id: 1\nevent: LegalEntityRegistered\ndata: {\"position\":1,"));
  charge("LIVE-1");
  const auto live = reader.read_stream_until(fmt::format("id: {}\nevent: ChargeRaised\ndata: ", last + 1));
  ASSERT_TRUE(live);
  // Every event once and in order.
  std::size_t from = 0;
  for (std::uint64_t position = 1; position <= last + 1; ++position) {
    const auto id = fmt::format("id: {}\n", position);
    const auto at = live->find(id, from);
    ASSERT_NE(at, live->npos) << position;
    from = at + id.size();
  }
  EXPECT_EQ(live->find("id: ", from), live->npos);
}

TEST_F(LiveEvents, ResumeBehindTheLastOneSeen) {
  auto reader = follow("?after=2", fmt::format("Last-Event-ID: {}\r\n", last - 1));
  const auto seen = reader.read_stream_until("\n\n");
  ASSERT_TRUE(seen);
  const auto all = reader.read_stream_until(fmt::format("id: {}\n", last));
  ASSERT_TRUE(all);
  EXPECT_THAT(*all, Not(HasSubstr(fmt::format("id: {}\n", last - 1))));
  EXPECT_EQ(
      service.connect().get(path("/events"), std::string{as_event_stream} + "Last-Event-ID: x\r\n")->code(),
      "BAD_PARAMETER");
}

TEST_F(LiveEvents, OnlyOfOneTypeAndOneOperator) {
  auto reader = follow("?type=OccupierRegistered");
  ASSERT_TRUE(reader.read_stream_until("OccupierRegistered"));
  charge("UNSEEN");
  auto client = service.connect();
  ASSERT_EQ(
      client.post("/v1/operators/OTHER/commands/RegisterOccupier", R"({"occupier_id":"UNSEEN","name":"x"})")
          ->status,
      201u);
  ASSERT_EQ(client.post(path("/commands/RegisterOccupier"), R"({"occupier_id":"SEEN","name":"x"})")->status,
            201u);
  const auto all = reader.read_stream_until("\"SEEN\"");
  ASSERT_TRUE(all);
  EXPECT_THAT(*all, Not(HasSubstr("UNSEEN")));
}

TEST_F(LiveEvents, WhereNothingHappensAHeartbeatDoes) {
  Service quiet{{.api = {.heartbeat = std::chrono::milliseconds{30}}}};
  auto reader = follow(quiet);
  EXPECT_TRUE(reader.read_stream_until(": heartbeat\n\n: heartbeat\n\n"));
}

TEST_F(LiveEvents, ManyReadersSeeTheSame) {
  std::vector<RawClient> readers;
  for (int i = 0; i < 20; ++i) readers.push_back(follow(fmt::format("?after={}", last)));
  for (int i = 0; i < 10; ++i) charge(fmt::format("M-{}", i));
  std::optional<std::string> first;
  for (auto& reader : readers) {
    const auto seen = reader.read_stream_until(fmt::format("id: {}\nevent: ChargeRaised", last + 10));
    ASSERT_TRUE(seen);
    if (!first) first = seen;
  }
}

TEST_F(LiveEvents, AReaderThatLagsFallsBackToTheLogAndMissesNothing) {
  ServiceOptions options;
  options.engine.store.partition.feed_bytes_max = 64 * 1024;  // far less than what it will miss
  Service small{std::move(options)};
  const auto base = small.given_house();
  auto lagging = small.connect(4096);
  ASSERT_TRUE(lagging.send_request("GET", path(fmt::format("/events?after={}", base)), as_event_stream));
  ASSERT_TRUE(lagging.read_head());
  constexpr std::uint64_t missed = 20'000;
  std::string lines;
  for (std::uint64_t i = 0; i < missed; ++i) lines += charge_line(fmt::format("L-{}", i));
  small.given(lines);  // the writer does not wait for the reader
  lagging.read_fast();
  const auto all = lagging.read_stream_until(fmt::format("id: {}\n", base + missed));
  ASSERT_TRUE(all);
  std::uint64_t expected = base;
  for (std::size_t at = all->find("id: "); at != all->npos; at = all->find("\nid: ", at + 1)) {
    const auto digits = at + (all->at(at) == '\n' ? 5 : 4);
    ASSERT_EQ(std::stoull(all->substr(digits, all->find('\n', digits) - digits)), ++expected);
  }
  EXPECT_EQ(expected, base + missed);
}

TEST_F(LiveEvents, AReaderThatGoesIsForgotten) {
  const auto readers = [&] {
    const auto text = service.connect().get("/metrics")->body;
    return std::stoi(text.substr(text.find("\ntenure_live_readers ") + 21));
  };
  auto closes = std::make_optional(follow());
  auto vanishes = follow();
  ASSERT_TRUE(holds_soon([&] { return readers() == 2; }));
  closes.reset();
  vanishes.vanish();
  EXPECT_TRUE(holds_soon([&] { return readers() == 0; }));
}

TEST_F(LiveEvents, ReadersHaveALimit) {
  Service few{{.api = {.live_readers_max = 1}}};
  auto first = follow(few);
  ASSERT_TRUE(first.read_stream_until("retry"));
  const auto second = few.connect().get(path("/events"), as_event_stream);
  EXPECT_EQ(second->status, 503u);
  EXPECT_EQ(second->code(), "TOO_MANY_READERS");
}

}  // namespace
}  // namespace tenure::test
