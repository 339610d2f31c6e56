// POST /commands/{type}?dry_run=true: what a command would come to, without a trace.

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "tests/adapters/http/service.h"

namespace tenure::test {
namespace {

class DryRun : public testing::Test {
 protected:
  void SetUp() override {
    before = service.given_house();
    before = service.given(
        line("DefineProduct", "r1",
             R"({"product_id":"ROOM","name":"Room","kind":"BOOKING","tax_code":"STD"})") +
        line("SetPrice", "r2",
             R"({"site_id":"LON","product_id":"ROOM","unit_price":2500,"per":"HOUR","from":"2025-01-01"})"));
  }
  Answer book(std::string_view starts_at, std::string_view ends_at, std::string_view query,
              std::string_view key) {
    auto client = service.connect();
    const auto data =
        R"({"booking_id":"B1","revision":1,"occupier_id":"ACME","space_id":"ROOM","product_id":"ROOM",)"
        R"("starts_at":")" +
        std::string{starts_at} + R"(","ends_at":")" + std::string{ends_at} + "\"}";
    auto answer = client.post(path("/commands/RecordBooking") + std::string{query}, data,
                              std::string{as_json} + "Idempotency-Key: " + std::string{key} + "\r\n");
    EXPECT_TRUE(answer);
    return *answer;
  }

  Service service;
  std::uint64_t before = 0;
};

TEST_F(DryRun, SaysWhatWouldBeRecordedAndWhatItWouldCost) {
  const auto answer = book("2026-01-05T09:00:00Z", "2026-01-05T11:00:00Z", "?dry_run=true", "k");
  ASSERT_EQ(answer.status, 200u) << answer.body;
  const auto events = answer.json().at("would_record").as_array();
  ASSERT_EQ(events.size(), 2u);
  EXPECT_EQ(answer.json().at("event_count"), 2);
  EXPECT_EQ(events[0].at("type"), "BookingRecorded");
  EXPECT_EQ(events[0].at("stream"), "booking/B1");
  EXPECT_EQ(events[1].at("type"), "ChargeRaised");
  EXPECT_EQ(events[1].at("data").at("net").to_number<int>(), 5'000);
}

TEST_F(DryRun, SaysWhyNot) {
  ASSERT_EQ(book("2026-01-05T09:00:00Z", "2026-01-05T11:00:00Z", "", "first").status, 201u);
  auto client = service.connect();
  const auto answer = client.post(
      path("/commands/RecordBooking?dry_run=true"),
      R"({"booking_id":"B2","revision":1,"occupier_id":"ACME","space_id":"ROOM","product_id":"ROOM",)"
      R"("starts_at":"2026-01-05T10:00:00Z","ends_at":"2026-01-05T12:00:00Z"})",
      as_json);
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->status, 422u);
  EXPECT_EQ(answer->json().at("code"), "SPACE_UNAVAILABLE");
}

TEST_F(DryRun, ShowsTheFirstOfManyEvents) {
  auto client = service.connect();
  std::string lines;
  for (int number = 1; number <= 30; ++number) {
    if (number > 1) lines += ',';
    lines += fmt::format(R"({{"line_id":"M{}","product_id":"OFFICE","monthly_price":100}})", number);
  }
  // Forty years of months that nobody charged yet.
  const auto create = client.post(
      path("/commands/CreateContract"),
      R"({"contract_id":"OLD","occupier_id":"ACME","site_id":"LON","starts_on":"1986-01-01","currency":"GBP","billing_day":1,)"
      R"("billing":"IN_ADVANCE","proration":"ACTUAL_DAYS","lines":[)" +
          lines + "]}",
      as_json);
  ASSERT_TRUE(create);
  ASSERT_EQ(create->status, 201u) << create->body;
  const auto answer =
      client.post(path("/commands/SignContract?dry_run=true"), R"({"contract_id":"OLD"})", as_json);
  ASSERT_TRUE(answer);
  ASSERT_EQ(answer->status, 200u) << answer->body;
  EXPECT_GT(answer->json().at("event_count").to_number<int>(), 14'000);
  EXPECT_EQ(answer->json().at("would_record").as_array().size(), 1'000u);
}

TEST_F(DryRun, LeavesNoTrace) {
  ASSERT_EQ(book("2026-01-05T09:00:00Z", "2026-01-05T11:00:00Z", "?dry_run=true", "k").status, 200u);
  EXPECT_EQ(service.partition().committed().value, before);
  // Neither the id of the command nor the booking is taken.
  const auto earnest = book("2026-01-05T13:00:00Z", "2026-01-05T14:00:00Z", "", "k");
  EXPECT_EQ(earnest.status, 201u) << earnest.body;
  EXPECT_FALSE(earnest.json().as_object().contains("repeated"));
}

TEST_F(DryRun, DoesNotLookAtAnEarlierAnswer) {
  ASSERT_EQ(book("2026-01-05T09:00:00Z", "2026-01-05T11:00:00Z", "", "k").status, 201u);
  const auto again = book("2026-01-05T09:00:00Z", "2026-01-05T11:00:00Z", "?dry_run=true", "k");
  EXPECT_EQ(again.status, 422u);
  EXPECT_EQ(again.json().at("code"), "STALE_REVISION");
}

TEST_F(DryRun, KnowsTheExpectedVersion) {
  auto client = service.connect();
  const auto answer = client.post(path("/commands/SignContract?dry_run=true"), R"({"contract_id":"C1"})",
                                  std::string{as_json} + "If-Match: \"1\"\r\n");
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->status, 409u) << answer->body;
  EXPECT_EQ(answer->json().at("code"), "VERSION_CONFLICT");
}

}  // namespace
}  // namespace tenure::test
