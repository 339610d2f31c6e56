#include "adapters/http/api/openapi/openapi.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <fmt/format.h>

#include "adapters/http/api/media_type.h"
#include "adapters/http/api/names.h"
#include "adapters/http/api/openapi/schemas.h"
#include "adapters/http/api/parameters.h"
#include "adapters/http/api/queries/resource.h"
#include "adapters/http/api/route.h"
#include "domain/decide.h"
#include "schemas/codec/json_schema.h"
#include "schemas/codec/type_plan.h"

namespace tenure::http {
namespace {

namespace json = boost::json;

constexpr std::string_view type_placeholder = "{type}";

std::string copy(std::string_view text) { return std::string{text}; }

template <class Enumeration>
json::array values_of(Enumeration sample) {
  json::array all;
  for (const auto& each : names(sample)) all.emplace_back(copy(each.name));
  return all;
}

json::object schema_of(Parameter::Kind kind) {
  using Kind = Parameter::Kind;
  switch (kind) {
    case Kind::identifier:
      return {{"type", "string"}, {"pattern", "^[A-Za-z0-9._:-]+$"}, {"minLength", 1}, {"maxLength", 64}};
    case Kind::text:
      return {{"type", "string"}, {"maxLength", text_parameter_bytes_max}};
    case Kind::mac:
      return {{"type", "string"}, {"minLength", 12}, {"maxLength", 17}};
    case Kind::position:
      return {{"type", "integer"}, {"format", "int64"}, {"minimum", 0}};
    case Kind::limit:
      return {{"type", "integer"},
              {"minimum", 1},
              {"maximum", projections::page_items_max},
              {"default", projections::page_items_default}};
    case Kind::instant:
      return {{"type", "string"}, {"format", "date-time"}};
    case Kind::month:
      return {{"type", "string"}, {"pattern", "^[0-9]{4}-[0-9]{2}$"}};
    case Kind::date:
      return {{"type", "string"}, {"format", "date"}};
    case Kind::truth:
      return {{"type", "boolean"}};
    case Kind::version:
      return {{"type", "string"}};
    case Kind::command_type: {
      json::array all;
      for (const auto type : codec::command_types()) all.emplace_back(copy(domain::name_of(type)));
      return {{"type", "string"}, {"enum", std::move(all)}};
    }
    case Kind::event_type: {
      json::array all;
      for (const auto type : codec::event_types()) all.emplace_back(copy(domain::name_of(type)));
      return {{"type", "string"}, {"enum", std::move(all)}};
    }
    case Kind::number_status:
      return {{"type", "string"}, {"enum", values_of(domain::NumberStatus{})}};
    case Kind::charge_status:
      return {{"type", "string"}, {"enum", values_of(domain::ChargeStatus{})}};
    case Kind::contract_status:
      return {{"type", "string"}, {"enum", values_of(domain::ContractStatus{})}};
    case Kind::parked_input_status:
      return {{"type", "string"}, {"enum", values_of(domain::ParkedInputStatus{})}, {"default", "PARKED"}};
    case Kind::report_format:
      return {{"type", "string"}, {"enum", json::array{"json", "csv", "pdf"}}};
  }
  return {};
}

json::object describe(const Parameter& parameter) {
  return {{"name", copy(parameter.name)},
          {"in", copy(name_of(parameter.in))},
          {"required", parameter.need == Parameter::Need::required},
          {"description", copy(parameter.description)},
          {"schema", schema_of(parameter.kind)}};
}

/// Builds the document; schemas that are referred to gather in `components_`.
class Writer {
 public:
  json::object document() {
    json::object paths;
    for (const auto& route : routes()) {
      if (route.path.ends_with(type_placeholder)) {
        for (const auto type : codec::command_types()) add_command(route, type, paths);
      } else {
        paths[path_of(route.path)] = json::object{{method_of(route), operation(route)}};
      }
    }
    return {{"openapi", "3.1.0"},
            {"info",
             {{"title", "Tenure"},
              {"version", "1"},
              {"description",
               "Event-sourced ledger of flexible workspace: commands in, events out, queries as of any "
               "position. All errors are application/problem+json with a stable code."},
              {"license", {{"name", "Apache-2.0"}, {"identifier", "Apache-2.0"}}}}},
            {"jsonSchemaDialect", "https://json-schema.org/draft/2020-12/schema"},
            {"tags", tags()},
            {"paths", std::move(paths)},
            {"components", {{"schemas", std::move(components_)}}}};
  }

 private:
  // "{stream...}" is a matter of routing; to clients it is one parameter.
  static std::string path_of(std::string_view path) {
    std::string text{path};
    if (const auto dots = text.find("..."); dots != text.npos) text.erase(dots, 3);
    return text;
  }
  static std::string_view method_of(const Route& route) {
    return route.method == Method::POST ? "post" : "get";
  }

  static json::array tags() {
    json::array all;
    std::set<std::string_view> seen;
    for (const auto& route : routes()) {
      if (seen.insert(route.tag).second) all.push_back(json::object{{"name", copy(route.tag)}});
    }
    return all;
  }

  /// The one route for commands is a path of its own for each, so that clients can be generated with types.
  void add_command(const Route& route, command::CommandBody type, json::object& paths) {
    const auto name = domain::name_of(type);
    const auto& plan = codec::command_plan(type);
    auto described = operation(route);
    described["operationId"] = copy(name);
    described["summary"] = copy(plan.description);
    // The path says it; the value is no longer a parameter.
    auto& all = described["parameters"].as_array();
    const auto is_type = [](const json::value& each) {
      return each.at("name") == parameters::command_type.name.data();
    };
    all.erase(std::ranges::find_if(all, is_type));
    components_[copy(name)] = codec::json_schema(plan);
    described["requestBody"] = json::object{
        {"required", true}, {"content", {{copy(json_media_type), {{"schema", reference_to(name)}}}}}};
    auto path = path_of(route.path);
    path.replace(path.size() - type_placeholder.size(), type_placeholder.size(), name);
    paths[path] = json::object{{"post", std::move(described)}};
  }

  json::object operation(const Route& route) {
    json::array parameters;
    for (const auto* parameter : route.parameters) parameters.push_back(describe(*parameter));
    json::object described{{"operationId", copy(route.operation_id)},
                           {"tags", json::array{copy(route.tag)}},
                           {"summary", copy(route.summary)}};
    if (!route.description.empty()) described["description"] = copy(route.description);
    if (!parameters.empty()) described["parameters"] = std::move(parameters);
    if (!route.consumes.empty()) described["requestBody"] = body_of(route);
    described["responses"] = responses_of(route);
    return described;
  }

  json::object body_of(const Route& route) {
    json::object content;
    for (const auto type : route.consumes) {
      if (route.body != nullptr) {
        content[copy(type)] = json::object{{"schema", route.body(components_)}};
      } else if (type == flatbuffers_media_type) {
        content[copy(type)] = json::object{{"schema", json::object{}}};
      } else {
        content[copy(type)] = json::object{{"schema", schemas::command_line(components_)}};
      }
    }
    return {{"required", true}, {"content", std::move(content)}};
  }

  json::object responses_of(const Route& route) {
    // Every status once: descriptions and media types of one status come together.
    std::map<unsigned, json::object> responses;
    for (const auto& answer : route.answers) {
      auto& response = responses[answer.status];
      auto& description = response["description"];
      description = description.is_string() ? copy(description.as_string()) + " " + copy(answer.description)
                                            : copy(answer.description);
      auto schema = answer.schema == nullptr ? json::object{{"type", "string"}} : answer.schema(components_);
      add_content(response, answer.media_type, std::move(schema));
    }
    std::map<unsigned, std::string> problems;
    for (const auto code : route.problems) add_problem(kind_of(code), problems);
    if (!route.parameters.empty()) add_problem(kind_of(ProblemCode::BAD_PARAMETER), problems);
    for (const auto& [status, codes] : problems) {
      auto& response = responses[status];
      response["description"] = codes;
      add_content(response, problem_media_type, schemas::problem(components_));
    }
    json::object all;
    for (auto& [status, response] : responses) all[fmt::to_string(status)] = std::move(response);
    all["default"] =
        json::object{{"description", "Any other problem."},
                     {"content", {{copy(problem_media_type), {{"schema", schemas::problem(components_)}}}}}};
    return all;
  }

  static void add_content(json::object& response, std::string_view media_type, json::object schema) {
    if (!response.contains("content")) response["content"] = json::object{};
    response["content"].as_object()[copy(media_type)] = json::object{{"schema", std::move(schema)}};
  }
  static void add_problem(const ProblemKind& kind, std::map<unsigned, std::string>& problems) {
    auto& codes = problems[kind.status];
    if (!codes.empty()) codes += ", ";
    codes += kind.code;
  }

  json::object components_;
};

}  // namespace

const std::string& openapi_text() {
  static const auto text = json::serialize(Writer{}.document());
  return text;
}

}  // namespace tenure::http
