// Parked input: given records that were put aside and resolved, then what people find of them.

#include "projections/parked_input/parked_input.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "schemas/codec/base64.h"
#include "schemas/codec/json_reader.h"
#include "tests/projections/house.h"

namespace tenure::projections::parked_input {
namespace {

using enum ParkedInputStatus;
using test::House;
using test::must;
using test::operator_id;

std::string base64(std::string_view bytes) {
  std::string text;
  {
    codec::TextSink sink{text};
    codec::write_base64({reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size()}, sink);
  }
  return text;
}

/// A line that parks a record of that value and those headers.
std::string park(std::string_view id, std::string_view value, std::string_view headers = "[]",
                 std::string_view more = "") {
  return fmt::format(
      R"(ParkInput {{"parked_id":"{}","topic":"tenure.bookings","partition":2,"offset":41,"code":"NO_CONTRACT","value":"{}","headers":{}{}}})",
      id, base64(value), headers, more);
}

std::string ids(const Page<Input>& page) {
  std::string text;
  for (const auto& item : page.items) text += item.parked_id + " ";
  return text;
}
std::string listed(const View& view, ParkedInputStatus status) {
  return ids(must(inputs(view, operator_id, status, {})));
}

struct ParkedInputModel : testing::Test {
  ParkedInputModel() { house.open(); }
  [[nodiscard]] Input found(std::string_view id) {
    return must(input(house.view(), operator_id, id)).value();
  }
  House house;
};

TEST_F(ParkedInputModel, ShowsAllOfARecordThatWasParked) {
  house.at_time("2026-01-05T08:00:00Z");
  house.given(
      park("P1", "hello", R"([{"name":"trace","value":"Nw=="},{"name":"empty"}])",
           R"(,"key":"QjE=","detail":"none covers the day","command_source":"booking","command_id":"5")"));
  const auto one = found("P1");
  EXPECT_EQ(one.status, parked);
  EXPECT_EQ(one.code + ": " + one.detail, "NO_CONTRACT: none covers the day");
  EXPECT_EQ(fmt::format("{}:{}:{}", one.topic, one.partition, one.offset), "tenure.bookings:2:41");
  EXPECT_EQ(one.key_start, "B1");
  EXPECT_EQ(one.command_source + " " + one.command_id, "booking 5");
  EXPECT_EQ(one.value_bytes, 5U);
  EXPECT_EQ(one.position, house.last());
  EXPECT_EQ(one.parked_at, domain::parse_instant("2026-01-05T08:00:00Z"));
  EXPECT_EQ(one.resolution, std::nullopt);
  EXPECT_EQ(must(original(house.view(), operator_id, "P1")),
            (Original{"B1", "hello", {{"trace", "7"}, {"empty", ""}}}));
  EXPECT_EQ(must(input(house.view(), operator_id, "P2")), std::nullopt);
  EXPECT_EQ(must(original(house.view(), operator_id, "P2")), std::nullopt);
  EXPECT_EQ(must(input(house.view(), "ANOTHER", "P1")), std::nullopt);
}

TEST_F(ParkedInputModel, KeepsBytesAsTheyAre) {
  const std::string bytes{"\x00\xff\n\x80", 4};
  house.given(park("P1", bytes));
  EXPECT_EQ(must(original(house.view(), operator_id, "P1")).value().value, bytes);
}

TEST_F(ParkedInputModel, OfALongKeyListsHaveTheBeginning) {
  const std::string key(key_start_bytes_max + 1, 'k');
  house.given(park("P1", "v", "[]", fmt::format(R"(,"key":"{}")", base64(key))));
  EXPECT_EQ(found("P1").key_start, key.substr(0, key_start_bytes_max));
  EXPECT_EQ(must(original(house.view(), operator_id, "P1")).value().key, key);
}

TEST_F(ParkedInputModel, ListsByStatusInTheOrderOfParkingInPages) {
  house.given(park("Z", "1"));
  house.given(park("A", "2"));
  house.given(park("M", "3"));
  house.given(park("B", "4"));
  EXPECT_EQ(listed(house.view(), parked), "Z A M B ");
  house.given(R"(ResolveParkedInput {"parked_id":"M","resolution":"DISCARDED"})");
  house.given(R"(ResolveParkedInput {"parked_id":"A","resolution":"DISCARDED"})");
  house.given(R"(ResolveParkedInput {"parked_id":"B","resolution":"RETRIED"})");
  const auto view = house.view();
  EXPECT_EQ(listed(view, parked), "Z ");
  EXPECT_EQ(listed(view, retried), "B ");
  EXPECT_EQ(listed(view, discarded), "A M ");
  const auto first = must(inputs(view, operator_id, discarded, {{}, 1}));
  EXPECT_EQ(ids(first), "A ");
  const auto second = must(inputs(view, operator_id, discarded, {first.next_cursor, 1}));
  EXPECT_EQ(ids(second), "M ");
  EXPECT_EQ(second.next_cursor, "");
  EXPECT_EQ(second.items[0], must(input(view, operator_id, "M")));
  EXPECT_TRUE(must(inputs(view, "ANOTHER", parked, {})).items.empty());
}

TEST_F(ParkedInputModel, SaysHowItWasResolvedAndStillWhatItWas) {
  house.at_time("2026-01-05T08:00:00Z");
  house.given(park("P1", "hello"));
  const auto parking = house.last();
  house.at_time("2026-01-06T09:00:00Z");
  house.given(R"(ResolveParkedInput {"parked_id":"P1","resolution":"RETRIED"})");
  const auto one = found("P1");
  EXPECT_EQ(one.status, retried);
  EXPECT_EQ(one.position, parking);
  ASSERT_TRUE(one.resolution);
  EXPECT_EQ(one.resolution->position, house.last());
  EXPECT_EQ(one.resolution->recorded_at, domain::parse_instant("2026-01-06T09:00:00Z"));
  // As the scenario sends commands.
  EXPECT_EQ(one.resolution->source + " " + one.resolution->actor, "test tester");
  EXPECT_NE(one.resolution->command_id, "");
  EXPECT_EQ(must(original(house.view(), operator_id, "P1")).value().value, "hello");
}

TEST_F(ParkedInputModel, AnswersAsOfBeforeAndAfter) {
  house.given(park("P1", "1"));
  const auto first = house.last();
  house.given(park("P2", "2"));
  const auto both = house.last();
  house.given(R"(ResolveParkedInput {"parked_id":"P1","resolution":"DISCARDED"})");
  EXPECT_EQ(listed(house.view_at(first), parked), "P1 ");
  EXPECT_EQ(listed(house.view_at(both), parked), "P1 P2 ");
  EXPECT_EQ(listed(house.view_at(both), discarded), "");
  EXPECT_EQ(must(input(house.view_at(both), operator_id, "P1")).value().status, parked);
  EXPECT_EQ(must(original(house.view_at(first), operator_id, "P2")), std::nullopt);
  EXPECT_EQ(listed(house.view(), parked), "P2 ");
}

TEST_F(ParkedInputModel, EqualsItsRebuild) {
  house.given(park("P1", "1", R"([{"name":"a","value":"MQ=="}])"));
  house.given(park("P2", R"({"type":"AddCharge","id":"c"})"));
  house.given(R"(ResolveParkedInput {"parked_id":"P1","resolution":"DISCARDED"})");
  house.settle();
  ASSERT_TRUE(house.models().start_rebuild("parked_input"));
  ASSERT_TRUE(house.models().wait_for_build("parked_input", test::patience));
  const auto equals = [](const auto& line) {
    return line.find("read model parked_input.1.1 equals its rebuild at position") != std::string::npos;
  };
  EXPECT_TRUE(std::ranges::any_of(house.notices(), equals));
  EXPECT_EQ(listed(house.view(), parked), "P2 ");
  EXPECT_EQ(listed(house.view(), discarded), "P1 ");
}

std::string flatbuffer(std::string_view line) {
  codec::CommandReader reader;
  flatbuffers::FlatBufferBuilder builder;
  const codec::Envelope defaults{
      .id = {}, .operator_id = "OP", .source = "till", .actor = "till", .reason = {}, .expected_version = {}};
  EXPECT_TRUE(reader.read(line, defaults, builder));
  return {reinterpret_cast<const char*>(builder.GetBufferPointer()), builder.GetSize()};
}

TEST_F(ParkedInputModel, TypeAndSourceAsTheRecordSaysThem) {
  constexpr std::string_view as_flatbuffer =
      R"([{"name":"content-type","value":"YXBwbGljYXRpb24vdm5kLnRlbnVyZS5mbGF0YnVmZmVycw=="}])";
  const auto headers = [](std::string_view type, std::string_view source) {
    return fmt::format(R"([{{"name":"ce_type","value":"{}"}},{{"name":"ce_source","value":"{}"}}])",
                       base64(type), base64(source));
  };
  const auto charge = flatbuffer(
      R"({"type":"AddCharge","id":"c","data":{"charge_id":"c","occupier_id":"A","site_id":"L","product_id":"T","quantity":1}})");
  const std::string long_type(201, 't');
  struct Row {
    std::string value;
    std::string headers;
    std::string type;
    std::string source;
  };
  const std::vector<Row> rows{
      {"{}", headers("tenure.booking.confirmed.v1", "/bookings"), "tenure.booking.confirmed.v1", "/bookings"},
      {R"({"type":"a.b","source":"/x"})", "[]", "a.b", "/x"},
      {R"({"type":"AddCharge","source":"till"})", "[]", "AddCharge", "till"},
      {R"({"type":7,"source":["x"]})", "[]", "", ""},
      {R"(["type"])", "[]", "", ""},
      {"{\"type\":", "[]", "", ""},
      {"", "[]", "", ""},
      {"\xff\xfe", "[]", "", ""},
      {"{}", headers("one\ntwo", std::string_view{"\xff", 1}), "", ""},
      {"{}", headers(long_type, "/x"), "", "/x"},
      {charge, std::string{as_flatbuffer}, "AddCharge", "till"},
      {charge.substr(0, 20), std::string{as_flatbuffer}, "", ""},
  };
  for (std::size_t index = 0; index < rows.size(); ++index) {
    SCOPED_TRACE(index);
    const auto id = fmt::format("P{}", index);
    house.given(park(id, rows[index].value, rows[index].headers));
    const auto one = found(id);
    EXPECT_EQ(one.type, rows[index].type);
    EXPECT_EQ(one.source, rows[index].source);
  }
}

}  // namespace
}  // namespace tenure::projections::parked_input
