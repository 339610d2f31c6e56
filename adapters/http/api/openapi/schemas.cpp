#include "adapters/http/api/openapi/schemas.h"

#include <string>

#include <boost/json/array.hpp>

#include "adapters/http/api/problem.h"
#include "adapters/http/api/queries/resource.h"
#include "domain/decide.h"
#include "schemas/codec/json_schema.h"

namespace tenure::http::schemas {
namespace {

namespace json = boost::json;

const json::object integer{{"type", "integer"}, {"format", "int64"}};
const json::object text{{"type", "string"}};
const json::object truth{{"type", "boolean"}};

json::object described(json::object schema, std::string_view description) {
  schema["description"] = std::string{description};
  return schema;
}
json::object one_of(std::initializer_list<std::string_view> values) {
  json::array all;
  for (const auto value : values) all.emplace_back(std::string{value});
  return {{"type", "string"}, {"enum", std::move(all)}};
}
json::object list_of(json::object items) { return {{"type", "array"}, {"items", std::move(items)}}; }
json::object object_of(json::object properties, json::array required) {
  return {{"type", "object"}, {"properties", std::move(properties)}, {"required", std::move(required)}};
}

/// Puts a schema under its name unless it is there already.
template <class Make>
json::object component(json::object& components, std::string_view name, Make make) {
  if (!components.contains(std::string{name})) {
    components[std::string{name}] = nullptr;
    components[std::string{name}] = make();
  }
  return reference_to(name);
}

json::object accepted_events() {
  return list_of(object_of({{"position", integer},
                            {"type", text},
                            {"stream", described(text, "Its home: kind/id of the aggregate.")},
                            {"version", described(integer, "In its home stream: for If-Match.")}},
                           {"position", "type", "stream", "version"}));
}

json::object accepted_command() {
  return object_of({{"id", described(text, "The command's id.")},
                    {"position", described(integer, "Of the last event: for Tenure-Min-Position.")},
                    {"repeated", described(truth, "There, and true, where this is the stored answer.")},
                    {"events", accepted_events()}},
                   {"id", "position", "events"});
}

}  // namespace

json::object accepted(json::object& components) {
  return component(components, "Accepted", [] { return accepted_command(); });
}

json::object trial(json::object& components) {
  return component(components, "Trial", [] {
    const auto one = object_of(
        {{"type", text},
         {"stream", described(text, "Its home: kind/id of the aggregate.")},
         {"data", described(json::object{{"type", "object"}}, "As the event's schema has it under `data`.")}},
        {"type", "stream", "data"});
    return object_of({{"event_count", described(integer, "How many events it would record.")},
                      {"would_record", described(list_of(one), "The first 1000 of them, in their order.")}},
                     {"event_count", "would_record"});
  });
}

json::object retried(json::object& components) {
  return component(components, "Retried", [] {
    auto schema = accepted_command();
    auto command = object_of({{"operator_id", text},
                              {"type", described(text, "The command's name.")},
                              {"source", described(text, "\"retry\".")},
                              {"id", described(text, "The parked input's id.")},
                              {"position", described(integer, "Of its last event.")},
                              {"events", accepted_events()}},
                             {"operator_id", "type", "source", "id", "position", "events"});
    schema["properties"].as_object()["command"] = described(std::move(command), "What the input became.");
    return schema;
  });
}

json::object discard_reason(json::object&) {
  auto schema =
      object_of({{"reason", described(text, "Why it is discarded; kept with the input.")}}, {"reason"});
  schema["additionalProperties"] = false;
  return schema;
}

json::object outcome(json::object& components) {
  return component(components, "Outcome", [] {
    return object_of(
        {{"line", described(integer, "Of the body, from 1; of FlatBuffers, which one.")},
         {"id", described(text, "The command's id; absent where it could not be read.")},
         {"outcome", one_of({"accepted", "refused", "malformed", "not_applied"})},
         {"position", described(integer, "Of the last event.")},
         {"events", described(integer, "How many; their positions are the ones up to `position`.")},
         {"repeated", truth},
         {"status", described(integer, "The status that the command alone would have got.")},
         {"code", text},
         {"pointer", described(text, "JSON pointer of the field.")},
         {"detail", text}},
        {"line", "outcome"});
  });
}

json::object event(json::object& components) {
  return component(components, "Event", [&] { return codec::event_schema(components); });
}

json::object command_line(json::object& components) {
  return component(components, "Command", [&] {
    auto schema = codec::command_schema(components);
    // The address says the operator; source and actor have defaults.
    schema["properties"].as_object().erase("operator_id");
    schema["required"] = json::array{"type", "id", "data"};
    return schema;
  });
}

json::object event_page(json::object& components) {
  return object_of({{"events", list_of(event(components))},
                    {"next_after", described(integer, "For `after` of the next page.")},
                    {"committed", described(integer, "Position of the last durable event.")}},
                   {"events", "next_after", "committed"});
}

json::object stream_page(json::object& components) {
  return object_of({{"stream", text},
                    {"events", list_of(event(components))},
                    {"next_after_version", described(integer, "For `after_version` of the next page.")}},
                   {"stream", "events", "next_after_version"});
}

json::object charge_chain(json::object& components) {
  return object_of({{"charge_id", text},
                    {"events", list_of(event(components))},
                    {"next_after", described(integer, "For `after` of the next page; absent on the last.")}},
                   {"charge_id", "events"});
}

json::object report(json::object& components) {
  return component(components, "Report", [] {
    const auto cells = described(json::object{{"type", "object"}},
                                 "A member for each column that has a value, by the column's key. Money is "
                                 "whole units of the column's exponent, durations are seconds.");
    const auto column =
        object_of({{"key", text},
                   {"title", described(text, "Its name on paper.")},
                   {"kind", one_of({"text", "identifier", "date", "instant", "money", "duration", "count"})},
                   {"exponent", described(integer, "Of money: digits behind the decimal point.")}},
                  {"key", "title", "kind"});
    const auto section =
        described(object_of({{"rows", list_of(cells)}, {"totals", cells}}, {"rows", "totals"}),
                  "With members of its own, which are among the columns too.");
    return object_of(
        {{"title", text},
         {"operator_id", text},
         {"occupier_id", text},
         {"occupier_name", text},
         {"site_id", text},
         {"site_name", text},
         {"time_zone", text},
         {"month", text},
         {"position", integer},
         {"recorded_at", json::object{{"type", "string"}, {"format", "date-time"}}},
         {"currency", text},
         {"currency_exponent", integer},
         {"columns", list_of(column)},
         {"sections", list_of(section)},
         {"totals", cells}},
        {"title", "operator_id", "occupier_id", "occupier_name", "site_id", "site_name", "time_zone", "month",
         "position", "recorded_at", "currency", "currency_exponent", "columns", "sections", "totals"});
  });
}

json::object problem(json::object& components) {
  return component(components, "Problem", [] {
    json::array codes;
    json::array table;
    const auto add = [&](std::string_view code, unsigned status, std::string_view meaning) {
      codes.emplace_back(std::string{code});
      table.push_back(
          json::object{{"code", std::string{code}}, {"status", status}, {"meaning", std::string{meaning}}});
    };
    for (const auto& kind : problem_kinds()) add(kind.code, kind.status, kind.meaning);
#define X(code, kind, meaning) add(#code, status_of(domain::Code::code), meaning);
    TENURE_REJECTIONS(X)
#undef X
    auto schema =
        object_of({{"type", described(text, "urn:tenure:problem: and the code.")},
                   {"title", described(text, "What the code says and what to do.")},
                   {"status", integer},
                   {"code", json::object{{"type", "string"}, {"enum", std::move(codes)}}},
                   {"detail", text},
                   {"errors", list_of(object_of({{"pointer", described(text, "JSON pointer into the body.")},
                                                 {"parameter", described(text, "Of the path or the query.")},
                                                 {"header", text},
                                                 {"code", text},
                                                 {"message", text}},
                                                {"code", "message"}))}},
                  {"type", "title", "status", "code"});
    schema["x-codes"] = std::move(table);
    return schema;
  });
}

json::object health(json::object&) { return object_of({{"status", one_of({"ok"})}}, {"status"}); }

json::object readiness(json::object&) {
  const auto model = object_of({{"name", text},
                                {"state", text},
                                {"position", integer},
                                {"lag_events", integer},
                                {"lag_milliseconds", integer}},
                               {"name", "state", "position", "lag_events", "lag_milliseconds"});
  const auto partition = object_of(
      {{"partition", integer}, {"serving", truth}, {"committed", integer}, {"models", list_of(model)}},
      {"partition", "serving", "committed", "models"});
  return object_of({{"status", one_of({"ready", "not_ready"})},
                    {"reasons", list_of(text)},
                    {"warnings", list_of(text)},
                    {"partitions", list_of(partition)}},
                   {"status", "reasons", "warnings", "partitions"});
}

json::object any(json::object&) { return {{"type", "object"}}; }

}  // namespace tenure::http::schemas
