// The end of a contract: in the business day on which it ends, everything that hung on it says no.

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "projections/access/access.h"
#include "projections/billing/billing.h"
#include "projections/directory/directory.h"
#include "projections/telephony/telephony.h"
#include "projections/wifi/wifi.h"
#include "tests/projections/calling_house.h"

namespace tenure::projections {
namespace {

using test::House;
using test::must;
using test::operator_id;

constexpr std::string_view ada_at_lon = R"(
  CreateAccessGroup {"group_id":"STAFF","site_ids":["LON"],"name":"Staff"}
  AddDoorToGroup {"group_id":"STAFF","door_id":"LON-FRONT"}
  AddUserToGroup {"group_id":"STAFF","user_id":"ADA"}
  IssueCredential {"credential_id":"CARD-1","user_id":"ADA","kind":"CARD"}
  RegisterNetwork {"network_id":"STAFF","site_id":"LON","ssid":"House","kind":"SECURE"}
  RegisterNetwork {"network_id":"THINGS","site_id":"LON","ssid":"House things","kind":"DEVICES"}
  EnableWifiAccount {"user_id":"ADA","login":"ada@example.org"}
  RegisterWifiDevice {"site_id":"LON","mac":"00:1b:44:11:3a:b7","occupier_id":"ACME","network_id":"THINGS","name":"Printer"}
  NominateMainNumber {"occupier_id":"ACME","site_id":"LON","number":"+442079460002"}
  SetCallHandling {"occupier_id":"ACME","site_id":"LON","in_hours":{"kind":"HUNT","members":["+442079460001"]},"out_of_hours":{"kind":"VOICEMAIL"},"no_answer_seconds":20,"no_answer":{"kind":"VOICEMAIL"}}
)";

std::string_view word_of(domain::NumberStatus status) {
  return status == domain::NumberStatus::active     ? "ACTIVE"
         : status == domain::NumberStatus::cooldown ? "COOLDOWN"
                                                    : "other";
}

/// What everybody would be told at noon of the 20th.
std::string told(const View& view) {
  const auto noon = domain::parse_instant("2026-01-20T12:00:00Z").value();
  const auto mac = domain::MacAddress::parse("00:1b:44:11:3a:b7").value();
  const auto number = must(telephony::number(view, operator_id, "+442079460001")).value();
  const auto main = must(telephony::number(view, operator_id, "+442079460002")).value();
  std::string services;
  for (const auto& service : must(directory::services_of_occupier(view, operator_id, "ACME", {})).items) {
    services += fmt::format(" {}", service.to ? domain::format_date(*service.to) : "runs");
  }
  return fmt::format(
      "door {}, card {}, login {}, device {}, number {}, main {}, services{}",
      domain::name_of(must(access::may(view, operator_id, "ADA", "LON-FRONT", noon)).reason),
      domain::name_of(
          must(access::may_with(view, operator_id, "CARD-1", {}, "LON-FRONT", noon)).verdict.reason),
      domain::name_of(must(wifi::account(view, operator_id, "LON", "ada@example.org")).reason),
      domain::name_of(must(wifi::device(view, operator_id, "LON", mac)).reason), word_of(number.status),
      word_of(main.status), services);
}

std::int64_t charged(const View& view) {
  std::int64_t sum = 0;
  for (const auto& charge : must(billing::charges(view, operator_id, "ACME", {}, {})).items) {
    if (charge.site_id == "LON" && !charge.reversal) sum += charge.net.value();
  }
  return sum;
}

TEST(ContractEnd, EverythingThatHungOnItSaysNo) {
  House house;
  test::let_them_call(house);
  house.given(ada_at_lon);
  house.given(test::three_calls);
  house.given(
      R"(TerminateContract {"contract_id":"ACME-LON","on":"2026-01-20","termination_reason":"moved"})");
  house.open_days("LON", "2026-01-19");
  EXPECT_EQ(
      told(house.view()),
      "door ALLOWED, card ALLOWED, login ALLOWED, device ALLOWED, number ACTIVE, main ACTIVE, services runs");
  EXPECT_EQ(charged(house.view()), 0) << "in arrears";

  house.open_days("LON", "2026-01-20");
  EXPECT_EQ(told(house.view()),
            "door NO_CONTRACT_IN_FORCE, card NO_CONTRACT_IN_FORCE, login NO_CONTRACT_IN_FORCE, device "
            "NO_CONTRACT_IN_FORCE, number COOLDOWN, main COOLDOWN, services 2026-01-20");
  const auto route = must(telephony::route(house.view(), operator_id, "+442079460002",
                                           domain::parse_instant("2026-01-20T12:00:00Z").value()));
  EXPECT_EQ(route.value().front().steps.front().step, domain::RouteStepKind::REJECT);
  // 15 of 31 days of 310.00 and of 10.00, and the calls.
  const auto last = charged(house.view());
  EXPECT_EQ(last, 15'000 + 484 + 131);

  house.open_days("LON", "2026-03-02");
  EXPECT_EQ(charged(house.view()), last) << "nothing later";
  EXPECT_EQ(must(telephony::number(house.view(), operator_id, "+442079460001"))->status,
            domain::NumberStatus::available);
}

}  // namespace
}  // namespace tenure::projections
