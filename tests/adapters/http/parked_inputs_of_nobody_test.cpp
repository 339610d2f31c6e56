// Parked input that names no operator: it goes to the default one, wherever that is.

#include <fmt/format.h>
#include <gmock/gmock.h>

#include "tests/adapters/http/parked_inputs.h"

namespace tenure::test {
namespace {

using testing::HasSubstr;

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
    EXPECT_EQ(retry("P1", "Idempotency-Key: k1\r\n", nobody).json(), repeated(done.json()));
    EXPECT_EQ(retry("P1", "", nobody).code(), "INVALID_TRANSITION");
    EXPECT_EQ(events("ChargeRaised"), 4u);
    EXPECT_EQ(events("ParkedInputResolved", nobody), 1u);
  }
};

TEST_F(ParkedInputsOfNobody, GoesToTheDefaultOperator) { expect_life(); }

TEST_F(ParkedInputsOfNobody, OnceIsOnceWhoeverIsTheDefaultOperatorByThen) {
  const auto done = retry("P1", "Idempotency-Key: k1\r\n", nobody);
  ASSERT_EQ(done.status, 201u) << done.body;
  *default_operator = "ANOTHER";
  const auto again = retry("P1", "Idempotency-Key: k1\r\n", nobody);
  EXPECT_EQ(again.status, 201u) << again.body;
  EXPECT_EQ(again.json(), repeated(done.json()));
}

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

}  // namespace
}  // namespace tenure::test
