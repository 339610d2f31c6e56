#include "adapters/kafka/async_api/messages.h"

#include <array>
#include <initializer_list>
#include <span>
#include <utility>

#include <boost/json/array.hpp>
#include <fmt/format.h>

#include "adapters/kafka/cloud_events/decode.h"
#include "adapters/kafka/cloud_events/encode.h"
#include "adapters/kafka/ingest/interpret.h"
#include "adapters/kafka/relay/records.h"
#include "domain/kernel/invariant.h"
#include "schemas/codec/json_reader.h"
#include "schemas/codec/json_schema.h"
#include "schemas/codec/type_plan.h"

namespace tenure::kafka::messages {
namespace {

namespace json = boost::json;

constexpr std::string_view json_content_type = "application/json";

std::string copy(std::string_view text) { return std::string{text}; }

json::object text(std::string_view description) {
  return {{"type", "string"}, {"description", copy(description)}};
}
json::object identifier(std::string_view description) {
  auto schema = text(description);
  schema["minLength"] = 1;
  schema["maxLength"] = cloud_events::attribute_bytes_max;
  return schema;
}
json::object instant(std::string_view description) {
  auto schema = text(description);
  schema["format"] = "date-time";
  return schema;
}
json::object reference(std::string_view description) {
  auto schema = identifier(description);
  schema["format"] = "uri-reference";
  return schema;
}
json::object number_text(std::string_view description) {
  auto schema = text(description);
  schema["pattern"] = "^[0-9]+$";
  return schema;
}
json::object exactly(std::string_view value) { return {{"type", "string"}, {"const", copy(value)}}; }
json::object bytes(std::string_view description) {
  return {{"type", "string"}, {"contentEncoding", "binary"}, {"description", copy(description)}};
}

json::array names(std::initializer_list<std::string_view> all) {
  json::array list;
  for (const auto name : all) list.emplace_back(copy(name));
  return list;
}
json::object object_of(json::object properties, json::array required) {
  return {{"type", "object"}, {"properties", std::move(properties)}, {"required", std::move(required)}};
}

/// What every message has; headers where `headers` holds any.
json::object message(std::string_view name, std::string_view summary, std::string_view content_type,
                     std::string_view key, json::object headers, json::object payload) {
  json::object document{
      {"name", copy(name)},
      {"summary", copy(summary)},
      {"contentType", copy(content_type)},
      {"bindings", {{"kafka", {{"key", text(key)}, {"bindingVersion", "0.5.0"}}}}},
      {"payload", std::move(payload)},
  };
  if (!headers.empty()) document["headers"] = std::move(headers);
  return document;
}

json::object content_type_header(std::string_view content_type) {
  return object_of({{"content-type", exactly(content_type)}}, names({"content-type"}));
}

/// A CloudEvent as JSON; `required` are the attributes that are always there.
json::object structured(json::object type, json::object data, json::array required) {
  return object_of({{"specversion", exactly("1.0")},
                    {"id", identifier("Together with the source it tells one event from all others.")},
                    {"source", reference("Who says so.")},
                    {"type", std::move(type)},
                    {"subject", identifier("What it is about.")},
                    {"time", instant("When it happened.")},
                    {"datacontenttype", text("Of the data; application/json where it is left out.")},
                    {"data", std::move(data)}},
                   std::move(required));
}

std::string event_type(event::EventBody type) {
  return fmt::format("tenure.{}.v1", codec::event_plan(type).name);
}

json::object operator_extension() {
  return identifier("The operator whose it is; needed where the server has no default operator.");
}

constexpr std::array charge_types{event::EventBody::ChargeRaised, event::EventBody::ChargeReversed};

/// The stored event in CloudEvents binary mode.
Message stored_event(std::string_view name, std::string_view summary, std::string_view key,
                     std::span<const event::EventBody> all) {
  json::array types;
  for (const auto type : all) types.emplace_back(event_type(type));
  auto headers = object_of({{"ce_specversion", exactly("1.0")},
                            {"ce_id", identifier("<store id>:<partition>:<position>")},
                            {"ce_source", reference("/tenure/<store id>/operators/<operator>")},
                            {"ce_type", json::object{{"type", "string"}, {"enum", std::move(types)}}},
                            {"ce_subject", identifier("The stream: kind/id of the aggregate.")},
                            {"ce_time", instant("When it was recorded.")},
                            {"ce_dataschema", exactly(event_schema)},
                            {"content-type", exactly(event_content_type)},
                            {"tenure_position", number_text("Position in the partition's log; gapless.")},
                            {"tenure_version", number_text("Version in its home stream.")}},
                           names({"ce_specversion", "ce_id", "ce_source", "ce_type", "ce_subject", "ce_time",
                                  "ce_dataschema", "content-type", "tenure_position", "tenure_version"}));
  auto payload =
      bytes("The stored event as FlatBuffer: root tenure.event.Event of schemas/events/event.fbs.");
  payload["x-flatbuffers-root"] = "tenure.event.Event";
  return {copy(name),
          message(name, summary, event_content_type, key, std::move(headers), std::move(payload))};
}

Message json_charge(event::EventBody type) {
  const auto& plan = codec::event_plan(type);
  auto data = codec::json_schema(plan);
  auto& properties = data["properties"].as_object();
  properties["operator_id"] = text("The operator.");
  properties["position"] = json::object{{"type", "integer"},
                                        {"format", "int64"},
                                        {"minimum", 1},
                                        {"description", "Of the event, in the partition's log."}};
  auto& required = data["required"].as_array();
  required.emplace_back("operator_id");
  required.emplace_back("position");
  auto payload = structured(
      exactly(event_type(type)), std::move(data),
      names({"specversion", "id", "source", "type", "subject", "time", "datacontenttype", "data"}));
  return {copy(plan.name),
          message(plan.name, plan.description, "application/cloudevents+json", "The occupier.",
                  content_type_header(cloud_events::structured_content_type), std::move(payload))};
}

}  // namespace

Message event() {
  return stored_event("Event", "Every event, exactly as stored: CloudEvents 1.0, binary mode",
                      "The stream of the event.", codec::event_types());
}

std::vector<Message> charges(ChargeFormat format) {
  if (format == ChargeFormat::flatbuffers) {
    return {stored_event("Charge", "A charge raised or reversed, exactly as stored", "The occupier.",
                         charge_types)};
  }
  std::vector<Message> all;
  for (const auto type : charge_types) all.push_back(json_charge(type));
  return all;
}

Message parked() {
  auto headers =
      object_of({{"tenure-parked-id", identifier("For GET /parked-inputs/{id} and tenure parked.")},
                 {"tenure-reason-code", identifier("Why it could not be applied: stable.")},
                 {"tenure-reason-detail", text("Why, for people.")},
                 {"tenure-origin-topic", identifier("Where it came from.")},
                 {"tenure-origin-partition", number_text("Where it came from.")},
                 {"tenure-origin-offset", number_text("Where it came from.")}},
                names({"tenure-parked-id", "tenure-reason-code", "tenure-origin-topic",
                       "tenure-origin-partition", "tenure-origin-offset"}));
  return {"Parked",
          message("Parked", "Input that could not be applied, with its own headers and the reason",
                  "application/octet-stream", "As it came.", std::move(headers), bytes("As it came."))};
}

std::vector<Message> relay() {
  json::object cursor = object_of({{"next_position", json::object{{"type", "integer"}, {"minimum", 1}}},
                                   {"commit", json::object{{"type", "integer"}, {"minimum", 0}}},
                                   {"chain", json::object{{"type", "string"}, {"pattern", "^[0-9a-f]{32}$"}}},
                                   {"store_id", text("The store.")}},
                                  names({"next_position", "commit", "chain", "store_id"}));
  return {{"RelayCursor", message("RelayCursor", "Up to which commit a partition is published",
                                  json_content_type, "<store id>/<partition>", {}, std::move(cursor))},
          {"RelayClaim", message("RelayClaim", "The relay that took the partition over last", "text/plain",
                                 "<store id>/<partition>/claim", {}, text("A name, new for every relay."))}};
}

std::vector<Message> input(const InputType& type, std::string_view key) {
  const auto command_type = domain::existing(codec::parse_command_type(type.command), "an input's command");
  auto data = codec::json_schema(codec::command_plan(command_type));
  data["properties"].as_object().erase(if_unknown_field);
  const auto name = copy(type.event);
  const auto summary = fmt::format("{}, in structured mode", type.command);

  auto payload =
      structured(exactly(type.event), data, names({"specversion", "id", "source", "type", "data"}));
  payload["properties"].as_object()[operator_attribute] = operator_extension();
  auto headers = object_of(
      {{"content-type", json::object{{"type", "string"}, {"pattern", "^application/cloudevents\\+json"}}}},
      names({"content-type"}));
  std::vector<Message> both;
  both.push_back({name, message(name, summary, "application/cloudevents+json", key, std::move(headers),
                                std::move(payload))});

  auto attributes =
      object_of({{"ce_specversion", exactly("1.0")},
                 {"ce_id", identifier("Together with the source it tells one event from all others.")},
                 {"ce_source", reference("Who says so.")},
                 {"ce_type", exactly(type.event)},
                 {"ce_subject", identifier("What it is about.")},
                 {"ce_time", instant("When it happened.")},
                 {fmt::format("ce_{}", operator_attribute), operator_extension()},
                 {"content-type", text("application/json, or a type that ends in +json.")}},
                names({"ce_specversion", "ce_id", "ce_source", "ce_type", "content-type"}));
  both.push_back({name + ".binary", message(name + ".binary", fmt::format("{}, in binary mode", type.command),
                                            json_content_type, key, std::move(attributes), std::move(data))});
  return both;
}

std::vector<Message> command(json::object& schemas) {
  auto schema = codec::command_schema(schemas);
  // The record's key says it; source and actor have defaults.
  schema["properties"].as_object().erase("operator_id");
  schema["required"] = names({"type", "id", "data"});
  schemas["Command"] = std::move(schema);
  constexpr std::string_view key = "The operator.";
  std::vector<Message> both;
  both.push_back({"Command", message("Command", "Any command, as a line of POST /commands", json_content_type,
                                     key, {}, codec::reference_to("Command"))});
  auto payload = bytes("Root tenure.command.Command of schemas/commands/command.fbs.");
  payload["x-flatbuffers-root"] = "tenure.command.Command";
  both.push_back({"CommandFlatBuffer",
                  message("CommandFlatBuffer", "Any command, as FlatBuffer", flatbuffers_content_type, key,
                          content_type_header(flatbuffers_content_type), std::move(payload))});
  return both;
}

}  // namespace tenure::kafka::messages
