// Queries of the read models as resources: what they show, pages, as of, waiting for one's own writes.

#include <set>

#include <boost/json/serialize.hpp>
#include <fmt/format.h>
#include <gmock/gmock.h>

#include "tests/adapters/http/service.h"

namespace tenure::test {
namespace {

class Queries : public testing::Test {
 protected:
  std::optional<Answer> ask(std::string_view rest, std::uint64_t min_position) {
    return client.get(path(rest), fmt::format("Tenure-Min-Position: {}\r\n", min_position));
  }
  boost::json::value get(std::string_view rest) {
    const auto answer = ask(rest, last);
    EXPECT_TRUE(answer);
    EXPECT_EQ(answer->status, 200u) << rest << ": " << answer->body;
    return answer->json();
  }
  boost::json::array items(std::string_view rest) { return get(rest).at("items").as_array(); }

  Service service;
  std::uint64_t last = service.given_house();
  RawClient client = service.connect();
};

TEST_F(Queries, OccupierWithWhatItOwes) {
  const auto occupier = get("/occupiers/ACME");
  EXPECT_EQ(occupier.at("name"), "Acme Ltd");
  EXPECT_EQ(occupier.at("contacts").at(0).at("email"), "grace@example.org");
  const auto balance = occupier.at("balances").at(0);
  EXPECT_EQ(balance.at("currency"), "GBP");
  // The month's lease, the month's voice service, three cups of tea.
  EXPECT_EQ(balance.at("amount"), 100'000 + 1'000 + 750);
  EXPECT_EQ(items("/occupiers").size(), 1u);
}

TEST_F(Queries, ContractsServicesAndUsersOfAnOccupier) {
  const auto contracts = items("/occupiers/ACME/contracts");
  ASSERT_EQ(contracts.size(), 1u);
  EXPECT_EQ(contracts[0].at("status"), "ACTIVE");
  EXPECT_EQ(contracts[0].at("starts_on"), "2026-01-01");
  EXPECT_FALSE(contracts[0].as_object().contains("ends_on"));
  EXPECT_EQ(contracts[0].at("lines").at(0).at("monthly_price"), 100'000);
  EXPECT_EQ(get("/contracts/C1"), contracts[0]);

  const auto services = items("/occupiers/ACME/services");
  ASSERT_EQ(services.size(), 1u);
  EXPECT_EQ(services[0].at("per"), "MONTH");
  EXPECT_EQ(services[0].at("phone_numbers"), 5);
  EXPECT_EQ(services[0].at("ivr"), false);

  const auto users = items("/occupiers/ACME/users");
  ASSERT_EQ(users.size(), 1u);
  EXPECT_EQ(users[0].at("role"), "ADMIN");
  EXPECT_EQ(users[0].at("active"), true);
}

TEST_F(Queries, SitesWithSpacesAndDoors) {
  const auto site = get("/sites/LON");
  EXPECT_EQ(site.at("business_day"), "2026-01-01");
  EXPECT_EQ(items("/sites"), boost::json::array{site});
  EXPECT_EQ(items("/sites/LON/spaces")[0].at("kind"), "MEETING_ROOM");
  EXPECT_EQ(items("/sites/LON/doors")[0].at("door_id"), "FRONT");
  EXPECT_EQ(items("/products").size(), 3u);
}

TEST_F(Queries, ContractsOfASiteCalendarAndExternalIds) {
  last = service.given(
      line("LinkExternalId", "q-1",
           R"({"occupier_id":"ACME","system":"crm","external_id":"A/7","site_id":"LON"})") +
      line("SchedulePriceStep", "q-2",
           R"({"contract_id":"C1","line_id":"L1","from":"2026-02-01","monthly_price":90000})") +
      line("GiveNotice", "q-3", R"({"contract_id":"C1","given_on":"2026-01-01","ends_on":"2026-06-01"})"));
  const auto contract = get("/contracts/C1");
  EXPECT_EQ(contract.at("status"), "NOTICE_GIVEN");
  EXPECT_EQ(contract.at("notice_given_on"), "2026-01-01");
  EXPECT_EQ(contract.at("lines").at(0).at("steps").at(0).at("monthly_price"), 90'000);
  EXPECT_EQ(items("/sites/LON/contracts"), boost::json::array{contract});
  EXPECT_EQ(items("/sites/LON/contracts?status=NOTICE_GIVEN&ends_before=2026-06-02").size(), 1u);
  EXPECT_EQ(items("/sites/LON/contracts?ends_before=2026-06-01").size(), 0u);
  EXPECT_EQ(items("/sites/LON/contracts?status=ACTIVE").size(), 0u);
  EXPECT_EQ(ask("/sites/LON/contracts?status=GONE", last)->code(), "BAD_PARAMETER");
  EXPECT_EQ(ask("/sites/LON/contracts?ends_before=2026-02-30", last)->code(), "BAD_PARAMETER");

  EXPECT_EQ(get("/external-ids/crm/A%2F7?site=LON").at("occupier_id"), "ACME");
  EXPECT_EQ(get("/occupiers/ACME").at("external_ids").at(0).at("external_id"), "A/7");
  EXPECT_EQ(ask("/external-ids/crm/A%2F7", last)->status, 404u);

  const auto space = get("/sites/LON/spaces").at("items").at(0).at("space_id").as_string();
  const auto calendar =
      get(fmt::format("/spaces/{}/calendar?from=2026-01-01&to=2026-02-01", std::string_view{space}));
  EXPECT_EQ(calendar.at("site_id"), "LON");
  EXPECT_TRUE(calendar.at("leases").is_array());
  EXPECT_EQ(ask("/spaces/NONE/calendar?from=2026-01-01&to=2026-02-01", last)->status, 404u);
  EXPECT_EQ(
      ask(fmt::format("/spaces/{}/calendar?from=2026-01-01&to=2028-02-01", std::string_view{space}), last)
          ->code(),
      "BAD_PARAMETER");
  EXPECT_EQ(ask(fmt::format("/spaces/{}/calendar?from=2026-01-01", std::string_view{space}), last)->code(),
            "BAD_PARAMETER");
}

TEST_F(Queries, ChargesByMonthSiteAndState) {
  EXPECT_EQ(items("/occupiers/ACME/charges").size(), 3u);
  EXPECT_EQ(items("/occupiers/ACME/charges?month=2026-01&site=LON&status=RAISED").size(), 3u);
  EXPECT_EQ(items("/occupiers/ACME/charges?month=2026-02").size(), 0u);
  EXPECT_EQ(items("/occupiers/ACME/charges?site=OXF").size(), 0u);
  EXPECT_EQ(items("/occupiers/ACME/charges?status=REVERSED").size(), 0u);
  const auto charge = get("/charges/CH-1");
  EXPECT_EQ(charge.at("net"), 750);
  EXPECT_EQ(charge.at("status"), "RAISED");
  EXPECT_EQ(charge.at("cause"), "AD_HOC");
  EXPECT_EQ(get("/charges/lease:C1:L1:2026-01-01:2026-02-01").at("cause"), "LEASE");
  const auto totals = items("/occupiers/ACME/totals");
  ASSERT_EQ(totals.size(), 1u);
  EXPECT_EQ(totals[0].at("month"), "2026-01");
  EXPECT_EQ(totals[0].at("charges"), 3);
}

TEST_F(Queries, StatementAddsUp) {
  const auto statement = get("/occupiers/ACME/statement?month=2026-01");
  EXPECT_EQ(statement.at("lines").as_array().size(), 3u);
  const auto totals = statement.at("totals").at(0);
  EXPECT_EQ(totals.at("opening"), 0);
  EXPECT_EQ(totals.at("raised"), 101'750);
  EXPECT_EQ(totals.at("closing"), 101'750);
  EXPECT_EQ(ask("/occupiers/ACME/statement", last)->code(), "BAD_PARAMETER");
  EXPECT_EQ(ask("/occupiers/ACME/statement?month=2026-13", last)->code(), "BAD_PARAMETER");
}

TEST_F(Queries, TrialBalanceAndTheLinesOfAnAccount) {
  // Only the tea is posted: the lease and the service are charged in advance.
  const auto balance = get("/legal-entities/LE/trial-balance?on=2026-01-01");
  const auto pounds = balance.at("currencies").at(0);
  EXPECT_EQ(pounds.at("currency"), "GBP");
  EXPECT_EQ(pounds.at("debits"), 750);
  EXPECT_EQ(pounds.at("credits"), 750);
  EXPECT_EQ(pounds.at("accounts").at(0).at("account"), "1210");
  EXPECT_EQ(pounds.at("accounts").at(0).at("name"), "Unbilled income");
  EXPECT_EQ(pounds.at("accounts").at(1).at("account"), "4130");
  EXPECT_EQ(get("/legal-entities/LE/trial-balance?on=2025-12-31").at("currencies").as_array().size(), 0u);
  EXPECT_EQ(ask("/legal-entities/LE/trial-balance", last)->code(), "BAD_PARAMETER");
  EXPECT_EQ(ask("/legal-entities/LE/trial-balance?on=2026-02-30", last)->code(), "BAD_PARAMETER");

  const auto lines =
      get("/legal-entities/LE/accounts/1210/lines?subject=ACME&currency=GBP&from=2026-01-01&to=2026-02-01");
  EXPECT_EQ(lines.at("opening"), 0);
  EXPECT_EQ(lines.at("lines").as_array().size(), 1u);
  EXPECT_EQ(lines.at("lines").at(0).at("side"), "DEBIT");
  EXPECT_EQ(lines.at("lines").at(0).at("amount"), 750);
  EXPECT_EQ(lines.at("lines").at(0).at("posting_rule"), "ACCRUAL_1");
  EXPECT_EQ(
      get("/legal-entities/LE/accounts/1210/lines?subject=ACME&currency=GBP&from=2026-01-02&to=2026-02-01")
          .at("opening"),
      750);
}

TEST_F(Queries, NumbersOfSiteAndOccupierAndTheirHistory) {
  const auto numbers = items("/sites/LON/numbers");
  ASSERT_EQ(numbers.size(), 1u);
  EXPECT_EQ(numbers[0].at("status"), "ACTIVE");
  EXPECT_EQ(numbers[0].at("user_id"), "U1");
  EXPECT_EQ(items("/sites/LON/numbers?status=ACTIVE").size(), 1u);
  EXPECT_EQ(items("/sites/LON/numbers?status=AVAILABLE").size(), 0u);
  EXPECT_EQ(items("/occupiers/ACME/numbers"), numbers);
  for (const auto* form : {"+442079460001", "%2B442079460001", "442079460001"}) {
    EXPECT_EQ(get(fmt::format("/numbers/{}", form)), numbers[0]);
  }
  const auto history = items("/numbers/+442079460001/history");
  ASSERT_EQ(history.size(), 4u);
  EXPECT_EQ(history[0].at("change"), "PROVISIONED");
  EXPECT_EQ(history[3].at("change"), "ASSIGNED");
  const auto directory = items("/sites/LON/directory");
  ASSERT_EQ(directory.size(), 1u);
  EXPECT_EQ(directory[0].at("given_name"), "Ada");
  EXPECT_EQ(directory[0].at("extension"), "2041");
}

TEST_F(Queries, RouteCallHandlingAndEntitlements) {
  EXPECT_EQ(ask("/occupiers/ACME/sites/LON/call-handling", last)->status, 404u);
  EXPECT_EQ(ask("/numbers/+4420/route", last)->status, 404u);
  const auto route = get("/numbers/+442079460001/route?at=2026-01-05T12:00:00Z");
  EXPECT_EQ(
      boost::json::serialize(route),
      R"({"number":"+442079460001","at":"2026-01-05T12:00:00Z","legs":[{"number":"+442079460001","steps":[)"
      R"({"step":"RING","when":"ALWAYS","number":"+442079460001","extension":"2041","user_id":"U1","seconds":20},)"
      R"({"step":"REJECT","when":"BUSY","why":"BUSY"},{"step":"REJECT","when":"NO_ANSWER","why":"NO_ANSWER"}]}]})");
  const auto entitlements = items("/sites/LON/entitlements");
  ASSERT_EQ(entitlements.size(), 1u);
  EXPECT_EQ(entitlements[0].at("occupier_id"), "ACME");
  EXPECT_EQ(entitlements[0].at("phone_numbers"), 5);
  EXPECT_EQ(entitlements[0].at("active_numbers"), 1);
  EXPECT_EQ(entitlements[0].at("uses_ivr"), false);

  last = service.given(
      line("SetCallHandling", "T-1",
           R"({"occupier_id":"ACME","site_id":"LON","in_hours":{"kind":"HUNT","members":["+442079460001"]},)"
           R"("out_of_hours":{"kind":"VOICEMAIL","email":"desk@example.org"},"no_answer_seconds":20,)"
           R"("no_answer":{"kind":"RECEPTION"}})") +
      line("ConfigurePhoneNumber", "T-2",
           R"({"number":"+442079460001","features":{"voicemail":true,"forward_always":"07700 900123"}})"));
  const auto handling = get("/occupiers/ACME/sites/LON/call-handling");
  EXPECT_FALSE(handling.as_object().contains("main_number"));
  const auto plan = handling.at("plan");
  EXPECT_EQ(plan.at("hours").as_array().size(), 5u);
  EXPECT_EQ(plan.at("hours").at(0).at("from_minute"), 510);
  EXPECT_EQ(boost::json::serialize(plan.at("in_hours")),
            R"({"kind":"HUNT","policy":"REGULAR","members":["+442079460001"]})");
  EXPECT_EQ(boost::json::serialize(plan.at("out_of_hours")),
            R"({"kind":"VOICEMAIL","email":"desk@example.org"})");
  const auto number = get("/numbers/442079460001");
  EXPECT_EQ(number.at("main"), false);
  EXPECT_EQ(
      boost::json::serialize(number.at("features")),
      R"({"voicemail":true,"forward_always":"+447700900123","do_not_disturb":false,"call_waiting":false})");
  EXPECT_EQ(get("/numbers/442079460001/route").at("legs").at(0).at("steps").at(0).at("number"),
            "+447700900123");
  EXPECT_EQ(items("/sites/LON/numbers?status=PORTED_OUT").size(), 0u);
}

TEST_F(Queries, AccessSaysWhy) {
  const auto allowed = get("/access/check?user=U1&door=FRONT&at=2026-01-02T10:00:00Z");
  EXPECT_EQ(
      boost::json::serialize(allowed),
      R"({"user_id":"U1","door_id":"FRONT","at":"2026-01-02T10:00:00Z","allowed":true,"reason":"ALLOWED",)"
      R"("group_id":"G1"})");
  const auto unknown = get("/access/check?user=U9&door=FRONT&at=2026-01-02T10:00:00+01:00");
  EXPECT_EQ(unknown.at("allowed"), false);
  EXPECT_EQ(unknown.at("reason"), "UNKNOWN_USER");
  EXPECT_EQ(get("/access/check?user=U1&door=BACK").at("reason"), "UNKNOWN_DOOR");
  const auto doors = items("/access/doors?user=U1");
  ASSERT_EQ(doors.size(), 1u);
  EXPECT_EQ(doors[0].at("door_id"), "FRONT");
  const auto users = items("/access/users?door=FRONT");
  ASSERT_EQ(users.size(), 1u);
  EXPECT_EQ(users[0].at("family_name"), "Byron");
  EXPECT_EQ(ask("/access/doors?user=U9", last)->status, 404u);
  EXPECT_EQ(ask("/access/check?user=U1", last)->code(), "BAD_PARAMETER");
  EXPECT_EQ(ask("/access/check?user=U1&door=FRONT&at=yesterday", last)->code(), "BAD_PARAMETER");
}

TEST_F(Queries, WhatIsNotThereIsNotFound) {
  for (const auto* each :
       {"/occupiers/NOBODY", "/contracts/NONE", "/charges/NONE", "/sites/NONE", "/numbers/+4420"}) {
    const auto answer = ask(each, last);
    EXPECT_EQ(answer->status, 404u) << each;
    EXPECT_EQ(answer->code(), "UNKNOWN_RESOURCE") << each;
    EXPECT_EQ(answer->headers.at("tenure-position"), fmt::to_string(last));
  }
  EXPECT_EQ(
      client.get("/v1/operators/OTHER/occupiers/ACME", fmt::format("Tenure-Min-Position: {}\r\n", last))
          ->status,
      404u);
  EXPECT_TRUE(items("/occupiers/NOBODY/charges").empty());
}

TEST_F(Queries, PagesAddUpToTheWhole) {
  std::string lines;
  for (int i = 0; i < 25; ++i) lines += charge_line(fmt::format("P-{:02}", i));
  last = service.given(lines);
  std::vector<std::string> ids;
  std::string cursor;
  do {
    const auto page = get("/occupiers/ACME/charges?limit=10" + (cursor.empty() ? "" : "&cursor=" + cursor));
    for (const auto& charge : page.at("items").as_array())
      ids.emplace_back(charge.at("charge_id").as_string());
    const auto* next = page.as_object().if_contains("next_cursor");
    cursor = next == nullptr ? "" : std::string{next->as_string()};
  } while (!cursor.empty());
  EXPECT_EQ(ids.size(), 28u);
  EXPECT_EQ(std::set<std::string>(ids.begin(), ids.end()).size(), 28u);
  EXPECT_EQ(ask("/occupiers/ACME/charges?cursor=nonsense!", last)->code(), "BAD_CURSOR");
}

TEST_F(Queries, AsOfAPositionAnswersAsThen) {
  auto reversed =
      client.post(path("/commands/ReverseCharge"), R"({"charge_id":"CH-1","reversal_reason":"wrong"})");
  ASSERT_EQ(reversed->status, 201u);
  const auto before = last;
  last = reversed->json().at("position").to_number<std::uint64_t>();
  EXPECT_EQ(get("/charges/CH-1").at("reversal").at("reason"), "wrong");
  const auto then = ask(fmt::format("/charges/CH-1?as_of={}", before), last);
  EXPECT_EQ(then->json().at("status"), "RAISED");
  EXPECT_EQ(then->headers.at("tenure-position"), fmt::to_string(before));
  EXPECT_EQ(ask("/charges/CH-1?as_of=1", last)->status, 404u);

  const auto recorded = get("/charges/CH-1").at("recorded_at").as_string();
  const auto by_time = ask(
      fmt::format("/charges/CH-1?as_of_time={}", std::string_view{recorded.data(), recorded.size()}), last);
  EXPECT_EQ(by_time->status, 200u) << by_time->body;
  EXPECT_EQ(ask("/charges/CH-1?as_of_time=2020-01-01T00:00:00Z", last)->status, 404u);
}

TEST_F(Queries, AsOfWhatIsNotKnownYetIsAConflict) {
  const auto answer = ask("/occupiers?as_of=999999", last);
  EXPECT_EQ(answer->status, 409u);
  EXPECT_EQ(answer->code(), "POSITION_BEYOND_KNOWN");
  EXPECT_EQ(ask("/occupiers?as_of=1&as_of_time=2026-01-01T00:00:00Z", last)->code(), "BAD_PARAMETER");
}

TEST_F(Queries, OneReadsOnesOwnWrites) {
  for (int i = 0; i < 20; ++i) {
    const auto id = fmt::format("W-{}", i);
    const auto written = client.post(path("/commands/AddCharge"), charge_data(id));
    ASSERT_EQ(written->status, 201u);
    const auto read = client.get(path("/charges/" + id),
                                 "Tenure-Min-Position: " + written->headers.at("tenure-position") + "\r\n");
    ASSERT_EQ(read->status, 200u) << read->body;
  }
}

TEST(QueriesWithLittlePatience, APositionThatDoesNotComeIsGivenUp) {
  Service service{{.api = {.min_position_patience = std::chrono::milliseconds{20}}}};
  auto client = service.connect();
  const auto answer = client.get(path("/occupiers"), "Tenure-Min-Position: 7\r\n");
  EXPECT_EQ(answer->status, 503u);
  EXPECT_EQ(answer->code(), "MIN_POSITION_NOT_REACHED");
  EXPECT_EQ(answer->headers.at("retry-after"), "1");
  EXPECT_EQ(client.get(path("/occupiers"), "Tenure-Min-Position: soon\r\n")->code(), "BAD_PARAMETER");
}

TEST_F(Queries, HeadTellsWhatGetWould) {
  const auto get_answer = ask("/occupiers/ACME", last);
  ASSERT_TRUE(client.send_request("HEAD", path("/occupiers/ACME")));
  const auto head = client.read_head();
  ASSERT_TRUE(head);
  EXPECT_EQ(head->status, 200u);
  EXPECT_EQ(head->headers.at("content-length"), get_answer->headers.at("content-length"));
  EXPECT_EQ(client.get("/healthz")->status, 200u);  // and no body was in between
}

}  // namespace
}  // namespace tenure::test
