// The AsyncAPI document by the rules of AsyncAPI 3.0 that can be told without a validator, and by the code.

#include "adapters/kafka/async_api/async_api.h"

#include <set>
#include <string>

#include <boost/json/parse.hpp>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "adapters/kafka/ingest/input_types.h"
#include "schemas/codec/type_plan.h"
#include "tests/adapters/json_walk.h"

namespace tenure::test {
namespace {

namespace json = boost::json;
using testing::Contains;
using testing::UnorderedElementsAre;

const json::value& document() {
  static const auto parsed = json::parse(kafka::async_api("acme"));
  return parsed;
}

TEST(AsyncApi, HasEveryTopicUnderThePrefix) {
  EXPECT_EQ(document().at("asyncapi"), "3.0.0");
  EXPECT_FALSE(document().at("info").at("version").as_string().empty());
  std::set<std::string> addresses;
  for (const auto& channel : document().at("channels").as_object()) {
    addresses.emplace(channel.value().at("address").as_string());
    EXPECT_FALSE(channel.value().at("messages").as_object().empty()) << channel.key();
  }
  EXPECT_THAT(addresses, UnorderedElementsAre("acme.events", "acme.charges", "acme.parked", "acme.bookings",
                                              "acme.usage", "acme.commands", "acme.relay"));
}

TEST(AsyncApi, EveryReferenceResolves) {
  std::size_t references = 0;
  auto check = [&](const json::object& object, const std::string& where) {
    const auto* reference = object.if_contains("$ref");
    if (reference == nullptr) return;
    ++references;
    const std::string target{reference->as_string()};
    ASSERT_TRUE(target.starts_with("#/")) << where;
    boost::system::error_code error;
    EXPECT_NE(document().find_pointer(target.substr(1), error), nullptr) << target << " at " << where;
  };
  walk(document(), "", check);
  EXPECT_GT(references, 50U);
}

TEST(AsyncApi, AnOperationsMessagesAreThoseOfItsChannel) {
  for (const auto& operation : document().at("operations").as_object()) {
    const std::string channel{operation.value().at("channel").at("$ref").as_string()};
    for (const auto& message : operation.value().at("messages").as_array()) {
      EXPECT_TRUE(std::string{message.at("$ref").as_string()}.starts_with(channel + "/messages/"));
    }
    const auto& action = operation.value().at("action");
    EXPECT_TRUE(action == "send" || action == "receive");
  }
}

TEST(AsyncApi, EveryInputTypeHasTheFieldsOfItsCommand) {
  const auto& messages = document().at("components").at("messages").as_object();
  const auto check = [&](const kafka::InputType& type, std::string_view field) {
    SCOPED_TRACE(type.event);
    const auto& structured = messages.at(type.event).at("payload").at("properties");
    EXPECT_EQ(structured.at("type").at("const").as_string(), type.event);
    const auto& data = structured.at("data").as_object();
    EXPECT_TRUE(data.at("properties").as_object().contains(field));
    EXPECT_FALSE(data.at("properties").as_object().contains(kafka::if_unknown_field));
    const auto& binary = messages.at(std::string{type.event} + ".binary");
    EXPECT_EQ(binary.at("payload"), structured.at("data"));
    EXPECT_EQ(binary.at("headers").at("properties").at("ce_type").at("const").as_string(), type.event);
  };
  for (const auto& type : kafka::booking_types) check(type, "booking_id");
  for (const auto& type : kafka::usage_types) check(type, "usage_id");
}

TEST(AsyncApi, ChargesAreDescribedAsTheyArePublished) {
  const auto binary = json::parse(kafka::async_api("acme", kafka::ChargeFormat::flatbuffers));
  const auto& messages = binary.at("channels").at("charges").at("messages").as_object();
  ASSERT_EQ(messages.size(), 1U);
  const auto& charge = binary.at("components").at("messages").at("Charge");
  EXPECT_EQ(charge.at("contentType"), "application/vnd.tenure.event+flatbuffers");
  EXPECT_EQ(charge.at("bindings").at("kafka").at("key").at("description"), "The occupier.");
  EXPECT_EQ(charge.at("headers").at("properties").at("ce_type").at("enum"),
            (json::array{"tenure.ChargeRaised.v1", "tenure.ChargeReversed.v1"}));
  EXPECT_EQ(document().at("channels").at("charges").at("messages").as_object().size(), 2U);
}

TEST(AsyncApi, NamesEveryTypeOfEventAndCommand) {
  const auto& components = document().at("components");
  std::set<std::string> types;
  for (const auto& type : components.at("messages")
                              .at("Event")
                              .at("headers")
                              .at("properties")
                              .at("ce_type")
                              .at("enum")
                              .as_array()) {
    types.emplace(type.as_string());
  }
  for (const auto type : codec::event_types()) {
    EXPECT_THAT(types, Contains("tenure." + std::string{codec::event_plan(type).name} + ".v1"));
  }
  for (const auto type : codec::command_types()) {
    EXPECT_TRUE(components.at("schemas").as_object().contains(codec::command_plan(type).name));
  }
}

}  // namespace
}  // namespace tenure::test
