// JSON to FlatBuffers and back is the same JSON, for every command; and the exact form of events.
#include <gtest/gtest.h>
#include <rapidcheck.h>

#include "schemas/codec/json_writer.h"
#include "schemas/codec/validate.h"
#include "tests/schemas/sample.h"

namespace tenure::codec {
namespace {

namespace json = boost::json;
using command::CommandBody;

std::string body_json(const std::vector<std::uint8_t>& bytes) {
  const auto command = read_command(bytes);
  if (!command) return command.error().pointer + " " + command.error().code + ": " + command.error().message;
  std::string text;
  write_json(command_plan((*command)->body_type()), body_of(**command), text);
  return text;
}

TEST(JsonRoundTrip, EveryCommandComesBackAsItWent) {
  for (const CommandBody type : command_types()) {
    const TypePlan& plan = command_plan(type);
    const bool holds = rc::check(std::string(plan.name), [&](std::uint64_t seed) {
      Sampler sampler(seed);
      const json::object data = sampler.object(plan, static_cast<Fill>(sampler.below(3)));
      RC_ASSERT(body_json(command_bytes(type, data)) == json::serialize(data));
    });
    EXPECT_TRUE(holds) << plan.name;
  }
}

TEST(JsonRoundTrip, TheWholeCommandComesBackThroughAReader) {
  CommandReader reader;
  flatbuffers::FlatBufferBuilder builder;
  for (const CommandBody type : command_types()) {
    Sampler sampler(static_cast<std::uint64_t>(type));
    const std::vector<std::uint8_t> bytes =
        command_bytes(type, sampler.object(command_plan(type), Fill::ALL));
    std::string text;
    write_command_json(**read_command(bytes), text);

    const Envelope defaults{.id = {},
                            .operator_id = "operator-1",
                            .source = "ignored",
                            .actor = "ignored",
                            .reason = {},
                            .expected_version = {}};
    const auto read = reader.read(text, defaults, builder);
    ASSERT_TRUE(read) << read.error().pointer << read.error().message << text;
    EXPECT_EQ(
        std::vector<std::uint8_t>(builder.GetBufferPointer(), builder.GetBufferPointer() + builder.GetSize()),
        bytes);
  }
}

TEST(JsonRoundTrip, TheOrderOfMembersAndOptionalNullsMakeNoDifference) {
  const auto plain =
      json::parse(R"({"site_id":"s","space_id":"x","name":"n","kind":"DESK","bookable":true})").as_object();
  const auto other =
      json::parse(
          R"({"bookable":true,"capacity":null,"parent_space_id":null,"kind":"DESK","name":"n","space_id":"x","site_id":"s"})")
          .as_object();
  EXPECT_EQ(body_json(command_bytes(CommandBody::AddSpace, plain)),
            body_json(command_bytes(CommandBody::AddSpace, other)));
}

TEST(JsonRoundTrip, AFinishedCommandIsAsTheGeneratedBuilderMakesIt) {
  const json::object data = {{"site_id", "site-1"},
                             {"product_id", "desk"},
                             {"unit_price", 45'000},
                             {"per", "MONTH"},
                             {"from", "2026-11-23"}};
  const std::vector<std::uint8_t> bytes = command_bytes(CommandBody::SetPrice, data);
  const command::Command& command = **read_command(bytes);
  EXPECT_EQ(command.id()->str(), "0193a5b0-7c1e-7abc-8def-0123456789ab");
  EXPECT_EQ(command.operator_id()->str(), "operator-1");
  EXPECT_EQ(command.source()->str(), "api");
  EXPECT_EQ(command.actor()->str(), "jane@operator.example");
  EXPECT_EQ(command.reason()->str(), "asked at the desk");
  EXPECT_EQ(command.expected_version(), 7u);
  const command::SetPrice& price = *command.body_as_SetPrice();
  EXPECT_EQ(price.site_id()->str(), "site-1");
  EXPECT_EQ(price.unit_price(), 45'000);
  EXPECT_EQ(price.per(), PricePer::MONTH);
  EXPECT_EQ(price.from(), 20'780);
}

TEST(JsonWriter, WritesACommand) {
  Envelope envelope = sample_envelope();
  envelope.reason.reset();
  const json::object data = {{"site_id", "site-1"}, {"date", "2026-11-23"}};
  std::string text;
  write_command_json(**read_command(command_bytes(CommandBody::OpenBusinessDay, data, envelope)), text);
  EXPECT_EQ(
      text,
      R"({"type":"OpenBusinessDay","id":"0193a5b0-7c1e-7abc-8def-0123456789ab","source":"api",)"
      R"("actor":"jane@operator.example","expected_version":7,"data":{"site_id":"site-1","date":"2026-11-23"}})");
}

TEST(JsonWriter, WritesAnEvent) {
  flatbuffers::FlatBufferBuilder builder;
  const auto body =
      event::CreateBookingRecordedDirect(builder, "B-1", 2, "OCC-1", "site-1", "room-1",
                                         1'795'426'200'000'000, 1'795'429'800'500'000, "room", 4'500, 20'780);
  std::vector<flatbuffers::Offset<event::StreamVersion>> also_in = {
      event::CreateStreamVersionDirect(builder, "space/site-1:room-1", 18'446'744'073'709'551'615u)};
  builder.Finish(event::CreateEventDirect(builder, 12, 1'795'426'200'000'001, "operator-1", "booking/B-1", 3,
                                          &also_in, "C-1", "booking", "Jane \"JD\" Doe", "moved",
                                          event::EventBody::BookingRecorded, body.Union()));
  std::string text = "kept:";
  write_event_json(*flatbuffers::GetRoot<event::Event>(builder.GetBufferPointer()), text);
  EXPECT_EQ(
      text,
      R"(kept:{"position":12,"recorded_at":"2026-11-23T09:30:00.000001Z","operator_id":"operator-1",)"
      R"("stream":"booking/B-1","version":3,"also_in":[{"stream":"space/site-1:room-1","version":18446744073709551615}],)"
      R"("command_id":"C-1","source":"booking","actor":"Jane \"JD\" Doe","reason":"moved","type":"BookingRecorded",)"
      R"("data":{"booking_id":"B-1","revision":2,"occupier_id":"OCC-1","site_id":"site-1","space_id":"room-1",)"
      R"("starts_at":"2026-11-23T09:30:00Z","ends_at":"2026-11-23T10:30:00.500000Z","product_id":"room","price":4500,)"
      R"("on":"2026-11-23"}})");
}

TEST(JsonWriter, AnEventWithoutFurtherStreamsSaysSo) {
  flatbuffers::FlatBufferBuilder builder;
  const auto body = event::CreateBusinessDayOpenedDirect(builder, "site-1", 0);
  builder.Finish(event::CreateEventDirect(builder, 1, 0, "operator-1", "site/site-1", 1, nullptr, "C-1",
                                          "api", "jane", nullptr, event::EventBody::BusinessDayOpened,
                                          body.Union()));
  std::string text;
  write_event_json(*flatbuffers::GetRoot<event::Event>(builder.GetBufferPointer()), text);
  EXPECT_EQ(
      text,
      R"({"position":1,"recorded_at":"1970-01-01T00:00:00Z","operator_id":"operator-1","stream":"site/site-1",)"
      R"("version":1,"also_in":[],"command_id":"C-1","source":"api","actor":"jane","type":"BusinessDayOpened",)"
      R"("data":{"site_id":"site-1","date":"1970-01-01"}})");
}

TEST(JsonWriter, EveryEventIsJsonThatItsPlanReads) {
  for (const event::EventBody type : event_types()) {
    const TypePlan& plan = event_plan(type);
    const bool holds = rc::check(std::string(plan.name), [&](std::uint64_t seed) {
      Sampler sampler(seed);
      const json::object data = sampler.object(plan, Fill::BY_CHANCE);
      flatbuffers::FlatBufferBuilder builder;
      const auto table = table_from_json(plan, data, builder);
      RC_ASSERT(table.has_value());
      builder.Finish(*table);
      std::string text;
      write_json(plan, *flatbuffers::GetRoot<flatbuffers::Table>(builder.GetBufferPointer()), text);
      RC_ASSERT(text == json::serialize(data));
    });
    EXPECT_TRUE(holds) << plan.name;
  }
}

TEST(JsonWriter, EscapesTexts) {
  std::string text;
  write_json_text(std::string_view("a\"b\\c\nd\te\x01/\xc3\xa9\0", 14), text);
  EXPECT_EQ(text, "\"a\\\"b\\\\c\\nd\\te\\u0001/\xc3\xa9\\u0000\"");
}

TEST(JsonWriter, AnEnumerationsValueWithoutNameIsANumber) {
  flatbuffers::FlatBufferBuilder builder;
  builder.Finish(
      event::CreateNumberProvisionedDirect(builder, "+442071234567", "site-1", static_cast<NumberKind>(99)));
  std::string text;
  write_json(event_plan(event::EventBody::NumberProvisioned),
             *flatbuffers::GetRoot<flatbuffers::Table>(builder.GetBufferPointer()), text);
  EXPECT_EQ(text, R"({"number":"+442071234567","site_id":"site-1","kind":99})");
}

}  // namespace
}  // namespace tenure::codec
