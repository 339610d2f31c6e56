// Parked input over HTTP: found, retried, discarded; every answer there is.

#include <fmt/format.h>
#include <gmock/gmock.h>

#include "adapters/kafka/ingest/interpret.h"
#include "schemas/codec/base64.h"
#include "tests/adapters/http/service.h"

namespace tenure::test {
namespace {

using testing::HasSubstr;

constexpr std::string_view nobody = "unattributed";

std::string base64(std::string_view bytes) {
  std::string text;
  {
    codec::TextSink sink{text};
    codec::write_base64({reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size()}, sink);
  }
  return text;
}

/// A record of the topic of commands: a cup of tea.
std::string tea(std::string_view id, std::string_view occupier = "ACME") {
  return fmt::format(
      R"({{"type":"AddCharge","id":"{}","source":"till","data":{{"charge_id":"{}","occupier_id":"{}","site_id":"LON","product_id":"TEA","quantity":1}}}})",
      id, id, occupier);
}

struct Record {
  std::string_view id;
  std::string value = {};
  std::string_view key = "OP";
  std::string_view topic = "tenure.commands";
  std::string headers = "[]";
};
std::string park_data(const Record& record) {
  const auto key = record.key.empty() ? "" : fmt::format(R"("key":"{}",)", base64(record.key));
  return fmt::format(
      R"({{"parked_id":"{}","topic":"{}","partition":0,"offset":7,{}"value":"{}","headers":{},"code":"UNKNOWN_OCCUPIER","command_source":"till","command_id":"{}"}})",
      record.id, record.topic, key, base64(record.value), record.headers, record.id);
}

std::string target(std::string_view operator_id, std::string_view rest) {
  return fmt::format("/v1/operators/{}{}", operator_id, rest);
}

class ParkedInputs : public testing::Test {
 protected:
  explicit ParkedInputs(std::string default_operator = "", std::size_t partitions = 1)
      : service{options(std::move(default_operator), partitions)} {
    house_end = service.given_house();
  }
  static ServiceOptions options(std::string default_operator, std::size_t partitions) {
    ServiceOptions made;
    made.api.input_reader = daemon::make_input_reader(std::move(default_operator));
    made.engine.store.partitions = partitions;
    return made;
  }

  void park(const Record& record, std::string_view operator_id = "OP") {
    const auto answer = client.post(target(operator_id, "/commands/ParkInput"), park_data(record),
                                    std::string{as_json} + "Tenure-Source: ingest\r\n");
    ASSERT_TRUE(answer);
    ASSERT_EQ(answer->status, 201u) << answer->body;
    last = answer->headers.at("tenure-position");
  }
  Answer retry(std::string_view id, std::string_view headers = {}, std::string_view operator_id = "OP") {
    return post(target(operator_id, fmt::format("/parked-inputs/{}/retry", id)), "", headers);
  }
  Answer discard(std::string_view id, std::string_view body, std::string_view headers = {}) {
    return post(path(fmt::format("/parked-inputs/{}/discard", id)), body, std::string{as_json} += headers);
  }
  Answer post(const std::string& where, std::string_view body, std::string_view headers) {
    auto answer = client.post(where, body, headers);
    EXPECT_TRUE(answer);
    if (answer && answer->headers.contains("tenure-position")) last = answer->headers.at("tenure-position");
    return answer.value_or(Answer{});
  }
  /// As of all that was posted.
  boost::json::value get(std::string_view rest, std::string_view operator_id = "OP") {
    const auto answer =
        client.get(target(operator_id, rest), fmt::format("Tenure-Min-Position: {}\r\n", last));
    EXPECT_TRUE(answer);
    EXPECT_EQ(answer->status, 200u) << answer->body;
    return answer->json();
  }
  std::string listed(std::string_view status, std::string_view operator_id = "OP") {
    const auto page = get(fmt::format("/parked-inputs?status={}", status), operator_id);
    std::string ids;
    for (const auto& item : page.at("items").as_array()) ids += text(item.at("parked_id")) + " ";
    return ids;
  }
  std::size_t events(std::string_view type, std::string_view operator_id = "OP") {
    const auto answer = client.get(target(operator_id, fmt::format("/events?limit=1000&type={}", type)));
    return answer->json().at("events").as_array().size();
  }

  Service service;
  RawClient client = service.connect();
  std::uint64_t house_end = 0;
  std::string last = "0";
};

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
  auto expected = body.as_object();
  expected["repeated"] = true;
  EXPECT_EQ(again.json(), boost::json::value(expected));
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
    Record record;
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

TEST_F(ParkedInputs, InputOfNobodyIsReachableButHasNobodyToGoTo) {
  park({.id = "P1", .value = tea("CH-9"), .key = ""}, nobody);
  park({.id = "P2", .value = tea("CH-10"), .key = "OP"}, nobody);
  EXPECT_EQ(listed("PARKED", nobody), "P1 P2 ");
  const auto answer = retry("P1", "", nobody);
  EXPECT_EQ(answer.code(), "UNREADABLE_INPUT");
  EXPECT_EQ(answer.json().at("errors").at(0).at("code"), "UNKNOWN_OPERATOR");
  // Whoever writes under that operator must not reach another one by a key.
  EXPECT_EQ(retry("P2", "", nobody).json().at("errors").at(0).at("code"), "WRONG_OPERATOR");
  EXPECT_EQ(events("ChargeRaised"), 3u);
}

struct ParkedInputsOfNobody : ParkedInputs {
  explicit ParkedInputsOfNobody(std::size_t partitions = 1) : ParkedInputs{"OP", partitions} {
    park({.id = "P1", .value = tea("CH-9"), .key = ""}, nobody);
    park({.id = "P2", .value = tea("CH-10", "NOBODY"), .key = ""}, nobody);
  }
  void expect_life() {
    EXPECT_EQ(retry("P2", "Idempotency-Key: k2\r\n", nobody).code(), "UNKNOWN_OCCUPIER");
    const auto done = retry("P1", "Idempotency-Key: k1\r\n", nobody);
    ASSERT_EQ(done.status, 201u) << done.body;
    EXPECT_EQ(done.json().at("command").at("operator_id"), "OP");
    EXPECT_EQ(done.json().at("command").at("events").at(0).at("stream"), "charge/CH-9");
    EXPECT_EQ(listed("RETRIED", nobody), "P1 ");
    EXPECT_EQ(listed("PARKED", nobody), "P2 ");
    auto expected = done.json().as_object();
    expected["repeated"] = true;
    EXPECT_EQ(retry("P1", "Idempotency-Key: k1\r\n", nobody).json(), boost::json::value(expected));
    EXPECT_EQ(retry("P1", "", nobody).code(), "INVALID_TRANSITION");
    EXPECT_EQ(events("ChargeRaised"), 4u);
    EXPECT_EQ(events("ParkedInputResolved", nobody), 1u);
  }
};

TEST_F(ParkedInputsOfNobody, GoesToTheDefaultOperator) { expect_life(); }

struct ParkedInputsOfAnotherPartition : ParkedInputsOfNobody {
  ParkedInputsOfAnotherPartition() : ParkedInputsOfNobody{16} {}
};

TEST_F(ParkedInputsOfAnotherPartition, GoesToTheDefaultOperatorToo) {
  ASSERT_NE(service.engine->index_of("OP"), service.engine->index_of(nobody));
  expect_life();
}

TEST_F(ParkedInputsOfAnotherPartition, ARetryThatStoppedHalfwayIsFinishedByTheNext) {
  // As a crash between the two would leave it: the command is applied, the input still parked.
  const auto halfway =
      client.post(path("/commands?atomic=true"),
                  R"({"type":"AddCharge","id":"P1","source":"retry","actor":"kafka","data":)" +
                      charge_data("CH-9") + "}\n",
                  as_ndjson);
  ASSERT_EQ(halfway->status, 200u);
  ASSERT_THAT(halfway->body, HasSubstr("accepted"));
  EXPECT_EQ(retry("P1", "", nobody).status, 201u);
  EXPECT_EQ(listed("RETRIED", nobody), "P1 ");
  EXPECT_EQ(events("ChargeRaised"), 4u);
}

TEST_F(ParkedInputsOfAnotherPartition, OneThatIsDiscardedIsNotApplied) {
  const auto gone = post(target(nobody, "/parked-inputs/P1/discard"), R"({"reason":"no"})", as_json);
  ASSERT_EQ(gone.status, 201u);
  EXPECT_EQ(retry("P1", "", nobody).code(), "INVALID_TRANSITION");
  EXPECT_EQ(events("ChargeRaised"), 3u);
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
