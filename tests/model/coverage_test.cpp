// Whether the stories are worth telling: what commands can come to, and every kind of fact, has to come up in them.

#include <map>
#include <sstream>
#include <string>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "tests/model/story/story.h"

namespace tenure::model {
namespace {

constexpr std::uint64_t stories = 375;
constexpr int steps = 120;
constexpr int facts_least = 20;

/// What each command has to come to at least once.
constexpr std::string_view outcomes = R"(
  RegisterLegalEntity accepted ALREADY_EXISTS BAD_CURRENCY
  RegisterSite accepted ALREADY_EXISTS UNKNOWN_LEGAL_ENTITY BAD_TIME_ZONE BAD_HOURS
  AddSpace accepted ALREADY_EXISTS UNKNOWN_SITE UNKNOWN_SPACE BAD_PARENT
  AddDoor accepted ALREADY_EXISTS UNKNOWN_SITE
  DefineProduct accepted ALREADY_EXISTS
  SetPrice accepted UNKNOWN_SITE UNKNOWN_PRODUCT VERSION_CONFLICT IDEMPOTENCY_CONFLICT
  OpenBusinessDay accepted UNKNOWN_SITE DAY_OUT_OF_ORDER not_applied
  RegisterOccupier accepted ALREADY_EXISTS
  CreateContract accepted ALREADY_EXISTS UNKNOWN_OCCUPIER UNKNOWN_SITE UNKNOWN_PRODUCT UNKNOWN_SPACE BAD_PERIOD \
    CURRENCY_MISMATCH BAD_LINES WRONG_PRODUCT_KIND OUTSIDE_CONTRACT SPACE_UNAVAILABLE VERSION_CONFLICT
  SignContract accepted UNKNOWN_CONTRACT INVALID_TRANSITION VERSION_CONFLICT IDEMPOTENCY_CONFLICT not_applied
  TerminateContract accepted UNKNOWN_CONTRACT INVALID_TRANSITION BAD_PERIOD
  ActivateService accepted ALREADY_EXISTS UNKNOWN_CONTRACT UNKNOWN_PRODUCT NO_CONTRACT WRONG_PRODUCT_KIND \
    NOT_IN_PRICEBOOK
  CeaseService accepted UNKNOWN_SERVICE INVALID_TRANSITION BAD_PERIOD SERVICE_IN_USE
  AddUser accepted ALREADY_EXISTS UNKNOWN_OCCUPIER UNKNOWN_SITE NO_CONTRACT
  DeactivateUser accepted UNKNOWN_USER INVALID_TRANSITION LAST_ADMIN USER_HAS_NUMBERS
  CreateAccessGroup accepted ALREADY_EXISTS UNKNOWN_SITE BAD_SCHEDULE
  AddDoorToGroup accepted UNKNOWN_ACCESS_GROUP UNKNOWN_DOOR DOOR_NOT_AT_SITE ALREADY_EXISTS
  AddUserToGroup accepted UNKNOWN_ACCESS_GROUP UNKNOWN_USER BAD_PERIOD ALREADY_EXISTS
  RemoveUserFromGroup accepted UNKNOWN_ACCESS_GROUP UNKNOWN_USER INVALID_TRANSITION
  ProvisionPhoneNumber accepted UNKNOWN_SITE BAD_NUMBER ALREADY_EXISTS
  AllocatePhoneNumber accepted UNKNOWN_PHONE_NUMBER UNKNOWN_OCCUPIER NO_CONTRACT INVALID_TRANSITION
  ActivatePhoneNumber accepted UNKNOWN_PHONE_NUMBER INVALID_TRANSITION NO_ENTITLEMENT
  AssignPhoneNumber accepted UNKNOWN_PHONE_NUMBER UNKNOWN_USER NUMBER_NOT_ACTIVE USER_NOT_ELIGIBLE NUMBER_ASSIGNED \
    BAD_EXTENSION EXTENSION_IN_USE
  UnassignPhoneNumber accepted UNKNOWN_PHONE_NUMBER INVALID_TRANSITION
  RecordBooking accepted STALE_REVISION INVALID_TRANSITION ALREADY_EXISTS UNKNOWN_OCCUPIER UNKNOWN_SPACE UNKNOWN_PRODUCT \
    WRONG_PRODUCT_KIND BAD_PERIOD NO_CONTRACT SPACE_UNAVAILABLE BOOKING_RULE NOT_IN_PRICEBOOK
  ChangeBooking accepted UNKNOWN_BOOKING STALE_REVISION INVALID_TRANSITION UNKNOWN_OCCUPIER UNKNOWN_SPACE \
    UNKNOWN_PRODUCT WRONG_PRODUCT_KIND BAD_PERIOD NO_CONTRACT SPACE_UNAVAILABLE BOOKING_RULE NOT_IN_PRICEBOOK
  CancelBooking accepted UNKNOWN_BOOKING STALE_REVISION INVALID_TRANSITION
  AddCharge accepted ALREADY_EXISTS RESERVED_ID UNKNOWN_OCCUPIER UNKNOWN_SITE UNKNOWN_PRODUCT NO_CONTRACT NOT_GENERIC \
    BAD_PERIOD NOT_IN_PRICEBOOK
  ReverseCharge accepted UNKNOWN_CHARGE ALREADY_REVERSED
  RecordUsage accepted ALREADY_EXISTS USAGE_CONFLICT BAD_USAGE UNKNOWN_PHONE_NUMBER UNKNOWN_OCCUPIER UNKNOWN_SITE \
    NUMBER_NOT_HELD NO_CONTRACT
  ParkInput accepted ALREADY_EXISTS
  ResolveParkedInput accepted UNKNOWN_PARKED_INPUT INVALID_TRANSITION
)";

/// Kinds of facts there are.
constexpr std::size_t kinds_of_facts = 38;

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
