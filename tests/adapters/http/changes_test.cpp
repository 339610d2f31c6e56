// GET /access/changes and GET /telephony/changes: what equipment of the field follows.

#include <fmt/format.h>
#include <gmock/gmock.h>

#include "adapters/http/api/events/feeds.h"
#include "schemas/codec/type_plan.h"
#include "tests/adapters/http/service.h"

namespace tenure::test {
namespace {

std::vector<std::string> types_in(const boost::json::value& page) {
  std::vector<std::string> types;
  for (const auto& event : page.at("events").as_array()) types.emplace_back(event.at("type").as_string());
  return types;
}

class Changes : public testing::Test {
 protected:
  boost::json::value get(std::string_view rest) {
    const auto answer = client.get(path(rest));
    EXPECT_TRUE(answer);
    EXPECT_EQ(answer->status, 200u) << answer->body;
    return answer->json();
  }

  Service service;
  std::uint64_t last = service.given_house();
  RawClient client = service.connect();
};

TEST_F(Changes, OfAccessComeInOrderAndAreNoOthers) {
  const auto page = get("/access/changes");
  EXPECT_THAT(types_in(page),
              testing::ElementsAre("SiteRegistered", "DoorAdded", "ContractStarted", "UserAdded",
                                   "AccessGroupCreated", "DoorAddedToGroup", "UserAddedToGroup"));
  EXPECT_EQ(page.at("next_after").to_number<std::uint64_t>(), last);
  EXPECT_EQ(page.at("committed").to_number<std::uint64_t>(), last);
}

TEST_F(Changes, OfTelephonyComeInOrderAndAreNoOthers) {
  EXPECT_THAT(types_in(get("/telephony/changes")),
              testing::ElementsAre("SiteRegistered", "UserAdded", "NumberProvisioned", "NumberAllocated",
                                   "NumberActivated", "NumberAssigned"));
}

TEST_F(Changes, GoOnFromWhereThePageBeforeEnded) {
  std::vector<std::string> seen;
  std::uint64_t after = 0;
  while (true) {
    const auto page = get(fmt::format("/access/changes?limit=2&after={}", after));
    const auto types = types_in(page);
    EXPECT_LE(types.size(), 2u);
    seen.insert(seen.end(), types.begin(), types.end());
    after = page.at("next_after").to_number<std::uint64_t>();
    if (after == page.at("committed").to_number<std::uint64_t>()) break;
  }
  EXPECT_EQ(seen, types_in(get("/access/changes")));

  service.given(line("AddCharge", "other", charge_data("CH-2")));
  EXPECT_TRUE(types_in(get(fmt::format("/access/changes?after={}", after))).empty());
  service.given(line("SuspendGroup", "suspend", R"({"group_id":"G1"})"));
  const auto news = get(fmt::format("/access/changes?after={}", after));
  EXPECT_THAT(types_in(news), testing::ElementsAre("GroupSuspended"));
  EXPECT_EQ(news.at("events").at(0).at("data").at("group_id"), "G1");
}

TEST_F(Changes, ComeAsLinesToo) {
  const auto answer = client.get(path("/telephony/changes?after=4"), "Accept: application/x-ndjson\r\n");
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->lines().size(), 5u);
}

TEST_F(Changes, CanBeFollowedLive) {
  auto reader = service.connect();
  ASSERT_TRUE(reader.send_request("GET", path("/access/changes"),
                                  fmt::format("Accept: text/event-stream\r\nLast-Event-ID: {}\r\n", last)));
  ASSERT_TRUE(reader.read_head());
  service.given(line("AddCharge", "other", charge_data("CH-2")));
  service.given(line("RemoveDoorFromGroup", "remove", R"({"group_id":"G1","door_id":"FRONT"})"));
  const auto live = reader.read_stream_until("event: DoorRemovedFromGroup\ndata: ");
  ASSERT_TRUE(live);
  EXPECT_THAT(*live, testing::Not(testing::HasSubstr("ChargeRaised")));
}

TEST_F(Changes, AreOfOneOperator) {
  EXPECT_TRUE(types_in(client.get("/v1/operators/NOBODY/access/changes")->json()).empty());
}

TEST_F(Changes, TakeNoTypes) {
  EXPECT_EQ(client.get(path("/access/changes?type=UserAdded"))->code(), "BAD_PARAMETER");
}

std::size_t size_of(const http::EventTypes& feed) {
  std::size_t size = 0;
  for (const auto type : codec::event_types()) size += feed.contains(type) ? 1 : 0;
  return size;
}

TEST(Feeds, HaveEveryEventOfTheirPart) {
  using enum event::EventBody;
  for (const auto type : codec::event_types()) {
    const std::string_view name = event::EnumNameEventBody(type);
    if (name.starts_with("Wifi") || name.starts_with("Credential") || name.starts_with("Door") ||
        name.starts_with("Group") || name.ends_with("ToGroup") || name.ends_with("FromGroup")) {
      EXPECT_TRUE(http::access_feed().contains(type)) << name;
    }
    if (name.starts_with("Number") || name.starts_with("MainNumber") || name.starts_with("Call")) {
      EXPECT_TRUE(http::telephony_feed().contains(type)) << name;
    }
    EXPECT_TRUE(http::EventTypes{}.contains(type)) << name;
  }
  EXPECT_FALSE(http::access_feed().contains(ChargeRaised));
  EXPECT_FALSE(http::telephony_feed().contains(ChargeRaised));
  EXPECT_EQ(size_of(http::EventTypes{ChargeRaised}), 1u);
}

}  // namespace
}  // namespace tenure::test
