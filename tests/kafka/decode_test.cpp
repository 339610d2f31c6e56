// CloudEvents out of records, without a broker: both modes, and everything that is wrong with them.

#include "adapters/kafka/cloud_events/decode.h"

#include <vector>

#include <boost/json/serialize.hpp>
#include <gtest/gtest.h>

namespace tenure::test {
namespace {

namespace ce = kafka::cloud_events;
using kafka::RecordHeader;
using Headers = std::vector<RecordHeader>;

const Headers structured{{"content-type", "application/cloudevents+json; charset=UTF-8"}};
const Headers binary{{"ce_specversion", "1.0"},
                     {"ce_id", "b-1"},
                     {"ce_source", "/bookings/london"},
                     {"ce_type", "tenure.booking.confirmed.v1"},
                     {"content-type", "application/json"}};

Headers with(Headers headers, RecordHeader more) {
  headers.push_back(more);
  return headers;
}
Headers without(std::string_view name) {
  auto headers = binary;
  std::erase_if(headers, [&](const RecordHeader& header) { return header.name == name; });
  return headers;
}
Headers instead(std::string_view name, std::string_view value) { return with(without(name), {name, value}); }

/// All of an event on a line.
std::string text_of(const ce::Event& event) {
  std::string text = event.id + " " + event.source + " " + event.type;
  if (event.subject) text += " subject=" + *event.subject;
  if (event.time) text += " time=" + *event.time;
  if (event.data_schema) text += " schema=" + *event.data_schema;
  if (event.data_content_type) text += " type=" + *event.data_content_type;
  for (const auto& [name, value] : event.extensions) text += " " + name + "=" + value;
  if (const auto* json = std::get_if<boost::json::value>(&event.data))
    text += " " + boost::json::serialize(*json);
  if (const auto* bytes = std::get_if<std::string>(&event.data)) text += " bytes " + *bytes;
  return text;
}
/// The event, or "CODE pointer".
std::string decoded(const Headers& headers, std::optional<std::string_view> value) {
  const auto event = ce::decode(headers, value);
  if (event) return text_of(*event);
  EXPECT_FALSE(event.error().message.empty());
  return event.error().code + " " + event.error().pointer;
}

TEST(Decode, BinaryMode) {
  auto headers = with(binary, {"ce_subject", "B-1"});
  headers = with(headers, {"ce_time", "2026-01-05T09:00:00.123456789+01:00"});
  headers = with(headers, {"ce_dataschema", "https://example.com/booking.json"});
  headers = with(headers, {"ce_tenureoperator", "OP"});
  headers = with(headers, {"traceparent", "not an attribute"});
  EXPECT_EQ(decoded(headers, R"({"booking_id":"B-1"})"),
            "b-1 /bookings/london tenure.booking.confirmed.v1 subject=B-1 "
            "time=2026-01-05T09:00:00.123456789+01:00 schema=https://example.com/booking.json "
            R"(type=application/json tenureoperator=OP {"booking_id":"B-1"})");
}

TEST(Decode, StructuredMode) {
  EXPECT_EQ(
      decoded(structured, R"({"specversion":"1.0","id":"b-1","source":"/bookings/london",)"
                          R"("type":"tenure.booking.confirmed.v1","subject":"B-1","time":null,)"
                          R"("tenureoperator":"OP","urgent":true,"attempt":-3,"data":{"booking_id":"B-1"}})"),
      "b-1 /bookings/london tenure.booking.confirmed.v1 subject=B-1 type=application/json attempt=-3 "
      R"(tenureoperator=OP urgent=true {"booking_id":"B-1"})");
}

TEST(Decode, HeadersOfStructuredModeAreNotRead) {
  EXPECT_EQ(decoded(with(structured, {"ce_id", "another"}),
                    R"({"specversion":"1.0","id":"1","source":"s","type":"t"})"),
            "1 s t type=application/json");
}

TEST(Decode, DataOfOtherTypesIsBytes) {
  EXPECT_EQ(decoded(instead("content-type", "text/plain"), "hello"),
            "b-1 /bookings/london tenure.booking.confirmed.v1 type=text/plain bytes hello");
  EXPECT_EQ(decoded(without("content-type"), "{}"),
            "b-1 /bookings/london tenure.booking.confirmed.v1 bytes {}");
  EXPECT_EQ(decoded(structured, R"({"specversion":"1.0","id":"1","source":"s","type":"t",)"
                                R"("datacontenttype":"text/plain","data":"hello"})"),
            "1 s t type=text/plain bytes hello");
  EXPECT_EQ(decoded(structured, R"({"specversion":"1.0","id":"1","source":"s","type":"t",)"
                                R"("datacontenttype":"text/plain","data_base64":"aGVsbG8="})"),
            "1 s t type=text/plain bytes hello");
}

TEST(Decode, BytesThatAreJsonAreParsed) {
  EXPECT_EQ(
      decoded(structured, R"({"specversion":"1.0","id":"1","source":"s","type":"t","data_base64":"WzFd"})"),
      "1 s t type=application/json [1]");
}

TEST(Decode, DataMayBeMissing) {
  const auto* const nothing = "b-1 /bookings/london tenure.booking.confirmed.v1 type=application/json";
  EXPECT_EQ(decoded(binary, std::nullopt), nothing);
  EXPECT_EQ(decoded(binary, ""), nothing);
}

TEST(Decode, TypesOfJson) {
  for (const auto* type : {"application/json", "Application/JSON; charset=utf-8", "application/booking+json",
                           "application/json;charset=\"UTF-8\""}) {
    EXPECT_EQ(decoded(instead("content-type", type), "[1]"),
              std::string{"b-1 /bookings/london tenure.booking.confirmed.v1 type="} + type + " [1]");
  }
}

struct Row {
  const char* what;
  Headers headers;
  std::optional<std::string_view> value;
  const char* error;
};

TEST(Decode, WhatIsNoEventSaysWhy) {
  const std::string long_text(ce::attribute_bytes_max + 1, 'a');
  auto many = binary;
  std::vector<std::string> names;
  names.reserve(ce::attributes_max);
  for (std::size_t number = 0; number < ce::attributes_max; ++number) {
    names.push_back("ce_x" + std::to_string(number));
    many.push_back({names.back(), "1"});
  }
  constexpr std::string_view ok = "{}";
  const std::vector<Row> rows{
      {"nothing at all", {}, std::nullopt, "NOT_A_CLOUD_EVENT "},
      {"JSON without headers", {{"content-type", "application/json"}}, ok, "NOT_A_CLOUD_EVENT "},
      {"a batch", {{"content-type", "application/cloudevents-batch+json"}}, "[]", "UNSUPPORTED_FORMAT "},
      {"another format", {{"content-type", "application/cloudevents+avro"}}, ok, "UNSUPPORTED_FORMAT "},
      {"two content types", with(binary, {"content-type", "text/plain"}), ok,
       "DUPLICATE_ATTRIBUTE /datacontenttype"},
      {"two spellings of it", with(binary, {"Content-Type", "text/plain"}), ok,
       "DUPLICATE_ATTRIBUTE /datacontenttype"},
      {"another charset", instead("content-type", "application/json; charset=latin1"), ok,
       "UNSUPPORTED_FORMAT /datacontenttype"},
      {"an older version", instead("ce_specversion", "0.3"), ok, "UNSUPPORTED_FORMAT /specversion"},
      {"no version", without("ce_specversion"), ok, "MISSING_ATTRIBUTE /specversion"},
      {"no id", without("ce_id"), ok, "MISSING_ATTRIBUTE /id"},
      {"no source", without("ce_source"), ok, "MISSING_ATTRIBUTE /source"},
      {"no type", without("ce_type"), ok, "MISSING_ATTRIBUTE /type"},
      {"an empty id", instead("ce_id", ""), ok, "BAD_ATTRIBUTE /id"},
      {"an id twice", with(binary, {"ce_id", "b-2"}), ok, "DUPLICATE_ATTRIBUTE /id"},
      {"a long id", instead("ce_id", long_text), ok, "BAD_ATTRIBUTE /id"},
      {"a control character", instead("ce_id", "b\n1"), ok, "BAD_ATTRIBUTE /id"},
      {"not UTF-8", instead("ce_id", "b\xff"), ok, "BAD_ATTRIBUTE /id"},
      {"a source with a space", instead("ce_source", "my bookings"), ok, "BAD_ATTRIBUTE /source"},
      {"a source with half an escape", instead("ce_source", "/a%2"), ok, "BAD_ATTRIBUTE /source"},
      {"a schema that is no URI", with(binary, {"ce_dataschema", "<x>"}), ok, "BAD_ATTRIBUTE /dataschema"},
      {"a time without its zone", with(binary, {"ce_time", "2026-01-05T09:00:00"}), ok,
       "BAD_ATTRIBUTE /time"},
      {"no such day", with(binary, {"ce_time", "2026-02-30T09:00:00Z"}), ok, "BAD_ATTRIBUTE /time"},
      {"a name in capitals", with(binary, {"ce_Region", "eu"}), ok, "BAD_ATTRIBUTE "},
      {"a name of nothing", with(binary, {"ce_", "eu"}), ok, "BAD_ATTRIBUTE "},
      {"content type as an attribute", with(binary, {"ce_datacontenttype", "text/plain"}), ok,
       "BAD_ATTRIBUTE /datacontenttype"},
      {"data as an attribute", with(binary, {"ce_data", "1"}), ok, "BAD_ATTRIBUTE /data"},
      {"too many attributes", many, ok, "BAD_ATTRIBUTE "},
      {"data that is no JSON", binary, "{", "MALFORMED_JSON /data"},
      {"data with a name twice", binary, R"({"a":1,"a":2})", "DUPLICATE_FIELD /data/a"},

      {"structured without a value", structured, std::nullopt, "MALFORMED_JSON "},
      {"structured, no JSON", structured, "hello", "MALFORMED_JSON "},
      {"structured, an array", structured, "[]", "WRONG_TYPE "},
      {"structured, empty", structured, "{}", "MISSING_ATTRIBUTE /specversion"},
      {"structured, a name twice", structured, R"({"id":"1","id":"2"})", "DUPLICATE_FIELD /id"},
      {"structured, no id", structured, R"({"specversion":"1.0","source":"s","type":"t"})",
       "MISSING_ATTRIBUTE /id"},
      {"structured, id is null", structured, R"({"specversion":"1.0","id":null,"source":"s","type":"t"})",
       "MISSING_ATTRIBUTE /id"},
      {"structured, a fraction", structured,
       R"({"specversion":"1.0","id":"1","source":"s","type":"t","x":1.5})", "BAD_ATTRIBUTE /x"},
      {"structured, a number of 64 bits", structured,
       R"({"specversion":"1.0","id":"1","source":"s","type":"t","x":2147483648})", "BAD_ATTRIBUTE /x"},
      {"structured, an object", structured,
       R"({"specversion":"1.0","id":"1","source":"s","type":"t","x":{}})", "BAD_ATTRIBUTE /x"},
      {"structured, a version that is a number", structured,
       R"({"specversion":1,"id":"1","source":"s","type":"t"})", "UNSUPPORTED_FORMAT /specversion"},
      {"structured, no base64", structured,
       R"({"specversion":"1.0","id":"1","source":"s","type":"t","data_base64":"e30"})",
       "BAD_ATTRIBUTE /data"},
      {"structured, base64 that is no text", structured,
       R"({"specversion":"1.0","id":"1","source":"s","type":"t","data_base64":7})", "BAD_ATTRIBUTE /data"},
      {"structured, bytes that are no JSON", structured,
       R"({"specversion":"1.0","id":"1","source":"s","type":"t","data_base64":"ew=="})",
       "MALFORMED_JSON /data"},
      {"structured, data twice", structured,
       R"({"specversion":"1.0","id":"1","source":"s","type":"t","data":{},"data_base64":"e30="})",
       "DUPLICATE_ATTRIBUTE /data"},
      {"structured, another charset",
       {{"content-type", "application/cloudevents+json; charset=utf-16"}},
       ok,
       "UNSUPPORTED_FORMAT "},
  };
  for (const auto& row : rows) EXPECT_EQ(decoded(row.headers, row.value), row.error) << row.what;
}

TEST(Decode, AReasonHoldsNothingOfTheRecord) {
  const auto event = ce::decode(with(binary, {"ce_Ada Lovelace", "x"}), "{}");
  ASSERT_FALSE(event.has_value());
  EXPECT_EQ((event.error().pointer + event.error().message).find("Ada"), std::string::npos);
}

}  // namespace
}  // namespace tenure::test
