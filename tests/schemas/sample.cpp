#include "tests/schemas/sample.h"

#include <algorithm>

#include <gtest/gtest.h>

#include "schemas/codec/base64.h"
#include "schemas/codec/text_time.h"

namespace tenure::codec {
namespace json = boost::json;

namespace {

void add_places(const TypePlan& plan, const std::string& prefix, std::vector<Place>& places) {
  for (const FieldPlan& field : plan.fields) {
    std::string pointer = prefix + "/" + std::string(field.name);
    places.push_back({&field, pointer, false});
    if (field.shape == Shape::LIST) {
      pointer += "/0";
      places.push_back({&field, pointer, true});
    }
    if (field.nested != nullptr) add_places(*field.nested, pointer, places);
  }
}

}  // namespace

json::object Sampler::object(const TypePlan& plan, Fill fill) {
  json::object object;
  for (const FieldPlan& field : plan.fields) {
    const bool wanted = field.required || fill == Fill::ALL || (fill == Fill::BY_CHANCE && below(2) == 0);
    if (!wanted) continue;
    object[json::string_view(field.name.data(), field.name.size())] =
        field.shape == Shape::LIST ? list(field, fill) : value(field, fill);
  }
  return object;
}

json::value Sampler::value(const FieldPlan& field, Fill fill) {
  if (field.kind == Kind::TABLE) return object(*field.nested, fill);
  if (field.kind == Kind::TEXT) return json::value(json::string(text(field)));
  if (field.kind == Kind::BYTES) return json::value(json::string(base64(field)));
  return number(field);
}

json::value Sampler::list(const FieldPlan& field, Fill fill) {
  json::array entries;
  for (std::uint64_t count = 1 + below(3); count > 0; --count) entries.push_back(value(field, fill));
  return entries;
}

std::string Sampler::text(const FieldPlan& field) {
  static const std::vector<std::string> letters = {"a",  "Z", "7", " ", "\n", "\t", "\"",
                                                   "\\", "/", "é", "ß", "語", "🏢"};
  static const std::string identifier_letters = "abcXYZ019._:-";
  std::string text;
  if (field.format == Format::CURRENCY || field.format == Format::COUNTRY) {
    const std::size_t length = field.format == Format::CURRENCY ? 3 : 2;
    while (text.size() < length) text.push_back(static_cast<char>('A' + below(26)));
    return text;
  }
  const std::uint64_t length = 1 + below(field.text_bytes_max);
  if (field.format == Format::IDENTIFIER) {
    while (text.size() < length) text.push_back(identifier_letters[below(identifier_letters.size())]);
    return text;
  }
  while (text.size() + 4 <= length) text += letters[below(letters.size())];
  return text.empty() ? "x" : text;
}

std::string Sampler::base64(const FieldPlan& field) {
  constexpr std::uint64_t bytes_max = 300;  // a megabyte each time would say no more
  std::vector<std::uint8_t> bytes(below(std::min<std::uint64_t>(field.text_bytes_max, bytes_max) + 1));
  for (auto& byte : bytes) byte = static_cast<std::uint8_t>(below(256));
  std::string text;
  {
    TextSink sink{text};
    write_base64(bytes, sink);
  }
  return text;
}

json::value Sampler::number(const FieldPlan& field) {
  if (field.kind == Kind::BOOL) return json::value(below(2) == 1);
  if (field.format == Format::ENUMERATION) {
    return json::value(json::string(std::string(field.enum_values[below(field.enum_values.size())].name)));
  }
  // The ends of the range often, small numbers often, anything sometimes.
  const auto least = static_cast<std::uint64_t>(field.least);
  const std::uint64_t width = field.most - least;
  std::uint64_t bits = width == 0 ? least : least + random_() % width;
  switch (below(4)) {
    case 0:
      bits = least;
      break;
    case 1:
      bits = field.most;
      break;
    case 2:
      bits = field.least <= 0 ? std::min<std::uint64_t>(below(100), field.most) : least;
      break;
    default:
      break;
  }
  std::string text;
  if (field.format == Format::DATE) {
    write_date(static_cast<std::int32_t>(bits), text);
    return json::value(json::string(text));
  }
  if (field.format == Format::INSTANT) {
    write_instant(static_cast<std::int64_t>(bits), text);
    return json::value(json::string(text));
  }
  if (field.kind == Kind::UINT64) return json::value(bits);
  return json::value(static_cast<std::int64_t>(bits));
}

std::vector<Place> places_of(command::CommandBody type) {
  std::vector<Place> places;
  add_places(command_plan(type), "", places);
  return places;
}

Envelope sample_envelope() {
  return {.id = "0193a5b0-7c1e-7abc-8def-0123456789ab",
          .operator_id = "operator-1",
          .source = "api",
          .actor = "jane@operator.example",
          .reason = "asked at the desk",
          .expected_version = 7};
}

std::vector<std::uint8_t> command_bytes(command::CommandBody type, const json::object& data,
                                        const Envelope& envelope) {
  flatbuffers::FlatBufferBuilder builder;
  const auto built = command_from_json(type, data, envelope, builder);
  if (!built) {
    ADD_FAILURE() << command_plan(type).name << built.error().pointer << " " << built.error().code << ": "
                  << built.error().message << "\n"
                  << json::serialize(data);
    return {};
  }
  return {builder.GetBufferPointer(), builder.GetBufferPointer() + builder.GetSize()};
}

}  // namespace tenure::codec
