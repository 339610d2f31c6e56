// What JSON may not be: malformed, ambiguous, or of another shape than a command.
#include <boost/json/monotonic_resource.hpp>
#include <gtest/gtest.h>

#include "schemas/codec/validate.h"
#include "tests/schemas/sample.h"

namespace tenure::codec {
namespace {

namespace json = boost::json;
using command::CommandBody;

TEST(ParseJson, ReadsOneValue) {
  EXPECT_EQ(parse_json(R"( {"a": [1, -2, 18446744073709551615, 1.5, "x\u00e9", true, null]} )").value(),
            json::parse(R"({"a":[1,-2,18446744073709551615,1.5,"xé",true,null]})"));
  EXPECT_EQ(parse_json("7").value(), json::value(7));
  unsigned char buffer[4096];
  json::monotonic_resource memory(buffer, sizeof buffer);
  const auto value = parse_json(R"({"a":{"b":"c"}})", &memory);
  EXPECT_EQ(value->storage().get(), &memory);
  EXPECT_EQ(value->at("a").as_object().storage().get(), &memory);
}

TEST(ParseJson, SaysWhereItIsMalformed) {
  const struct {
    std::string_view text;
    std::string_view place;
  } rows[] = {
      {"", "line 1, column 1 (offset 0)"},
      {"{", "line 1, column 2 (offset 1)"},
      {"{\"a\":1}\n{", "line 2, column 1 (offset 8)"},
      {"{\"a\":1} x", "line 1, column 9 (offset 8)"},
      {"{\n  \"a\": tru\n}", "line 2, column 8 (offset 9)"},
      {"{'a':1}", "line 1, column 2 (offset 1)"},
      {"{\"a\":1,}", "line 1, column 8 (offset 7)"},
      {"{\"a\":01}", "line 1, column 7 (offset 6)"},
      {"[1,2", "line 1, column 5 (offset 4)"},
      {"{\"a\":NaN}", "line 1, column 6 (offset 5)"},
  };
  for (const auto& row : rows) {
    const auto value = parse_json(row.text);
    ASSERT_FALSE(value) << row.text;
    EXPECT_EQ(value.error().code, fault::MALFORMED_JSON) << row.text;
    EXPECT_EQ(value.error().pointer, "");
    EXPECT_NE(value.error().message.find(row.place), std::string::npos)
        << row.text << ": " << value.error().message;
  }
}

TEST(ParseJson, RefusesWhatJsonDoesNotAllow) {
  for (const std::string_view text :
       {std::string_view("{\"a\":\"\xff\"}"), std::string_view("{\"a\":\"\xed\xa0\x80\"}"),
        std::string_view("{\"a\":\"\\ud800\"}"), std::string_view("\"a\nb\""), std::string_view("// x\n1"),
        std::string_view("{\"a\":\"\0\"}", 9), std::string_view("\xef\xbb\xbf{}"), std::string_view("[1,]"),
        std::string_view("+1")}) {
    const auto value = parse_json(text);
    ASSERT_FALSE(value) << text;
    EXPECT_EQ(value.error().code, fault::MALFORMED_JSON) << text;
  }
}

TEST(ParseJson, BoundsTheDepth) {
  const auto nested = [](std::size_t depth) { return std::string(depth, '[') + std::string(depth, ']'); };
  EXPECT_TRUE(parse_json(nested(json_depth_max)));
  EXPECT_FALSE(parse_json(nested(json_depth_max + 1)));
  EXPECT_FALSE(parse_json(std::string(1'000'000, '[')));
}

TEST(ParseJson, RefusesANameTwice) {
  const struct {
    std::string_view text;
    std::string_view pointer;
  } rows[] = {
      {R"({"a":1,"a":1})", "/a"},
      {R"({"a":1,"b":2,"\u0061":1})", "/a"},
      {R"({"x":{"a":1,"a":{}}})", "/x/a"},
      {R"({"x":[1,[2],{"b":{}},{"a":1,"c":[{}],"a":2}]})", "/x/3/a"},
      {R"([{"lines":[{"to":1},{"to":1,"to":null}]}])", "/0/lines/1/to"},
      {R"({"jane@example.com":1,"jane@example.com":2})", ""},
      {R"({"":1,"":2})", ""},
  };
  for (const auto& row : rows) {
    const auto value = parse_json(row.text);
    ASSERT_FALSE(value) << row.text;
    EXPECT_EQ(value.error().code, fault::DUPLICATE_FIELD) << row.text;
    EXPECT_EQ(value.error().pointer, row.pointer) << row.text;
    EXPECT_EQ(value.error().message.find("jane"), std::string::npos);
  }
  EXPECT_TRUE(parse_json(R"([{"a":1},{"a":1,"b":{"a":2}}])"));
}

TEST(ParseJson, ManyDuplicatesAreToldAsFastAsOne) {
  std::string text = "{";
  for (int index = 0; index < 50'000; ++index) text += "\"name" + std::to_string(index) + "\":0,";
  text += "\"name0\":1}";
  const auto value = parse_json(text);
  ASSERT_FALSE(value);
  EXPECT_EQ(value.error().pointer, "/name0");
}

TEST(ParseCommandType, KnowsEveryNameAndNoOther) {
  for (const CommandBody type : command_types()) EXPECT_EQ(parse_command_type(command_plan(type).name), type);
  for (const char* name : {"", "NONE", "addcharge", "AddCharg", "AddChargee", "zzz"})
    EXPECT_FALSE(parse_command_type(name)) << name;
}

std::expected<void, FieldError> build(CommandBody type, std::string_view data) {
  flatbuffers::FlatBufferBuilder builder;
  const auto value = parse_json(data);
  if (!value) return std::unexpected(value.error());
  return command_from_json(type, value->as_object(), sample_envelope(), builder);
}

TEST(CommandFromJson, RefusesAFieldTheCommandDoesNotHave) {
  auto built = build(CommandBody::SignContract, R"({"contract_id":"C-1","site_id":"s"})");
  ASSERT_FALSE(built);
  EXPECT_EQ(built.error(),
            (FieldError{"/site_id", "UNKNOWN_FIELD", "not a field of SignContract; it has contract_id"}));

  built = build(CommandBody::RegisterOccupier,
                R"({"occupier_id":"O-1","name":"n","contacts":[{"name":"Jane"},{"name":"x","age":3}]})");
  ASSERT_FALSE(built);
  EXPECT_EQ(built.error().pointer, "/contacts/1/age");
  EXPECT_EQ(built.error().code, fault::UNKNOWN_FIELD);

  built = build(CommandBody::SignContract, R"({"contract_id":"C-1","Jane Doe":1})");
  ASSERT_FALSE(built);
  EXPECT_EQ(built.error().pointer, "");
  EXPECT_EQ(built.error().message.find("Jane"), std::string::npos);
}

TEST(CommandFromJson, ReportsTheFirstProblemAsWritten) {
  const auto built = build(CommandBody::AddCharge, R"({"quantity":0,"charge_id":"a b","nonsense":1})");
  ASSERT_FALSE(built);
  EXPECT_EQ(built.error().pointer, "/quantity");
}

TEST(CommandFromJson, LeavesNothingOfAnEarlierCommand) {
  flatbuffers::FlatBufferBuilder builder;
  const json::object day = {{"site_id", "site-1"}, {"date", "2026-11-23"}};
  const json::object half = {{"site_id", "site-1"}};
  ASSERT_TRUE(command_from_json(CommandBody::OpenBusinessDay, day, sample_envelope(), builder));
  ASSERT_FALSE(command_from_json(CommandBody::OpenBusinessDay, half, sample_envelope(), builder));
  ASSERT_TRUE(command_from_json(CommandBody::OpenBusinessDay, day, sample_envelope(), builder));
  EXPECT_TRUE(read_command({builder.GetBufferPointer(), builder.GetSize()}));
}

class CommandDocument : public testing::Test {
 protected:
  std::expected<void, FieldError> read(std::string_view text) {
    return reader_.read(text, defaults_, builder_);
  }

  const command::Command& command() {
    return **read_command({builder_.GetBufferPointer(), builder_.GetSize()});
  }

  CommandReader reader_;
  flatbuffers::FlatBufferBuilder builder_;
  Envelope defaults_{.id = {},
                     .operator_id = "operator-1",
                     .source = "load",
                     .actor = "batch",
                     .reason = {},
                     .expected_version = {}};
};

TEST_F(CommandDocument, TakesSourceAndActorFromTheDefaults) {
  ASSERT_TRUE(read(R"({"type":"SignContract","id":"1","data":{"contract_id":"C-1"}})"));
  EXPECT_EQ(command().source()->str(), "load");
  EXPECT_EQ(command().actor()->str(), "batch");
  EXPECT_EQ(command().operator_id()->str(), "operator-1");
  EXPECT_EQ(command().reason(), nullptr);
  EXPECT_FALSE(command().expected_version().has_value());

  ASSERT_TRUE(read(
      R"({"data":{"contract_id":"C-1"},"expected_version":0,"reason":"r","actor":"a","source":"s","id":"1","type":"SignContract"})"));
  EXPECT_EQ(command().source()->str(), "s");
  EXPECT_EQ(command().actor()->str(), "a");
  EXPECT_EQ(command().reason()->str(), "r");
  EXPECT_EQ(command().expected_version(), 0u);
}

TEST_F(CommandDocument, NamesWhatIsWrong) {
  const struct {
    std::string_view text;
    std::string_view code;
    std::string_view pointer;
  } rows[] = {
      {R"([])", fault::WRONG_TYPE, ""},
      {R"({"id":"1","data":{}})", fault::MISSING_FIELD, "/type"},
      {R"({"type":"SignContract","data":{}})", fault::MISSING_FIELD, "/id"},
      {R"({"type":"SignContract","id":"1"})", fault::MISSING_FIELD, "/data"},
      {R"({"type":"SignContract","id":"1","data":null})", fault::MISSING_FIELD, "/data"},
      {R"({"type":"SignContract","id":"1","data":[]})", fault::WRONG_TYPE, "/data"},
      {R"({"type":5,"id":"1","data":{}})", fault::WRONG_TYPE, "/type"},
      {R"({"type":"Nothing","id":"1","data":{}})", fault::UNKNOWN_VALUE, "/type"},
      {R"({"type":"SignContract","id":7,"data":{"contract_id":"C-1"}})", fault::WRONG_TYPE, "/id"},
      {R"({"type":"SignContract","id":"a b","data":{"contract_id":"C-1"}})", fault::BAD_IDENTIFIER, "/id"},
      {R"({"type":"SignContract","id":"1","actor":"","data":{"contract_id":"C-1"}})", fault::MISSING_FIELD,
       "/actor"},
      {R"({"type":"SignContract","id":"1","expected_version":-1,"data":{"contract_id":"C-1"}})",
       fault::OUT_OF_RANGE, "/expected_version"},
      {R"({"type":"SignContract","id":"1","expected_version":"1","data":{"contract_id":"C-1"}})",
       fault::WRONG_TYPE, "/expected_version"},
      {R"({"type":"SignContract","id":"1","operator_id":"other","data":{"contract_id":"C-1"}})",
       fault::UNKNOWN_FIELD, "/operator_id"},
      {R"({"type":"SignContract","id":"1","data":{"contract_id":""}})", fault::BAD_IDENTIFIER,
       "/data/contract_id"},
      {R"({"type":"SignContract","id":"1","data":{"x":1}})", fault::UNKNOWN_FIELD, "/data/x"},
      {R"({"type":"SignContract","id":"1","data":{"contract_id":"1","contract_id":"1"}})",
       fault::DUPLICATE_FIELD, "/data/contract_id"},
      {R"({"type":"SignContract")", fault::MALFORMED_JSON, ""},
  };
  for (const auto& row : rows) {
    const auto result = read(row.text);
    ASSERT_FALSE(result) << row.text;
    EXPECT_EQ(result.error().code, row.code) << row.text;
    EXPECT_EQ(result.error().pointer, row.pointer) << row.text;
    EXPECT_FALSE(result.error().message.empty());
  }
}

TEST_F(CommandDocument, IsAsLongAsTheSchemaAllowsAndMore) {
  Sampler sampler(1);
  json::object data = sampler.object(command_plan(CommandBody::RegisterOccupier), Fill::ALL);
  data["contacts"] =
      json::array(200, json::object{{"name", std::string(200, 'n')}, {"email", std::string(254, 'e')}});
  const json::object document = {{"type", "RegisterOccupier"}, {"id", "1"}, {"data", data}};
  ASSERT_TRUE(read(json::serialize(document)));
  EXPECT_EQ(command().body_as_RegisterOccupier()->contacts()->size(), 200u);
}

}  // namespace
}  // namespace tenure::codec
