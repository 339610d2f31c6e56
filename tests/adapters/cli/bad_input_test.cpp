// Bad input for every field of every command, made from the schema: each gets the documented code and changes nothing.
//
// The sample month has every command in a state in which it is accepted. Before each of them its fields are spoilt one by
// one: by what the schema forbids (types, lengths, ranges, names, dates that do not exist), and by what only the world
// forbids (ids of nothing, days and amounts from the ends of the calendar and of 64 bits, the same once more).

#include <cstdint>
#include <fstream>
#include <functional>
#include <limits>
#include <map>
#include <set>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <fmt/format.h>
#include <gtest/gtest.h>

#include "adapters/cli/sample/month.h"
#include "domain/decide.h"
#include "domain/kernel/invariant.h"
#include "schemas/codec/field_error.h"
#include "schemas/codec/json_reader.h"
#include "schemas/codec/type_plan.h"
#include "tests/domain/memory_world.h"

namespace tenure::cli {
namespace {

namespace json = boost::json;
namespace fault = codec::fault;
using codec::FieldPlan;
using codec::Format;
using codec::Kind;
using codec::Shape;
using codec::TypePlan;

/// What the month does not have, after it.
constexpr std::string_view lines_beside_the_month[] = {
    R"({"type":"ParkInput","data":{"parked_id":"P-1","topic":"tenure.bookings","partition":0,"offset":7,)"
    R"("value":"e30=","headers":[{"name":"ce_id","value":"MQ=="}],"code":"UNKNOWN_OCCUPIER"}})",
    R"({"type":"ResolveParkedInput","data":{"parked_id":"P-1","resolution":"DISCARDED"}})",
};

/// By command: the codes in the second column of the tables of docs/domain.md.
std::map<std::string, std::set<std::string>> documented_refusals() {
  std::ifstream file{TENURE_SOURCE_DIR "/docs/domain.md"};
  std::map<std::string, std::set<std::string>> all;
  for (std::string line; std::getline(file, line);) {
    if (!line.starts_with("| ")) continue;
    const auto end_of_name = line.find(" |", 2);
    const auto end_of_codes = line.find(" |", end_of_name + 2);
    if (end_of_codes == line.npos) continue;
    std::istringstream codes{line.substr(end_of_name + 2, end_of_codes - end_of_name - 2)};
    auto& listed = all[line.substr(2, end_of_name - 2)];
    for (std::string code; codes >> code;) {
      if (code.ends_with(',')) code.pop_back();
      listed.insert(code);
    }
  }
  return all;
}

struct Spoilt {
  std::string pointer;
  std::string code;
  json::object data;
};

/// A value that the schema forbids, and the code that it gets.
struct BadValue {
  json::value value;
  std::string_view code;
};

std::vector<BadValue> bad_numbers(const FieldPlan& field) {
  std::vector<BadValue> bad{
      {"7", fault::WRONG_TYPE}, {json::object{}, fault::WRONG_TYPE}, {true, fault::WRONG_TYPE}};
  const bool is_unsigned = field.kind == Kind::UINT8 || field.kind == Kind::UINT16 ||
                           field.kind == Kind::UINT32 || field.kind == Kind::UINT64;
  if (is_unsigned) bad.push_back({-1, fault::OUT_OF_RANGE});
  if (field.least > std::numeric_limits<std::int64_t>::min())
    bad.push_back({field.least - 1, fault::OUT_OF_RANGE});
  if (field.most < std::numeric_limits<std::uint64_t>::max()) {
    bad.push_back({field.most + 1, fault::OUT_OF_RANGE});
  }
  if (field.kind == Kind::UINT8) bad.push_back({256, fault::OUT_OF_RANGE});
  return bad;
}

json::value long_text(std::size_t bytes) { return json::value(json::string(bytes, 'a')); }

std::vector<BadValue> bad_texts(const FieldPlan& field) {
  std::vector<BadValue> bad{{7, fault::WRONG_TYPE}, {json::array{}, fault::WRONG_TYPE}};
  switch (field.format) {
    case Format::IDENTIFIER:
      bad.push_back({"has space", fault::BAD_IDENTIFIER});
      bad.push_back({long_text(codec::identifier_bytes_max + 1), fault::BAD_IDENTIFIER});
      break;
    case Format::CURRENCY:
      bad.push_back({"gbp", fault::BAD_CURRENCY});
      break;
    case Format::COUNTRY:
      bad.push_back({"gb", fault::BAD_COUNTRY});
      break;
    default:
      bad.push_back({long_text(field.text_bytes_max + 1), fault::TOO_LONG});
      bad.push_back({"\x07", fault::BAD_TEXT});
  }
  return bad;
}

std::vector<BadValue> bad_values(const FieldPlan& field) {
  switch (field.format) {
    case Format::ENUMERATION:
      return {{"NO_SUCH_VALUE", fault::UNKNOWN_VALUE}, {0, fault::WRONG_TYPE}};
    case Format::DATE:
      return {
          {"2026-02-30", fault::BAD_DATE}, {"2026-13-01", fault::BAD_DATE}, {20'261'001, fault::WRONG_TYPE}};
    case Format::INSTANT:
      return {{"2026-10-01T25:00:00Z", fault::BAD_INSTANT},
              {"yesterday", fault::BAD_INSTANT},
              {5, fault::WRONG_TYPE}};
    default:
      break;
  }
  switch (field.kind) {
    case Kind::BOOL:
      return {{"yes", fault::WRONG_TYPE}, {1, fault::WRONG_TYPE}};
    case Kind::TEXT:
      return bad_texts(field);
    case Kind::BYTES:
      return {{"not base64!", fault::BAD_BASE64}, {7, fault::WRONG_TYPE}};
    case Kind::TABLE:
      return {{"text", fault::WRONG_TYPE}, {json::array{}, fault::WRONG_TYPE}};
    default:
      return bad_numbers(field);
  }
}

/// Everything that can be wrong with one field of an object, the rest being as it was. `wrap` puts the object back into
/// the whole command.
using Wrap = std::function<json::object(json::object)>;
void spoil(const TypePlan& plan, const json::object& object, const std::string& at, const Wrap& wrap,
           std::vector<Spoilt>& out) {
  auto stranger = object;
  stranger["no_such_field"] = 1;
  out.push_back({at + "/no_such_field", std::string{fault::UNKNOWN_FIELD}, wrap(std::move(stranger))});
  for (const auto& field : plan.fields) {
    const std::string name{field.name};
    const auto pointer = at + "/" + name;
    const auto with = [&](json::value value) {
      auto copy = object;
      copy[name] = std::move(value);
      return wrap(std::move(copy));
    };
    if (field.required) {
      auto without = object;
      without.erase(name);
      out.push_back({pointer, std::string{fault::MISSING_FIELD}, wrap(std::move(without))});
      out.push_back({pointer, std::string{fault::MISSING_FIELD}, with(nullptr)});
    }
    const bool is_list = field.shape == Shape::LIST;
    if (is_list) out.push_back({pointer, std::string{fault::WRONG_TYPE}, with("no list")});
    for (auto& bad : bad_values(field)) {
      auto value = is_list ? json::value(json::array{std::move(bad.value)}) : std::move(bad.value);
      out.push_back({is_list ? pointer + "/0" : pointer, std::string{bad.code}, with(std::move(value))});
    }
    if (field.nested == nullptr) continue;
    // One level further in: the first entry, or an empty object where there is none.
    const auto* present = object.if_contains(name);
    json::object inner;
    if (present != nullptr && present->is_object()) inner = present->as_object();
    if (present != nullptr && present->is_array() && !present->as_array().empty()) {
      inner = present->as_array().front().as_object();
    }
    if (inner.empty()) continue;
    spoil(
        *field.nested, inner, is_list ? pointer + "/0" : pointer,
        [&](json::object spoilt) {
          return with(is_list ? json::value(json::array{std::move(spoilt)}) : json::value(std::move(spoilt)));
        },
        out);
  }
}

/// The code for an id of nothing, by field.
const std::map<std::string, std::string, std::less<>> unknown_codes{
    {"site_id", "UNKNOWN_SITE"},
    {"legal_entity_id", "UNKNOWN_LEGAL_ENTITY"},
    {"occupier_id", "UNKNOWN_OCCUPIER"},
    {"contract_id", "UNKNOWN_CONTRACT"},
    {"service_id", "UNKNOWN_SERVICE"},
    {"user_id", "UNKNOWN_USER"},
    {"group_id", "UNKNOWN_ACCESS_GROUP"},
    {"door_id", "UNKNOWN_DOOR"},
    {"product_id", "UNKNOWN_PRODUCT"},
    {"space_id", "UNKNOWN_SPACE"},
    {"parent_space_id", "UNKNOWN_SPACE"},
    {"network_id", "UNKNOWN_NETWORK"},
    {"charge_id", "UNKNOWN_CHARGE"},
    {"booking_id", "UNKNOWN_BOOKING"},
    {"credential_id", "UNKNOWN_CREDENTIAL"},
    {"tariff_id", "UNKNOWN_TARIFF"},
    {"parked_id", "UNKNOWN_PARKED_INPUT"},
    {"number", "UNKNOWN_PHONE_NUMBER"},
    {"mac", "UNKNOWN_WIFI_DEVICE"},
    {"line_id", "UNKNOWN_LINE"},
};

json::value nothing_of(std::string_view field) {
  if (field == "number") return "+441632960999";
  if (field == "mac") return "00:1b:44:ff:ff:fe";
  return "NO-SUCH-THING";
}

class BadInput : public testing::Test {
 protected:
  std::expected<void, codec::FieldError> build(command::CommandBody type, const json::object& data) {
    return codec::command_from_json(type, data,
                                    {.id = "x",
                                     .operator_id = sample::operator_id,
                                     .source = "test",
                                     .actor = "test",
                                     .reason = {},
                                     .expected_version = {}},
                                    builder_);
  }
  const command::Command& built() {
    return *flatbuffers::GetRoot<command::Command>(builder_.GetBufferPointer());
  }

  /// Decides and applies nothing; the code, or empty where it would be accepted.
  std::string decided() {
    world_.look_at(sample::operator_id);
    const auto decision = domain::decide_any(built(), world_);
    return decision ? std::string{} : std::string{domain::name_of(decision.error().code)};
  }

  void spoil_by_the_schema(command::CommandBody type, const json::object& data) {
    std::vector<Spoilt> all;
    spoil(codec::command_plan(type), data, "", [](json::object whole) { return whole; }, all);
    for (const auto& spoilt : all) {
      ++malformed_;
      const auto read = build(type, spoilt.data);
      ASSERT_FALSE(read) << type_name_ << spoilt.pointer << " is accepted: " << json::serialize(spoilt.data);
      EXPECT_EQ(read.error().pointer, spoilt.pointer) << type_name_ << " " << read.error().message;
      EXPECT_EQ(read.error().code, spoilt.code)
          << type_name_ << spoilt.pointer << " " << read.error().message;
      EXPECT_FALSE(read.error().message.empty());
    }
  }

  /// Whatever comes of it must be documented.
  std::string expect_documented(command::CommandBody type, const json::object& data, std::string_view what) {
    ++decided_;
    if (const auto read = build(type, data); !read) {
      ADD_FAILURE() << type_name_ << ": " << what << ": " << read.error().pointer << " "
                    << read.error().message;
      return {};
    }
    auto code = decided();
    if (!code.empty()) {
      EXPECT_TRUE(documented_[type_name_].contains(code))
          << type_name_ << ": " << what << " is answered with " << code
          << ", which docs/domain.md does not list";
    }
    return code;
  }

  /// Whether the field is the id of what the command makes, which may well be that of nothing.
  bool names_new_thing(command::CommandBody type, const json::object& data, const std::string& name) {
    EXPECT_TRUE(build(type, data));
    return documented_[type_name_].contains("ALREADY_EXISTS") &&
           domain::target_of(built()).id == data.at(name).as_string();
  }

  void spoil_by_the_world(command::CommandBody type, const json::object& data) {
    const auto& refusals = documented_[type_name_];
    for (const auto& field : codec::command_plan(type).fields) {
      const std::string name{field.name};
      const auto with = [&](json::value value) {
        auto copy = data;
        copy[name] = std::move(value);
        return copy;
      };
      const auto unknown = unknown_codes.find(name);
      if (unknown != unknown_codes.end() && field.shape == Shape::ONE && data.contains(name) &&
          refusals.contains(unknown->second) && !names_new_thing(type, data, name)) {
        const auto code = expect_documented(type, with(nothing_of(name)), name + " of nothing");
        EXPECT_EQ(code, unknown->second) << type_name_ << "/" << name;
      }
      if (field.shape == Shape::LIST) continue;
      if (field.format == Format::DATE) {
        (void)expect_documented(type, with("1900-01-01"), name + " long ago");
        (void)expect_documented(type, with("2999-12-31"), name + " far ahead");
      } else if (field.format == Format::INSTANT) {
        (void)expect_documented(type, with("1900-01-01T00:00:00Z"), name + " long ago");
        (void)expect_documented(type, with("2999-12-31T23:59:59Z"), name + " far ahead");
      } else if (field.kind == Kind::INT64) {
        const auto most = std::min<std::uint64_t>(field.most, std::numeric_limits<std::int64_t>::max());
        (void)expect_documented(type, with(static_cast<std::int64_t>(most)), name + " of all money");
      } else if (field.kind == Kind::UINT32 && field.format == Format::PLAIN) {
        const auto most = std::min<std::uint64_t>(field.most, std::numeric_limits<std::uint32_t>::max());
        (void)expect_documented(type, with(static_cast<std::int64_t>(most)), name + " at its greatest");
      } else if (field.format == Format::ENUMERATION) {
        for (const auto& value : field.enum_values) {
          (void)expect_documented(type, with(json::string{value.name}), name + " of another kind");
        }
      }
    }
    if (data.contains("time_zone")) {
      auto copy = data;
      copy["time_zone"] = "Europe/Atlantis";
      EXPECT_EQ(expect_documented(type, copy, "a zone that is none"), "BAD_TIME_ZONE");
    }
  }

  void apply(std::string_view line) {
    const auto document = json::parse(line).as_object();
    type_name_ = std::string{document.at("type").as_string()};
    const auto type = domain::existing(codec::parse_command_type(type_name_), "a type that there is");
    const auto& data = document.at("data").as_object();
    const bool is_new = seen_.insert(type_name_).second;
    // The first of each kind, and those that have more to say.
    auto& widest = widest_[type_name_];
    if (is_new || data.size() > widest) {
      widest = data.size();
      ASSERT_TRUE(documented_.contains(type_name_)) << type_name_ << " is not in docs/domain.md";
      const auto before = world_.last_position();
      ASSERT_NO_FATAL_FAILURE(spoil_by_the_schema(type, data));
      spoil_by_the_world(type, data);
      EXPECT_EQ(world_.last_position(), before);
    }
    ASSERT_TRUE(build(type, data)) << line;
    const auto applied = world_.apply(built());
    ASSERT_TRUE(applied) << line << "\n"
                         << domain::name_of(applied.error().code) << " " << applied.error().detail;
    if (is_new) (void)expect_documented(type, data, "the same once more");
  }

  test::MemoryWorld world_;
  flatbuffers::FlatBufferBuilder builder_;
  std::map<std::string, std::set<std::string>> documented_ = documented_refusals();
  std::string type_name_;
  std::set<std::string> seen_;
  std::map<std::string, std::size_t> widest_;
  int malformed_ = 0;
  int decided_ = 0;
};

TEST_F(BadInput, OfEveryFieldOfEveryCommandHasItsCodeAndChangesNothing) {
  for (const auto& line : sample::month()) ASSERT_NO_FATAL_FAILURE(apply(line));
  for (const auto line : lines_beside_the_month) ASSERT_NO_FATAL_FAILURE(apply(line));
  for (const auto type : codec::command_types()) {
    EXPECT_TRUE(seen_.contains(std::string{domain::name_of(type)}))
        << domain::name_of(type) << " is not in the sample month; tell of it there";
  }
  // So that a test that spoils nothing is found.
  EXPECT_GT(malformed_, 2'000);
  EXPECT_GT(decided_, 300);
}

}  // namespace
}  // namespace tenure::cli
