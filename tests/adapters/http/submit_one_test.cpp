// POST /commands/{type}: one command, its answer, its refusals.

#include <gmock/gmock.h>

#include "tests/adapters/http/service.h"

namespace tenure::test {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

class SubmitOne : public testing::Test {
 protected:
  std::optional<Answer> submit(std::string_view type, std::string_view data, std::string headers = {}) {
    return client.post(path("/commands/" + std::string{type}), data, std::string{as_json} + headers);
  }
  std::optional<Answer> charge(std::string_view id, std::string headers = {}) {
    return submit("AddCharge", charge_data(id), std::move(headers));
  }

  Service service;
  RawClient client = service.connect();
};

constexpr std::string_view acme = R"({"occupier_id":"ACME","name":"Acme Ltd"})";

TEST_F(SubmitOne, IsAcceptedWithPositionAndEvents) {
  const auto answer = submit("RegisterOccupier", acme, "Idempotency-Key: k-1\r\nTenure-Actor: ada\r\n");
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->status, 201u);
  EXPECT_EQ(answer->headers.at("idempotency-key"), "k-1");
  EXPECT_EQ(answer->headers.at("tenure-position"), "1");
  EXPECT_EQ(answer->headers.at("location"), "/v1/operators/OP/occupiers/ACME");
  EXPECT_EQ(
      answer->body,
      R"({"id":"k-1","position":1,"events":[{"position":1,"type":"OccupierRegistered","stream":"occupier/ACME",)"
      R"("version":1}]})");
}

TEST_F(SubmitOne, NamesAllEventsOfTheCommandAndOnlyThose) {
  service.given_house();
  const auto first = charge("A");
  const auto second = charge("B");
  ASSERT_TRUE(first && second);
  const auto events = second->json().at("events").as_array();
  ASSERT_EQ(events.size(), 1u);
  EXPECT_EQ(events[0].at("stream"), "charge/B");
  EXPECT_EQ(events[0].at("position").to_number<int>(), first->json().at("position").to_number<int>() + 1);
}

TEST_F(SubmitOne, MakesATimeOrderedIdWhereNoneIsGiven) {
  const auto first = submit("RegisterOccupier", acme);
  const auto second = submit("RegisterOccupier", R"({"occupier_id":"BETA","name":"Beta"})");
  ASSERT_TRUE(first && second);
  const auto id = first->headers.at("idempotency-key");
  EXPECT_THAT(id,
              testing::MatchesRegex("[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}"));
  EXPECT_EQ(text(first->json().at("id")), id);
  EXPECT_LE(id.substr(0, 13), second->headers.at("idempotency-key").substr(0, 13));
  EXPECT_NE(id, second->headers.at("idempotency-key"));
}

TEST_F(SubmitOne, SentAgainItGetsTheFirstAnswer) {
  service.given_house();
  const auto first = charge("CH-9", "Idempotency-Key: once\r\n");
  ASSERT_TRUE(charge("CH-10"));
  const auto again = charge("CH-9", "Idempotency-Key: once\r\n");
  ASSERT_TRUE(first && again);
  EXPECT_EQ(again->status, 201u);
  auto expected = first->json().as_object();
  expected["repeated"] = true;
  EXPECT_EQ(again->json(), boost::json::value(expected));
  EXPECT_EQ(again->headers.at("tenure-position"), first->headers.at("tenure-position"));
}

TEST_F(SubmitOne, TheSameIdWithOtherContentConflicts) {
  service.given_house();
  ASSERT_TRUE(charge("CH-9", "Idempotency-Key: once\r\n"));
  const auto other = charge("CH-10", "Idempotency-Key: once\r\n");
  ASSERT_TRUE(other);
  EXPECT_EQ(other->status, 409u);
  EXPECT_EQ(other->code(), "IDEMPOTENCY_CONFLICT");
}

TEST_F(SubmitOne, TheSameIdFromAnotherSourceIsAnotherCommand) {
  service.given_house();
  ASSERT_EQ(charge("CH-9", "Idempotency-Key: once\r\n")->status, 201u);
  EXPECT_EQ(charge("CH-10", "Idempotency-Key: once\r\nTenure-Source: booking\r\n")->status, 201u);
}

TEST_F(SubmitOne, ARefusalIs422AndIsRememberedToo) {
  const auto data =
      R"({"charge_id":"X","occupier_id":"NOBODY","site_id":"LON","product_id":"TEA","quantity":1})";
  const auto refused = submit("AddCharge", data, "Idempotency-Key: r-1\r\n");
  ASSERT_TRUE(refused);
  EXPECT_EQ(refused->status, 422u);
  EXPECT_EQ(refused->code(), "UNKNOWN_OCCUPIER");
  EXPECT_EQ(refused->headers.at("idempotency-key"), "r-1");
  const auto problem = refused->json();
  EXPECT_EQ(problem.at("type"), "urn:tenure:problem:UNKNOWN_OCCUPIER");
  EXPECT_EQ(problem.at("title"), "no occupier has this id");

  service.given_house();  // now it would be accepted under another id
  EXPECT_EQ(submit("AddCharge", data, "Idempotency-Key: r-1\r\n")->code(), "UNKNOWN_OCCUPIER");
}

TEST_F(SubmitOne, AnIdInUseIs409) {
  ASSERT_EQ(submit("RegisterOccupier", acme)->status, 201u);
  const auto again = submit("RegisterOccupier", acme);
  EXPECT_EQ(again->status, 409u);
  EXPECT_EQ(again->code(), "ALREADY_EXISTS");
}

TEST_F(SubmitOne, IfMatchIsTheVersionItWasDecidedOn) {
  service.given_house();
  const auto reverse = R"({"charge_id":"CH-1","reversal_reason":"wrong"})";
  const auto stale = submit("ReverseCharge", reverse, "If-Match: \"7\"\r\n");
  EXPECT_EQ(stale->status, 409u);
  EXPECT_EQ(stale->code(), "VERSION_CONFLICT");
  const auto right = submit("ReverseCharge", reverse, "If-Match: \"1\"\r\n");
  EXPECT_EQ(right->status, 201u) << right->body;
}

TEST_F(SubmitOne, AMalformedIfMatchIsSaid) {
  const auto answer = submit("RegisterOccupier", acme, "If-Match: *\r\n");
  EXPECT_EQ(answer->status, 400u);
  EXPECT_EQ(answer->code(), "BAD_PARAMETER");
  EXPECT_EQ(answer->json().at("errors").at(0).at("header"), "If-Match");
}

TEST_F(SubmitOne, TheActorIsRecorded) {
  ASSERT_EQ(submit("RegisterOccupier", acme, "Tenure-Actor: ada@example.org\r\nTenure-Reason: new tenant\r\n")
                ->status,
            201u);
  ASSERT_EQ(submit("RegisterOccupier", R"({"occupier_id":"B","name":"B"})")->status, 201u);
  const auto events = client.get(path("/events"))->json().at("events");
  EXPECT_EQ(events.at(0).at("actor"), "ada@example.org");
  EXPECT_EQ(events.at(0).at("reason"), "new tenant");
  EXPECT_EQ(events.at(0).at("source"), "api");
  EXPECT_EQ(events.at(1).at("actor"), "anonymous");
}

TEST_F(SubmitOne, WhereNoActorIsAssumedItMustBeNamed) {
  Service strict{{.api = {.default_actor = ""}}};
  auto other = strict.connect();
  const auto answer = other.post(path("/commands/RegisterOccupier"), acme);
  EXPECT_EQ(answer->status, 400u);
  EXPECT_EQ(answer->code(), "MISSING_ACTOR");
  EXPECT_EQ(other
                .post(path("/commands/RegisterOccupier"), acme,
                      "Content-Type: application/json\r\nTenure-Actor: ada\r\n")
                ->status,
            201u);
}

struct Malformed {
  std::string_view data;
  std::string_view code;
  std::string_view pointer;
};

TEST_F(SubmitOne, AMalformedFieldIsNamedByItsPointer) {
  const Malformed rows[] = {
      {R"({"occupier_id":"A B","name":"x"})", "BAD_IDENTIFIER", "/occupier_id"},
      {R"({"occupier_id":"A"})", "MISSING_FIELD", "/name"},
      {R"({"occupier_id":"A","name":7})", "WRONG_TYPE", "/name"},
      {R"({"occupier_id":"A","name":"x","nmae":"y"})", "UNKNOWN_FIELD", "/nmae"},
      {R"({"occupier_id":"A","name":"x","name":"y"})", "DUPLICATE_FIELD", "/name"},
      {R"({"occupier_id":"A","name":"x","contacts":[{"name":"a"},{"email":"e"}]})", "MISSING_FIELD",
       "/contacts/1/name"},
      {R"({"occupier_id":"A","name":)", "MALFORMED_JSON", ""},
      {"", "MALFORMED_JSON", ""},
      {"[1]", "WRONG_TYPE", ""},
      {"{\"occupier_id\":\"A\",\"name\":\"\xff\"}", "MALFORMED_JSON", ""},
  };
  for (const auto& row : rows) {
    const auto answer = submit("RegisterOccupier", row.data);
    ASSERT_TRUE(answer) << row.data;
    EXPECT_EQ(answer->status, 400u) << row.data;
    EXPECT_EQ(answer->code(), "MALFORMED_COMMAND") << row.data;
    const auto error = answer->json().at("errors").at(0);
    EXPECT_EQ(text(error.at("code")), row.code) << row.data;
    EXPECT_EQ(text(error.at("pointer")), row.pointer) << row.data;
  }
  EXPECT_EQ(service.partition().committed(), eventstore::Position{});
}

TEST_F(SubmitOne, WhatIsSentIsNotRepeatedInAnError) {
  const auto answer = submit("AddUser", R"({"user_id":"secret person","given_name":"Grace","email":7})",
                             "Idempotency-Key: not an id\r\nTenure-Actor: Grace\r\n");
  EXPECT_EQ(answer->status, 400u);
  EXPECT_THAT(answer->body, Not(HasSubstr("Grace")));
  EXPECT_THAT(answer->body, Not(HasSubstr("secret")));
  const auto in_body = submit("AddUser", R"({"user_id":"secret person","given_name":"Grace","email":7})");
  EXPECT_EQ(in_body->status, 400u);
  EXPECT_THAT(in_body->body, Not(HasSubstr("Grace")));
  EXPECT_THAT(in_body->body, Not(HasSubstr("secret")));
}

TEST_F(SubmitOne, AnUnknownTypeIsNotFound) {
  const auto answer = submit("AddCharges", "{}");
  EXPECT_EQ(answer->status, 404u);
  EXPECT_EQ(answer->code(), "UNKNOWN_COMMAND_TYPE");
}

TEST_F(SubmitOne, OnlyJsonIsTaken) {
  const auto answer = client.post(path("/commands/RegisterOccupier"), acme,
                                  "Content-Type: application/x-www-form-urlencoded\r\n");
  EXPECT_EQ(answer->status, 415u);
  EXPECT_EQ(answer->code(), "UNSUPPORTED_MEDIA_TYPE");
  EXPECT_EQ(
      client
          .post(path("/commands/RegisterOccupier"), acme, "Content-Type: Application/JSON; charset=utf-8\r\n")
          ->status,
      201u);
}

TEST_F(SubmitOne, ABodyLargerThanAnyCommandIsRefused) {
  const auto answer = submit("RegisterOccupier", std::string((1 << 20) + 1, ' '));
  EXPECT_EQ(answer->status, 413u);
  EXPECT_EQ(answer->code(), "BODY_TOO_LARGE");
}

TEST_F(SubmitOne, OperatorsDoNotSeeEachOther) {
  ASSERT_EQ(submit("RegisterOccupier", acme)->status, 201u);
  const auto other = client.post("/v1/operators/OTHER/commands/RegisterOccupier", acme);
  EXPECT_EQ(other->status, 201u) << other->body;
  EXPECT_EQ(client.get("/v1/operators/OTHER/events")->json().at("events").as_array().size(), 1u);
  const auto bad = client.post("/v1/operators/NO%20ONE/commands/RegisterOccupier", acme);
  EXPECT_EQ(bad->status, 400u);
  EXPECT_EQ(bad->json().at("errors").at(0).at("parameter"), "operator");
}

TEST_F(SubmitOne, ManyClientsAtOnceAllGetTheirOwnAnswer) {
  service.given_house();
  std::vector<RawClient> clients;
  for (int i = 0; i < 50; ++i) clients.push_back(service.connect());
  for (std::size_t i = 0; i < clients.size(); ++i) {
    ASSERT_TRUE(clients[i].send_request("POST", path("/commands/AddCharge"), as_json,
                                        charge_data("M-" + std::to_string(i))));
  }
  for (std::size_t i = 0; i < clients.size(); ++i) {
    const auto answer = clients[i].read_answer();
    ASSERT_TRUE(answer);
    ASSERT_EQ(answer->status, 201u) << answer->body;
    EXPECT_EQ(text(answer->json().at("events").at(0).at("stream")), "charge/M-" + std::to_string(i));
  }
}

TEST_F(SubmitOne, AStoppingPartitionSaysSo) {
  service.partition().shut_down();
  const auto answer = submit("RegisterOccupier", acme);
  EXPECT_EQ(answer->status, 503u);
  EXPECT_EQ(answer->code(), "SHUTTING_DOWN");
  EXPECT_EQ(answer->headers.at("retry-after"), "1");
}

}  // namespace
}  // namespace tenure::test
