// Parked input over HTTP: found, retried, discarded; every answer there is.

#include "tests/adapters/http/parked_inputs.h"

#include <fmt/format.h>
#include <gmock/gmock.h>

#include "adapters/kafka/ingest/interpret.h"

namespace tenure::test {
namespace {

using testing::HasSubstr;

TEST_F(ParkedInputs, AreListedAndShownWithTheRecordAsItCame) {
  const auto value = tea("CH-9", "NOBODY");
  park({.id = "P1", .value = value, .headers = R"([{"name":"trace","value":"Nw=="},{"name":"empty"}])"});
  const auto page = get("/parked-inputs");
  ASSERT_EQ(page.at("items").as_array().size(), 1u);
  const auto& item = page.at("items").at(0);
  EXPECT_EQ(item.at("status"), "PARKED");
  EXPECT_EQ(item.at("code"), "UNKNOWN_OCCUPIER");
  EXPECT_EQ(item.at("detail"), "no occupier has this id");
  EXPECT_EQ(item.at("topic"), "tenure.commands");
  EXPECT_EQ(item.at("offset"), 7);
  EXPECT_EQ(item.at("type"), "AddCharge");
  EXPECT_EQ(item.at("source"), "till");
  EXPECT_EQ(text(item.at("key")), base64("OP"));
  EXPECT_EQ(item.at("value_bytes"), value.size());
  EXPECT_FALSE(item.as_object().contains("value"));
  EXPECT_FALSE(item.as_object().contains("resolution"));

  const auto one = get("/parked-inputs/P1");
  EXPECT_EQ(text(one.at("value")), base64(value));
  EXPECT_EQ(one.at("headers"),
            (boost::json::array{{{"name", "trace"}, {"value", "Nw=="}}, {{"name", "empty"}}}));
  for (const auto& member : item.as_object()) EXPECT_EQ(one.at(member.key()), member.value());
}

TEST_F(ParkedInputs, PagesStatesAndAsOf) {
  for (const auto* id : {"C", "A", "B"}) park({.id = id});
  const auto parked_at = last;
  EXPECT_EQ(listed("PARKED"), "C A B ");
  const auto first = get("/parked-inputs?limit=2");
  EXPECT_EQ(first.at("items").as_array().size(), 2u);
  const auto second = get("/parked-inputs?limit=2&cursor=" + text(first.at("next_cursor")));
  EXPECT_EQ(second.at("items").at(0).at("parked_id"), "B");
  EXPECT_FALSE(second.as_object().contains("next_cursor"));
  EXPECT_EQ(discard("A", R"({"reason":"twice"})").status, 201u);
  EXPECT_EQ(listed("PARKED"), "C B ");
  EXPECT_EQ(listed("DISCARDED"), "A ");
  EXPECT_EQ(listed("RETRIED"), "");
  EXPECT_EQ(get("/parked-inputs?as_of=" + parked_at).at("items").as_array().size(), 3u);
  EXPECT_EQ(client.get(path("/parked-inputs?status=LOST"))->code(), "BAD_PARAMETER");
  EXPECT_EQ(client.get(path("/parked-inputs?cursor=zz"))->code(), "BAD_CURSOR");
  EXPECT_EQ(client.get(path("/parked-inputs/D"))->code(), "UNKNOWN_RESOURCE");
}

TEST_F(ParkedInputs, ARetryIsAppliedOnceWhenTheCauseIsMended) {
  park({.id = "P1", .value = tea("CH-9", "LATE")});
  const auto early = retry("P1", "Idempotency-Key: k1\r\n");
  EXPECT_EQ(early.status, 422u);
  EXPECT_EQ(early.code(), "UNKNOWN_OCCUPIER");
  EXPECT_EQ(early.headers.at("idempotency-key"), "k1");
  EXPECT_EQ(listed("PARKED"), "P1 ");
  EXPECT_EQ(events("ParkedInputResolved"), 0u);

  service.given(
      line("RegisterOccupier", "m1", R"({"occupier_id":"LATE","name":"Late Ltd"})") +
      line(
          "CreateContract", "m2",
          R"({"contract_id":"C9","occupier_id":"LATE","site_id":"LON","starts_on":"2026-01-01","currency":"GBP","billing_day":1,"billing":"IN_ARREARS","proration":"ACTUAL_DAYS","lines":[{"line_id":"L1","product_id":"OFFICE","monthly_price":0}]})") +
      line("SignContract", "m3", R"({"contract_id":"C9"})"));
  // What failed left no trace: the same key is as good as new.
  const auto done = retry("P1", "Idempotency-Key: k1\r\nTenure-Actor: ada\r\nTenure-Reason: signed now\r\n");
  EXPECT_EQ(done.status, 201u) << done.body;
  EXPECT_EQ(done.headers.at("location"), path("/parked-inputs/P1"));
  const auto body = done.json();
  EXPECT_EQ(body.at("id"), "k1");
  EXPECT_FALSE(body.as_object().contains("repeated"));
  EXPECT_EQ(body.at("events").at(0).at("type"), "ParkedInputResolved");
  EXPECT_EQ(body.at("command").at("operator_id"), "OP");
  EXPECT_EQ(body.at("command").at("type"), "AddCharge");
  EXPECT_EQ(body.at("command").at("source"), "retry");
  EXPECT_EQ(body.at("command").at("id"), "P1");
  EXPECT_EQ(body.at("command").at("events").at(0).at("stream"), "charge/CH-9");
  EXPECT_EQ(body.at("position"), body.at("command").at("position"));
  // A query that waits for it sees both.
  EXPECT_EQ(get("/charges/CH-9").at("occupier_id"), "LATE");
  const auto shown = get("/parked-inputs/P1");
  EXPECT_EQ(shown.at("status"), "RETRIED");
  EXPECT_EQ(shown.at("resolution").at("actor"), "ada");
  EXPECT_EQ(shown.at("resolution").at("reason"), "signed now");
  EXPECT_EQ(shown.at("resolution").at("command_id"), "k1");
  EXPECT_EQ(shown.at("resolution").at("source"), "api");

  const auto again = retry("P1", "Idempotency-Key: k1\r\nTenure-Actor: ada\r\nTenure-Reason: signed now\r\n");
  EXPECT_EQ(again.status, 201u);
  EXPECT_EQ(again.json(), repeated(body));
  EXPECT_EQ(retry("P1").code(), "INVALID_TRANSITION");
  EXPECT_EQ(discard("P1", R"({"reason":"no"})", "Idempotency-Key: k1\r\n").code(), "IDEMPOTENCY_CONFLICT");
  EXPECT_EQ(discard("P1", R"({"reason":"no"})").code(), "INVALID_TRANSITION");
  EXPECT_EQ(events("ParkedInputResolved"), 1u);
  // The house had three charges before.
  EXPECT_EQ(events("ChargeRaised"), 4u);
}

TEST_F(ParkedInputs, ABookingIsReadAsTheIngestReadsIt) {
  service.given(line("DefineProduct", "p1",
                     R"({"product_id":"HOUR","name":"Room","kind":"BOOKING","tax_code":"STD"})"));
  const std::string booking =
      R"({"booking_id":"B1","revision":2,"occupier_id":"ACME","space_id":"ROOM","starts_at":"2026-01-05T09:00:00Z","ends_at":"2026-01-05T10:00:00Z","product_id":"HOUR","price":900})";
  const auto header = [](std::string_view name, std::string_view value) {
    return fmt::format(R"({{"name":"{}","value":"{}"}})", name, base64(value));
  };
  // A change of a booking that nobody has heard of is recorded, as the ingest asks for it.
  const auto headers = "[" + header("ce_specversion", "1.0") + "," + header("ce_id", "e1") + "," +
                       header("ce_source", "/bookings") + "," +
                       header("ce_type", "tenure.booking.changed.v1") + "," +
                       header("content-type", "application/json") + "]";
  park({.id = "P1", .value = booking, .key = "B1", .topic = "elsewhere.bookings", .headers = headers});
  const auto done = retry("P1");
  ASSERT_EQ(done.status, 201u) << done.body;
  EXPECT_EQ(done.json().at("command").at("type"), "ChangeBooking");
  EXPECT_EQ(done.json().at("command").at("events").at(0).at("type"), "BookingRecorded");
}

TEST_F(ParkedInputs, EveryInputTopicIsRead) {
  for (const auto& topic : kafka::input_topics) {
    const auto name = fmt::format("tenure.{}", topic.name);
    park({.id = topic.name, .value = "{", .topic = name});
    const auto answer = retry(topic.name);
    EXPECT_EQ(answer.code(), "UNREADABLE_INPUT") << name;
    EXPECT_NE(answer.json().at("errors").at(0).at("code"), "UNKNOWN_TOPIC") << name;
  }
}

TEST_F(ParkedInputs, WhatStillCannotBeUnderstoodStaysParked) {
  struct Row {
    ParkedRecord record;
    std::string_view pointer;
    std::string_view code;
  };
  const std::vector<Row> rows{
      {{.id = "J", .value = "{"}, "", "MALFORMED_JSON"},
      {{.id = "F", .value = R"({"type":"AddCharge","id":"x","data":{"charge_id":"x"}})"},
       "/data/occupier_id",
       "MISSING_FIELD"},
      {{.id = "E", .value = "{}", .topic = "tenure.bookings"}, "", "NOT_A_CLOUD_EVENT"},
      {{.id = "T", .value = tea("t"), .topic = "tenure.weather"}, "", "UNKNOWN_TOPIC"},
      {{.id = "O", .value = tea("o"), .key = "OTHER"}, "", "WRONG_OPERATOR"},
  };
  for (const auto& row : rows) {
    SCOPED_TRACE(row.record.id);
    park(row.record);
    const auto answer = retry(row.record.id);
    EXPECT_EQ(answer.status, 422u);
    EXPECT_EQ(answer.code(), "UNREADABLE_INPUT");
    EXPECT_EQ(text(answer.json().at("errors").at(0).at("pointer")), row.pointer);
    EXPECT_EQ(text(answer.json().at("errors").at(0).at("code")), row.code);
  }
  EXPECT_EQ(listed("PARKED"), "J F E T O ");
  EXPECT_EQ(events("ParkedInputResolved"), 0u);
  // What is resolved says so, whatever it holds.
  EXPECT_EQ(discard("J", R"({"reason":"no JSON"})").status, 201u);
  EXPECT_EQ(retry("J").code(), "INVALID_TRANSITION");
  EXPECT_EQ(retry("NONE").code(), "UNKNOWN_PARKED_INPUT");
  EXPECT_EQ(retry("NONE").status, 422u);
}

TEST_F(ParkedInputs, AKeyThatIsAbsentIsTheOperatorsOwn) {
  park({.id = "P1", .value = tea("CH-9"), .key = ""});
  EXPECT_EQ(retry("P1").status, 201u);
}

TEST_F(ParkedInputs, ADiscardKeepsWhoAndWhy) {
  park({.id = "P1", .value = tea("CH-9")});
  const auto done =
      discard("P1", R"({"reason":"sent by mistake"})", "Idempotency-Key: k1\r\nTenure-Actor: ada\r\n");
  EXPECT_EQ(done.status, 201u) << done.body;
  EXPECT_EQ(done.headers.at("location"), path("/parked-inputs/P1"));
  EXPECT_EQ(done.json().at("events").at(0).at("type"), "ParkedInputResolved");
  const auto shown = get("/parked-inputs/P1");
  EXPECT_EQ(shown.at("status"), "DISCARDED");
  EXPECT_EQ(shown.at("resolution").at("actor"), "ada");
  EXPECT_EQ(shown.at("resolution").at("reason"), "sent by mistake");
  EXPECT_EQ(text(shown.at("value")), base64(tea("CH-9")));
  const auto again =
      discard("P1", R"({"reason":"sent by mistake"})", "Idempotency-Key: k1\r\nTenure-Actor: ada\r\n");
  EXPECT_EQ(again.status, 201u);
  EXPECT_EQ(again.json().at("repeated"), true);
  EXPECT_EQ(retry("P1", "Idempotency-Key: k1\r\n").code(), "IDEMPOTENCY_CONFLICT");
  EXPECT_EQ(discard("P1", R"({"reason":"another"})").code(), "INVALID_TRANSITION");
  EXPECT_EQ(discard("NONE", R"({"reason":"x"})").code(), "UNKNOWN_PARKED_INPUT");
}

TEST_F(ParkedInputs, ADiscardNeedsAReasonAndNothingElse) {
  park({.id = "P1"});
  for (const auto* body :
       {"", "{}", "[]", R"({"reason":""})", R"({"reason":7})", R"({"reason":"a","why":"b"})",
        R"({"reason":"a","reason":"b"})", R"({"reason":"a\u0000"})"}) {
    const auto answer = discard("P1", body);
    EXPECT_EQ(answer.status, 400u) << body;
    EXPECT_EQ(answer.code(), "MALFORMED_COMMAND") << body;
  }
  EXPECT_EQ(client.post(path("/parked-inputs/P1/discard"), "x", "Content-Type: text/plain\r\n")->code(),
            "UNSUPPORTED_MEDIA_TYPE");
  const auto large = R"({"reason":")" + std::string(std::size_t{1} << 20, 'x') + R"("})";
  EXPECT_EQ(discard("P1", large).code(), "BODY_TOO_LARGE");
  EXPECT_EQ(listed("PARKED"), "P1 ");
}

TEST_F(ParkedInputs, IfMatchIsHeeded) {
  park({.id = "P1", .value = tea("CH-9")});
  EXPECT_EQ(retry("P1", "If-Match: \"2\"\r\n").code(), "VERSION_CONFLICT");
  EXPECT_EQ(discard("P1", R"({"reason":"x"})", "If-Match: \"2\"\r\n").code(), "VERSION_CONFLICT");
  EXPECT_EQ(retry("P1", "If-Match: \"1\"\r\n").status, 201u);
}

TEST(ParkedInputsWithoutAnActor, AreNotResolved) {
  ServiceOptions options;
  options.api.default_actor = "";
  options.api.input_reader = daemon::make_input_reader("");
  Service service{options};
  auto client = service.connect();
  ASSERT_EQ(client
                .post(path("/commands/ParkInput"), park_data({.id = "P1", .value = tea("CH-9")}),
                      std::string{as_json} + "Tenure-Actor: ingest\r\n")
                ->status,
            201u);
  EXPECT_EQ(client.post(path("/parked-inputs/P1/retry"), "")->code(), "MISSING_ACTOR");
  EXPECT_EQ(client.post(path("/parked-inputs/P1/discard"), R"({"reason":"x"})")->code(), "MISSING_ACTOR");
}

TEST(ParkedInputsWithoutAReader, CanBeDiscardedAlone) {
  Service service;
  auto client = service.connect();
  ASSERT_EQ(client.post(path("/commands/ParkInput"), park_data({.id = "P1", .value = tea("CH-9")}))->status,
            201u);
  EXPECT_EQ(client.post(path("/parked-inputs/P1/retry"), "")->code(), "UNREADABLE_INPUT");
  EXPECT_EQ(client.post(path("/parked-inputs/P1/discard"), R"({"reason":"x"})")->status, 201u);
}

TEST(ParkedInputsOfAPartitionThatStops, AreToldSo) {
  ServiceOptions options;
  options.api.input_reader = daemon::make_input_reader("");
  Service service{options};
  auto client = service.connect();
  ASSERT_EQ(client.post(path("/commands/ParkInput"), park_data({.id = "P1", .value = tea("CH-9")}))->status,
            201u);
  service.partition().shut_down();
  EXPECT_EQ(client.post(path("/parked-inputs/P1/retry"), "")->code(), "SHUTTING_DOWN");
  EXPECT_EQ(client.post(path("/parked-inputs/P1/discard"), R"({"reason":"x"})")->code(), "SHUTTING_DOWN");
}

}  // namespace
}  // namespace tenure::test
