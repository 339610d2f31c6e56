// Telephony: given numbers in use, then how calls are handled and where they go, and what it takes of the entitlements.

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <gtest/gtest.h>

#include "projections/telephony/telephony.h"
#include "tests/projections/house.h"

namespace tenure::projections::telephony {
namespace {

using domain::NumberStatus;
using test::House;
using test::must;
using test::operator_id;

// ...01 to ...03 active at LON, where ACME may have three; ...02 is Ada's at extension 202.
void provide_lines(House& house) {
  house.open();
  house.given(test::let_estate);
  house.given(R"(
    ActivateService {"service_id":"V","contract_id":"ACME-LON","product_id":"VOICE","quantity":1,"from":"2026-01-05","entitlements":{"phone_numbers":3,"hunt_groups":1,"bandwidth_mbps":100,"ivr":true}}
    AddUser {"user_id":"ADA","occupier_id":"ACME","site_ids":["LON"],"given_name":"Ada","family_name":"Byron","email":"ada@example.org","role":"USER"}
    ProvisionPhoneNumber {"number":"+442079460001","site_id":"LON","kind":"GEOGRAPHIC"}
    ProvisionPhoneNumber {"number":"+442079460002","site_id":"LON","kind":"GEOGRAPHIC"}
    ProvisionPhoneNumber {"number":"+442079460003","site_id":"LON","kind":"GEOGRAPHIC"}
    AllocatePhoneNumber {"number":"+442079460001","occupier_id":"ACME"}
    AllocatePhoneNumber {"number":"+442079460002","occupier_id":"ACME"}
    AllocatePhoneNumber {"number":"+442079460003","occupier_id":"ACME"}
    ActivatePhoneNumber {"number":"+442079460001"}
    ActivatePhoneNumber {"number":"+442079460002"}
    ActivatePhoneNumber {"number":"+442079460003"}
    AssignPhoneNumber {"number":"+442079460002","user_id":"ADA","extension":"202"})");
  house.set_default(
      R"(SetCallHandling {"occupier_id":"ACME","site_id":"LON","in_hours":{"kind":"HUNT","members":["+442079460003","+442079460002"]},)"
      R"("out_of_hours":{"kind":"VOICEMAIL"},"no_answer_seconds":15,"no_answer":{"kind":"FORWARD","number":"07700 900123"}})");
}

std::string brief(const std::string& number) {
  return number.size() > 2 ? number.substr(number.size() - 2) : number;
}

/// Steps as `RING 02`, legs one after another.
std::string route_text(const View& view, std::string_view e164, std::string_view at) {
  const auto legs = must(route(view, operator_id, e164, domain::parse_instant(at).value()));
  if (!legs) return "none";
  std::string text;
  for (const auto& leg : *legs) {
    text += brief(leg.number) + (leg.choice.empty() ? "" : " " + leg.choice) + ":";
    for (const auto& step : leg.steps) {
      text += fmt::format(" {}", name_of(step.step));
      if (!step.number.empty()) text += " " + brief(step.number);
      for (const auto& member : step.members) text += " " + brief(member);
    }
    text += "; ";
  }
  return text;
}

constexpr std::string_view a_monday = "2026-01-05T12:00:00Z";

TEST(TelephonyCalls, KeepsFeaturesUntilTheNumberIsReleased) {
  House house;
  provide_lines(house);
  house.given(
      R"(ConfigurePhoneNumber {"number":"+442079460001","features":{"display_name":"Desk","voicemail":true,"forward_busy":"020 7946 0003"}})");
  const auto configured = house.last();
  const auto features = [&](const View& view) {
    return must(number(view, operator_id, "+442079460001"))->features;
  };
  const domain::Features expected{.display_name = "Desk", .voicemail = 1, .forward_busy = "+442079460003"};
  EXPECT_EQ(features(house.view()), expected);
  house.given(R"(DeactivatePhoneNumber {"number":"+442079460001"})");
  EXPECT_EQ(features(house.view()), expected);
  EXPECT_EQ(must(number(house.view(), operator_id, "+442079460001"))->status, NumberStatus::reserved);
  house.given(R"(DeallocatePhoneNumber {"number":"+442079460001"})");
  EXPECT_EQ(features(house.view()), domain::Features{});
  EXPECT_EQ(features(house.view_at(configured)), expected);
  house.given(R"(PortOutPhoneNumber {"number":"+442079460001"})");
  const auto gone = must(number(house.view(), operator_id, "+442079460001"));
  EXPECT_EQ(gone->status, NumberStatus::ported_out);
  EXPECT_EQ(gone->cooldown_until, std::nullopt);
  EXPECT_EQ(
      must(numbers_of_site(house.view(), operator_id, "LON", NumberStatus::ported_out, {})).items.size(), 1U);
  std::string changes;
  for (const auto& one : must(history_of_number(house.view(), operator_id, "+442079460001", {})).items)
    changes += fmt::format("{} ", name_of(one.change));
  EXPECT_EQ(changes, "PROVISIONED ALLOCATED ACTIVATED CONFIGURED DEACTIVATED RELEASED PORTED_OUT ");
}

TEST(TelephonyCalls, KnowsTheMainNumberUntilItIsOutOfUse) {
  House house;
  provide_lines(house);
  EXPECT_EQ(must(call_handling(house.view(), operator_id, "ACME", "LON")), std::nullopt);
  house.given(R"(NominateMainNumber {"occupier_id":"ACME","site_id":"LON","number":"+442079460001"})");
  const auto nominated = house.last();
  const auto handling = must(call_handling(house.view(), operator_id, "ACME", "LON"));
  ASSERT_TRUE(handling);
  EXPECT_EQ(handling->main_number, "+442079460001");
  EXPECT_EQ(handling->plan, std::nullopt);
  EXPECT_EQ(handling->position, nominated);
  EXPECT_EQ(must(number(house.view(), operator_id, "+442079460001"))->main, 1);
  const auto entries = must(directory_of_site(house.view(), operator_id, "LON", {})).items;
  ASSERT_EQ(entries.size(), 2U);
  EXPECT_EQ(entries[0], (DirectoryEntry{"+442079460001", "", "", "", "", "ACME", "Acme Ltd"}));
  EXPECT_EQ(entries[1].user_id, "ADA");

  house.given("SetCallHandling {}");
  house.given(R"(DeactivatePhoneNumber {"number":"+442079460001"})");
  const auto after = must(call_handling(house.view(), operator_id, "ACME", "LON"));
  ASSERT_TRUE(after);
  EXPECT_EQ(after->main_number, "");
  EXPECT_TRUE(after->plan);
  EXPECT_EQ(must(number(house.view(), operator_id, "+442079460001"))->main, 0);
  EXPECT_EQ(must(directory_of_site(house.view(), operator_id, "LON", {})).items.size(), 1U);
  EXPECT_EQ(must(directory_of_site(house.view_at(nominated), operator_id, "LON", {})).items.size(), 2U);
}

TEST(TelephonyCalls, ForgetsTheMainNumberWithTheContract) {
  House house;
  provide_lines(house);
  house.given(R"(
    NominateMainNumber {"occupier_id":"ACME","site_id":"LON","number":"+442079460001"}
    TerminateContract {"contract_id":"ACME-LON","on":"2026-01-05","termination_reason":"moved"})");
  EXPECT_EQ(must(call_handling(house.view(), operator_id, "ACME", "LON"))->main_number, "");
  EXPECT_EQ(must(number(house.view(), operator_id, "+442079460001"))->main, 0);
  EXPECT_TRUE(must(directory_of_site(house.view(), operator_id, "LON", {})).items.empty());
  EXPECT_TRUE(must(entitlements_of_site(house.view(), operator_id, "LON", {})).items.empty());
}

TEST(TelephonyCalls, FollowsCallsThroughNumbersAndMainNumbers) {
  House house;
  provide_lines(house);
  house.given(R"(
    SetCallHandling {}
    NominateMainNumber {"occupier_id":"ACME","site_id":"LON","number":"+442079460001"})");
  const auto before = house.last();
  EXPECT_EQ(route_text(house.view(), "+442079460001", a_monday), "01: HUNT 03 02 FORWARD 23; ");
  EXPECT_EQ(route_text(house.view(), "+442079460001", "2026-01-05T18:00:00Z"), "01: VOICEMAIL; ");
  EXPECT_EQ(route_text(house.view(), "+442079460002", a_monday), "02: RING 02 REJECT REJECT; ");
  EXPECT_EQ(route_text(house.view(), "+442079460009", a_monday), "none");

  // A member that is out of use is left out; a number that is forwarded to has its own leg.
  house.given(R"(
    DeactivatePhoneNumber {"number":"+442079460003"}
    SetCallHandling {"in_hours":{"kind":"FORWARD","number":"+442079460002"}}
    ConfigurePhoneNumber {"number":"+442079460002","features":{"voicemail":true,"forward_busy":"+442079460003"}})");
  EXPECT_EQ(route_text(house.view(), "+442079460001", a_monday),
            "01: FORWARD 02; 02: RING 02 FORWARD 03 VOICEMAIL; 03: REJECT; ");
  EXPECT_EQ(route_text(house.view_at(before), "+442079460001", a_monday), "01: HUNT 03 02 FORWARD 23; ");
}

std::string entitlements(const View& view) {
  std::string text;
  for (const auto& one : must(entitlements_of_site(view, operator_id, "LON", {})).items) {
    text += fmt::format("{}: {} of {} numbers, {} of {} hunt groups, {} Mbit/s, menus {} of {}; ",
                        one.occupier_id, one.active_numbers, one.phone_numbers, one.used_hunt_groups,
                        one.hunt_groups, one.bandwidth_mbps, one.uses_ivr, one.ivr);
  }
  return text;
}

TEST(TelephonyCalls, AddsUpWhatOccupiersAreEntitledToAndUse) {
  House house;
  provide_lines(house);
  EXPECT_EQ(entitlements(house.view()),
            "ACME: 3 of 3 numbers, 0 of 1 hunt groups, 100 Mbit/s, menus 0 of 1; ");
  house.given(R"(
    ActivateService {"service_id":"W","contract_id":"ACME-LON","product_id":"VOICE","quantity":2,"from":"2026-01-05","entitlements":{"phone_numbers":2,"hunt_groups":3,"bandwidth_mbps":10}}
    SetCallHandling {"out_of_hours":{"kind":"MENU","menu_id":"M"},"menus":[{"menu_id":"M","keys":[{"key":"1","treatment":{"kind":"HUNT","members":["+442079460002"]}}],"timeout":{"kind":"RECEPTION"},"invalid":{"kind":"RECEPTION"}}]}
    DeactivatePhoneNumber {"number":"+442079460001"})");
  EXPECT_EQ(entitlements(house.view()),
            "ACME: 2 of 7 numbers, 2 of 7 hunt groups, 120 Mbit/s, menus 1 of 1; ");
  house.given(R"(CeaseService {"service_id":"V","effective_on":"2026-01-05"})");
  EXPECT_EQ(entitlements(house.view()),
            "ACME: 2 of 4 numbers, 2 of 6 hunt groups, 20 Mbit/s, menus 1 of 0; ");
  EXPECT_TRUE(must(entitlements_of_site(house.view(), operator_id, "OXF", {})).items.empty());
}

}  // namespace
}  // namespace tenure::projections::telephony
