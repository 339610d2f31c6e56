#include "adapters/kafka/async_api/async_api.h"

#include <utility>
#include <vector>

#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>
#include <fmt/format.h>

#include "adapters/kafka/async_api/messages.h"

namespace tenure::kafka {
namespace {

namespace json = boost::json;
using messages::Message;

/// As this application sees it.
enum class Direction : std::uint8_t { sends, receives };

std::string copy(std::string_view text) { return std::string{text}; }

json::object refer(std::string target) { return {{"$ref", std::move(target)}}; }

class Document {
 public:
  explicit Document(std::string_view prefix) : prefix_{prefix} {}

  /// A channel with its topic, and the operation on it.
  json::object& add(std::string_view name, Direction direction, std::string_view description,
                    std::vector<Message> all) {
    const auto address = fmt::format("{}.{}", prefix_, name);
    json::object of_channel;
    json::array of_operation;
    for (auto& one : all) {
      of_channel[one.name] = refer("#/components/messages/" + one.name);
      of_operation.push_back(refer(fmt::format("#/channels/{}/messages/{}", name, one.name)));
      messages_[one.name] = std::move(one.document);
    }
    operations_[copy(name)] = json::object{{"action", direction == Direction::sends ? "send" : "receive"},
                                           {"channel", refer(fmt::format("#/channels/{}", name))},
                                           {"summary", copy(description)},
                                           {"messages", std::move(of_operation)}};
    channels_[copy(name)] =
        json::object{{"address", address},
                     {"description", copy(description)},
                     {"messages", std::move(of_channel)},
                     {"bindings", {{"kafka", {{"topic", address}, {"bindingVersion", "0.5.0"}}}}}};
    return channels_[copy(name)].as_object();
  }

  json::object& schemas() { return schemas_; }

  [[nodiscard]] std::string text() && {
    return json::serialize(json::object{
        {"asyncapi", "3.0.0"},
        {"info",
         {{"title", "Tenure"},
          {"version", "1"},
          {"description",
           "Event-sourced ledger of flexible workspace: bookings, usage and commands come in, events and the "
           "stream of charges go out, exactly once. Read with isolation.level=read_committed. Partition n of "
           "a topic that goes out is partition n of the store."},
          {"license", {{"name", "Apache-2.0"}, {"url", "https://www.apache.org/licenses/LICENSE-2.0"}}}}},
        {"defaultContentType", "application/cloudevents+json"},
        {"channels", std::move(channels_)},
        {"operations", std::move(operations_)},
        {"components", {{"messages", std::move(messages_)}, {"schemas", std::move(schemas_)}}}});
  }

 private:
  const std::string prefix_;
  json::object channels_;
  json::object operations_;
  json::object messages_;
  json::object schemas_;
};

template <class Types>
std::vector<Message> inputs(const Types& types, std::string_view key) {
  std::vector<Message> all;
  for (const auto& type : types) {
    for (auto& one : messages::input(type, key)) all.push_back(std::move(one));
  }
  return all;
}

}  // namespace

std::string async_api(std::string_view topic_prefix, ChargeFormat charges) {
  Document document{topic_prefix};
  document.add("events", Direction::sends, "Every event, in the order of the log.", {messages::event()});
  document.add("charges", Direction::sends, "What finance follows: charges raised and reversed, each once.",
               messages::charges(charges));
  document.add("parked", Direction::sends, "Input that could not be applied.", {messages::parked()});
  document.add("bookings", Direction::receives, "Bookings confirmed, changed and cancelled by other systems.",
               inputs(booking_types, "The booking."));
  document.add("usage", Direction::receives, "What meters counted: calls, pages, data.",
               inputs(usage_types, "The meter."));
  document.add("commands", Direction::receives, "Any command.", messages::command(document.schemas()));
  auto& relay = document.add("relay", Direction::sends, "Internal: how far a partition is published.",
                             messages::relay());
  relay["bindings"].at("kafka").as_object()["topicConfiguration"] =
      json::object{{"cleanup.policy", json::array{"compact"}}};
  return std::move(document).text();
}

}  // namespace tenure::kafka
