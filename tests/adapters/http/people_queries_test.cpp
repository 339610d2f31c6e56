// One user, credentials at doors, groups of an occupier, and what a RADIUS server asks.

#include <boost/json/serialize.hpp>
#include <fmt/format.h>
#include <gmock/gmock.h>

#include "tests/adapters/http/service.h"

namespace tenure::test {
namespace {

/// The house with networks, a device, a Wi-Fi account and a credential.
class PeopleQueries : public testing::Test {
 protected:
  std::uint64_t given(std::string_view type, std::string_view data) {
    return last = service.given(line(type, fmt::format("people-{}", ++commands), data));
  }
  std::optional<Answer> ask(std::string_view rest) {
    return client.get(path(rest), fmt::format("Tenure-Min-Position: {}\r\n", last));
  }
  boost::json::value get(std::string_view rest) {
    const auto answer = ask(rest);
    EXPECT_TRUE(answer);
    EXPECT_EQ(answer->status, 200u) << rest << ": " << answer->body;
    return answer->json();
  }
  void SetUp() override {
    service.given_house();
    given("RegisterNetwork",
          R"({"site_id":"LON","network_id":"STAFF","ssid":"House staff","kind":"SECURE","vlan":11})");
    given("RegisterNetwork",
          R"({"site_id":"LON","network_id":"THINGS","ssid":"House things","kind":"DEVICES"})");
    given("EnableWifiAccount", R"({"user_id":"U1","login":"ada byron/1"})");
    given(
        "RegisterWifiDevice",
        R"({"site_id":"LON","mac":"001B.4411.3AB7","occupier_id":"ACME","network_id":"THINGS","name":"Printer"})");
    given("IssueCredential", R"({"credential_id":"CARD","user_id":"U1","kind":"CARD"})");
    given("InviteUser", R"({"user_id":"U1","to":"PORTAL"})");
  }

  Service service;
  int commands = 0;
  std::uint64_t last = 0;
  RawClient client = service.connect();
};

TEST_F(PeopleQueries, AUserWithAllThatBelongsToIt) {
  const auto user = get("/users/U1");
  EXPECT_EQ(user.at("role"), "ADMIN");
  EXPECT_EQ(user.at("active"), true);
  EXPECT_EQ(user.at("site_ids"), boost::json::array{"LON"});
  EXPECT_EQ(user.at("invitations").at(0).at("to"), "PORTAL");
  EXPECT_EQ(user.at("wifi_login"), "ada byron/1");
  EXPECT_EQ(user.at("wifi_enabled"), true);
  EXPECT_EQ(boost::json::serialize(user.at("groups")),
            R"([{"group_id":"G1","name":"Everybody","suspended":false}])");
  EXPECT_EQ(boost::json::serialize(user.at("credentials")), R"([{"credential_id":"CARD","kind":"CARD"}])");
  EXPECT_EQ(user.at("position").to_number<std::uint64_t>(), last);
  EXPECT_EQ(ask("/users/U9")->code(), "UNKNOWN_RESOURCE");
  EXPECT_EQ(ask("/users/U%209")->code(), "BAD_PARAMETER");
}

TEST_F(PeopleQueries, GroupsDevicesAndNetworks) {
  EXPECT_EQ(
      boost::json::serialize(get("/occupiers/ACME/groups")),
      R"({"items":[{"group_id":"G1","name":"Everybody","site_ids":["LON"],"suspended":false,"users":1}]})");
  const auto devices = get("/occupiers/ACME/devices").at("items").as_array();
  ASSERT_EQ(devices.size(), 1u);
  EXPECT_EQ(devices[0].at("mac"), "00:1b:44:11:3a:b7");
  EXPECT_EQ(devices[0].at("randomised"), false);
  EXPECT_EQ(
      boost::json::serialize(get("/sites/LON/networks")),
      R"({"items":[{"network_id":"STAFF","site_id":"LON","ssid":"House staff","kind":"SECURE","vlan":11},)"
      R"({"network_id":"THINGS","site_id":"LON","ssid":"House things","kind":"DEVICES"}]})");
}

TEST_F(PeopleQueries, ACredentialAloneOrWithAUser) {
  const auto alone = get("/access/check?credential=CARD&door=FRONT&at=2026-01-02T10:00:00Z");
  EXPECT_EQ(boost::json::serialize(alone),
            R"({"user_id":"U1","credential_id":"CARD","door_id":"FRONT","at":"2026-01-02T10:00:00Z",)"
            R"("allowed":true,"reason":"ALLOWED","group_id":"G1"})");
  EXPECT_EQ(get("/access/check?user=U1&credential=CARD&door=FRONT").at("allowed"), true);
  EXPECT_EQ(get("/access/check?user=U9&credential=CARD&door=FRONT").at("reason"), "UNKNOWN_USER");
  const auto unknown = get("/access/check?credential=NOTHING&door=FRONT");
  EXPECT_EQ(unknown.at("reason"), "UNKNOWN_CREDENTIAL");
  EXPECT_EQ(unknown.at("allowed"), false);
  EXPECT_FALSE(unknown.as_object().contains("user_id"));
  given("RevokeCredential", R"({"credential_id":"CARD"})");
  EXPECT_EQ(get("/access/check?credential=CARD&door=FRONT").at("reason"), "CREDENTIAL_REVOKED");
  given("SuspendGroup", R"({"group_id":"G1"})");
  EXPECT_EQ(get("/access/check?user=U1&door=FRONT").at("reason"), "GROUP_SUSPENDED");
}

TEST_F(PeopleQueries, OneOfUserAndCredentialMustBeNamed) {
  const auto answer = ask("/access/check?door=FRONT");
  EXPECT_EQ(answer->status, 400u);
  EXPECT_EQ(answer->code(), "BAD_PARAMETER");
  const auto problem = answer->json();
  ASSERT_EQ(problem.at("errors").as_array().size(), 2u);
  EXPECT_EQ(problem.at("errors").at(0).at("parameter"), "user");
  EXPECT_EQ(problem.at("errors").at(1).at("parameter"), "credential");
}

TEST_F(PeopleQueries, MayADeviceIn) {
  for (const auto* mac : {"00:1b:44:11:3a:b7", "00-1B-44-11-3A-B7", "001b.4411.3ab7", "001b44-113ab7"}) {
    EXPECT_EQ(boost::json::serialize(get(fmt::format("/wifi/devices/{}?site=LON", mac))),
              R"({"mac":"00:1b:44:11:3a:b7","site_id":"LON","allowed":true,"reason":"ALLOWED",)"
              R"("occupier_id":"ACME","name":"Printer","network_id":"THINGS","ssid":"House things"})");
  }
  EXPECT_EQ(boost::json::serialize(get("/wifi/devices/00:1b:44:11:3a:b8?site=LON")),
            R"({"mac":"00:1b:44:11:3a:b8","site_id":"LON","allowed":false,"reason":"UNKNOWN_DEVICE"})");
  for (const auto* mac : {"printer", "ff:ff:ff:ff:ff:ff", "00:00:00:00:00:00"}) {
    const auto answer = ask(fmt::format("/wifi/devices/{}?site=LON", mac));
    EXPECT_EQ(answer->code(), "BAD_PARAMETER") << mac;
    EXPECT_EQ(answer->json().at("errors").at(0).at("code"), "BAD_MAC");
  }
  EXPECT_EQ(ask("/wifi/devices/00:1b:44:11:3a:b7")->code(), "BAD_PARAMETER");
}

TEST_F(PeopleQueries, MayALoginIn) {
  EXPECT_EQ(boost::json::serialize(get("/wifi/accounts/ADA%20byron%2F1?site=LON")),
            R"({"login":"ADA byron/1","site_id":"LON","allowed":true,"reason":"ALLOWED","user_id":"U1",)"
            R"("occupier_id":"ACME","network_id":"STAFF","ssid":"House staff","vlan":11})");
  EXPECT_EQ(boost::json::serialize(get("/wifi/accounts/nobody?site=LON")),
            R"({"login":"nobody","site_id":"LON","allowed":false,"reason":"UNKNOWN_ACCOUNT"})");
  EXPECT_EQ(get("/wifi/accounts/ada%20byron%2F1?site=OXF").at("reason"), "NOT_AT_SITE");
  given("DisableWifiAccount", R"({"user_id":"U1"})");
  const auto disabled = get("/wifi/accounts/ada%20byron%2F1?site=LON");
  EXPECT_EQ(disabled.at("reason"), "ACCOUNT_DISABLED");
  EXPECT_FALSE(disabled.as_object().contains("network_id"));
}

}  // namespace
}  // namespace tenure::test
