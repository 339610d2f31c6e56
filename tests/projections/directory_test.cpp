// Directory: given an estate and its occupiers, then what people look up.

#include "projections/directory/directory.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "tests/projections/house.h"

namespace tenure::projections::directory {
namespace {

using test::House;
using test::must;
using test::operator_id;

TEST(Directory, ListsTheEstate) {
  House house;
  house.open();
  house.given(test::let_estate);
  const auto view = house.view();

  const auto all_sites = must(sites(view, operator_id, {}));
  ASSERT_EQ(all_sites.items.size(), 2U);
  EXPECT_EQ(all_sites.items[0].site_id, "LON");
  EXPECT_EQ(all_sites.items[0].name, "London");
  EXPECT_EQ(all_sites.items[0].time_zone, "Europe/London");
  EXPECT_EQ(all_sites.items[0].currency, "GBP");
  EXPECT_EQ(domain::format_date(all_sites.items[0].business_day.value()), "2026-01-05");
  EXPECT_EQ(must(site(view, operator_id, "OXF")), all_sites.items[1]);
  EXPECT_EQ(must(site(view, operator_id, "NOWHERE")), std::nullopt);

  const auto spaces = must(spaces_of_site(view, operator_id, "LON", {}));
  ASSERT_EQ(spaces.items.size(), 2U);
  EXPECT_EQ(spaces.items[1], (Space{"LON-2", "LON", "Office 2", SpaceKind::OFFICE, "", std::nullopt, 0}));
  const auto doors = must(doors_of_site(view, operator_id, "LON", {}));
  ASSERT_EQ(doors.items.size(), 2U);
  EXPECT_EQ(doors.items[0], (Door{"LON-FRONT", "LON", "Front door"}));
  const auto all_products = must(products(view, operator_id, {}));
  ASSERT_EQ(all_products.items.size(), 3U);
  EXPECT_EQ(all_products.items[1], (Product{"PRINT", "Printing", ProductKind::GENERIC, "STD", "4130"}));
  EXPECT_TRUE(must(sites(view, "ANOTHER", {})).items.empty());
}

TEST(Directory, ListsOccupiersInPages) {
  House house;
  house.open();
  house.given(test::let_estate);
  const auto view = house.view();
  const auto first = must(occupiers(view, operator_id, {{}, 1}));
  ASSERT_EQ(first.items.size(), 1U);
  EXPECT_EQ(first.items[0].occupier_id, "ACME");
  EXPECT_EQ(first.items[0].billing_reference, "PO 7");
  EXPECT_EQ(first.items[0].contacts, (std::vector<Contact>{{"Wile", "wile@example.org", "", ""}}));
  const auto second = must(occupiers(view, operator_id, {first.next_cursor, 1}));
  ASSERT_EQ(second.items.size(), 1U);
  EXPECT_EQ(second.items[0].occupier_id, "BETA");
  EXPECT_EQ(second.next_cursor, "");
  EXPECT_EQ(must(occupier(view, operator_id, "BETA")), second.items[0]);
  EXPECT_EQ(must(occupier(view, operator_id, "NOBODY")), std::nullopt);
}

std::string contract_line(const View& view, std::string_view contract_id) {
  const auto found = must(contract(view, operator_id, contract_id));
  if (!found) return "none";
  return fmt::format("{} [{}, {}) {}", name_of(found->status), domain::format_date(found->starts_on),
                     found->ends_on ? domain::format_date(*found->ends_on) : "open",
                     found->termination_reason);
}

TEST(Directory, ShowsAContractThroughItsLife) {
  House house;
  house.open();
  house.given(test::let_estate);
  house.set_default(
      R"(CreateContract {"occupier_id":"BETA","site_id":"OXF","currency":"GBP","billing_day":31,"billing":"IN_ADVANCE","proration":"FIXED_30","lines":[{"line_id":"L1","product_id":"DESK","monthly_price":5}]})");
  house.given(
      R"(CreateContract {"contract_id":"B","starts_on":"2026-01-07","ends_on":"2026-01-09","deposit":500})");
  EXPECT_EQ(contract_line(house.view(), "B"), "DRAFT [2026-01-07, 2026-01-09) ");
  const auto draft = house.last();
  house.given(R"(SignContract {"contract_id":"B"})");
  EXPECT_EQ(contract_line(house.view(), "B"), "UPCOMING [2026-01-07, 2026-01-09) ");
  house.open_days("OXF", "2026-01-07");
  EXPECT_EQ(contract_line(house.view(), "B"), "ACTIVE [2026-01-07, 2026-01-09) ");
  house.open_days("OXF", "2026-01-09");
  EXPECT_EQ(contract_line(house.view(), "B"), "ENDED [2026-01-07, 2026-01-09) ");

  house.given(
      R"(TerminateContract {"contract_id":"ACME-OXF","on":"2026-01-11","termination_reason":"moved"})");
  EXPECT_EQ(contract_line(house.view(), "ACME-OXF"), "ACTIVE [2026-01-05, 2026-01-11) moved");
  house.open_days("OXF", "2026-01-11");
  EXPECT_EQ(contract_line(house.view(), "ACME-OXF"), "TERMINATED [2026-01-05, 2026-01-11) moved");

  EXPECT_EQ(contract_line(house.view_at(draft), "B"), "DRAFT [2026-01-07, 2026-01-09) ");
  EXPECT_EQ(contract_line(house.view(), "NONE"), "none");
  const auto of_beta = must(contracts_of_occupier(house.view(), operator_id, "BETA", {}));
  ASSERT_EQ(of_beta.items.size(), 2U);
  EXPECT_EQ(of_beta.items[0].contract_id, "B");
  EXPECT_EQ(of_beta.items[0].billing_day, 31);
  EXPECT_EQ(of_beta.items[0].billing, BillingMode::IN_ADVANCE);
  EXPECT_EQ(of_beta.items[0].proration, Proration::FIXED_30);
  EXPECT_EQ(of_beta.items[0].deposit, domain::MinorUnits{500});
  ASSERT_EQ(of_beta.items[0].lines.size(), 1U);
  EXPECT_EQ(of_beta.items[0].lines[0].monthly_price.value(), 5);
  EXPECT_EQ(of_beta.items[1].contract_id, "BETA-LON");
}

TEST(Directory, ListsServicesAndUsersOfAnOccupier) {
  House house;
  house.open();
  house.given(test::let_estate);
  house.given(R"(
    ActivateService {"service_id":"V","contract_id":"ACME-LON","product_id":"VOICE","quantity":2,"from":"2026-01-05","entitlements":{"phone_numbers":3,"ivr":true}}
    AddUser {"user_id":"ADA","occupier_id":"ACME","site_ids":["LON","OXF"],"given_name":"Ada","family_name":"Byron","email":"ada@example.org","role":"ADMIN"}
    AddUser {"user_id":"BOB","occupier_id":"ACME","site_ids":["LON"],"given_name":"Bob","family_name":"Moog","email":"bob@example.org","role":"USER"}
    DeactivateUser {"user_id":"BOB"}
    CeaseService {"service_id":"V","effective_on":"2026-01-05"})");
  const auto view = house.view();
  const auto services = must(services_of_occupier(view, operator_id, "ACME", {}));
  ASSERT_EQ(services.items.size(), 1U);
  EXPECT_EQ(services.items[0].service_id, "V");
  EXPECT_EQ(services.items[0].site_id, "LON");
  EXPECT_EQ(services.items[0].unit_price.value(), 1000);
  EXPECT_EQ(services.items[0].phone_numbers, 6U);
  EXPECT_EQ(services.items[0].ivr, 1);
  EXPECT_EQ(domain::format_date(services.items[0].to.value()), "2026-01-05");
  EXPECT_EQ(services.items[0].position, house.last());

  const auto users = must(users_of_occupier(view, operator_id, "ACME", {}));
  ASSERT_EQ(users.items.size(), 2U);
  EXPECT_EQ(users.items[0].given_name, "Ada");
  EXPECT_EQ(users.items[0].role, UserRole::ADMIN);
  EXPECT_EQ(users.items[0].site_ids, (std::vector<std::string>{"LON", "OXF"}));
  EXPECT_EQ(users.items[0].active, 1);
  EXPECT_EQ(users.items[1].active, 0);
  EXPECT_TRUE(must(users_of_occupier(view, operator_id, "BETA", {})).items.empty());
}

}  // namespace
}  // namespace tenure::projections::directory
