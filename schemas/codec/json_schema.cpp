#include "schemas/codec/json_schema.h"

#include <string>
#include <utility>

#include <boost/json/array.hpp>

#include "schemas/codec/base64.h"

namespace tenure::codec {
namespace {

namespace json = boost::json;

json::string_view view(std::string_view text) { return {text.data(), text.size()}; }

void describe_text(const FieldPlan& field, json::object& schema) {
  schema["type"] = "string";
  switch (field.format) {
    case Format::IDENTIFIER:
      schema["pattern"] = "^[A-Za-z0-9._:-]+$";
      break;
    case Format::CURRENCY:
      schema["pattern"] = "^[A-Z]{3}$";
      return;
    case Format::COUNTRY:
      schema["pattern"] = "^[A-Z]{2}$";
      return;
    default:
      break;
  }
  const bool needs_content = field.required && field.shape == Shape::ONE;
  if (needs_content || field.format == Format::IDENTIFIER) schema["minLength"] = 1;
  schema["maxLength"] = field.text_bytes_max;
}

void describe_number(const FieldPlan& field, json::object& schema) {
  switch (field.format) {
    case Format::DATE:
      schema["type"] = "string";
      schema["format"] = "date";
      return;
    case Format::INSTANT:
      schema["type"] = "string";
      schema["format"] = "date-time";
      return;
    case Format::ENUMERATION: {
      json::array names;
      for (const EnumValue& value : field.enum_values) names.emplace_back(view(value.name));
      schema["type"] = "string";
      schema["enum"] = std::move(names);
      return;
    }
    default:
      break;
  }
  if (field.kind == Kind::BOOL) {
    schema["type"] = "boolean";
    return;
  }
  schema["type"] = "integer";
  if (field.kind == Kind::INT64) schema["format"] = "int64";
  schema["minimum"] = field.least;
  schema["maximum"] = field.most;
}

json::object describe_value(const FieldPlan& field) {
  if (field.kind == Kind::TABLE) return json_schema(*field.nested);
  json::object schema;
  if (field.kind == Kind::TEXT) {
    describe_text(field, schema);
  } else if (field.kind == Kind::BYTES) {
    schema["type"] = "string";
    schema["contentEncoding"] = "base64";
    schema["maxLength"] = base64_size(field.text_bytes_max);
  } else {
    describe_number(field, schema);
  }
  return schema;
}

// A field that may be left out may also be null; the type says so, and an enumeration has to as well.
void allow_null(json::object& schema) {
  schema["type"] = json::array{schema["type"], "null"};
  if (json::value* names = schema.if_contains("enum")) names->as_array().emplace_back(nullptr);
}

json::object describe_field(const FieldPlan& field) {
  json::object schema;
  if (field.shape == Shape::LIST) {
    schema["type"] = "array";
    schema["items"] = describe_value(field);
    schema["maxItems"] = field.list_entries_max;
  } else {
    schema = describe_value(field);
  }
  if (!field.required) allow_null(schema);
  if (!field.description.empty()) schema["description"] = field.description;
  if (field.personal) schema["x-personal"] = true;
  return schema;
}

template <class Types, class PlanOf>
json::object envelope_schema(const TypePlan& envelope, const Types& types, PlanOf plan_of,
                             json::object& components) {
  json::array names;
  json::array bodies;
  for (const auto type : types) {
    const TypePlan& plan = plan_of(type);
    names.emplace_back(view(plan.name));
    bodies.push_back(reference_to(plan.name));
    if (!components.contains(view(plan.name))) components[view(plan.name)] = json_schema(plan);
  }
  auto schema = json_schema(envelope);
  auto& properties = schema["properties"].as_object();
  properties["type"] = json::object{{"type", "string"}, {"enum", std::move(names)}};
  properties["data"] = json::object{{"anyOf", std::move(bodies)}};
  auto& required = schema["required"].as_array();
  required.emplace_back("type");
  required.emplace_back("data");
  return schema;
}

}  // namespace

json::object json_schema(const TypePlan& plan) {
  json::object properties;
  json::array required;
  for (const FieldPlan& field : plan.fields) {
    properties[view(field.name)] = describe_field(field);
    if (field.required) required.emplace_back(view(field.name));
  }
  json::object schema;
  schema["type"] = "object";
  if (!plan.description.empty()) schema["description"] = plan.description;
  schema["properties"] = std::move(properties);
  if (!required.empty()) schema["required"] = std::move(required);
  schema["additionalProperties"] = false;
  return schema;
}

json::object reference_to(std::string_view component) {
  return {{"$ref", "#/components/schemas/" + std::string{component}}};
}

json::object command_schema(json::object& components) {
  return envelope_schema(command_envelope_plan(), command_types(), command_plan, components);
}

json::object event_schema(json::object& components) {
  return envelope_schema(event_envelope_plan(), event_types(), event_plan, components);
}

}  // namespace tenure::codec
