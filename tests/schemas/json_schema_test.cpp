// The JSON Schemas that OpenAPI is generated from.
#include "schemas/codec/json_schema.h"

#include <boost/json.hpp>
#include <gtest/gtest.h>

namespace tenure::codec {
namespace {

namespace json = boost::json;

json::value schema_of(command::CommandBody type) { return json_schema(command_plan(type)); }

TEST(JsonSchema, DescribesACommand) {
  EXPECT_EQ(schema_of(command::CommandBody::AddCharge), json::parse(R"({
    "type": "object",
    "description": "Charges an occupier for something sold ad hoc at a site.",
    "properties": {
      "charge_id": {"type": "string", "pattern": "^[A-Za-z0-9._:-]+$", "minLength": 1, "maxLength": 64},
      "occupier_id": {"type": "string", "pattern": "^[A-Za-z0-9._:-]+$", "minLength": 1, "maxLength": 64},
      "site_id": {"type": "string", "pattern": "^[A-Za-z0-9._:-]+$", "minLength": 1, "maxLength": 64},
      "product_id": {"type": "string", "pattern": "^[A-Za-z0-9._:-]+$", "minLength": 1, "maxLength": 64},
      "quantity": {"type": "integer", "minimum": 1, "maximum": 1000000},
      "unit_price": {"type": ["integer", "null"], "format": "int64", "minimum": 0, "maximum": 1000000000000000,
        "description": "In minor units; the site's price on the business date where nothing is said."},
      "description": {"type": ["string", "null"], "maxLength": 200},
      "service_from": {"type": ["string", "null"], "format": "date"},
      "service_to": {"type": ["string", "null"], "format": "date", "description": "First day no longer covered."}
    },
    "required": ["charge_id", "occupier_id", "site_id", "product_id", "quantity"],
    "additionalProperties": false
  })"));
}

TEST(JsonSchema, DescribesEveryFormat) {
  const json::value legal_entity = schema_of(command::CommandBody::RegisterLegalEntity);
  EXPECT_EQ(legal_entity.at("properties").at("currency"),
            json::parse(R"({"type":"string","pattern":"^[A-Z]{3}$"})"));
  EXPECT_EQ(legal_entity.at("properties").at("country"),
            json::parse(R"({"type":"string","pattern":"^[A-Z]{2}$"})"));
  EXPECT_EQ(legal_entity.at("properties").at("name"),
            json::parse(R"({"type":"string","minLength":1,"maxLength":200})"));
  EXPECT_EQ(legal_entity.at("properties").at("rounding"),
            json::parse(R"({"type":"string","enum":["HALF_UP","HALF_EVEN"]})"));

  const json::value booking = schema_of(command::CommandBody::RecordBooking);
  EXPECT_EQ(booking.at("properties").at("starts_at"),
            json::parse(R"({"type":"string","format":"date-time"})"));

  const json::value user = schema_of(command::CommandBody::AddUser);
  EXPECT_EQ(user.at("properties").at("email"),
            json::parse(R"({"type":"string","minLength":1,"maxLength":254,"x-personal":true})"));
  EXPECT_EQ(
      user.at("properties").at("site_ids"),
      json::parse(
          R"({"type":"array","items":{"type":"string","pattern":"^[A-Za-z0-9._:-]+$","minLength":1,"maxLength":64},
                            "maxItems":100})"));

  const json::value space = schema_of(command::CommandBody::AddSpace);
  EXPECT_EQ(space.at("properties").at("bookable"), json::parse(R"({"type":"boolean"})"));

  const json::value parked = schema_of(command::CommandBody::ParkInput);
  EXPECT_EQ(
      parked.at("properties").at("value"),
      json::parse(
          R"({"type":["string","null"],"contentEncoding":"base64","maxLength":1398104,"x-personal":true})"));

  const json::value occupier = schema_of(command::CommandBody::RegisterOccupier);
  const json::value& contact = occupier.at("properties").at("contacts").at("items");
  EXPECT_EQ(contact.at("additionalProperties"), json::value(false));
  EXPECT_EQ(contact.at("required"), (json::array{"name"}));
  EXPECT_EQ(contact.at("properties").at("name").at("x-personal"), json::value(true));
}

void expect_agreement(const TypePlan& plan, const json::object& schema) {
  EXPECT_EQ(schema.at("additionalProperties"), json::value(false)) << plan.name;
  const json::object& properties = schema.at("properties").as_object();
  EXPECT_EQ(properties.size(), plan.fields.size()) << plan.name;
  std::size_t required = 0;
  for (const FieldPlan& field : plan.fields) {
    const json::object& property = properties.at(std::string(field.name)).as_object();
    EXPECT_TRUE(property.contains("type")) << plan.name << "." << field.name;
    EXPECT_EQ(property.contains("x-personal"), field.personal) << plan.name << "." << field.name;
    EXPECT_EQ(property.at("type").is_array(), !field.required) << plan.name << "." << field.name;
    required += field.required ? 1 : 0;
    if (field.nested != nullptr) {
      expect_agreement(*field.nested,
                       field.shape == Shape::LIST ? property.at("items").as_object() : property);
    }
  }
  EXPECT_EQ(schema.contains("required") ? schema.at("required").as_array().size() : 0, required) << plan.name;
}

TEST(JsonSchema, AgreesWithEveryPlan) {
  for (const command::CommandBody type : command_types())
    expect_agreement(command_plan(type), json_schema(command_plan(type)));
  for (const event::EventBody type : event_types())
    expect_agreement(event_plan(type), json_schema(event_plan(type)));
}

}  // namespace
}  // namespace tenure::codec
