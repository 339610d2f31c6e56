// Nothing without a contract: every command that needs one, where there is none, where there is one only in part, and
// where there is one.

#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "domain/states.h"
#include "tests/domain/let_house.h"
#include "tests/domain/scenario.h"

namespace tenure::test {
namespace {

// NEW is at OXF since 1 January, with a user and a booking there; what it wants is at LON. ACME has a device at LON.
constexpr std::string_view guests = R"(
  default CreateContract {"contract_id":"NEW-LON","occupier_id":"NEW","site_id":"LON","currency":"GBP","billing_day":1, \
                          "billing":"IN_ADVANCE","proration":"ACTUAL_DAYS", \
                          "lines":[{"line_id":"L1","product_id":"OFFICE","monthly_price":100000}]}
  default SignContract {"contract_id":"NEW-LON"}
  default TerminateContract {"contract_id":"NEW-LON","termination_reason":"moved"}
  given RegisterOccupier {"occupier_id":"NEW","name":"New Ltd"}
  given CreateContract {"contract_id":"NEW-OXF","site_id":"OXF","starts_on":"2026-01-01"}
  given SignContract {"contract_id":"NEW-OXF"}
  given AddSpace {"space_id":"OXF-ROOM","site_id":"OXF"}
  given SetPrice {"site_id":"OXF","product_id":"ROOM","unit_price":2500,"per":"HOUR"}
  given AddUser {"user_id":"NED","occupier_id":"NEW","site_ids":["OXF"]}
  given RecordBooking {"booking_id":"KNOWN","revision":1,"occupier_id":"NEW","space_id":"OXF-ROOM","product_id":"ROOM", \
                       "starts_at":"2026-01-07T09:00:00Z","ends_at":"2026-01-07T10:00:00Z"}
  given RegisterNetwork {"network_id":"THINGS","site_id":"LON","ssid":"House","kind":"DEVICES"}
  given RegisterWifiDevice {"site_id":"LON","mac":"00:1b:44:11:3a:b7","occupier_id":"ACME","network_id":"THINGS", \
                            "name":"Printer"}
  given ProvisionPhoneNumber {"number":"+442079460001","site_id":"LON","kind":"GEOGRAPHIC"}
)";

// On 7 January, at LON.
const std::vector<std::string_view> wishes{
    R"(AddUser {"user_id":"NINA","occupier_id":"NEW","site_ids":["LON"]})",
    R"(SetUserSites {"user_id":"NED","site_ids":["OXF","LON"]})",
    R"(RegisterWifiDevice {"site_id":"LON","mac":"00:1b:44:11:3a:b8","occupier_id":"NEW","network_id":"THINGS","name":"Printer"})",
    R"(TransferWifiDevice {"site_id":"LON","mac":"00:1b:44:11:3a:b7","occupier_id":"NEW"})",
    R"(AllocatePhoneNumber {"number":"+442079460001","occupier_id":"NEW"})",
    R"(SetCallHandling {"occupier_id":"NEW","site_id":"LON","in_hours":{"kind":"RECEPTION"},"out_of_hours":{"kind":"RECEPTION"},"no_answer_seconds":20,"no_answer":{"kind":"VOICEMAIL"}})",
    R"(RecordBooking {"booking_id":"B","revision":1,"occupier_id":"NEW","space_id":"ROOM-1","product_id":"ROOM","starts_at":"2026-01-07T09:00:00Z","ends_at":"2026-01-07T10:00:00Z"})",
    R"(ChangeBooking {"booking_id":"KNOWN","revision":2,"occupier_id":"NEW","space_id":"ROOM-1","product_id":"ROOM","starts_at":"2026-01-07T09:00:00Z","ends_at":"2026-01-07T10:00:00Z"})",
    R"(RecordUsage {"meter_id":"PBX","usage_id":"1","kind":"CALL","occupier_id":"NEW","site_id":"LON","starts_at":"2026-01-07T09:00:00Z","seconds":60})",
    R"(AddCharge {"charge_id":"TEA-1","occupier_id":"NEW","site_id":"LON","product_id":"TEA","quantity":1})",
    R"(ActivateService {"service_id":"S","contract_id":"NEW-LON","product_id":"VOICE","quantity":1,"from":"2026-01-07"})"};

struct Standing {
  std::string_view name;
  std::string_view lines;
};

std::string answer_to(const Standing& standing, std::string_view wish) {
  Scenario scenario;
  prepare(scenario, let_house);
  prepare(scenario, guests);
  prepare(scenario, standing.lines);
  const auto before = scenario.world().aggregates().size();
  const auto applied = scenario.send(wish);
  if (applied) return "accepted";
  EXPECT_EQ(scenario.world().aggregates().size(), before) << "what is refused leaves nothing behind";
  return std::string{name_of(applied.error().code)};
}

TEST(NothingWithoutAContract, EveryCommandThatNeedsOneIsRefused) {
  const std::vector<Standing> without{
      {"a draft", R"(
        given CreateContract {"starts_on":"2026-01-05"}
        given days LON 2026-01-07)"},
      {"a draft that was discarded", R"(
        given CreateContract {"starts_on":"2026-01-05"}
        given DiscardContract {"contract_id":"NEW-LON"}
        given days LON 2026-01-07)"},
      {"one that ended", R"(
        given CreateContract {"starts_on":"2026-01-05"}
        given SignContract {}
        given TerminateContract {"on":"2026-01-07"}
        given days LON 2026-01-07)"},
      {"one that was ended before its first day", R"(
        given CreateContract {"starts_on":"2026-01-10"}
        given SignContract {}
        given TerminateContract {"on":"2026-01-10"}
        given days LON 2026-01-07)"},
  };
  for (const auto& standing : without) {
    for (const auto wish : wishes) {
      EXPECT_EQ(answer_to(standing, wish), "NO_CONTRACT") << standing.name << ": " << wish;
    }
  }
  // At LON there is none; NEW-OXF covers OXF alone.
  const Standing elsewhere{"one of another site", "given days LON 2026-01-07"};
  for (const auto wish : wishes) {
    if (wish.starts_with("ActivateService")) continue;
    EXPECT_EQ(answer_to(elsewhere, wish), "NO_CONTRACT") << elsewhere.name << ": " << wish;
  }
}

TEST(NothingWithoutAContract, BeforeTheFirstDayOnlyWhatCanBePrepared) {
  const Standing upcoming{"one that starts on the 8th", R"(
    given CreateContract {"starts_on":"2026-01-08"}
    given SignContract {}
    given days LON 2026-01-07)"};
  for (const auto wish : wishes) {
    const bool prepares = wish.starts_with("AddUser") || wish.starts_with("SetUserSites") ||
                          wish.contains("WifiDevice") || wish.starts_with("AllocatePhoneNumber") ||
                          wish.starts_with("SetCallHandling");
    EXPECT_EQ(answer_to(upcoming, wish), prepares ? "accepted" : "NO_CONTRACT") << wish;
  }
}

TEST(NothingWithoutAContract, UnderOneEachIsAccepted) {
  const Standing running{"one in force", R"(
    given CreateContract {"starts_on":"2026-01-05"}
    given SignContract {}
    given days LON 2026-01-07)"};
  for (const auto wish : wishes) EXPECT_EQ(answer_to(running, wish), "accepted") << wish;
}

TEST(NothingWithoutAContract, WhoStaysBehindCannotComeBack) {
  const std::string behind = fmt::format("{}{}{}", let_house, guests, R"(
    given CreateContract {"starts_on":"2026-01-05"}
    given SignContract {}
    given AddUser {"user_id":"NINA","occupier_id":"NEW","site_ids":["LON"]}
    given AddUser {"user_id":"NOAH","occupier_id":"NEW","site_ids":["LON"]}
    given DeactivateUser {"user_id":"NOAH"}
    given TerminateContract {"on":"2026-01-07"}
  )");
  run_table(behind, R"(
    case  before the end
    given days LON 2026-01-06
    when  ReactivateUser {"user_id":"NOAH"}
    then  UserReactivated
    when  EnableWifiAccount {"user_id":"NINA","login":"nina@example.org"}
    then  WifiAccountEnabled

    case  after it
    given days LON 2026-01-07
    when  ReactivateUser {"user_id":"NOAH"}
    then  NO_CONTRACT
    when  EnableWifiAccount {"user_id":"NINA","login":"nina@example.org"}
    then  NO_CONTRACT
  )");
}

}  // namespace
}  // namespace tenure::test
