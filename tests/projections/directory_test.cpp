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

TEST(Directory, ShowsWhatWasAgreedLater) {
  House house;
  house.open();
  house.given(test::let_estate);
  house.set_default(
      R"(CreateContract {"occupier_id":"BETA","site_id":"OXF","currency":"GBP","billing_day":31,"billing":"IN_ADVANCE","proration":"FIXED_30","lines":[{"line_id":"L1","product_id":"DESK","monthly_price":5}]})");
  house.given(R"(
    CreateContract {"contract_id":"B","starts_on":"2026-01-01","ends_on":"2026-02-01","notice_months":0,"auto_renew_months":2}
    SignContract {"contract_id":"B"}
    AmendContract {"contract_id":"B","effective_on":"2026-01-10","change_lines":[{"line_id":"L1","monthly_price":7}],"add_lines":[{"line_id":"L2","product_id":"DESK","monthly_price":9}]}
    SchedulePriceStep {"contract_id":"B","line_id":"L1","from":"2026-01-20","monthly_price":8}
    AmendContract {"contract_id":"B","effective_on":"2026-01-15","end_line_ids":["L2"]})");
  const auto amended = *must(contract(house.view(), operator_id, "B"));
  EXPECT_EQ(amended.position, house.last());
  EXPECT_EQ(amended.auto_renew_months, 2);
  EXPECT_EQ(amended.notice_months, 0);
  EXPECT_EQ(amended.minimum_term_months, std::nullopt);
  ASSERT_EQ(amended.lines.size(), 2U);
  const auto step = [](std::string_view from, std::int64_t price) {
    return PriceStep{*domain::parse_date(from), domain::MinorUnits{price}};
  };
  EXPECT_EQ(amended.lines[0].monthly_price.value(), 5);
  EXPECT_EQ(amended.lines[0].steps, (std::vector{step("2026-01-10", 7), step("2026-01-20", 8)}));
  EXPECT_EQ(domain::format_date(amended.lines[1].to.value()), "2026-01-15");

  house.open_days("OXF", "2026-02-01");
  EXPECT_EQ(contract_line(house.view(), "B"), "ACTIVE [2026-01-01, 2026-04-01) ") << "extended";
  EXPECT_EQ(domain::format_date(must(contract(house.view(), operator_id, "B"))->lines[0].to.value()),
            "2026-04-01");
  house.given(
      R"(GiveNotice {"contract_id":"B","given_on":"2026-02-01","ends_on":"2026-02-03","override_reason":"flooded","approved_by":"Ada"})");
  const auto noticed = *must(contract(house.view(), operator_id, "B"));
  EXPECT_EQ(contract_line(house.view(), "B"), "NOTICE_GIVEN [2026-01-01, 2026-02-03) ");
  EXPECT_EQ(domain::format_date(noticed.notice_given_on.value()), "2026-02-01");
  EXPECT_EQ(noticed.override_reason + noticed.approved_by, "floodedAda");
  house.given(R"(RenewContract {"contract_id":"B","new_contract_id":"B2"})");
  EXPECT_EQ(must(contract(house.view(), operator_id, "B"))->successor_id, "B2");
  EXPECT_EQ(must(contract(house.view(), operator_id, "B2"))->predecessor_id, "B");
  house.open_days("OXF", "2026-02-03");
  EXPECT_EQ(contract_line(house.view(), "B"), "RENEWED [2026-01-01, 2026-02-03) ");
  house.given(R"(
    CreateContract {"contract_id":"D","starts_on":"2026-06-01"}
    DiscardContract {"contract_id":"D"})");
  EXPECT_EQ(contract_line(house.view(), "D"), "DISCARDED [2026-06-01, open) ");
}

TEST(Directory, ListsContractsOfASiteByTheirEnds) {
  House house;
  house.open();
  house.given(test::let_estate);
  house.set_default(
      R"(CreateContract {"occupier_id":"BETA","site_id":"LON","starts_on":"2026-01-01","currency":"GBP","billing_day":1,"billing":"IN_ADVANCE","proration":"FIXED_30","lines":[{"line_id":"L1","product_id":"DESK","monthly_price":5}]})");
  house.given(R"(
    CreateContract {"contract_id":"A","ends_on":"2026-12-01"}
    CreateContract {"contract_id":"Z","ends_on":"2026-06-01"}
    CreateContract {"contract_id":"M","ends_on":"2026-06-01"}
    SignContract {"contract_id":"A"}
    SignContract {"contract_id":"Z"})");
  const auto ids = [&](const ContractFilter& filter, const PageRequest& page) {
    std::string text;
    const auto found = must(contracts_of_site(house.view(), operator_id, "LON", filter, page));
    for (const auto& one : found.items) text += one.contract_id + " ";
    return text + (found.next_cursor.empty() ? "" : "more");
  };
  EXPECT_EQ(ids({}, {}), "M Z A ACME-LON BETA-LON ");
  EXPECT_EQ(ids({}, {{}, 2}), "M Z more");
  EXPECT_EQ(ids({domain::ContractStatus::active, std::nullopt}, {}), "Z A ACME-LON BETA-LON ");
  EXPECT_EQ(ids({std::nullopt, domain::parse_date("2026-12-01")}, {}), "M Z ");
  EXPECT_EQ(ids({domain::ContractStatus::active, domain::parse_date("2026-12-02")}, {}), "Z A ");
  house.given(R"(TerminateContract {"contract_id":"A","on":"2026-03-01","termination_reason":"moved"})");
  EXPECT_EQ(ids({}, {}), "A M Z ACME-LON BETA-LON ");
  EXPECT_TRUE(must(contracts_of_site(house.view(), operator_id, "NOWHERE", {}, {})).items.empty());
}

TEST(Directory, FindsOccupiersByWhatOthersCallThem) {
  House house;
  house.open();
  house.given(test::let_estate);
  house.given(R"(
    LinkExternalId {"occupier_id":"ACME","system":"crm","external_id":"7"}
    LinkExternalId {"occupier_id":"ACME","system":"crm","external_id":"7-LON","site_id":"LON"}
    SetBillingReference {"occupier_id":"ACME","billing_reference":"PO 8"}
    LinkExternalId {"occupier_id":"ACME","system":"crm","external_id":"8"}
    LinkExternalId {"occupier_id":"BETA","system":"crm","external_id":"7"})");
  const auto found = [&](const ExternalId& id) {
    const auto occupier = must(occupier_by_external_id(house.view(), operator_id, id));
    return occupier ? occupier->occupier_id : std::string{"nobody"};
  };
  EXPECT_EQ(found({"crm", "", "8"}), "ACME");
  EXPECT_EQ(found({"crm", "", "7"}), "BETA");
  EXPECT_EQ(found({"crm", "LON", "7-LON"}), "ACME");
  EXPECT_EQ(found({"crm", "LON", "7"}), "nobody");
  EXPECT_EQ(found({"erp", "", "7"}), "nobody");
  const auto acme = *must(occupier(house.view(), operator_id, "ACME"));
  EXPECT_EQ(acme.billing_reference, "PO 8");
  EXPECT_EQ(acme.external_ids, (std::vector<ExternalId>{{"crm", "", "8"}, {"crm", "LON", "7-LON"}}));
  house.given(R"(SetBillingReference {"occupier_id":"ACME"})");
  EXPECT_EQ(must(occupier(house.view(), operator_id, "ACME"))->billing_reference, "");
}

TEST(Directory, FollowsServices) {
  House house;
  house.open();
  house.given(test::let_estate);
  const auto service = [&] {
    return must(services_of_occupier(house.view(), operator_id, "ACME", {})).items.at(0);
  };
  house.given(
      R"(ActivateService {"service_id":"V","contract_id":"ACME-LON","product_id":"VOICE","quantity":2,"from":"2026-01-05","entitlements":{"phone_numbers":3,"call_minutes":100}})");
  EXPECT_EQ(service().call_minutes, 200U);
  house.given(R"(ChangeService {"service_id":"V","effective_on":"2026-01-05","quantity":1})");
  EXPECT_EQ(service().quantity, 1U);
  EXPECT_EQ(service().phone_numbers, 3U);
  house.given(R"(SuspendService {"service_id":"V","effective_on":"2026-01-05"})");
  EXPECT_EQ(domain::format_date(service().suspended_from.value()), "2026-01-05");
  house.given(R"(ResumeService {"service_id":"V","effective_on":"2026-01-05"})");
  EXPECT_EQ(service().suspended_from, std::nullopt);
  EXPECT_EQ(service().position, house.last());
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

TEST(Directory, ShowsAUserThroughItsLife) {
  House house;
  house.open();
  house.given(test::let_estate);
  house.given(R"(
    AddUser {"user_id":"ADA","occupier_id":"ACME","site_ids":["LON"],"given_name":"Ada","family_name":"Byron","email":"ada@example.org","role":"ADMIN"}
    AddUser {"user_id":"BOB","occupier_id":"ACME","site_ids":["LON"],"given_name":"Bob","family_name":"Moog","email":"bob@example.org","role":"USER"})");
  const auto added = house.last();
  house.given(R"(
    SetUserRole {"user_id":"BOB","role":"ADMIN"}
    SetUserSites {"user_id":"BOB","site_ids":["OXF","LON"]}
    EnableWifiAccount {"user_id":"BOB","login":"Bob"}
    DisableWifiAccount {"user_id":"BOB"}
    DeactivateUser {"user_id":"BOB"})");
  const auto gone = must(user(house.view(), operator_id, "BOB"));
  ASSERT_TRUE(gone);
  EXPECT_EQ(gone->role, UserRole::ADMIN);
  EXPECT_EQ(gone->site_ids, (std::vector<std::string>{"OXF", "LON"}));
  EXPECT_EQ(gone->wifi_login, "Bob");
  EXPECT_EQ(gone->wifi_enabled, 0);
  EXPECT_EQ(gone->active, 0);
  EXPECT_EQ(gone->position, house.last());
  EXPECT_TRUE(gone->invitations.empty());

  house.at_time("2026-01-05T10:00:00Z");
  house.given(R"(
    ReactivateUser {"user_id":"BOB"}
    EnableWifiAccount {"user_id":"BOB","login":"moog"}
    InviteUser {"user_id":"BOB","to":"PORTAL"})");
  house.at_time("2026-01-05T11:00:00Z");
  house.given(R"(
    InviteUser {"user_id":"BOB","to":"MOBILE_APP"}
    InviteUser {"user_id":"BOB","to":"PORTAL"})");
  const auto back = must(user(house.view(), operator_id, "BOB"));
  ASSERT_TRUE(back);
  EXPECT_EQ(back->active, 1);
  EXPECT_EQ(back->wifi_login, "moog");
  EXPECT_EQ(back->wifi_enabled, 1);
  // The last to each place.
  const auto eleven = domain::parse_instant("2026-01-05T11:00:00Z").value();
  EXPECT_EQ(back->invitations, (std::vector<Invitation>{{InvitationTarget::MOBILE_APP, eleven},
                                                        {InvitationTarget::PORTAL, eleven}}));
  EXPECT_EQ(must(users_of_occupier(house.view(), operator_id, "ACME", {})).items.at(1), *back);
  EXPECT_EQ(must(user(house.view_at(added), operator_id, "BOB"))->role, UserRole::USER);
  EXPECT_EQ(must(user(house.view(), operator_id, "NOBODY")), std::nullopt);
}

}  // namespace
}  // namespace tenure::projections::directory
