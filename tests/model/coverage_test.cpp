// Whether the stories are worth telling: what commands can come to, and every kind of fact, has to come up in them.

#include <map>
#include <sstream>
#include <string>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "tests/model/story/story.h"

namespace tenure::model {
namespace {

constexpr std::uint64_t stories = 1'500;
constexpr int steps = 120;
constexpr int facts_least = 20;

/// What each command has to come to at least once.
constexpr std::string_view outcomes = R"(
  RegisterLegalEntity accepted ALREADY_EXISTS BAD_CURRENCY
  RegisterSite accepted ALREADY_EXISTS UNKNOWN_LEGAL_ENTITY BAD_TIME_ZONE BAD_HOURS
  AddSpace accepted ALREADY_EXISTS UNKNOWN_SITE UNKNOWN_SPACE BAD_PARENT
  AddDoor accepted ALREADY_EXISTS UNKNOWN_SITE
  DefineProduct accepted ALREADY_EXISTS
  DefineTaxCode accepted UNKNOWN_LEGAL_ENTITY TAX_CATEGORY_INVALID
  SetPrice accepted UNKNOWN_SITE UNKNOWN_PRODUCT VERSION_CONFLICT IDEMPOTENCY_CONFLICT
  OpenBusinessDay accepted UNKNOWN_SITE DAY_OUT_OF_ORDER not_applied
  RegisterOccupier accepted ALREADY_EXISTS
  SetBillingReference accepted UNKNOWN_OCCUPIER
  LinkExternalId accepted UNKNOWN_OCCUPIER UNKNOWN_SITE ALREADY_EXISTS EXTERNAL_ID_TAKEN
  CreateContract accepted ALREADY_EXISTS UNKNOWN_OCCUPIER UNKNOWN_SITE UNKNOWN_PRODUCT UNKNOWN_SPACE BAD_PERIOD \
    CURRENCY_MISMATCH BAD_LINES WRONG_PRODUCT_KIND OUTSIDE_CONTRACT SPACE_UNAVAILABLE VERSION_CONFLICT
  SignContract accepted UNKNOWN_CONTRACT INVALID_TRANSITION VERSION_CONFLICT IDEMPOTENCY_CONFLICT not_applied
  TerminateContract accepted UNKNOWN_CONTRACT INVALID_TRANSITION BAD_PERIOD
  AmendContract accepted UNKNOWN_CONTRACT INVALID_TRANSITION UNKNOWN_PRODUCT UNKNOWN_SPACE UNKNOWN_LINE BAD_PERIOD BAD_LINES \
    LINE_ENDED WRONG_PRODUCT_KIND OUTSIDE_CONTRACT SPACE_UNAVAILABLE
  SchedulePriceStep accepted UNKNOWN_CONTRACT INVALID_TRANSITION UNKNOWN_LINE OUTSIDE_CONTRACT LINE_ENDED STEP_OVERLAP
  GiveNotice accepted UNKNOWN_CONTRACT INVALID_TRANSITION BAD_PERIOD OVERRIDE_NOT_AUTHORISED NOTICE_TOO_SHORT MIN_TERM
  RenewContract accepted UNKNOWN_CONTRACT INVALID_TRANSITION ALREADY_EXISTS UNKNOWN_PRODUCT UNKNOWN_SPACE BAD_PERIOD \
    BAD_LINES WRONG_PRODUCT_KIND OUTSIDE_CONTRACT SPACE_UNAVAILABLE
  DiscardContract accepted UNKNOWN_CONTRACT CONTRACT_STARTED INVALID_TRANSITION
  ActivateService accepted ALREADY_EXISTS UNKNOWN_CONTRACT UNKNOWN_PRODUCT NO_CONTRACT WRONG_PRODUCT_KIND \
    NOT_IN_PRICEBOOK
  ChangeService accepted UNKNOWN_SERVICE INVALID_TRANSITION BAD_PERIOD AMOUNT_OVERFLOW SERVICE_IN_USE
  SuspendService accepted UNKNOWN_SERVICE INVALID_TRANSITION BAD_PERIOD
  ResumeService accepted UNKNOWN_SERVICE INVALID_TRANSITION BAD_PERIOD
  CeaseService accepted UNKNOWN_SERVICE INVALID_TRANSITION BAD_PERIOD SERVICE_IN_USE
  AddUser accepted ALREADY_EXISTS UNKNOWN_OCCUPIER UNKNOWN_SITE NO_CONTRACT BAD_EMAIL
  InviteUser accepted UNKNOWN_USER INVALID_TRANSITION
  SetUserRole accepted UNKNOWN_USER INVALID_TRANSITION LAST_ADMIN
  SetUserSites accepted UNKNOWN_USER UNKNOWN_SITE NO_CONTRACT USER_HAS_NUMBERS INVALID_TRANSITION
  ReactivateUser accepted UNKNOWN_USER INVALID_TRANSITION NO_CONTRACT
  RegisterNetwork accepted ALREADY_EXISTS UNKNOWN_SITE
  EnableWifiAccount accepted UNKNOWN_USER INVALID_TRANSITION NO_CONTRACT LOGIN_IN_USE
  DisableWifiAccount accepted UNKNOWN_USER INVALID_TRANSITION
  ResetWifiPassword accepted UNKNOWN_USER INVALID_TRANSITION
  RegisterWifiDevice accepted UNKNOWN_SITE UNKNOWN_OCCUPIER UNKNOWN_NETWORK BAD_MAC MAC_RANDOMISED NO_CONTRACT MAC_IN_USE
  RenameWifiDevice accepted UNKNOWN_SITE BAD_MAC UNKNOWN_WIFI_DEVICE
  TransferWifiDevice accepted UNKNOWN_SITE BAD_MAC UNKNOWN_WIFI_DEVICE UNKNOWN_OCCUPIER NO_CONTRACT INVALID_TRANSITION
  RemoveWifiDevice accepted UNKNOWN_SITE BAD_MAC UNKNOWN_WIFI_DEVICE
  DeactivateUser accepted UNKNOWN_USER INVALID_TRANSITION LAST_ADMIN USER_HAS_NUMBERS
  CreateAccessGroup accepted ALREADY_EXISTS UNKNOWN_SITE BAD_SCHEDULE
  AddDoorToGroup accepted UNKNOWN_ACCESS_GROUP UNKNOWN_DOOR DOOR_NOT_AT_SITE ALREADY_EXISTS
  AddUserToGroup accepted UNKNOWN_ACCESS_GROUP UNKNOWN_USER BAD_PERIOD ALREADY_EXISTS
  RemoveUserFromGroup accepted UNKNOWN_ACCESS_GROUP UNKNOWN_USER INVALID_TRANSITION
  RemoveDoorFromGroup accepted UNKNOWN_ACCESS_GROUP UNKNOWN_DOOR INVALID_TRANSITION
  SetGroupSchedule accepted UNKNOWN_ACCESS_GROUP BAD_SCHEDULE
  SuspendGroup accepted UNKNOWN_ACCESS_GROUP INVALID_TRANSITION
  ResumeGroup accepted UNKNOWN_ACCESS_GROUP INVALID_TRANSITION
  IssueCredential accepted UNKNOWN_USER INVALID_TRANSITION BAD_PERIOD CREDENTIAL_IN_USE
  RevokeCredential accepted UNKNOWN_CREDENTIAL INVALID_TRANSITION
  ProvisionPhoneNumber accepted UNKNOWN_SITE BAD_NUMBER ALREADY_EXISTS
  AllocatePhoneNumber accepted UNKNOWN_PHONE_NUMBER UNKNOWN_OCCUPIER NO_CONTRACT INVALID_TRANSITION
  ActivatePhoneNumber accepted UNKNOWN_PHONE_NUMBER INVALID_TRANSITION NO_ENTITLEMENT
  AssignPhoneNumber accepted UNKNOWN_PHONE_NUMBER UNKNOWN_USER NUMBER_NOT_ACTIVE USER_NOT_ELIGIBLE NUMBER_ASSIGNED \
    MAIN_NOT_ASSIGNABLE BAD_EXTENSION EXTENSION_IN_USE
  UnassignPhoneNumber accepted UNKNOWN_PHONE_NUMBER INVALID_TRANSITION
  DeactivatePhoneNumber accepted UNKNOWN_PHONE_NUMBER INVALID_TRANSITION NUMBER_ASSIGNED
  DeallocatePhoneNumber accepted UNKNOWN_PHONE_NUMBER INVALID_TRANSITION NUMBER_ASSIGNED NUMBER_ACTIVE
  PortOutPhoneNumber accepted UNKNOWN_PHONE_NUMBER INVALID_TRANSITION NUMBER_ASSIGNED NUMBER_ACTIVE
  ConfigurePhoneNumber accepted UNKNOWN_PHONE_NUMBER NUMBER_NOT_ACTIVE BAD_NUMBER CALL_ROUTE_CYCLE
  NominateMainNumber accepted UNKNOWN_OCCUPIER UNKNOWN_SITE UNKNOWN_PHONE_NUMBER NUMBER_NOT_HELD NUMBER_NOT_ACTIVE \
    MAIN_NUMBER_EXISTS NUMBER_ASSIGNED CALL_ROUTE_CYCLE VERSION_CONFLICT
  SetCallHandling accepted UNKNOWN_OCCUPIER UNKNOWN_SITE NO_CONTRACT BAD_HOURS BAD_MENU BAD_TREATMENT EMPTY_HUNT \
    NUMBER_NOT_HELD NUMBER_NOT_ACTIVE BAD_NUMBER CALL_ROUTE_CYCLE VERSION_CONFLICT
  RecordBooking accepted STALE_REVISION INVALID_TRANSITION ALREADY_EXISTS UNKNOWN_OCCUPIER UNKNOWN_SPACE UNKNOWN_PRODUCT \
    WRONG_PRODUCT_KIND BAD_PERIOD NO_CONTRACT SPACE_UNAVAILABLE BOOKING_RULE NOT_IN_PRICEBOOK
  ChangeBooking accepted UNKNOWN_BOOKING STALE_REVISION INVALID_TRANSITION UNKNOWN_OCCUPIER UNKNOWN_SPACE \
    UNKNOWN_PRODUCT WRONG_PRODUCT_KIND BAD_PERIOD NO_CONTRACT SPACE_UNAVAILABLE BOOKING_RULE NOT_IN_PRICEBOOK
  CancelBooking accepted UNKNOWN_BOOKING STALE_REVISION INVALID_TRANSITION
  AddCharge accepted ALREADY_EXISTS RESERVED_ID UNKNOWN_OCCUPIER UNKNOWN_SITE UNKNOWN_PRODUCT NO_CONTRACT NOT_GENERIC \
    BAD_PERIOD NOT_IN_PRICEBOOK
  ReverseCharge accepted UNKNOWN_CHARGE ALREADY_REVERSED
  WaiveCharge accepted UNKNOWN_CHARGE ALREADY_REVERSED
  RecordUsage accepted ALREADY_EXISTS USAGE_CONFLICT BAD_USAGE UNKNOWN_PHONE_NUMBER UNKNOWN_OCCUPIER UNKNOWN_SITE \
    NUMBER_NOT_HELD NO_CONTRACT NO_RATE
  DefineTariff accepted CURRENCY_MISMATCH BAD_TARIFF
  SetSiteTariff accepted UNKNOWN_SITE UNKNOWN_TARIFF UNKNOWN_PRODUCT WRONG_PRODUCT_KIND CURRENCY_MISMATCH
  ParkInput accepted ALREADY_EXISTS
  ResolveParkedInput accepted UNKNOWN_PARKED_INPUT INVALID_TRANSITION
)";

/// Kinds of facts there are.
constexpr std::size_t kinds_of_facts = 77;

std::string word_for(const Answer& answer) {
  if (answer.outcome == Outcome::accepted) return "accepted";
  return answer.outcome == Outcome::refused ? answer.code : "not_applied";
}

TEST(Model, StoriesReachEveryRule) {
  std::map<std::pair<std::string, std::string>, int> seen;
  std::map<std::string, int> facts;
  for (std::uint64_t seed = 1; seed <= stories; ++seed) {
    Log log;
    for (const auto& step : make_up(seed, steps)) {
      const auto answers = log.submit(step.commands, step.together, step.now);
      for (std::size_t i = 0; i < answers.size(); ++i) ++seen[{step.commands[i].type, word_for(answers[i])}];
    }
    for (const auto& record : log.records()) ++facts[record.fact.type];
  }
  std::istringstream words{std::string{outcomes}};
  std::string command;
  for (std::string word; words >> word;) {
    const bool is_outcome =
        word == "accepted" || word == "not_applied" || word.find_first_of("abcdefghijklm") == word.npos;
    if (word == "\\") continue;
    if (!is_outcome) {
      command = word;
    } else if (!seen.contains({command, word})) {
      ADD_FAILURE() << command << " never came to " << word;
    }
  }
  EXPECT_EQ(facts.size(), kinds_of_facts);
  for (const auto& [type, times] : facts) EXPECT_GE(times, facts_least) << type;
}

}  // namespace
}  // namespace tenure::model
