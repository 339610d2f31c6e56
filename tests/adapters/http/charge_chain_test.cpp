// GET /charges/{charge}/why: what led to a charge.

#include <string>
#include <vector>

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/adapters/http/service.h"

namespace tenure::test {
namespace {

using testing::ElementsAre;

class ChargeChain : public testing::Test {
 protected:
  void SetUp() override { service.given_house(); }

  boost::json::value why(std::string_view charge_id, std::string_view query = "") {
    auto client = service.connect();
    const auto answer = client.get(path("/charges/" + std::string{charge_id} + "/why" + std::string{query}));
    EXPECT_TRUE(answer);
    EXPECT_EQ(answer->status, 200u) << answer->body;
    return answer->json();
  }
  static std::vector<std::string> types(const boost::json::value& chain) {
    std::vector<std::string> types;
    for (const auto& event : chain.at("events").as_array()) types.emplace_back(event.at("type").as_string());
    return types;
  }

  Service service;
};

TEST_F(ChargeChain, OfALeaseGoesBackToItsContract) {
  const auto chain = why("lease:C1:L1:2026-01-01:2026-02-01");
  EXPECT_EQ(chain.at("charge_id"), "lease:C1:L1:2026-01-01:2026-02-01");
  EXPECT_THAT(types(chain), ElementsAre("ContractCreated", "ContractSigned", "BusinessDayOpened",
                                        "ContractStarted", "ChargeRaised"));
  for (const auto& event : chain.at("events").as_array()) {
    EXPECT_TRUE(event.as_object().contains("actor"));
    EXPECT_TRUE(event.as_object().contains("command_id"));
    EXPECT_TRUE(event.as_object().contains("source"));
  }
}

TEST_F(ChargeChain, OfAServiceHasContractAndServiceButNoOtherService) {
  service.given(line(
      "ActivateService", "more",
      R"({"service_id":"S2","contract_id":"C1","product_id":"VOICE","quantity":1,"from":"2026-01-01"})"));
  const auto chain = why("service:S1:2026-01-01:2026-02-01");
  EXPECT_THAT(types(chain), ElementsAre("ContractCreated", "ContractSigned", "ContractStarted",
                                        "ServiceActivated", "ChargeRaised"));
}

TEST_F(ChargeChain, EndsWithWhatTookTheChargeBack) {
  service.given(charge_line("CH-2") +
                line("WaiveCharge", "w", R"({"charge_id":"CH-2","waiver_reason":"goodwill"})"));
  const auto chain = why("CH-2");
  EXPECT_THAT(types(chain), ElementsAre("ChargeRaised", "ChargeReversed"));
  EXPECT_EQ(chain.at("events").at(1).at("data").at("kind"), "WAIVED");
}

TEST_F(ChargeChain, ComesInPages) {
  std::vector<std::string> all;
  std::string query = "?limit=1";
  for (int pages = 0; pages < 10; ++pages) {
    const auto page = why("lease:C1:L1:2026-01-01:2026-02-01", query);
    for (auto& type : types(page)) all.push_back(std::move(type));
    if (!page.as_object().contains("next_after")) break;
    query = fmt::format("?limit=1&after={}", page.at("next_after").to_number<std::uint64_t>());
  }
  EXPECT_THAT(all, ElementsAre("ContractCreated", "ContractSigned", "BusinessDayOpened", "ContractStarted",
                               "ChargeRaised"));
}

TEST_F(ChargeChain, OfAnUnknownChargeIsNotFound) {
  auto client = service.connect();
  const auto answer = client.get(path("/charges/NONE/why"));
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->status, 404u);
}

TEST_F(ChargeChain, OfCallsHasTheCallsAndTheBusinessDayThatChargedThem) {
  service.given(line("DefineProduct", "u1",
                     R"({"product_id":"CALLS","name":"Calls","kind":"USAGE","tax_code":"STD"})") +
                line("DefineTariff", "u2",
                     R"({"tariff_id":"T","currency":"GBP","from":"2026-01-01","rates":[{"connection_fee":0,)"
                     R"("per_minute":6000000,"initial_seconds":1,"increment_seconds":1}]})") +
                line("SetSiteTariff", "u3",
                     R"({"site_id":"LON","tariff_id":"T","product_id":"CALLS","from":"2026-01-01"})") +
                line("RecordUsage", "u4",
                     R"({"meter_id":"PBX","usage_id":"1","kind":"CALL","occupier_id":"ACME","site_id":"LON",)"
                     R"("starts_at":"2026-01-01T09:00:00Z","seconds":600})"));
  std::string days;
  for (int day = 2; day <= 32; ++day) {
    const auto date = day < 32 ? (day < 10 ? "2026-01-0" : "2026-01-") + std::to_string(day) : "2026-02-01";
    days += line("OpenBusinessDay", "d" + date, R"({"site_id":"LON","date":")" + date + R"("})");
  }
  service.given(days);
  const auto chain = why("usage:LON%2FACME:2026-01:1");
  EXPECT_THAT(types(chain), ElementsAre("UsageRecorded", "BusinessDayOpened", "ChargeRaised"));
}

}  // namespace
}  // namespace tenure::test
