// Wi-Fi: given networks, devices and accounts, then what a RADIUS server is told.

#include "projections/wifi/wifi.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "tests/projections/house.h"

namespace tenure::projections::wifi {
namespace {

using test::House;
using test::must;
using test::operator_id;

// ADA has an account for LON and OXF; BOB, of BETA, is at LON alone. BETA has no contract at OXF.
void open_wifi(House& house) {
  house.open();
  house.given(test::let_estate);
  house.set_default(
      R"(AddUser {"occupier_id":"ACME","site_ids":["LON"],"given_name":"Ada","family_name":"Byron","email":"a@example.org","role":"USER"})");
  house.set_default(R"(RegisterNetwork {"site_id":"LON","ssid":"House","kind":"SECURE"})");
  house.set_default(
      R"(RegisterWifiDevice {"site_id":"LON","mac":"00:1b:44:11:3a:b7","occupier_id":"ACME","network_id":"THINGS","name":"Printer"})");
  house.given(R"(
    RegisterNetwork {"network_id":"STAFF-2","vlan":12}
    RegisterNetwork {"network_id":"STAFF-1","ssid":"House staff","vlan":11}
    RegisterNetwork {"network_id":"STAFF-3"}
    RegisterNetwork {"network_id":"A-GUEST","kind":"GUEST"}
    RegisterNetwork {"network_id":"THINGS","ssid":"House things","kind":"DEVICES","vlan":20}
    RegisterNetwork {"network_id":"OXF-THINGS","site_id":"OXF","kind":"DEVICES"}
    AddUser {"user_id":"ADA","site_ids":["LON","OXF"]}
    AddUser {"user_id":"BOB","occupier_id":"BETA"}
    EnableWifiAccount {"user_id":"ADA","login":"Ada.Byron"}
    EnableWifiAccount {"user_id":"BOB","login":"bob"}
    RegisterWifiDevice {}
    RegisterWifiDevice {"mac":"02-1B-44-11-3A-B7","name":"Phone","occupier_id":"BETA","allow_randomised":true})");
}

std::string ask_device(const View& view, std::string_view mac, std::string_view site = "LON") {
  const auto answer = must(device(view, operator_id, site, domain::MacAddress::parse(mac).value()));
  EXPECT_EQ(answer.network.has_value(), answer.reason == domain::WifiReason::ALLOWED);
  return fmt::format(
      "{} {} {} {}", domain::name_of(answer.reason), answer.device ? answer.device->occupier_id : "-",
      answer.device ? answer.device->name : "-", answer.network ? answer.network->network_id : "-");
}
std::string ask_account(const View& view, std::string_view login, std::string_view site = "LON") {
  const auto answer = must(account(view, operator_id, site, login));
  return fmt::format("{} {} {} {}", domain::name_of(answer.reason), answer.user_id, answer.occupier_id,
                     answer.network ? answer.network->network_id : "-");
}

TEST(Wifi, FindsADeviceByWhateverFormOfItsAddress) {
  House house;
  open_wifi(house);
  const auto view = house.view();
  for (const auto* mac : {"00:1b:44:11:3a:b7", "00-1B-44-11-3A-B7", "001b.4411.3ab7", "001b44113ab7"}) {
    EXPECT_EQ(ask_device(view, mac), "ALLOWED ACME Printer THINGS") << mac;
  }
  EXPECT_EQ(ask_device(view, "02:1b:44:11:3a:b7"), "ALLOWED BETA Phone THINGS");
  EXPECT_EQ(ask_device(view, "00:1b:44:11:3a:b8"), "UNKNOWN_DEVICE - - -");
  EXPECT_EQ(ask_device(view, "00:1b:44:11:3a:b7", "OXF"), "UNKNOWN_DEVICE - - -");
  EXPECT_EQ(ask_device(view, "00:1b:44:11:3a:b7", "NOWHERE"), "UNKNOWN_DEVICE - - -");
  const auto answer =
      must(device(view, operator_id, "LON", domain::MacAddress::parse("00:1b:44:11:3a:b7").value()));
  EXPECT_EQ(answer.network, (Network{"THINGS", "LON", "House things", NetworkKind::DEVICES, 20}));
  EXPECT_EQ(
      must(device(view, "ANOTHER", "LON", domain::MacAddress::parse("00:1b:44:11:3a:b7").value())).reason,
      domain::WifiReason::UNKNOWN_DEVICE);
}

TEST(Wifi, FollowsADevice) {
  House house;
  open_wifi(house);
  const auto registered = house.last();
  house.given(R"(
    RenameWifiDevice {"site_id":"LON","mac":"001b44113ab7","name":"Plotter"}
    TransferWifiDevice {"site_id":"LON","mac":"001b44113ab7","occupier_id":"BETA"})");
  EXPECT_EQ(ask_device(house.view(), "00:1b:44:11:3a:b7"), "ALLOWED BETA Plotter THINGS");
  const auto devices = must(devices_of_occupier(house.view(), operator_id, "BETA", {}));
  ASSERT_EQ(devices.items.size(), 2U);
  EXPECT_EQ(devices.items[0].name, "Plotter");
  EXPECT_EQ(devices.items[0].position, house.last());
  EXPECT_EQ(devices.items[1].randomised, 1);
  EXPECT_TRUE(must(devices_of_occupier(house.view(), operator_id, "ACME", {})).items.empty());

  house.given(R"(RemoveWifiDevice {"site_id":"LON","mac":"001b44113ab7"})");
  EXPECT_EQ(ask_device(house.view(), "00:1b:44:11:3a:b7"), "UNKNOWN_DEVICE - - -");
  EXPECT_EQ(must(devices_of_occupier(house.view(), operator_id, "BETA", {})).items.size(), 1U);
  house.given(R"(RegisterWifiDevice {"name":"Another"})");
  EXPECT_EQ(ask_device(house.view(), "00:1b:44:11:3a:b7"), "ALLOWED ACME Another THINGS");
  EXPECT_EQ(ask_device(house.view_at(registered), "00:1b:44:11:3a:b7"), "ALLOWED ACME Printer THINGS");
}

TEST(Wifi, FindsAnAccountInWhateverCapitals) {
  House house;
  open_wifi(house);
  const auto view = house.view();
  EXPECT_EQ(ask_account(view, "ada.byron"), "ALLOWED ADA ACME STAFF-1");
  EXPECT_EQ(ask_account(view, "ADA.BYRON"), "ALLOWED ADA ACME STAFF-1");
  EXPECT_EQ(ask_account(view, "nobody"), "UNKNOWN_ACCOUNT   -");
  EXPECT_EQ(ask_account(view, "bob", "OXF"), "NOT_AT_SITE BOB BETA -");
  // A site without a secure network has nowhere to go.
  EXPECT_EQ(ask_account(view, "ada.byron", "OXF"), "ALLOWED ADA ACME -");
  const auto answer = must(account(view, operator_id, "LON", "bob"));
  EXPECT_EQ(answer.network, (Network{"STAFF-1", "LON", "House staff", NetworkKind::SECURE, 11}));
}

TEST(Wifi, FollowsAnAccount) {
  House house;
  open_wifi(house);
  house.given(R"(EnableWifiAccount {"user_id":"ADA","login":"lovelace"})");
  EXPECT_EQ(ask_account(house.view(), "lovelace"), "ALLOWED ADA ACME STAFF-1");
  EXPECT_EQ(ask_account(house.view(), "ada.byron"), "UNKNOWN_ACCOUNT   -");
  house.given(R"(EnableWifiAccount {"user_id":"BOB","login":"ADA.byron"})");
  EXPECT_EQ(ask_account(house.view(), "ada.byron"), "ALLOWED BOB BETA STAFF-1");
  EXPECT_EQ(ask_account(house.view(), "bob"), "UNKNOWN_ACCOUNT   -");

  house.given(R"(DisableWifiAccount {"user_id":"ADA"})");
  EXPECT_EQ(ask_account(house.view(), "lovelace"), "ACCOUNT_DISABLED ADA ACME -");
  house.given(R"(EnableWifiAccount {"user_id":"ADA","login":"Lovelace"})");
  EXPECT_EQ(ask_account(house.view(), "lovelace"), "ALLOWED ADA ACME STAFF-1");
  house.given(R"(SetUserSites {"user_id":"ADA","site_ids":["OXF"]})");
  EXPECT_EQ(ask_account(house.view(), "lovelace"), "NOT_AT_SITE ADA ACME -");
  house.given(R"(DeactivateUser {"user_id":"ADA"})");
  EXPECT_EQ(ask_account(house.view(), "lovelace"), "USER_INACTIVE ADA ACME -");
  house.given(R"(ReactivateUser {"user_id":"ADA"})");
  EXPECT_EQ(ask_account(house.view(), "lovelace", "OXF"), "ALLOWED ADA ACME -");
}

TEST(Wifi, TheEndOfAContractTakesItAwayOnItsDay) {
  House house;
  open_wifi(house);
  const auto before = house.last();
  house.given(
      R"(TerminateContract {"contract_id":"BETA-LON","on":"2026-01-07","termination_reason":"moved"})");
  house.open_days("LON", "2026-01-06");
  EXPECT_EQ(ask_account(house.view(), "bob"), "ALLOWED BOB BETA STAFF-1");
  EXPECT_EQ(ask_device(house.view(), "02:1b:44:11:3a:b7"), "ALLOWED BETA Phone THINGS");
  house.open_days("LON", "2026-01-07");
  EXPECT_EQ(ask_account(house.view(), "bob"), "NO_CONTRACT_IN_FORCE BOB BETA -");
  EXPECT_EQ(ask_device(house.view(), "02:1b:44:11:3a:b7"), "NO_CONTRACT_IN_FORCE BETA Phone -");
  // Others are let in as before, and the past is as it was.
  EXPECT_EQ(ask_account(house.view(), "ada.byron"), "ALLOWED ADA ACME STAFF-1");
  EXPECT_EQ(ask_device(house.view(), "00:1b:44:11:3a:b7"), "ALLOWED ACME Printer THINGS");
  EXPECT_EQ(ask_account(house.view_at(before), "bob"), "ALLOWED BOB BETA STAFF-1");
}

TEST(Wifi, AContractThatIsToComeLetsNobodyInYet) {
  House house;
  open_wifi(house);
  house.given(R"(
    CreateContract {"contract_id":"BETA-OXF","occupier_id":"BETA","site_id":"OXF","starts_on":"2026-01-06","currency":"GBP","billing_day":1,"billing":"IN_ARREARS","proration":"ACTUAL_DAYS","lines":[{"line_id":"L1","product_id":"DESK","monthly_price":0}]}
    SignContract {"contract_id":"BETA-OXF"}
    SetUserSites {"user_id":"BOB","site_ids":["LON","OXF"]}
    RegisterWifiDevice {"site_id":"OXF","occupier_id":"BETA","network_id":"OXF-THINGS","mac":"00:1b:44:11:3a:01"})");
  EXPECT_EQ(ask_account(house.view(), "bob", "OXF"), "NO_CONTRACT_IN_FORCE BOB BETA -");
  EXPECT_EQ(ask_device(house.view(), "00:1b:44:11:3a:01", "OXF"), "NO_CONTRACT_IN_FORCE BETA Printer -");
  house.open_days("OXF", "2026-01-06");
  EXPECT_EQ(ask_account(house.view(), "bob", "OXF"), "ALLOWED BOB BETA -");
  EXPECT_EQ(ask_device(house.view(), "00:1b:44:11:3a:01", "OXF"), "ALLOWED BETA Printer OXF-THINGS");
  house.given(
      R"(TerminateContract {"contract_id":"BETA-OXF","on":"2026-01-06","termination_reason":"moved"})");
  EXPECT_EQ(ask_account(house.view(), "bob", "OXF"), "NO_CONTRACT_IN_FORCE BOB BETA -");
}

TEST(Wifi, ListsNetworksAndDevicesInPages) {
  House house;
  open_wifi(house);
  const auto view = house.view();
  std::string text;
  PageRequest request{.cursor = {}, .limit = 2};
  do {
    const auto page = must(networks_of_site(view, operator_id, "LON", request));
    for (const auto& network : page.items) text += network.network_id + " ";
    request.cursor = page.next_cursor;
  } while (!request.cursor.empty());
  EXPECT_EQ(text, "A-GUEST STAFF-1 STAFF-2 STAFF-3 THINGS ");
  EXPECT_TRUE(must(networks_of_site(view, operator_id, "NOWHERE", {})).items.empty());

  house.given(R"(
    RegisterWifiDevice {"site_id":"OXF","network_id":"OXF-THINGS"}
    RegisterWifiDevice {"mac":"00:00:00:00:00:01"})");
  text.clear();
  request.limit = 1;
  do {
    const auto page = must(devices_of_occupier(house.view(), operator_id, "ACME", request));
    for (const auto& one : page.items) text += one.site_id + "/" + one.mac + " ";
    request.cursor = page.next_cursor;
  } while (!request.cursor.empty());
  EXPECT_EQ(text, "LON/00:00:00:00:00:01 LON/00:1b:44:11:3a:b7 OXF/00:1b:44:11:3a:b7 ");
}

}  // namespace
}  // namespace tenure::projections::wifi
