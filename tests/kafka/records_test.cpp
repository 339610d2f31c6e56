// What is published of an event, without a broker.

#include "adapters/kafka/relay/records.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "adapters/kafka/relay/cursor.h"
#include "adapters/kafka/relay/reset.h"
#include "tests/eventstore/support.h"

namespace tenure::test {
namespace {

using eventstore::Position;
using kafka::Cursor;
using kafka::EventRecords;
using kafka::OutgoingRecord;
using kafka::RelayError;
using testing::ElementsAre;
using testing::HasSubstr;

constexpr std::string_view store = "7d7f5d3c-0000-4000-8000-000000000001";

std::string headers_of(const OutgoingRecord& record) {
  std::string text;
  for (const auto& [name, value] : record.headers) {
    text += std::string{name} + "=" + std::string{value} + "\n";
  }
  return text;
}

struct Published : testing::Test {
  Published() { house.given_estate(); }

  /// The newest event's records.
  const EventRecords& last() {
    const auto position = house.partition().committed();
    commit = *house.partition().commit_at(position);
    records.take(commit->event_at(position), commit->event_bytes(position));
    return records;
  }

  House house;
  eventstore::CommitPtr commit;
  EventRecords records{kafka::KafkaOptions{}, std::string{store}, 3};
};

TEST_F(Published, AnEventIsItsStoredBytesWithHeaders) {
  house.given(R"(e-10 RegisterOccupier {"occupier_id":"BELL","name":"Bell Ltd"})");
  const auto& record = last().event();
  EXPECT_EQ(record.topic, "tenure.events");
  EXPECT_EQ(record.partition, 3);
  EXPECT_EQ(record.key, "occupier/BELL");
  const auto bytes = commit->event_bytes(house.partition().committed());
  EXPECT_TRUE(std::ranges::equal(record.value, bytes, [](char left, std::uint8_t right) {
    return static_cast<std::uint8_t>(left) == right;
  }));
  EXPECT_EQ(record.timestamp_ms, 1'767'258'000'000);
  EXPECT_EQ(headers_of(record), R"(ce_specversion=1.0
ce_id=7d7f5d3c-0000-4000-8000-000000000001:3:)" +
                                    std::to_string(house.partition().committed().value) + R"(
ce_source=/tenure/7d7f5d3c-0000-4000-8000-000000000001/operators/OP
ce_type=tenure.OccupierRegistered.v1
ce_subject=occupier/BELL
ce_time=2026-01-01T09:00:00Z
ce_dataschema=urn:tenure:schema:tenure.event.Event.v1
content-type=application/vnd.tenure.event+flatbuffers
tenure_position=)" + std::to_string(house.partition().committed().value) +
                                    R"(
tenure_version=1
)");
  EXPECT_EQ(records.charge(), nullptr);
}

TEST_F(Published, AChargeIsInTheFinanceStreamToo) {
  house.given(
      R"(a-1 AddCharge {"charge_id":"CH-1","occupier_id":"ACME","site_id":"LON","product_id":"TEA","quantity":2})");
  const auto position = std::to_string(house.partition().committed().value);
  const auto* const charge = last().charge();
  ASSERT_NE(charge, nullptr);
  EXPECT_EQ(charge->topic, "tenure.charges");
  EXPECT_EQ(charge->partition, 3);
  EXPECT_EQ(charge->key, "ACME");
  EXPECT_EQ(headers_of(*charge), "content-type=application/cloudevents+json; charset=UTF-8\n");
  EXPECT_EQ(
      charge->value,
      R"({"specversion":"1.0","id":"7d7f5d3c-0000-4000-8000-000000000001:3:)" + position +
          R"(","source":"/tenure/7d7f5d3c-0000-4000-8000-000000000001/operators/OP","type":"tenure.ChargeRaised.v1",)"
          R"("subject":"charge/CH-1","time":"2026-01-01T09:00:00Z","datacontenttype":"application/json",)"
          R"("data":{"operator_id":"OP","position":)" +
          position +
          R"(,"charge_id":"CH-1","occupier_id":"ACME","site_id":"LON","product_id":"TEA","cause":"AD_HOC","contract_id":"C-1",)"
          R"("quantity":2,"unit_price":250,"net":500,"currency":"GBP","currency_exponent":2,"on":"2026-01-01",)"
          R"("service_from":"2026-01-01","service_to":"2026-01-02","legal_entity_id":"LE","revenue_account":"4130",)"
          R"("posting_rule":"ACCRUAL_1"}})");
}

TEST_F(Published, AChargeAsFlatBufferIsTheStoredEventUnderItsOccupier) {
  EventRecords binary{kafka::KafkaOptions{}, std::string{store}, 3, kafka::ChargeFormat::flatbuffers};
  house.given(
      R"(a-1 AddCharge {"charge_id":"CH-1","occupier_id":"ACME","site_id":"LON","product_id":"TEA","quantity":2})");
  const auto position = house.partition().committed();
  commit = *house.partition().commit_at(position);
  binary.take(commit->event_at(position), commit->event_bytes(position));
  const auto* const charge = binary.charge();
  ASSERT_NE(charge, nullptr);
  EXPECT_EQ(charge->topic, "tenure.charges");
  EXPECT_EQ(charge->partition, 3);
  EXPECT_EQ(charge->key, "ACME");
  EXPECT_EQ(charge->value, binary.event().value);
  EXPECT_EQ(headers_of(*charge), headers_of(binary.event()));
  EXPECT_EQ(charge->timestamp_ms, binary.event().timestamp_ms);
  EXPECT_EQ(binary.event().topic, "tenure.events");
  EXPECT_EQ(binary.event().key, "charge/CH-1");
}

TEST_F(Published, AReversalSaysWhatItTakesBack) {
  house.given(R"(
    a-1 AddCharge {"charge_id":"CH-1","occupier_id":"ACME","site_id":"LON","product_id":"TEA","quantity":2}
    a-2 ReverseCharge {"charge_id":"CH-1","reversal_reason":"wrong cup"})");
  const auto* const charge = last().charge();
  ASSERT_NE(charge, nullptr);
  EXPECT_EQ(charge->key, "ACME");
  EXPECT_THAT(std::string{charge->value}, HasSubstr(R"("type":"tenure.ChargeReversed.v1")"));
  EXPECT_THAT(std::string{charge->value}, HasSubstr(R"("net":500,"currency":"GBP")"));
  EXPECT_THAT(std::string{charge->value}, HasSubstr(R"("reversal_reason":"wrong cup")"));
}

TEST_F(Published, AParkedInputIsTheRecordThatItWasWithTheReason) {
  house.given(R"(
    p-1 ParkInput {"parked_id":"P1","topic":"other.bookings","partition":2,"offset":41,"key":"QjE=","value":"AAH/","headers":[{"name":"ce_id","value":"NQ=="}],"code":"NO_CONTRACT","detail":"there is none"})");
  const auto* const parked = last().parked();
  ASSERT_NE(parked, nullptr);
  EXPECT_EQ(parked->topic, "tenure.parked");
  EXPECT_EQ(parked->partition, 3);
  EXPECT_EQ(parked->key, "B1");
  EXPECT_EQ(parked->value, std::string_view("\x00\x01\xff", 3));
  EXPECT_EQ(headers_of(*parked), R"(ce_id=5
tenure-parked-id=P1
tenure-reason-code=NO_CONTRACT
tenure-reason-detail=there is none
tenure-origin-topic=other.bookings
tenure-origin-partition=2
tenure-origin-offset=41
)");
  EXPECT_EQ(records.charge(), nullptr);
  EXPECT_EQ(records.event().topic, "tenure.events");
}

TEST_F(Published, NothingOfAnEarlierEventStays) {
  house.given(
      R"(a-1 AddCharge {"charge_id":"CH-1","occupier_id":"ACME","site_id":"LON","product_id":"TEA","quantity":2})");
  ASSERT_NE(last().charge(), nullptr);
  house.given(R"(e-10 RegisterOccupier {"occupier_id":"BELL","name":"Bell Ltd"})");
  EXPECT_EQ(last().charge(), nullptr);
  EXPECT_EQ(records.event().headers.size(), 10U);
}

TEST(Cursor, IsReadAsItWasWritten) {
  const Cursor cursor{{18}, {7}, {0x0123456789abcdef, 0xfedcba9876543210}};
  const auto json = kafka::cursor_json(cursor, store);
  EXPECT_EQ(json, R"({"next_position":18,"commit":7,"chain":"0123456789abcdeffedcba9876543210",)"
                  R"("store_id":"7d7f5d3c-0000-4000-8000-000000000001"})");
  EXPECT_EQ(kafka::parse_cursor(json), cursor);
}

TEST(Cursor, IsNotReadFromAnythingElse) {
  for (const auto* text :
       {"", "{}", "[1]", R"({"next_position":0,"commit":7,"chain":"0123456789abcdeffedcba9876543210"})",
        R"({"next_position":18,"commit":-7,"chain":"0123456789abcdeffedcba9876543210"})",
        R"({"next_position":18,"commit":7,"chain":"0123456789abcdeffedcba987654321"})",
        R"({"next_position":18,"commit":7,"chain":"0123456789abcdeffedcba987654321x"})",
        R"({"next_position":"18","commit":7,"chain":"0123456789abcdeffedcba9876543210"})"}) {
    EXPECT_FALSE(kafka::parse_cursor(text)) << text;
  }
}

struct CursorAndLog : testing::Test {
  [[nodiscard]] std::string checked(const Cursor& cursor) {
    const auto good = kafka::check_against_log(cursor, house.partition());
    if (good) return "good";
    EXPECT_EQ(good.error().kind, RelayError::Kind::split_history);
    return good.error().message;
  }
  House house;
};

TEST_F(CursorAndLog, NothingPublishedSuitsEveryLog) { EXPECT_EQ(checked({}), "good"); }

TEST_F(CursorAndLog, TheLogsOwnCommitsSuit) {
  house.given_estate();
  for (Position position{1}; position <= house.partition().committed(); ++position.value) {
    EXPECT_EQ(checked(kafka::cursor_after(**house.partition().commit_at(position))), "good");
  }
}

TEST_F(CursorAndLog, AShorterLogIsRefused) {
  house.given_estate();
  auto cursor = kafka::cursor_after(**house.partition().commit_at(house.partition().committed()));
  cursor.next.value += 10;
  EXPECT_THAT(checked(cursor), HasSubstr("restored from an older backup"));
}

TEST_F(CursorAndLog, AnotherHistoryIsRefused) {
  house.given_estate();
  const auto cursor = kafka::cursor_after(**house.partition().commit_at(house.partition().committed()));
  auto other_chain = cursor;
  ++other_chain.chain.low;
  EXPECT_THAT(checked(other_chain), HasSubstr("the log has commit"));
  auto other_number = cursor;
  ++other_number.commit.value;
  EXPECT_THAT(checked(other_number), HasSubstr("the log has commit"));
}

struct CursorByHand : CursorAndLog {
  CursorByHand() {
    house.given_estate();
    eventstore::Batch batch;
    for (const auto* id : {"a", "b", "c"}) {
      add(batch, id, std::string{R"(RegisterOccupier {"name":"x","occupier_id":")"} + id + R"("})");
    }
    first = house.partition().committed().value + 1;
    EXPECT_TRUE(house.partition().submit_and_wait(std::move(batch)));
  }
  [[nodiscard]] std::string refusal(std::uint64_t from) {
    const auto cursor = kafka::cursor_from(house.partition(), {from});
    if (cursor) return "good";
    EXPECT_EQ(cursor.error().kind, RelayError::Kind::configuration);
    return cursor.error().message;
  }
  /// Of a commit of three.
  std::uint64_t first = 0;
};

TEST_F(CursorByHand, BeginsWithAnyCommit) {
  for (const auto from : {std::uint64_t{1}, first, first + 3}) {
    const auto cursor = kafka::cursor_from(house.partition(), {from});
    ASSERT_TRUE(cursor) << cursor.error().message;
    EXPECT_EQ(cursor->next.value, from);
    EXPECT_EQ(checked(*cursor), "good");
  }
}

TEST_F(CursorByHand, NamesThePositionsThatWouldDo) {
  EXPECT_THAT(refusal(first + 1),
              HasSubstr("take " + std::to_string(first) + " or " + std::to_string(first + 3)));
  EXPECT_THAT(refusal(first + 4), HasSubstr("the log ends at " + std::to_string(first + 2)));
  EXPECT_THAT(refusal(0), HasSubstr("begin with 1"));
}

}  // namespace
}  // namespace tenure::test
