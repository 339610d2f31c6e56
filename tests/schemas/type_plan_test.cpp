// What the plans say about the schema, and rules that every schema of the project keeps.
#include "schemas/codec/type_plan.h"

#include <functional>
#include <set>
#include <string>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "schemas/command_list.h"
#include "schemas/event_list.h"

namespace tenure::codec {
namespace {

using Visit = std::function<void(const TypePlan&, const FieldPlan&)>;

void visit_fields(const TypePlan& plan, const Visit& visit) {
  for (const FieldPlan& field : plan.fields) {
    visit(plan, field);
    if (field.nested != nullptr) visit_fields(*field.nested, visit);
  }
}

void visit_commands(const Visit& visit) {
  for (const command::CommandBody type : command_types()) visit_fields(command_plan(type), visit);
}

void visit_events(const Visit& visit) {
  for (const event::EventBody type : event_types()) visit_fields(event_plan(type), visit);
}

TEST(TypePlan, EveryCommandAndEventHasAPlanUnderItsName) {
  std::size_t commands = 0;
  std::size_t events = 0;
#define EXPECT_COMMAND(Name)                                       \
  EXPECT_EQ(command_plan(command::CommandBody::Name).name, #Name); \
  ++commands;
  TENURE_COMMANDS(EXPECT_COMMAND)
#undef EXPECT_COMMAND
#define EXPECT_EVENT(Name)                                   \
  EXPECT_EQ(event_plan(event::EventBody::Name).name, #Name); \
  ++events;
  TENURE_EVENTS(EXPECT_EVENT)
#undef EXPECT_EVENT
  EXPECT_EQ(command_types().size(), commands);
  EXPECT_EQ(event_types().size(), events);
  EXPECT_EQ(find_command_plan(command::CommandBody::NONE), nullptr);
  EXPECT_EQ(find_command_plan(static_cast<command::CommandBody>(255)), nullptr);
  EXPECT_EQ(find_event_plan(event::EventBody::NONE), nullptr);
}

TEST(TypePlan, SaysWhatTheSchemaSays) {
  const TypePlan& plan = command_plan(command::CommandBody::AddCharge);
  EXPECT_EQ(plan.description, "Charges an occupier for something sold ad hoc at a site.");

  const FieldPlan& charge_id = *plan.find("charge_id");
  EXPECT_EQ(charge_id.vtable_offset, command::AddCharge::VT_CHARGE_ID);
  EXPECT_EQ(charge_id.kind, Kind::TEXT);
  EXPECT_EQ(charge_id.format, Format::IDENTIFIER);
  EXPECT_EQ(charge_id.text_bytes_max, 64u);
  EXPECT_TRUE(charge_id.required);

  const FieldPlan& quantity = *plan.find("quantity");
  EXPECT_EQ(quantity.kind, Kind::UINT32);
  EXPECT_TRUE(quantity.required);
  EXPECT_FALSE(quantity.nullable);
  EXPECT_EQ(quantity.least, 1);
  EXPECT_EQ(quantity.most, 1'000'000u);

  const FieldPlan& unit_price = *plan.find("unit_price");
  EXPECT_EQ(unit_price.kind, Kind::INT64);
  EXPECT_TRUE(unit_price.nullable);
  EXPECT_FALSE(unit_price.required);
  EXPECT_EQ(unit_price.least, 0);

  EXPECT_EQ(plan.find("service_to")->format, Format::DATE);
  EXPECT_EQ(plan.find("service_to")->description, "First day no longer covered.");
  EXPECT_EQ(plan.find("service_too"), nullptr);
  EXPECT_EQ(plan.find("service_to", 99)->name, "service_to");

  const FieldPlan& lines = *command_plan(command::CommandBody::CreateContract).find("lines");
  EXPECT_EQ(lines.shape, Shape::LIST);
  EXPECT_EQ(lines.kind, Kind::TABLE);
  EXPECT_EQ(lines.nested->name, "ContractLine");
  EXPECT_EQ(lines.list_entries_max, 200u);

  const FieldPlan& site_ids = *command_plan(command::CommandBody::AddUser).find("site_ids");
  EXPECT_EQ(site_ids.format, Format::IDENTIFIER);
  EXPECT_EQ(site_ids.list_entries_max, 100u);
  EXPECT_EQ(site_ids.text_bytes_max, 64u);

  const FieldPlan& value = *command_plan(command::CommandBody::ParkInput).find("value");
  EXPECT_EQ(value.kind, Kind::BYTES);
  EXPECT_EQ(value.shape, Shape::ONE);
  EXPECT_EQ(value.text_bytes_max, 1'048'576u);
  EXPECT_FALSE(value.required);
  EXPECT_TRUE(value.personal);
  EXPECT_FALSE(value.is_inline());

  const FieldPlan& kind = *command_plan(command::CommandBody::AddSpace).find("kind");
  EXPECT_EQ(kind.format, Format::ENUMERATION);
  EXPECT_EQ(kind.enum_values[2].name, "OFFICE");
}

TEST(TypePlan, FieldsAreInTheOrderOfTheirIds) {
  const Visit check = [](const TypePlan& plan, const FieldPlan& field) {
    EXPECT_EQ(field.vtable_offset, 4 + 2 * field.id) << plan.name << "." << field.name;
    EXPECT_EQ(plan.fields[field.id].name, field.name) << plan.name;
    EXPECT_EQ(plan.build_order.size(), plan.fields.size()) << plan.name;
  };
  visit_commands(check);
  visit_events(check);
}

// Binary errors and JSON errors name fields by pointer; one name must not mean two places.
TEST(TypePlan, NoBodyHasAFieldOfTheEnvelope) {
  std::set<std::string_view> taken = {"type", "data"};
  for (const FieldPlan& field : command_envelope_plan().fields) taken.insert(field.name);
  for (const command::CommandBody type : command_types()) {
    for (const FieldPlan& field : command_plan(type).fields) {
      EXPECT_FALSE(taken.contains(field.name)) << command_plan(type).name << "." << field.name;
    }
  }
}

TEST(TypePlan, WhatIsAboutAPersonIsPersonal) {
  const std::set<std::string_view> about_people = {"given_name", "family_name", "email", "phone",
                                                   "actor",      "mac",         "login"};
  const Visit check = [&](const TypePlan& plan, const FieldPlan& field) {
    const bool expected =
        about_people.contains(field.name) || (plan.name == "Contact" && field.name == "name");
    if (expected) {
      EXPECT_TRUE(field.personal) << plan.name << "." << field.name;
    }
  };
  visit_commands(check);
  visit_events(check);
  EXPECT_TRUE(command_envelope_plan().find("actor")->personal);
  EXPECT_TRUE(event_envelope_plan().find("actor")->personal);
}

// What a command keeps as personal, no event may hold in the open.
TEST(TypePlan, PersonalFieldsOfCommandsArePersonalInEventsToo) {
  std::set<std::string_view> personal;
  std::set<std::string_view> open;
  visit_commands([&](const TypePlan&, const FieldPlan& field) {
    (field.personal ? personal : open).insert(field.name);
  });
  visit_events([&](const TypePlan& plan, const FieldPlan& field) {
    if (personal.contains(field.name) && !open.contains(field.name)) {
      EXPECT_TRUE(field.personal) << plan.name << "." << field.name;
    }
  });
}

TEST(TypePlan, EveryIdOfACommandIsAnIdentifier) {
  // A charge is also taken back by its cause key, which is longer and has other characters; other systems have ids of
  // their own making; and a caller id is a phone number.
  const std::set<std::string> others{"ReverseCharge.charge_id", "WaiveCharge.charge_id",
                                     "LinkExternalId.external_id", "NumberFeatures.caller_id"};
  visit_commands([&](const TypePlan& plan, const FieldPlan& field) {
    const bool is_id = field.name.ends_with("_id") || field.name.ends_with("_ids");
    const auto name = fmt::format("{}.{}", plan.name, field.name);
    if (!is_id) return;
    EXPECT_EQ(field.format != Format::IDENTIFIER, others.contains(name)) << name;
  });
}

TEST(TypePlan, EveryCommandIsDescribed) {
  for (const command::CommandBody type : command_types()) {
    EXPECT_FALSE(command_plan(type).description.empty()) << command_plan(type).name;
  }
}

TEST(TypePlan, EnvelopesLeaveTheBodyOut) {
  EXPECT_EQ(command_envelope_plan().find("body"), nullptr);
  EXPECT_EQ(event_envelope_plan().find("body_type"), nullptr);
  EXPECT_EQ(command_envelope_plan().find("expected_version")->vtable_offset,
            command::Command::VT_EXPECTED_VERSION);
  EXPECT_EQ(event_envelope_plan().find("also_in")->vtable_offset, event::Event::VT_ALSO_IN);
}

}  // namespace
}  // namespace tenure::codec
