// /openapi.json against the rules of OpenAPI 3.1 that can be told without a validator, and against the routes.

#include "adapters/http/api/openapi/openapi.h"

#include <set>

#include <boost/json/parse.hpp>
#include <fmt/format.h>
#include <gmock/gmock.h>

#include "adapters/http/api/route.h"
#include "domain/decide.h"
#include "schemas/codec/type_plan.h"
#include "tests/adapters/http/service.h"
#include "tests/adapters/json_walk.h"

namespace tenure::test {
namespace {

namespace json = boost::json;

const json::object& document() {
  static const auto parsed = json::parse(http::openapi_text());
  return parsed.as_object();
}

template <class Visit>
void each_operation(Visit visit) {
  for (const auto& path : document().at("paths").as_object()) {
    for (const auto& operation : path.value().as_object())
      visit(path.key(), operation.key(), operation.value().as_object());
  }
}

TEST(OpenApi, HasTheRequiredMembers) {
  EXPECT_EQ(document().at("openapi"), "3.1.0");
  EXPECT_FALSE(document().at("info").at("title").as_string().empty());
  EXPECT_FALSE(document().at("info").at("version").as_string().empty());
  each_operation([](std::string_view path, std::string_view method, const json::object& operation) {
    SCOPED_TRACE(std::string{method} + " " + std::string{path});
    EXPECT_TRUE(path.starts_with("/"));
    EXPECT_TRUE(method == "get" || method == "post");
    ASSERT_FALSE(operation.at("responses").as_object().empty());
    for (const auto& response : operation.at("responses").as_object()) {
      EXPECT_TRUE(response.value().at("description").is_string());
    }
    if (const auto* body = operation.if_contains("requestBody")) {
      EXPECT_FALSE(body->at("content").as_object().empty());
    }
  });
}

TEST(OpenApi, EveryReferenceResolves) {
  const json::value whole = document();
  std::size_t references = 0;
  auto check = [&](const json::object& object, const std::string& where) {
    const auto* reference = object.if_contains("$ref");
    if (reference == nullptr || !reference->is_string()) return;
    ++references;
    const std::string target{reference->as_string()};
    ASSERT_TRUE(target.starts_with("#/")) << where;
    EXPECT_NE(json::value(document()).find_pointer(target.substr(1), *std::make_unique<json::error_code>()),
              nullptr)
        << target << " at " << where;
  };
  walk(whole, "", check);
  EXPECT_GT(references, 100u);
}

TEST(OpenApi, EveryRouteIsDocumentedAndNothingElse) {
  std::set<std::string> documented;
  each_operation([&](std::string_view path, std::string_view method, const json::object&) {
    documented.insert(std::string{method} + " " + std::string{path});
  });
  std::set<std::string> expected;
  for (const auto& route : http::routes()) {
    EXPECT_FALSE(route.summary.empty()) << route.path;
    EXPECT_FALSE(route.answers.empty()) << route.path;
    std::string path{route.path};
    if (const auto dots = path.find("..."); dots != path.npos) path.erase(dots, 3);
    const auto method = route.method == http::Method::POST ? "post " : "get ";
    if (const auto type = path.find("{type}"); type != path.npos) {
      for (const auto each : codec::command_types()) {
        expected.insert(method + path.substr(0, type) + std::string{domain::name_of(each)});
      }
    } else {
      expected.insert(method + path);
    }
  }
  EXPECT_EQ(documented, expected);
}

TEST(OpenApi, ParametersOfThePathAreDeclaredAndUnique) {
  std::set<std::string> ids;
  each_operation([&](std::string_view path, std::string_view, const json::object& operation) {
    SCOPED_TRACE(std::string{path});
    EXPECT_TRUE(ids.insert(std::string{operation.at("operationId").as_string()}).second);
    std::set<std::string> in_path;
    std::set<std::string> all;
    if (const auto* parameters = operation.if_contains("parameters")) {
      for (const auto& parameter : parameters->as_array()) {
        const std::string name{parameter.at("name").as_string()};
        const std::string in{parameter.at("in").as_string()};
        EXPECT_TRUE(all.insert(in + ":" + name).second) << name;
        EXPECT_TRUE(parameter.as_object().contains("schema"));
        if (in == "path") {
          EXPECT_EQ(parameter.at("required"), true);
          in_path.insert(name);
        }
      }
    }
    std::set<std::string> in_template;
    for (auto open = path.find('{'); open != path.npos; open = path.find('{', open + 1)) {
      in_template.insert(std::string{path.substr(open + 1, path.find('}', open) - open - 1)});
    }
    EXPECT_EQ(in_path, in_template);
  });
}

TEST(OpenApi, HasASchemaForEveryCommandAndEvent) {
  const auto& schemas = document().at("components").at("schemas").as_object();
  for (const auto type : codec::command_types()) {
    const auto& schema = schemas.at(domain::name_of(type)).as_object();
    EXPECT_EQ(schema.at("type"), "object");
    EXPECT_EQ(schema.at("additionalProperties"), false);
  }
  for (const auto type : codec::event_types()) EXPECT_TRUE(schemas.contains(domain::name_of(type)));
  EXPECT_EQ(schemas.at("AddUser").at("properties").at("email").at("x-personal"), true);
  // A name that a command, an event and a resource would share would hide one of them.
  EXPECT_TRUE(schemas.at("Contract").at("properties").as_object().contains("status"));
}

TEST(OpenApi, ListsEveryCode) {
  const auto& problem = document().at("components").at("schemas").at("Problem").as_object();
  std::set<std::string> codes;
  for (const auto& each : problem.at("x-codes").as_array())
    codes.insert(std::string{each.at("code").as_string()});
#define X(code, kind, text) EXPECT_TRUE(codes.contains(#code));
  TENURE_REJECTIONS(X)
#undef X
  EXPECT_TRUE(codes.contains("QUEUE_FULL"));
  EXPECT_EQ(codes.size(), problem.at("x-codes").as_array().size());
}

TEST(OpenApi, NoResourceHidesACommandOrAnEvent) {
  std::set<std::string_view> names;
  for (const auto type : codec::command_types()) EXPECT_TRUE(names.insert(domain::name_of(type)).second);
  for (const auto type : codec::event_types()) EXPECT_TRUE(names.insert(domain::name_of(type)).second);
}

TEST(OpenApi, IsServed) {
  Service service;
  auto client = service.connect();
  const auto answer = client.get("/openapi.json");
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->status, 200u);
  EXPECT_EQ(answer->body, http::openapi_text());
}

TEST(AsyncApiResource, IsWhatTheServerWasGiven) {
  ServiceOptions options;
  options.api.async_api = R"({"asyncapi":"3.0.0"})";
  Service service{std::move(options)};
  const auto answer = service.connect().get("/asyncapi.json");
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->status, 200u);
  EXPECT_EQ(answer->body, R"({"asyncapi":"3.0.0"})");
}

TEST(OpenApi, DescribesTheAnswersThatComeTrue) {
  Service service;
  const auto last = service.given_house();
  auto client = service.connect();
  const auto occupier =
      client.get(path("/occupiers/ACME"), fmt::format("Tenure-Min-Position: {}\r\n", last))->json();
  const auto& schema = document().at("components").at("schemas").at("OccupierDetail").as_object();
  for (const auto& member : occupier.as_object())
    EXPECT_TRUE(schema.at("properties").as_object().contains(member.key()));
  for (const auto& name : schema.at("required").as_array())
    EXPECT_TRUE(occupier.as_object().contains(name.as_string()));
}

}  // namespace
}  // namespace tenure::test
