// /healthz, /readyz, /metrics.

#include <fmt/format.h>
#include <gmock/gmock.h>

#include "projections/runtime/read_models.h"
#include "tests/adapters/http/service.h"

namespace tenure::test {
namespace {

using testing::HasSubstr;
using testing::Not;

TEST(Operations, AHealthyProcessIsReadyWithPartitionsAndModels) {
  Service service;
  const auto last = service.given_house();
  auto client = service.connect();
  EXPECT_EQ(client.get("/healthz")->body, R"({"status":"ok"})");
  EXPECT_TRUE(holds_soon([&] { return client.get("/readyz")->status == 200; }));
  const auto ready = client.get("/readyz")->json();
  EXPECT_EQ(ready.at("status"), "ready");
  EXPECT_TRUE(ready.at("reasons").as_array().empty());
  const auto partition = ready.at("partitions").at(0);
  EXPECT_EQ(partition.at("serving"), true);
  EXPECT_EQ(partition.at("committed").to_number<std::uint64_t>(), last);
  EXPECT_EQ(partition.at("models").as_array().size(), projections::all_models().size());
}

TEST(Operations, ReadModelsTooFarBehindAreNotReady) {
  ServiceOptions options;
  options.engine.following = projections::Following::still;
  options.api.lag_events_max = 3;
  Service service{std::move(options)};
  service.given_house();
  auto client = service.connect();
  const auto answer = client.get("/readyz");
  EXPECT_EQ(answer->status, 503u) << answer->body;
  EXPECT_EQ(answer->json().at("status"), "not_ready");
  EXPECT_GE(answer->json().at("reasons").as_array().size(), 4u);
  EXPECT_EQ(client.get("/healthz")->status, 200u);
}

TEST(Operations, WhatRunsBesideTheEngineHasASay) {
  std::string reason;
  ServiceOptions options;
  options.api.reporter = [&reason](daemon::Report& report) {
    if (!reason.empty()) report.reasons.push_back(reason);
    report.warnings.push_back("the brokers are away");
    report.metrics.push_back(
        {"tenure_relay_lag_events", "Behind.", daemon::Metric::Kind::gauge, {{{{"partition", "0"}}, 7}}});
  };
  Service service{std::move(options)};
  service.given_house();
  auto client = service.connect();
  EXPECT_TRUE(holds_soon([&] { return client.get("/readyz")->status == 200; }));
  EXPECT_EQ(client.get("/readyz")->json().at("warnings").as_array().at(0), "the brokers are away");
  EXPECT_THAT(client.get("/metrics")->body, HasSubstr("tenure_relay_lag_events{partition=\"0\"} 7\n"));
  reason = "fenced";
  const auto stopped = client.get("/readyz");
  EXPECT_EQ(stopped->status, 503u);
  EXPECT_EQ(stopped->json().at("reasons").as_array().at(0), "fenced");
}

TEST(Operations, MetricsCountWhatHappened) {
  Service service;
  service.given_house();
  auto client = service.connect();
  ASSERT_EQ(client
                .post(path("/commands/AddCharge"), charge_data("A"),
                      "Content-Type: application/json\r\nIdempotency-Key: k\r\n")
                ->status,
            201u);
  ASSERT_EQ(client
                .post(path("/commands/AddCharge"), charge_data("A"),
                      "Content-Type: application/json\r\nIdempotency-Key: k\r\n")
                ->status,
            201u);
  ASSERT_EQ(client.post(path("/commands/AddCharge"), charge_data("A"))->status, 409u);
  ASSERT_EQ(client.get("/nothing/ada@example.org")->status, 404u);
  const auto answer = client.get("/metrics");
  EXPECT_EQ(answer->headers.at("content-type"), "text/plain; version=0.0.4; charset=utf-8");
  const auto& text = answer->body;
  EXPECT_THAT(text, HasSubstr("tenure_commands_total{partition=\"0\",outcome=\"accepted\"} 24\n"));
  EXPECT_THAT(text, HasSubstr("tenure_commands_total{partition=\"0\",outcome=\"refused\"} 1\n"));
  EXPECT_THAT(text, HasSubstr("tenure_commands_total{partition=\"0\",outcome=\"repeated\"} 1\n"));
  EXPECT_THAT(
      text, HasSubstr("tenure_http_requests_total{method=\"POST\",route=\"/v1/operators/{operator}/commands/"
                      "{type}\",status=\"201\"} 2\n"));
  EXPECT_THAT(text,
              HasSubstr("tenure_http_requests_total{method=\"none\",route=\"none\",status=\"404\"} 1\n"));
  EXPECT_THAT(text, HasSubstr("tenure_http_request_seconds_count"));
  EXPECT_THAT(text, HasSubstr("tenure_http_connections 1\n"));
  EXPECT_THAT(text, HasSubstr("tenure_partition_serving{partition=\"0\"} 1\n"));
  EXPECT_THAT(text, HasSubstr("tenure_read_model_lag_seconds{partition=\"0\",model=\"billing\"}"));
  EXPECT_THAT(text, HasSubstr("tenure_syncs_total{partition=\"0\"}"));
  EXPECT_THAT(text, Not(HasSubstr("ada")));
  EXPECT_THAT(text, Not(HasSubstr("OP/")));
}

}  // namespace
}  // namespace tenure::test
