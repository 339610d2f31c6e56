// Commands that are well-formed FlatBuffers with wrong values: the rules are those of JSON.
#include <gtest/gtest.h>

#include "schemas/codec/validate.h"
#include "tests/schemas/sample.h"

namespace tenure::codec {
namespace {

namespace json = boost::json;
using command::CommandBody;

// In a finished command: a number replaced, or the first byte of a text.
class Tampered {
 public:
  Tampered(CommandBody type, const json::object& data) : bytes_(command_bytes(type, data)) {}

  // The value at a place of the body, reached along a JSON pointer.
  std::uint8_t* at(const FieldPlan& wanted, const std::string& pointer) {
    const auto* command = flatbuffers::GetRoot<command::Command>(bytes_.data());
    return find(command_plan(command->body_type()), body_of(*command), wanted, pointer.substr(1));
  }

  auto read() const { return read_command(bytes_); }

 private:
  static std::uint8_t* writable(const void* at) {
    return const_cast<std::uint8_t*>(static_cast<const std::uint8_t*>(at));
  }

  static std::uint8_t* find(const TypePlan& plan, const flatbuffers::Table& table, const FieldPlan& wanted,
                            std::string pointer) {
    const std::size_t slash = pointer.find('/');
    const FieldPlan& field = *plan.find(pointer.substr(0, slash));
    pointer = slash == std::string::npos ? "" : pointer.substr(slash + 1);
    if (field.is_inline()) return writable(table.GetAddressOf(field.vtable_offset));
    const void* target = table.GetPointer<const void*>(field.vtable_offset);
    if (field.shape == Shape::LIST) {
      if (pointer.empty()) return nullptr;
      target =
          static_cast<const flatbuffers::Vector<flatbuffers::Offset<flatbuffers::Table>>*>(target)->Get(0);
      pointer = pointer.substr(std::min<std::size_t>(2, pointer.size()));
    }
    if (field.kind == Kind::TEXT) return writable(static_cast<const flatbuffers::String*>(target)->Data());
    if (field.kind == Kind::BYTES || pointer.empty()) return nullptr;  // any byte is good
    return find(*field.nested, *static_cast<const flatbuffers::Table*>(target), wanted, pointer);
  }

  std::vector<std::uint8_t> bytes_;
};

std::string_view code_of_bad_number(const FieldPlan& field) {
  switch (field.format) {
    case Format::ENUMERATION:
      return fault::UNKNOWN_VALUE;
    case Format::DATE:
      return fault::BAD_DATE;
    case Format::INSTANT:
      return fault::BAD_INSTANT;
    default:
      return fault::OUT_OF_RANGE;
  }
}

std::string_view code_of_bad_text(const FieldPlan& field) {
  switch (field.format) {
    case Format::IDENTIFIER:
      return fault::BAD_IDENTIFIER;
    case Format::CURRENCY:
      return fault::BAD_CURRENCY;
    case Format::COUNTRY:
      return fault::BAD_COUNTRY;
    default:
      return fault::BAD_TEXT;
  }
}

TEST(InvalidValues, AreRefusedInBinaryToo) {
  std::size_t tried = 0;
  for (const CommandBody type : command_types()) {
    Sampler sampler(static_cast<std::uint64_t>(type) + 1);
    json::object good = sampler.object(command_plan(type), Fill::ALL);
    for (const Place& place : places_of(type)) {
      const FieldPlan& field = *place.field;
      Tampered command(type, good);
      ASSERT_TRUE(command.read());
      std::uint8_t* value = command.at(field, place.pointer);
      if (value == nullptr) continue;
      if (field.is_scalar()) {
        // All ones: above the greatest number of an unsigned type, minus one or below the least of a signed one.
        const bool full_range =
            field.least == INT64_MIN || (field.format == Format::PLAIN && field.value_bytes < 8 &&
                                         field.most == (std::uint64_t{1} << (8 * field.value_bytes)) - 1);
        if (full_range) continue;
        for (std::size_t byte = 0; byte < field.value_bytes; ++byte) value[byte] = 0xff;
        if (field.value_bytes >= 4 && field.least < 0) value[field.value_bytes - 1] = 0x7f;
      } else {
        *value = 0x01;
      }
      const auto read = command.read();
      ASSERT_FALSE(read) << command_plan(type).name << place.pointer;
      EXPECT_EQ(read.error().code, field.is_scalar() ? code_of_bad_number(field) : code_of_bad_text(field));
      EXPECT_EQ(read.error().pointer, place.pointer);
      ++tried;
    }
  }
  EXPECT_GT(tried, 100u);
}

std::vector<std::uint8_t> finished(flatbuffers::FlatBufferBuilder& builder, flatbuffers::Offset<void> body,
                                   CommandBody type) {
  const auto command = command::CreateCommandDirect(builder, "id-1", "operator-1", "api", "jane", nullptr,
                                                    flatbuffers::nullopt, type, body);
  builder.Finish(command);
  return {builder.GetBufferPointer(), builder.GetBufferPointer() + builder.GetSize()};
}

TEST(InvalidValues, InBinaryANumberLeftOutIsItsDefaultAndCheckedAsSuch) {
  flatbuffers::FlatBufferBuilder builder;
  const auto body = command::CreateAddChargeDirect(builder, "CH-1", "OCC-1", "site-1", "coffee", 0);
  const auto bytes = finished(builder, body.Union(), CommandBody::AddCharge);
  const auto read = read_command(bytes);
  ASSERT_FALSE(read);
  EXPECT_EQ(read.error().code, fault::OUT_OF_RANGE);
  EXPECT_EQ(read.error().pointer, "/quantity");
  EXPECT_EQ(read.error().message, "must be 1 to 1000000, is 0");
}

TEST(InvalidValues, InBinaryTextsAndListsHaveTheSameLimits) {
  flatbuffers::FlatBufferBuilder builder;
  const std::string description(201, 'x');
  const auto charge = command::CreateAddChargeDirect(builder, "CH-1", "OCC-1", "site-1", "coffee", 1,
                                                     flatbuffers::nullopt, description.c_str());
  auto read = read_command(finished(builder, charge.Union(), CommandBody::AddCharge));
  ASSERT_FALSE(read);
  EXPECT_EQ(read.error().code, fault::TOO_LONG);
  EXPECT_EQ(read.error().pointer, "/description");

  builder.Clear();
  const std::vector<flatbuffers::Offset<flatbuffers::String>> sites(101, builder.CreateString("site-1"));
  const auto user =
      command::CreateAddUserDirect(builder, "U-1", "OCC-1", &sites, "Jane", "Doe", "jane@example.com");
  read = read_command(finished(builder, user.Union(), CommandBody::AddUser));
  ASSERT_FALSE(read);
  EXPECT_EQ(read.error().code, fault::TOO_LONG);
  EXPECT_EQ(read.error().pointer, "/site_ids");

  const auto park = [&](std::size_t bytes) {
    builder.Clear();
    const std::vector<std::uint8_t> key(bytes, 0xff);
    const auto parked = command::CreateParkInputDirect(builder, "P-1", "a.topic", 0, 0, &key, nullptr,
                                                       nullptr, "MALFORMED_JSON");
    return finished(builder, parked.Union(), CommandBody::ParkInput);
  };
  const auto fits = park(65'536);
  EXPECT_TRUE(read_command(fits));
  const auto long_key = park(65'537);
  read = read_command(long_key);
  ASSERT_FALSE(read);
  EXPECT_EQ(read.error().code, fault::TOO_LONG);
  EXPECT_EQ(read.error().pointer, "/key");
  EXPECT_EQ(read.error().message, "must be at most 65536 bytes, is 65537");
}

TEST(InvalidValues, OfTheEnvelopeAreRefusedBothWays) {
  const struct {
    std::string_view pointer;
    std::string_view code;
    void (*spoil)(Envelope&);
  } rows[] = {
      {"/id", fault::BAD_IDENTIFIER, [](Envelope& envelope) { envelope.id = "a b"; }},
      {"/id", fault::BAD_IDENTIFIER, [](Envelope& envelope) { envelope.id = ""; }},
      {"/operator_id", fault::BAD_IDENTIFIER, [](Envelope& envelope) { envelope.operator_id = "ä"; }},
      {"/source", fault::BAD_IDENTIFIER, [](Envelope& envelope) { envelope.source = ""; }},
      {"/actor", fault::MISSING_FIELD, [](Envelope& envelope) { envelope.actor = ""; }},
      {"/actor", fault::BAD_TEXT, [](Envelope& envelope) { envelope.actor = "jane\x02"; }},
      {"/reason", fault::BAD_TEXT, [](Envelope& envelope) { envelope.reason = "\xff"; }},
  };
  const json::object data = {{"site_id", "site-1"}, {"date", "2026-11-23"}};
  for (const auto& row : rows) {
    Envelope envelope = sample_envelope();
    row.spoil(envelope);
    flatbuffers::FlatBufferBuilder builder;
    const auto built = command_from_json(CommandBody::OpenBusinessDay, data, envelope, builder);
    ASSERT_FALSE(built);
    EXPECT_EQ(built.error().pointer, row.pointer);
    EXPECT_EQ(built.error().code, row.code);

    builder.Clear();
    const auto text = [&builder](std::string_view bytes) {
      return builder.CreateString(bytes.data(), bytes.size());
    };
    const auto body = command::CreateOpenBusinessDayDirect(builder, "site-1", 20'000);
    const auto id = text(envelope.id);
    const auto operator_id = text(envelope.operator_id);
    const auto source = text(envelope.source);
    const auto actor = text(envelope.actor);
    const auto reason = text(envelope.reason.value_or(""));
    builder.Finish(command::CreateCommand(builder, id, operator_id, source, actor, reason,
                                          flatbuffers::nullopt, CommandBody::OpenBusinessDay, body.Union()));
    const auto read = read_command({builder.GetBufferPointer(), builder.GetSize()});
    ASSERT_FALSE(read);
    EXPECT_EQ(read.error().pointer, row.pointer);
    EXPECT_EQ(read.error().code, row.code);
  }
}

TEST(InvalidValues, BadUtf8InBinary) {
  const struct {
    std::string_view text;
    bool good;
  } rows[] = {
      {"plain", true},
      {"exactly8", true},
      {"more than eight bytes of plain text ~", true},
      {"tab\tand\nline", true},
      {"\xc3\xa9", true},
      {"\xc2\xa0", true},
      {"\xe0\xa0\x80", true},
      {"\xed\x9f\xbf", true},
      {"\xef\xbf\xbd", true},
      {"\xf0\x90\x80\x80", true},
      {"\xf4\x8f\xbf\xbf", true},
      {"seven77\xc3\xa9", true},
      {"\x80", false},              // a continuation without a start
      {"\xc3", false},              // cut short
      {"\xc3(", false},             // not continued
      {"\xc0\xaf", false},          // overlong
      {"\xc1\xbf", false},          // overlong
      {"\xe0\x9f\xbf", false},      // overlong
      {"\xf0\x8f\xbf\xbf", false},  // overlong
      {"\xed\xa0\x80", false},      // a surrogate
      {"\xf4\x90\x80\x80", false},  // above U+10FFFF
      {"\xf5\x80\x80\x80", false},
      {"\xff", false},
      {"\xe2\x82", false},
      {"\xf0\x9f\x8f", false},
      {"\xc2\x80", false},  // U+0080 is a control character
      {"\xc2\x9f", false},
      {std::string_view("a\0b", 3), false},
      {"12345678\x1b", false},
      {"1234\x7f"
       "678",
       false},
  };
  for (const auto& row : rows) {
    flatbuffers::FlatBufferBuilder builder;
    const auto description = builder.CreateString(row.text.data(), row.text.size());
    const auto body = command::CreateAddCharge(
        builder, builder.CreateString("CH-1"), builder.CreateString("OCC-1"), builder.CreateString("site-1"),
        builder.CreateString("coffee"), 1, flatbuffers::nullopt, description);
    const auto read = read_command(finished(builder, body.Union(), CommandBody::AddCharge));
    EXPECT_EQ(read.has_value(), row.good) << row.text;
    if (!read) {
      EXPECT_EQ(read.error().code, fault::BAD_TEXT);
    }
  }
}

}  // namespace
}  // namespace tenure::codec
