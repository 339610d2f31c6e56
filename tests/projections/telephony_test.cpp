// Telephony: given numbers on their way, then where they are found.

#include "projections/telephony/telephony.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "tests/projections/house.h"

namespace tenure::projections::telephony {
namespace {

using domain::NumberStatus;
using test::House;
using test::must;
using test::operator_id;

// ...01 active and assigned to Ada at extension 201, ...02 allocated, ...03 available; ...04 at OXF.
void provide_numbers(House& house) {
  house.open();
  house.given(test::let_estate);
  house.given(R"(
    ActivateService {"service_id":"V","contract_id":"ACME-LON","product_id":"VOICE","quantity":1,"from":"2026-01-05","entitlements":{"phone_numbers":2}}
    AddUser {"user_id":"ADA","occupier_id":"ACME","site_ids":["LON"],"given_name":"Ada","family_name":"Byron","email":"ada@example.org","role":"USER"}
    ProvisionPhoneNumber {"number":"+442079460001","site_id":"LON","kind":"GEOGRAPHIC"}
    ProvisionPhoneNumber {"number":"+442079460002","site_id":"LON","kind":"GEOGRAPHIC"}
    ProvisionPhoneNumber {"number":"+442079460003","site_id":"LON","kind":"NON_GEOGRAPHIC"}
    ProvisionPhoneNumber {"number":"+442079460004","site_id":"OXF","kind":"GEOGRAPHIC"}
    AllocatePhoneNumber {"number":"+442079460001","occupier_id":"ACME"}
    AllocatePhoneNumber {"number":"+442079460002","occupier_id":"ACME"}
    ActivatePhoneNumber {"number":"+442079460001"}
    AssignPhoneNumber {"number":"+442079460001","user_id":"ADA","extension":"201"})");
}

std::string numbers(const Page<Number>& page) {
  std::string text;
  for (const auto& item : page.items) text += item.number.substr(item.number.size() - 2) + " ";
  return text;
}

std::string at_site(const View& view, std::optional<NumberStatus> status, std::string_view site = "LON") {
  return numbers(must(numbers_of_site(view, operator_id, site, status, {})));
}

TEST(Telephony, FindsNumbersBySiteStateAndHolder) {
  House house;
  provide_numbers(house);
  const auto view = house.view();
  EXPECT_EQ(at_site(view, NumberStatus::available), "03 ");
  EXPECT_EQ(at_site(view, NumberStatus::reserved), "02 ");
  EXPECT_EQ(at_site(view, NumberStatus::active), "01 ");
  EXPECT_EQ(at_site(view, NumberStatus::cooldown), "");
  EXPECT_EQ(at_site(view, std::nullopt), "01 02 03 ");
  EXPECT_EQ(at_site(view, std::nullopt, "OXF"), "04 ");
  EXPECT_EQ(at_site(view, std::nullopt, "NOWHERE"), "");
  EXPECT_EQ(numbers(must(numbers_of_occupier(view, operator_id, "ACME", {}))), "01 02 ");
  EXPECT_EQ(numbers(must(numbers_of_occupier(view, operator_id, "BETA", {}))), "");
  EXPECT_EQ(numbers(must(numbers_of_occupier(view, "ANOTHER", "ACME", {}))), "");

  const auto found = must(number(view, operator_id, "+442079460001"));
  ASSERT_TRUE(found);
  EXPECT_EQ(found->site_id, "LON");
  EXPECT_EQ(found->kind, NumberKind::GEOGRAPHIC);
  EXPECT_EQ(found->status, NumberStatus::active);
  EXPECT_EQ(found->occupier_id, "ACME");
  EXPECT_EQ(found->user_id, "ADA");
  EXPECT_EQ(found->extension, "201");
  EXPECT_EQ(found->position, house.last());
  EXPECT_EQ(must(number(view, operator_id, "+442079460009")), std::nullopt);
}

TEST(Telephony, ListsWhoIsReachedAtASite) {
  House house;
  provide_numbers(house);
  const auto assigned = house.last();
  const auto entries = must(directory_of_site(house.view(), operator_id, "LON", {}));
  ASSERT_EQ(entries.items.size(), 1U);
  EXPECT_EQ(entries.items[0],
            (DirectoryEntry{"+442079460001", "201", "ADA", "Ada", "Byron", "ACME", "Acme Ltd"}));
  EXPECT_TRUE(must(directory_of_site(house.view(), operator_id, "OXF", {})).items.empty());

  house.given(R"(UnassignPhoneNumber {"number":"+442079460001"})");
  EXPECT_TRUE(must(directory_of_site(house.view(), operator_id, "LON", {})).items.empty());
  EXPECT_EQ(must(directory_of_site(house.view_at(assigned), operator_id, "LON", {})).items.size(), 1U);
}

std::string history(const View& view, std::string_view e164) {
  std::string text;
  for (const auto& one : must(history_of_number(view, operator_id, e164, {})).items) {
    text += fmt::format("{}({},{},{}) ", name_of(one.change), one.occupier_id, one.user_id, one.extension);
  }
  return text;
}

TEST(Telephony, RemembersWhoHadANumberAndReturnsItAfterItsRest) {
  House house;
  provide_numbers(house);
  const auto held = house.last();
  // The contract ends on the 7th; the number rests for two days from then.
  house.given(R"(
    UnassignPhoneNumber {"number":"+442079460001"}
    TerminateContract {"contract_id":"ACME-LON","on":"2026-01-07","termination_reason":"moved"})");
  house.open_days("LON", "2026-01-07");
  const auto resting = house.view();
  const auto found = must(number(resting, operator_id, "+442079460001"));
  ASSERT_TRUE(found);
  EXPECT_EQ(found->status, NumberStatus::cooldown);
  EXPECT_EQ(found->occupier_id, "");
  EXPECT_EQ(domain::format_date(found->cooldown_until.value()), "2026-01-09");
  EXPECT_EQ(at_site(resting, NumberStatus::cooldown), "01 02 ");
  EXPECT_EQ(numbers(must(numbers_of_occupier(resting, operator_id, "ACME", {}))), "");

  house.open_days("LON", "2026-01-09");
  const auto rested = house.view();
  EXPECT_EQ(at_site(rested, NumberStatus::available), "01 02 03 ");
  EXPECT_EQ(at_site(rested, NumberStatus::cooldown), "");
  EXPECT_EQ(must(number(rested, operator_id, "+442079460001"))->cooldown_until, std::nullopt);
  EXPECT_EQ(
      history(rested, "+442079460001"),
      "PROVISIONED(,,) ALLOCATED(ACME,,) ACTIVATED(ACME,,) ASSIGNED(ACME,ADA,201) UNASSIGNED(ACME,ADA,201) "
      "RELEASED(ACME,,) COOLED_DOWN(,,) ");
  EXPECT_EQ(history(rested, "+442079460009"), "");
  EXPECT_EQ(history(house.view_at(held), "+442079460001"),
            "PROVISIONED(,,) ALLOCATED(ACME,,) ACTIVATED(ACME,,) ASSIGNED(ACME,ADA,201) ");
  EXPECT_EQ(at_site(house.view_at(held), NumberStatus::active), "01 ");
}

TEST(Telephony, PagesGoThroughAllNumbersOnce) {
  House house;
  provide_numbers(house);
  const auto view = house.view();
  std::string all;
  PageRequest request{{}, 2};
  do {
    const auto page = must(numbers_of_site(view, operator_id, "LON", std::nullopt, request));
    all += numbers(page);
    request.cursor = page.next_cursor;
  } while (!request.cursor.empty());
  EXPECT_EQ(all, "01 02 03 ");
}

}  // namespace
}  // namespace tenure::projections::telephony
