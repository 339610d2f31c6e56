// GET /events and GET /streams/{stream}/events: pages, filters, NDJSON.

#include <fmt/format.h>
#include <gmock/gmock.h>

#include "tests/adapters/http/service.h"

namespace tenure::test {
namespace {

class Events : public testing::Test {
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

TEST_F(Events, ComeInOrderAndWhole) {
  const auto page = get("/events?limit=1000");
  const auto& events = page.at("events").as_array();
  ASSERT_EQ(events.size(), last);
  for (std::size_t i = 0; i < events.size(); ++i)
    EXPECT_EQ(events[i].at("position").to_number<std::size_t>(), i + 1);
  EXPECT_EQ(page.at("committed").to_number<std::uint64_t>(), last);
  EXPECT_EQ(page.at("next_after").to_number<std::uint64_t>(), last);
  const auto& user = events[15 + 2];  // after the lease's and the service's charges
  EXPECT_TRUE(user.as_object().contains("recorded_at"));
  EXPECT_EQ(events[0].at("type"), "LegalEntityRegistered");
  EXPECT_EQ(events[0].at("data").at("legal_entity_id"), "LE");
}

TEST_F(Events, PagesAddUpToTheWhole) {
  std::vector<std::uint64_t> seen;
  std::uint64_t after = 0;
  while (true) {
    const auto page = get(fmt::format("/events?limit=7&after={}", after));
    for (const auto& event : page.at("events").as_array())
      seen.push_back(event.at("position").to_number<std::uint64_t>());
    after = page.at("next_after").to_number<std::uint64_t>();
    if (after == page.at("committed").to_number<std::uint64_t>()) break;
  }
  ASSERT_EQ(seen.size(), last);
  EXPECT_TRUE(std::ranges::is_sorted(seen));
}

TEST_F(Events, CanBeOfOneType) {
  const auto page = get("/events?type=ProductDefined");
  const auto& events = page.at("events").as_array();
  ASSERT_EQ(events.size(), 3u);
  for (const auto& event : events) EXPECT_EQ(event.at("type"), "ProductDefined");
  EXPECT_EQ(page.at("next_after").to_number<std::uint64_t>(), last);
}

TEST_F(Events, BeyondTheLastThereAreNone) {
  EXPECT_TRUE(get(fmt::format("/events?after={}", last)).at("events").as_array().empty());
  EXPECT_TRUE(get("/events?after=9223372036854775807").at("events").as_array().empty());
  EXPECT_TRUE(get("/events?type=BookingCancelled").at("events").as_array().empty());
  EXPECT_EQ(client.get("/v1/operators/NOBODY/events")->json().at("events").as_array().size(), 0u);
}

TEST_F(Events, AsNdjsonAllOfThemCome) {
  const auto answer = client.get(path("/events?after=3"), "Accept: application/x-ndjson\r\n");
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->headers.at("content-type"), "application/x-ndjson");
  const auto lines = answer->lines();
  ASSERT_EQ(lines.size(), last - 3);
  EXPECT_EQ(lines[0].at("position"), 4);
  EXPECT_EQ(client.get(path(fmt::format("/events?after={}", last)), "Accept: application/x-ndjson\r\n")->body,
            "");
}

TEST_F(Events, BadParametersAreAllNamed) {
  const auto answer = client.get(path("/events?after=-1&limit=0&type=Nothing&typo=1&limit=5"));
  EXPECT_EQ(answer->status, 400u);
  EXPECT_EQ(answer->code(), "BAD_PARAMETER");
  std::vector<std::string> names;
  const auto problem = answer->json();
  for (const auto& error : problem.at("errors").as_array())
    names.emplace_back(error.at("parameter").as_string());
  EXPECT_THAT(names, testing::UnorderedElementsAre("after", "limit", "type", "typo"));
}

TEST_F(Events, OtherMediaTypesAreNotAcceptable) {
  EXPECT_EQ(client.get(path("/events"), "Accept: text/html\r\n")->status, 406u);
  EXPECT_EQ(client.get(path("/events"), "Accept: text/html, application/*\r\n")->status, 200u);
}

TEST_F(Events, OfAStreamByItsName) {
  for (const auto* name : {"charge/CH-1", "charge%2FCH-1"}) {
    const auto page = get(fmt::format("/streams/{}/events", name));
    EXPECT_EQ(page.at("stream"), "charge/CH-1");
    ASSERT_EQ(page.at("events").as_array().size(), 1u);
    EXPECT_EQ(page.at("events").at(0).at("type"), "ChargeRaised");
    EXPECT_EQ(page.at("next_after_version"), 1);
  }
  const auto number = get("/streams/number/+442079460001/events");
  EXPECT_EQ(number.at("events").at(0).at("type"), "NumberProvisioned");
  EXPECT_EQ(number.at("events").as_array().size(), 4u);
  const auto rest = get("/streams/number/%2B442079460001/events?after_version=1&limit=2");
  EXPECT_EQ(rest.at("events").at(0).at("type"), "NumberAllocated");
  EXPECT_EQ(rest.at("events").as_array().size(), 2u);
  EXPECT_EQ(rest.at("next_after_version"), 3);
  // Events whose home is elsewhere are in it too; and a stream whose id has a slash.
  EXPECT_EQ(get("/streams/extension/LON/2041/events").at("events").at(0).at("stream"),
            "number/+442079460001");
}

TEST_F(Events, OfAnUnknownStreamAreNotFound) {
  EXPECT_EQ(client.get(path("/streams/charge/NONE/events"))->code(), "UNKNOWN_RESOURCE");
  EXPECT_EQ(client.get(path("/streams/nonsense/events"))->code(), "UNKNOWN_RESOURCE");
  EXPECT_EQ(client.get("/v1/operators/OTHER/streams/charge/CH-1/events")->status, 404u);
}

TEST_F(Events, OfALongStreamComeInPages) {
  std::string lines;
  for (int i = 0; i < 2'500; ++i) lines += charge_line(fmt::format("P-{}", i));
  service.given(lines);
  const auto page = get("/events?type=ChargeRaised&limit=1000");
  EXPECT_EQ(page.at("events").as_array().size(), 1000u);
  const auto all = client.get(path("/events"), "Accept: application/x-ndjson\r\n");
  EXPECT_EQ(all->lines().size(), last + 2'500);
}

}  // namespace
}  // namespace tenure::test
