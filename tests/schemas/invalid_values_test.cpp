// Every field of every command, given every kind of wrong value: each must be refused with its code and its pointer,
// as JSON.
#include <functional>

#include <gtest/gtest.h>

#include "schemas/codec/base64.h"
#include "schemas/codec/validate.h"
#include "tests/schemas/sample.h"

namespace tenure::codec {
namespace {

namespace json = boost::json;
using command::CommandBody;

struct Bad {
  json::value value;
  std::string_view code;
};

void add_bad_texts(const FieldPlan& field, bool is_entry, std::vector<Bad>& bad) {
  bad.push_back({json::value(5), fault::WRONG_TYPE});
  bad.push_back({json::array{"x"}, fault::WRONG_TYPE});
  switch (field.format) {
    case Format::IDENTIFIER:
      for (const std::string& text : {std::string(), std::string("a b"), std::string("a/b"), std::string("é"),
                                      std::string("a\n"), std::string(65, 'a')}) {
        bad.push_back({json::value(json::string(text)), fault::BAD_IDENTIFIER});
      }
      return;
    case Format::CURRENCY:
      for (const char* text : {"", "GB", "gbp", "GBPX", "GB1"})
        bad.push_back({json::value(text), fault::BAD_CURRENCY});
      return;
    case Format::COUNTRY:
      for (const char* text : {"", "G", "gb", "GBR", "G1"})
        bad.push_back({json::value(text), fault::BAD_COUNTRY});
      return;
    default:
      break;
  }
  bad.push_back({json::value(json::string(field.text_bytes_max + 1, 'x')), fault::TOO_LONG});
  for (const std::string_view text : {"a\r", "\x01", "a\x1f", "\x7f", "\xc2\x85"}) {
    bad.push_back(
        {json::value(text), text.size() > field.text_bytes_max ? fault::TOO_LONG : fault::BAD_TEXT});
  }
  if (field.required && !is_entry) bad.push_back({json::value(""), fault::MISSING_FIELD});
}

void add_bad_bytes(const FieldPlan& field, std::vector<Bad>& bad) {
  bad.push_back({json::value(5), fault::WRONG_TYPE});
  bad.push_back({json::array{1, 2}, fault::WRONG_TYPE});
  for (const char* text : {"A", "AA", "AAA", "A===", "====", "AAAA====", "AA=A", "AAA=AAAA", "AAA\n", " AAA",
                           "AA-_", "AB==", "AAB="}) {
    bad.push_back({json::value(text), fault::BAD_BASE64});
  }
  bad.push_back({json::value(json::string(base64_size(field.text_bytes_max + 1), 'A')), fault::TOO_LONG});
}

void add_bad_numbers(const FieldPlan& field, std::vector<Bad>& bad) {
  bad.push_back({json::object{}, fault::WRONG_TYPE});
  if (field.kind == Kind::BOOL) {
    bad.push_back({json::value(1), fault::WRONG_TYPE});
    bad.push_back({json::value("true"), fault::WRONG_TYPE});
    return;
  }
  if (field.format == Format::PLAIN) {
    for (const json::value& value :
         {json::value(1.5), json::value(2.0), json::value("1"), json::value(true)}) {
      bad.push_back({value, fault::WRONG_TYPE});
    }
    for (const double value : {1e300, -1e300, 18446744073709551616.0})
      bad.push_back({json::value(value), fault::OUT_OF_RANGE});
    if (field.least > INT64_MIN) bad.push_back({json::value(field.least - 1), fault::OUT_OF_RANGE});
    if (field.most < UINT64_MAX) bad.push_back({json::value(field.most + 1), fault::OUT_OF_RANGE});
    return;
  }
  bad.push_back({json::value(0), fault::WRONG_TYPE});
  if (field.format == Format::ENUMERATION) {
    for (const char* text : {"", "NO_SUCH_NAME", "0"})
      bad.push_back({json::value(text), fault::UNKNOWN_VALUE});
  } else if (field.format == Format::DATE) {
    for (const char* text :
         {"", "2026-02-29", "2026-2-3", "1899-12-31", "3000-01-01", "2026-11-23T00:00:00Z"}) {
      bad.push_back({json::value(text), fault::BAD_DATE});
    }
  } else if (field.format == Format::INSTANT) {
    for (const char* text :
         {"", "2026-11-23", "2026-11-23T09:30:00", "1899-12-31T23:59:59Z", "3000-01-01T00:00:00Z"}) {
      bad.push_back({json::value(text), fault::BAD_INSTANT});
    }
  }
}

std::vector<Bad> bad_values(const Place& place, const json::value& good) {
  const FieldPlan& field = *place.field;
  std::vector<Bad> bad;
  if (field.shape == Shape::LIST && !place.is_entry) {
    const json::array& entries = good.as_array();
    bad.push_back({json::object{}, fault::WRONG_TYPE});
    bad.push_back({json::value("x"), fault::WRONG_TYPE});
    bad.push_back({json::array(field.list_entries_max + 1, entries[0]), fault::TOO_LONG});
  } else if (field.kind == Kind::TABLE) {
    bad.push_back({json::value("x"), fault::WRONG_TYPE});
    bad.push_back({json::array{}, fault::WRONG_TYPE});
  } else if (field.kind == Kind::TEXT) {
    add_bad_texts(field, place.is_entry, bad);
  } else if (field.kind == Kind::BYTES) {
    add_bad_bytes(field, bad);
  } else {
    add_bad_numbers(field, bad);
  }
  if (place.is_entry) {
    bad.push_back({json::value(nullptr), fault::WRONG_TYPE});
  } else if (field.required) {
    bad.push_back({json::value(nullptr), fault::MISSING_FIELD});
  }
  return bad;
}

json::value& at(json::value& root, const std::string& pointer) {
  json::error_code error;
  json::value* found = root.find_pointer(pointer, error);
  EXPECT_NE(found, nullptr) << pointer;
  return *found;
}

std::expected<void, FieldError> build(CommandBody type, const json::value& data) {
  flatbuffers::FlatBufferBuilder builder;
  return command_from_json(type, data.as_object(), sample_envelope(), builder);
}

TEST(InvalidValues, EachIsRefusedWithItsCodeAndPointer) {
  std::size_t tried = 0;
  for (const CommandBody type : command_types()) {
    Sampler sampler(static_cast<std::uint64_t>(type));
    const json::value good = sampler.object(command_plan(type), Fill::ALL);
    ASSERT_TRUE(build(type, good));
    for (const Place& place : places_of(type)) {
      json::value changed = good;
      for (const Bad& bad : bad_values(place, at(changed, place.pointer))) {
        changed = good;
        at(changed, place.pointer) = bad.value;
        const auto built = build(type, changed);
        ASSERT_FALSE(built) << command_plan(type).name << place.pointer << " = "
                            << json::serialize(bad.value);
        EXPECT_EQ(built.error().code, bad.code)
            << command_plan(type).name << place.pointer << " = " << json::serialize(bad.value);
        EXPECT_EQ(built.error().pointer, place.pointer) << command_plan(type).name;
        EXPECT_FALSE(built.error().message.empty());
        ++tried;
      }
    }
  }
  EXPECT_GT(tried, 1000u);
}

TEST(InvalidValues, AnyRequiredFieldLeftOutIsNamed) {
  for (const CommandBody type : command_types()) {
    Sampler sampler(static_cast<std::uint64_t>(type));
    const json::value good = sampler.object(command_plan(type), Fill::ALL);
    for (const Place& place : places_of(type)) {
      if (place.is_entry) continue;
      json::value changed = good;
      const std::size_t slash = place.pointer.rfind('/');
      at(changed, place.pointer.substr(0, slash)).as_object().erase(place.pointer.substr(slash + 1));
      const auto built = build(type, changed);
      EXPECT_EQ(built.has_value(), !place.field->required) << command_plan(type).name << place.pointer;
      if (!built) {
        EXPECT_EQ(built.error().code, fault::MISSING_FIELD);
        EXPECT_EQ(built.error().pointer, place.pointer);
      }
    }
  }
}

TEST(InvalidValues, MessagesNeverRepeatATextThatWasSent) {
  const std::string secret = "SECRET";
  for (const CommandBody type : command_types()) {
    Sampler sampler(static_cast<std::uint64_t>(type));
    const json::value good = sampler.object(command_plan(type), Fill::ALL);
    for (const Place& place : places_of(type)) {
      for (const std::string& text : {secret + "\x01", secret + std::string(300, 'x'), secret + " "}) {
        json::value changed = good;
        at(changed, place.pointer) = json::string(text);
        const auto built = build(type, changed);
        if (built) continue;  // a good text for this field
        EXPECT_EQ(built.error().message.find(secret), std::string::npos) << place.pointer;
        EXPECT_EQ(built.error().pointer, place.pointer);
      }
    }
  }
}

}  // namespace
}  // namespace tenure::codec
