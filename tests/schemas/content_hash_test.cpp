// The content hash: the same for the same content, another for any other, and never changing.
#include "schemas/codec/content_hash.h"

#include <set>

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <xxhash.h>

#include "schemas/codec/validate.h"
#include "tests/schemas/sample.h"

namespace tenure::codec {
namespace {

namespace json = boost::json;
using command::CommandBody;

ContentHash hash_of(CommandBody type, const json::object& data,
                    const Envelope& envelope = sample_envelope()) {
  const std::vector<std::uint8_t> bytes = command_bytes(type, data, envelope);
  return content_hash(**read_command(bytes));
}

const json::object day = {{"site_id", "site-1"}, {"date", "2026-11-23"}};

// Stored with every accepted and refused command: if this fails, the hash has changed and must change back.
TEST(ContentHash, IsStable) {
  Envelope envelope = sample_envelope();
  EXPECT_EQ(hash_of(CommandBody::OpenBusinessDay, day, envelope),
            (ContentHash{0x35196afaaa458753, 0x1a8a2db1cdefcb23}));
  envelope.expected_version.reset();
  EXPECT_EQ(hash_of(CommandBody::OpenBusinessDay, day, envelope),
            (ContentHash{0xea97d071bbd11f9e, 0x705b2ffda9feda5a}));
}

TEST(ContentHash, IsXxh3OfTheCanonicalForm) {
  std::string canonical;
  const auto add = [&canonical](auto number) {
    canonical.append(reinterpret_cast<const char*>(&number), sizeof number);
  };
  add(std::uint8_t{1});  // form
  add(std::uint8_t{7});  // OpenBusinessDay
  add(std::uint8_t{1});  // has a version
  add(std::uint64_t{7});
  add(std::uint16_t{1});  // site_id
  add(std::uint32_t{6});
  canonical += "site-1";
  add(std::uint16_t{2});  // date
  add(std::int64_t{20'780});
  add(std::uint16_t{0});
  const XXH128_hash_t expected = XXH3_128bits(canonical.data(), canonical.size());
  EXPECT_EQ(hash_of(CommandBody::OpenBusinessDay, day), (ContentHash{expected.high64, expected.low64}));
}

TEST(ContentHash, OfAByteStringIsThatOfItsBytes) {
  std::string canonical;
  const auto add = [&canonical](auto number) {
    canonical.append(reinterpret_cast<const char*>(&number), sizeof number);
  };
  const auto add_bytes = [&](std::uint16_t tag, std::string_view bytes) {
    add(tag);
    add(static_cast<std::uint32_t>(bytes.size()));
    canonical += bytes;
  };
  add(std::uint8_t{1});    // form
  add(std::uint8_t{130});  // ParkInput
  add(std::uint8_t{1});    // has a version
  add(std::uint64_t{7});
  add_bytes(1, "P");                              // parked_id
  add_bytes(2, "t");                              // topic; partition and offset are zero
  add_bytes(6, std::string_view{"\0\1\377", 3});  // value
  add_bytes(8, "C");                              // code
  add(std::uint16_t{0});
  const XXH128_hash_t expected = XXH3_128bits(canonical.data(), canonical.size());
  json::object parked = {{"parked_id", "P"}, {"topic", "t"},    {"partition", 0},
                         {"offset", 0},      {"value", "AAH/"}, {"code", "C"}};
  EXPECT_EQ(hash_of(CommandBody::ParkInput, parked), (ContentHash{expected.high64, expected.low64}));
  parked["value"] = "AAH+";
  EXPECT_NE(hash_of(CommandBody::ParkInput, parked), (ContentHash{expected.high64, expected.low64}));
}

TEST(ContentHash, LeavesOutWhoAndWhy) {
  const ContentHash expected = hash_of(CommandBody::OpenBusinessDay, day);
  Envelope envelope = sample_envelope();
  envelope.id = "other";
  envelope.operator_id = "other";
  envelope.source = "other";
  envelope.actor = "other";
  envelope.reason.reset();
  EXPECT_EQ(hash_of(CommandBody::OpenBusinessDay, day, envelope), expected);
}

TEST(ContentHash, TakesInTheExpectedVersion) {
  std::set<ContentHash> hashes;
  Envelope envelope = sample_envelope();
  for (const std::optional<std::uint64_t> version :
       {std::optional<std::uint64_t>(), std::optional<std::uint64_t>(0), std::optional<std::uint64_t>(1)}) {
    envelope.expected_version = version;
    hashes.insert(hash_of(CommandBody::OpenBusinessDay, day, envelope));
  }
  EXPECT_EQ(hashes.size(), 3u);
}

TEST(ContentHash, TakesInTheType) {
  const json::object contract = {{"contract_id", "X-1"}};
  const json::object number = {{"number", "X-1"}};
  const json::object user = {{"user_id", "X-1"}};
  EXPECT_EQ((std::set{hash_of(CommandBody::SignContract, contract),
                      hash_of(CommandBody::ActivatePhoneNumber, number),
                      hash_of(CommandBody::DeactivateUser, user)})
                .size(),
            3u);
}

// Builds the same content in another layout: fields in schema order instead of by size, defaults written out.
std::vector<std::uint8_t> laid_out_differently(bool force_defaults) {
  flatbuffers::FlatBufferBuilder builder;
  builder.ForceDefaults(force_defaults);
  const auto reason = builder.CreateString("something quite different");
  const auto name = builder.CreateString("Corner office");
  const auto space_id = builder.CreateString("office-1");
  const auto site_id = builder.CreateString("site-1");
  command::AddSpaceBuilder space(builder);
  space.add_site_id(site_id);
  space.add_space_id(space_id);
  space.add_name(name);
  space.add_kind(SpaceKind::BUILDING);
  space.add_capacity(0);
  space.add_bookable(false);
  const auto body = space.Finish();
  const auto id = builder.CreateString("id-1");
  command::CommandBuilder command(builder);
  command.add_id(id);
  command.add_operator_id(id);
  command.add_source(id);
  command.add_actor(id);
  command.add_reason(reason);
  command.add_expected_version(7);
  command.add_body_type(CommandBody::AddSpace);
  command.add_body(body.Union());
  builder.Finish(command.Finish());
  return {builder.GetBufferPointer(), builder.GetBufferPointer() + builder.GetSize()};
}

TEST(ContentHash, DoesNotDependOnTheLayout) {
  const json::object data = {{"site_id", "site-1"}, {"space_id", "office-1"}, {"name", "Corner office"},
                             {"kind", "BUILDING"},  {"capacity", 0},          {"bookable", false}};
  const ContentHash expected = hash_of(CommandBody::AddSpace, data);
  for (const bool force_defaults : {false, true}) {
    const std::vector<std::uint8_t> bytes = laid_out_differently(force_defaults);
    EXPECT_EQ(content_hash(**read_command(bytes)), expected);
  }
  EXPECT_NE(laid_out_differently(false), laid_out_differently(true));
}

TEST(ContentHash, TellsAbsentFromZeroAndEmpty) {
  const json::object base = {
      {"site_id", "s"}, {"space_id", "x"}, {"name", "n"}, {"kind", "DESK"}, {"bookable", true}};
  json::object zero = base;
  zero["capacity"] = 0;
  EXPECT_NE(hash_of(CommandBody::AddSpace, base), hash_of(CommandBody::AddSpace, zero));

  const json::object occupier = {{"occupier_id", "O-1"}, {"name", "n"}};
  json::object empty_text = occupier;
  empty_text["vat_number"] = "";
  json::object empty_list = occupier;
  empty_list["contacts"] = json::array{};
  EXPECT_EQ((std::set{hash_of(CommandBody::RegisterOccupier, occupier),
                      hash_of(CommandBody::RegisterOccupier, empty_text),
                      hash_of(CommandBody::RegisterOccupier, empty_list)})
                .size(),
            3u);
}

// Whatever moves from one field, entry or table to the next.
TEST(ContentHash, TellsWhereTextsBeginAndEnd) {
  const auto occupier = [](const char* contacts) {
    return json::object{{"occupier_id", "O-1"}, {"name", "n"}, {"contacts", json::parse(contacts)}};
  };
  std::set<ContentHash> hashes;
  for (const char* contacts :
       {R"([])", R"([{"name":"ab"}])", R"([{"name":"a"},{"name":"b"}])", R"([{"name":"a","email":"b"}])",
        R"([{"name":"a","phone":"b"}])", R"([{"name":"a","purpose":"b"}])", R"([{"name":"a"}])",
        R"([{"name":"b"},{"name":"a"}])"}) {
    hashes.insert(hash_of(CommandBody::RegisterOccupier, occupier(contacts)));
  }
  EXPECT_EQ(hashes.size(), 8u);
}

// Replaces one value somewhere in the data by another valid one; false when it happened to be the same.
bool change_one(const TypePlan& plan, json::object& data, Sampler& sampler) {
  const FieldPlan& field = plan.fields[sampler.below(plan.fields.size())];
  json::value& value = data[std::string(field.name)];
  const json::value before = value;
  if (field.shape == Shape::LIST) {
    json::array& entries = value.as_array();
    entries[sampler.below(entries.size())] = sampler.value(field, Fill::ALL);
  } else {
    value = sampler.value(field, Fill::ALL);
  }
  return value != before;
}

TEST(ContentHash, DiffersWhenAnyFieldDiffers) {
  for (const CommandBody type : command_types()) {
    const TypePlan& plan = command_plan(type);
    const bool holds = rc::check(std::string(plan.name), [&](std::uint64_t seed) {
      Sampler sampler(seed);
      const json::object data = sampler.object(plan, Fill::ALL);
      json::object changed = data;
      const bool differs = change_one(plan, changed, sampler);
      RC_ASSERT((hash_of(type, data) != hash_of(type, changed)) == differs);
    });
    EXPECT_TRUE(holds) << plan.name;
  }
}

TEST(ContentHash, DiffersWhenAFieldIsLeftOut) {
  for (const CommandBody type : command_types()) {
    Sampler sampler(static_cast<std::uint64_t>(type));
    const json::object data = sampler.object(command_plan(type), Fill::ALL);
    for (const FieldPlan& field : command_plan(type).fields) {
      if (field.required) continue;
      json::object changed = data;
      changed.erase(std::string(field.name));
      EXPECT_NE(hash_of(type, data), hash_of(type, changed)) << command_plan(type).name << "." << field.name;
    }
  }
}

// Around the size where the canonical form no longer fits the buffer and is hashed piecewise.
TEST(ContentHash, LongCommandsDifferInEveryPart) {
  std::set<ContentHash> hashes;
  std::size_t tried = 0;
  for (std::size_t contacts = 1; contacts <= 12; ++contacts) {
    for (std::size_t length = 60; length <= 200; length += 7) {
      json::array list(contacts, json::object{{"name", std::string(length, 'n')}});
      for (const std::size_t changed : {std::size_t{0}, contacts - 1}) {
        list[changed].as_object()["name"] = std::string(length, changed == 0 ? 'a' : 'z');
        hashes.insert(hash_of(CommandBody::RegisterOccupier,
                              {{"occupier_id", "O-1"}, {"name", "n"}, {"contacts", list}}));
        ++tried;
        if (contacts == 1) break;
      }
    }
  }
  EXPECT_EQ(hashes.size(), tried);
}

}  // namespace
}  // namespace tenure::codec
