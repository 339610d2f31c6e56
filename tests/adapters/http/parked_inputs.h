// Parked input of a house, and those who deal with it over HTTP.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "schemas/codec/base64.h"
#include "tests/adapters/http/service.h"

namespace tenure::test {

inline constexpr std::string_view nobody = "unattributed";

inline std::string base64(std::string_view bytes) {
  std::string text;
  {
    codec::TextSink sink{text};
    codec::write_base64({reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size()}, sink);
  }
  return text;
}

/// A record of the topic of commands: a cup of tea.
inline std::string tea(std::string_view id, std::string_view occupier = "ACME") {
  return fmt::format(
      R"({{"type":"AddCharge","id":"{}","source":"till","data":{{"charge_id":"{}","occupier_id":"{}","site_id":"LON","product_id":"TEA","quantity":1}}}})",
      id, id, occupier);
}

struct ParkedRecord {
  std::string_view id;
  std::string value = {};
  std::string_view key = "OP";
  std::string_view topic = "tenure.commands";
  std::string headers = "[]";
};
inline std::string park_data(const ParkedRecord& record) {
  const auto key = record.key.empty() ? "" : fmt::format(R"("key":"{}",)", base64(record.key));
  return fmt::format(
      R"({{"parked_id":"{}","topic":"{}","partition":0,"offset":7,{}"value":"{}","headers":{},"code":"UNKNOWN_OCCUPIER","command_source":"till","command_id":"{}"}})",
      record.id, record.topic, key, base64(record.value), record.headers, record.id);
}

inline std::string target(std::string_view operator_id, std::string_view rest) {
  return fmt::format("/v1/operators/{}{}", operator_id, rest);
}

class ParkedInputs : public testing::Test {
 protected:
  explicit ParkedInputs(std::string initial = "", std::size_t partitions = 1)
      : service{options(std::move(initial), partitions)} {
    house_end = service.given_house();
  }
  ServiceOptions options(std::string initial, std::size_t partitions) {
    ServiceOptions made;
    *default_operator = std::move(initial);
    made.api.input_reader = [now = default_operator](const auto& input, std::string_view operator_id) {
      return daemon::make_input_reader(*now)(input, operator_id);
    };
    made.engine.store.partitions = partitions;
    return made;
  }

  void park(const ParkedRecord& record, std::string_view operator_id = "OP") {
    const auto answer = client.post(target(operator_id, "/commands/ParkInput"), park_data(record),
                                    std::string{as_json} + "Tenure-Source: ingest\r\n");
    ASSERT_TRUE(answer);
    ASSERT_EQ(answer->status, 201u) << answer->body;
    last = answer->headers.at("tenure-position");
  }
  Answer retry(std::string_view id, std::string_view headers = {}, std::string_view operator_id = "OP") {
    return post(target(operator_id, fmt::format("/parked-inputs/{}/retry", id)), "", headers);
  }
  Answer discard(std::string_view id, std::string_view body, std::string_view headers = {}) {
    return post(path(fmt::format("/parked-inputs/{}/discard", id)), body, std::string{as_json} += headers);
  }
  Answer post(const std::string& where, std::string_view body, std::string_view headers) {
    auto answer = client.post(where, body, headers);
    EXPECT_TRUE(answer);
    if (answer && answer->headers.contains("tenure-position")) last = answer->headers.at("tenure-position");
    return answer.value_or(Answer{});
  }
  /// As of all that was posted.
  boost::json::value get(std::string_view rest, std::string_view operator_id = "OP") {
    const auto answer =
        client.get(target(operator_id, rest), fmt::format("Tenure-Min-Position: {}\r\n", last));
    EXPECT_TRUE(answer);
    EXPECT_EQ(answer->status, 200u) << answer->body;
    return answer->json();
  }
  std::string listed(std::string_view status, std::string_view operator_id = "OP") {
    const auto page = get(fmt::format("/parked-inputs?status={}", status), operator_id);
    std::string ids;
    for (const auto& item : page.at("items").as_array()) ids += text(item.at("parked_id")) + " ";
    return ids;
  }
  /// The answer to the same call again: the resolution alone.
  static boost::json::value repeated(const boost::json::value& done) {
    return {{"id", done.at("id")},
            {"position", done.at("events").as_array().back().at("position")},
            {"repeated", true},
            {"events", done.at("events")}};
  }
  std::size_t events(std::string_view type, std::string_view operator_id = "OP") {
    const auto answer = client.get(target(operator_id, fmt::format("/events?limit=1000&type={}", type)));
    return answer->json().at("events").as_array().size();
  }

  /// As it is configured at the moment.
  std::shared_ptr<std::string> default_operator = std::make_shared<std::string>();
  Service service;
  RawClient client = service.connect();
  std::uint64_t house_end = 0;
  std::string last = "0";
};

}  // namespace tenure::test
