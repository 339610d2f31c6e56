// What records of the input topics ask for, without a broker.

#include "adapters/kafka/ingest/interpret.h"

#include <gtest/gtest.h>

#include "adapters/kafka/ingest/identity.h"
#include "domain/kernel/text.h"
#include "schemas/codec/json_writer.h"
#include "tests/eventstore/support.h"

namespace tenure::test {
namespace {

using kafka::InputRecord;
using kafka::Interpreter;
using kafka::Meaning;
using kafka::RecordHeader;
using Headers = std::vector<RecordHeader>;

constexpr std::string_view confirmed =
    R"({"booking_id":"B-1","revision":1,"occupier_id":"ACME","space_id":"R-1","starts_at":"2026-01-05T09:00:00Z",)"
    R"("ends_at":"2026-01-05T10:00:00Z","product_id":"ROOM"})";

Headers event_headers(std::string_view type, std::string_view operator_id = "OP") {
  Headers headers{{"ce_specversion", "1.0"},
                  {"ce_id", "b-1"},
                  {"ce_source", "/bookings/london"},
                  {"ce_type", type},
                  {"content-type", "application/json"}};
  if (!operator_id.empty()) headers.push_back({"ce_tenureoperator", operator_id});
  return headers;
}

std::string text_of(const Meaning& meaning) {
  const auto name = meaning.operator_id + " " + meaning.source + " " + meaning.id;
  if (!meaning.command) {
    EXPECT_FALSE(meaning.command.error().message.empty());
    return name + ": " + meaning.command.error().code + " " + meaning.command.error().pointer;
  }
  const auto& command = *flatbuffers::GetRoot<command::Command>(meaning.command->data());
  EXPECT_EQ(domain::text(command.operator_id()), meaning.operator_id);
  EXPECT_EQ(domain::text(command.source()), meaning.source);
  EXPECT_EQ(domain::text(command.id()), meaning.id);
  auto text = name + " by " + std::string{domain::text(command.actor())} + ": " +
              command::EnumNameCommandBody(command.body_type());
  const auto* const changed = command.body_as_ChangeBooking();
  const auto* const cancelled = command.body_as_CancelBooking();
  if (changed != nullptr && changed->if_unknown() == IfUnknownBooking::RECORD) text += " RECORD";
  if (cancelled != nullptr && cancelled->if_unknown() == IfUnknownBooking::RECORD) text += " RECORD";
  return text;
}

std::string booking(const Headers& headers, std::string_view value, std::string default_operator = {}) {
  Interpreter interpreter{std::move(default_operator)};
  return text_of(interpreter.booking({.topic = "tenure.bookings",
                                      .partition = 0,
                                      .offset = 7,
                                      .key = "B-1",
                                      .value = value,
                                      .headers = headers}));
}
std::string command_of(std::optional<std::string_view> key, const Headers& headers, std::string_view value,
                       std::string default_operator = {}) {
  Interpreter interpreter{std::move(default_operator)};
  return text_of(interpreter.command({.topic = "tenure.commands",
                                      .partition = 0,
                                      .offset = 7,
                                      .key = key,
                                      .value = value,
                                      .headers = headers}));
}

const auto source = kafka::identifier_of("/bookings/london");
const auto named = source + " b-1";

TEST(Interpret, AConfirmedBooking) {
  EXPECT_EQ(booking(event_headers("tenure.booking.confirmed.v1"), confirmed),
            "OP " + named + " by /bookings/london: RecordBooking");
}

TEST(Interpret, AChangeOrCancellationMayComeFirst) {
  EXPECT_EQ(booking(event_headers("tenure.booking.changed.v1"), confirmed),
            "OP " + named + " by /bookings/london: ChangeBooking RECORD");
  EXPECT_EQ(booking(event_headers("tenure.booking.cancelled.v1"), R"({"booking_id":"B-1","revision":2})"),
            "OP " + named + " by /bookings/london: CancelBooking RECORD");
}

TEST(Interpret, BookingsThatAreNone) {
  const auto headers = event_headers("tenure.booking.confirmed.v1");
  EXPECT_EQ(booking({}, confirmed), "unattributed  : NOT_A_CLOUD_EVENT ");
  EXPECT_EQ(booking({}, confirmed, "OP"), "OP  : NOT_A_CLOUD_EVENT ");
  EXPECT_EQ(booking(event_headers("tenure.booking.dreamt.v1"), confirmed),
            "OP " + named + ": UNKNOWN_TYPE /type");
  EXPECT_EQ(booking(headers, ""), "OP " + named + ": MISSING_FIELD /data");
  EXPECT_EQ(booking(headers, "[]"), "OP " + named + ": WRONG_TYPE /data");
  EXPECT_EQ(booking(headers, "{}"), "OP " + named + ": MISSING_FIELD /data/booking_id");
  EXPECT_EQ(booking(headers, R"({"if_unknown":"RECORD"})"),
            "OP " + named + ": UNKNOWN_FIELD /data/if_unknown");
  EXPECT_EQ(booking(headers, R"({"colour":"red"})"), "OP " + named + ": UNKNOWN_FIELD /data/colour");
}

TEST(Interpret, TheOperatorOfABooking) {
  constexpr auto* type = "tenure.booking.confirmed.v1";
  const auto by = " by /bookings/london: RecordBooking";
  EXPECT_EQ(booking(event_headers(type, ""), confirmed, "HOUSE"), "HOUSE " + named + by);
  EXPECT_EQ(booking(event_headers(type, "OP"), confirmed, "HOUSE"), "OP " + named + by);
  for (const auto* none : {"", "no operator", "unattributed"}) {
    EXPECT_EQ(booking(event_headers(type, none), confirmed),
              "unattributed " + named + ": UNKNOWN_OPERATOR /tenureoperator");
  }
}

TEST(Interpret, Usage) {
  Interpreter interpreter{""};
  const auto usage = [&](std::string_view type, std::string_view value) {
    return interpreter.usage(
        {.topic = "tenure.usage", .key = "PBX-1", .value = value, .headers = event_headers(type)});
  };
  const auto call =
      usage("tenure.usage.recorded.v1", R"({"meter_id":"PBX-1","usage_id":"7","kind":"CALL",)"
                                        R"("number":"+442079460001","starts_at":"2026-01-05T09:00:00Z",)"
                                        R"("seconds":61})");
  EXPECT_EQ(text_of(call), "OP " + named + " by /bookings/london: RecordUsage");
  EXPECT_EQ(call.if_recorded, kafka::InputType::IfRecorded::pass_over);
  const auto other = usage("tenure.booking.confirmed.v1", confirmed);
  EXPECT_EQ(text_of(other), "OP " + named + ": UNKNOWN_TYPE /type");
  EXPECT_EQ(other.command.error().message, "this topic takes tenure.usage.recorded.v1, see its document");
}

TEST(Interpret, CommandsAsJson) {
  constexpr std::string_view line = R"({"type":"ReverseCharge","id":"c-1","source":"erp","actor":"Ada",)"
                                    R"("data":{"charge_id":"C","reversal_reason":"wrong"}})";
  EXPECT_EQ(command_of("OP", {}, line), "OP erp c-1 by Ada: ReverseCharge");
  EXPECT_EQ(command_of("OP", {{"content-type", "application/json"}}, line),
            "OP erp c-1 by Ada: ReverseCharge");
  EXPECT_EQ(command_of(std::nullopt, {}, line, "HOUSE"), "HOUSE erp c-1 by Ada: ReverseCharge");
  EXPECT_EQ(
      command_of("OP", {},
                 R"({"type":"ReverseCharge","id":"c-1","data":{"charge_id":"C","reversal_reason":"r"}})"),
      "OP kafka c-1 by kafka: ReverseCharge");
}

TEST(Interpret, CommandsThatAreNone) {
  EXPECT_EQ(command_of(std::nullopt, {}, "{}"), "unattributed  : UNKNOWN_OPERATOR ");
  EXPECT_EQ(command_of("no operator", {}, "{}"), "unattributed  : UNKNOWN_OPERATOR ");
  EXPECT_EQ(command_of("OP", {{"content-type", "text/xml"}}, "<x/>"), "OP  : UNSUPPORTED_FORMAT ");
  EXPECT_EQ(command_of("OP", {}, ""), "OP  : MALFORMED_JSON ");
  EXPECT_EQ(command_of("OP", {}, R"({"type":"Sing","id":"c-1","source":"erp","data":{}})"),
            "OP erp c-1: UNKNOWN_VALUE /type");
  EXPECT_EQ(command_of("OP", {}, R"({"type":"ReverseCharge","id":"c-1","data":{}})"),
            "OP kafka c-1: MISSING_FIELD /data/charge_id");
  EXPECT_EQ(command_of("OP", {{"content-type", "application/vnd.tenure.flatbuffers"}}, "hello"),
            "OP  : MALFORMED_BINARY ");
}

TEST(Interpret, CommandsAsFlatBuffers) {
  const Headers headers{{"content-type", "application/vnd.tenure.flatbuffers"}};
  const auto buffer = command("c-1", R"(ReverseCharge {"charge_id":"C","reversal_reason":"wrong"})");
  const std::string_view bytes{reinterpret_cast<const char*>(buffer.data()), buffer.size()};
  EXPECT_EQ(command_of("OP", headers, bytes), "OP test c-1 by tester: ReverseCharge");
  EXPECT_EQ(command_of("OTHER", headers, bytes), "OTHER test c-1: WRONG_OPERATOR /operator_id");
}

TEST(Identity, NamesThatAreIdentifiersStay) {
  EXPECT_EQ(kafka::identifier_of("booking-7.a_b:c"), "booking-7.a_b:c");
  // XXH3-128 of the text; written down so that it cannot change unseen.
  EXPECT_EQ(kafka::identifier_of("/bookings/london"), "ce:1f1c89f5df2c7495f0b537e04336781d");
  EXPECT_NE(kafka::identifier_of("/bookings/london"), kafka::identifier_of("/bookings/leeds"));
  EXPECT_NE(kafka::identifier_of(source), source);
  EXPECT_TRUE(kafka::identifier_of("ingest").starts_with("ce:"));
  EXPECT_TRUE(kafka::identifier_of("retry").starts_with("ce:"));
  EXPECT_EQ(kafka::identifier_of(std::string(65, 'a')).size(), 35U);
  EXPECT_EQ(kafka::place_id_of("tenure.bookings", 2, 41), "tenure.bookings:2:41");
  EXPECT_NE(kafka::parked_id_of("a", "bc"), kafka::parked_id_of("ab", "c"));
}

}  // namespace
}  // namespace tenure::test
