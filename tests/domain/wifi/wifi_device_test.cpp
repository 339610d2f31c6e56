#include <gtest/gtest.h>

#include "domain/kernel/text.h"
#include "tests/domain/let_house.h"
#include "tests/domain/scenario.h"

namespace tenure::test {
namespace {

constexpr std::string_view networks = R"(
    default RegisterNetwork {"site_id":"LON","ssid":"House","kind":"DEVICES"}
    default RegisterWifiDevice {"site_id":"LON","mac":"00:1b:44:11:3a:b7","occupier_id":"ACME","network_id":"THINGS", \
                                "name":"Printer"}
    default RenameWifiDevice {"site_id":"LON","mac":"00:1b:44:11:3a:b7","name":"Plotter"}
    default TransferWifiDevice {"site_id":"LON","mac":"00:1b:44:11:3a:b7","occupier_id":"BETA"}
    default RemoveWifiDevice {"site_id":"LON","mac":"00:1b:44:11:3a:b7"}
    given RegisterNetwork {"network_id":"THINGS"}
    given RegisterNetwork {"network_id":"OXF-THINGS","site_id":"OXF"}
)";

std::string house() { return std::string{let_house} + std::string{networks}; }

TEST(RegisterWifiDevice, LetsADeviceIntoANetwork) {
  run_table(house(), R"(
    case  its address in the one form
    when  RegisterWifiDevice {"mac":"001B.4411.3AB7"}
    then  WifiDeviceRegistered {"site_id":"LON","mac":"00:1b:44:11:3a:b7","occupier_id":"ACME","network_id":"THINGS", \
                                "name":"Printer","randomised":false}

    case  an address that the device made up, where that is allowed
    when  RegisterWifiDevice {"mac":"02-1b-44-11-3a-b7","allow_randomised":true}
    then  WifiDeviceRegistered {"mac":"02:1b:44:11:3a:b7","randomised":true}

    case  one that is allowed to be made up, and is not
    when  RegisterWifiDevice {"allow_randomised":true}
    then  WifiDeviceRegistered {"randomised":false}

    case  the same device at another site, where the contract is still to come
    given RegisterWifiDevice {}
    when  RegisterWifiDevice {"site_id":"OXF","network_id":"OXF-THINGS"}
    then  WifiDeviceRegistered {"site_id":"OXF","network_id":"OXF-THINGS"}

    case  again once it was removed, by somebody else
    given RegisterWifiDevice {}
    given RemoveWifiDevice {}
    when  RegisterWifiDevice {"occupier_id":"BETA"}
    then  WifiDeviceRegistered {"occupier_id":"BETA"}
  )");
}

TEST(RegisterWifiDevice, RefusesInThisOrder) {
  run_table(house(), R"(
    given RegisterWifiDevice {}

    case  1 the site is unknown
    when  RegisterWifiDevice {"site_id":"NOWHERE","occupier_id":"NOBODY","network_id":"NOTHING","mac":"?"}
    then  UNKNOWN_SITE

    case  2 the occupier is unknown
    when  RegisterWifiDevice {"occupier_id":"NOBODY","network_id":"NOTHING","mac":"?"}
    then  UNKNOWN_OCCUPIER

    case  3 the network is unknown, or another site's
    when  RegisterWifiDevice {"network_id":"NOTHING","mac":"?"}
    then  UNKNOWN_NETWORK
    when  RegisterWifiDevice {"network_id":"OXF-THINGS","mac":"?"}
    then  UNKNOWN_NETWORK

    case  4 no address of one device
    when  RegisterWifiDevice {"mac":"02:1b:44:11:3a","occupier_id":"GAMMA"}
    then  BAD_MAC
    when  RegisterWifiDevice {"mac":"ff:ff:ff:ff:ff:ff","occupier_id":"GAMMA"}
    then  BAD_MAC
    when  RegisterWifiDevice {"mac":"00:00:00:00:00:00","occupier_id":"GAMMA"}
    then  BAD_MAC
    when  RegisterWifiDevice {"mac":"03:1b:44:11:3a:b7","occupier_id":"GAMMA","allow_randomised":true}
    then  BAD_MAC

    case  5 one that the device made up
    when  RegisterWifiDevice {"mac":"02:1b:44:11:3a:b7","occupier_id":"GAMMA"}
    then  MAC_RANDOMISED
    when  RegisterWifiDevice {"mac":"02:1b:44:11:3a:b7","occupier_id":"GAMMA","allow_randomised":false}
    then  MAC_RANDOMISED

    case  6 no contract: a draft is none, nor one at another site, nor one that has ended
    when  RegisterWifiDevice {"occupier_id":"GAMMA"}
    then  NO_CONTRACT
    when  RegisterWifiDevice {"site_id":"OXF","network_id":"OXF-THINGS","occupier_id":"BETA"}
    then  NO_CONTRACT
    given TerminateContract {"contract_id":"BETA-LON","on":"2026-01-06","termination_reason":"moved"}
    given days LON 2026-01-06
    when  RegisterWifiDevice {"occupier_id":"BETA"}
    then  NO_CONTRACT

    case  7 registered already, written otherwise, by whomever
    when  RegisterWifiDevice {"mac":"001b44113ab7","occupier_id":"BETA"}
    then  MAC_IN_USE
    when  RegisterWifiDevice {"mac":"00-1B-44-11-3A-B7"}
    then  MAC_IN_USE
  )");
}

TEST(RenameWifiDevice, GivesAnotherName) {
  run_table(house(), R"(
    given RegisterWifiDevice {}

    case  by any form of the address
    when  RenameWifiDevice {"mac":"001b44-113ab7"}
    then  WifiDeviceRenamed {"site_id":"LON","mac":"00:1b:44:11:3a:b7","occupier_id":"ACME","name":"Plotter"}

    case  1 the site is unknown
    when  RenameWifiDevice {"site_id":"NOWHERE","mac":"?"}
    then  UNKNOWN_SITE

    case  2 no address
    when  RenameWifiDevice {"mac":"?"}
    then  BAD_MAC

    case  3 not registered: never, at this site, or no longer
    when  RenameWifiDevice {"mac":"00:1b:44:11:3a:b8"}
    then  UNKNOWN_WIFI_DEVICE
    when  RenameWifiDevice {"site_id":"OXF"}
    then  UNKNOWN_WIFI_DEVICE
    given RemoveWifiDevice {}
    when  RenameWifiDevice {}
    then  UNKNOWN_WIFI_DEVICE
  )");
}

TEST(TransferWifiDevice, GivesADeviceToAnotherOccupier) {
  run_table(house(), R"(
    given RegisterWifiDevice {}

    case  there and back
    when  TransferWifiDevice {"mac":"00-1b-44-11-3a-b7"}
    then  WifiDeviceTransferred {"site_id":"LON","mac":"00:1b:44:11:3a:b7","occupier_id":"BETA", \
                                 "previous_occupier_id":"ACME"}
    when  TransferWifiDevice {"occupier_id":"ACME"}
    then  WifiDeviceTransferred {"occupier_id":"ACME","previous_occupier_id":"BETA"}
    when  RenameWifiDevice {}
    then  WifiDeviceRenamed {"occupier_id":"ACME"}
  )");
}

TEST(TransferWifiDevice, RefusesInThisOrder) {
  run_table(house(), R"(
    given RegisterWifiDevice {}

    case  1 the site is unknown
    when  TransferWifiDevice {"site_id":"NOWHERE","mac":"?","occupier_id":"NOBODY"}
    then  UNKNOWN_SITE

    case  2 no address
    when  TransferWifiDevice {"mac":"?","occupier_id":"NOBODY"}
    then  BAD_MAC

    case  3 not registered
    when  TransferWifiDevice {"mac":"00:1b:44:11:3a:b8","occupier_id":"NOBODY"}
    then  UNKNOWN_WIFI_DEVICE

    case  4 the occupier is unknown
    when  TransferWifiDevice {"occupier_id":"NOBODY"}
    then  UNKNOWN_OCCUPIER

    case  5 the occupier has no contract at the site, even where the device is its own
    when  TransferWifiDevice {"occupier_id":"GAMMA"}
    then  NO_CONTRACT
    given TerminateContract {"contract_id":"ACME-LON","on":"2026-01-06","termination_reason":"moved"}
    given days LON 2026-01-06
    when  TransferWifiDevice {"occupier_id":"ACME"}
    then  NO_CONTRACT

    case  6 the occupier's already
    when  TransferWifiDevice {"occupier_id":"ACME"}
    then  INVALID_TRANSITION
  )");
}

TEST(RemoveWifiDevice, TakesADeviceOut) {
  run_table(house(), R"(
    given RegisterWifiDevice {}

    case  by any form of the address; without a contract too
    given TerminateContract {"contract_id":"ACME-LON","on":"2026-01-06","termination_reason":"moved"}
    given days LON 2026-01-06
    when  RemoveWifiDevice {"mac":"001b.4411.3ab7"}
    then  WifiDeviceRemoved {"site_id":"LON","mac":"00:1b:44:11:3a:b7","occupier_id":"ACME"}

    case  1 the site is unknown
    when  RemoveWifiDevice {"site_id":"NOWHERE","mac":"?"}
    then  UNKNOWN_SITE

    case  2 no address
    when  RemoveWifiDevice {"mac":"?"}
    then  BAD_MAC

    case  3 not registered: never, or no longer
    when  RemoveWifiDevice {"mac":"00:1b:44:11:3a:b8"}
    then  UNKNOWN_WIFI_DEVICE
    given RemoveWifiDevice {}
    when  RemoveWifiDevice {}
    then  UNKNOWN_WIFI_DEVICE
  )");
}

TEST(WifiDevice, IsTheSameStreamInWhateverFormTheAddressIsWritten) {
  Scenario scenario;
  prepare(scenario, house());
  const auto registered = scenario.given(R"(RegisterWifiDevice {"mac":"00-1B-44-11-3A-B7"})");
  EXPECT_EQ(domain::text(registered.at(0).event().stream()), "wifi-device/LON/00:1b:44:11:3a:b7");

  flatbuffers::FlatBufferBuilder builder;
  const auto target_of = [&](const char* mac) {
    builder.Clear();
    builder.Finish(command::CreateRemoveWifiDeviceDirect(builder, "LON", mac));
    return domain::target(*flatbuffers::GetRoot<command::RemoveWifiDevice>(builder.GetBufferPointer())).id;
  };
  EXPECT_EQ(target_of("001b.4411.3ab7"), "LON/00:1b:44:11:3a:b7");
  EXPECT_EQ(target_of("00:1b:44:11:3a:b7"), "LON/00:1b:44:11:3a:b7");
  // What cannot be read names a stream that does not exist.
  EXPECT_EQ(target_of("printer"), "LON/printer");
}

}  // namespace
}  // namespace tenure::test
