// The rule of call routing, over literals: what a number does by its features, an office by its plan, and the days on
// which the clocks change.

#include "domain/telephony/route.h"

#include <string>
#include <vector>

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <gtest/gtest.h>

namespace tenure::test {
namespace {

using domain::CallBook;
using domain::CallPlan;
using domain::CallTreatment;
using domain::Features;
using domain::Instant;
using domain::Line;
using domain::NumberStatus;
using domain::RouteStep;
using domain::Zone;

Instant instant(std::string_view text) { return domain::parse_instant(text).value(); }
Zone zone(std::string_view name) { return domain::find_zone(name).value(); }

constexpr std::string_view a_tuesday = "2026-01-06T12:00:00Z";

std::string text_of(const RouteStep& step) {
  std::string text;
  if (step.when != domain::RouteWhen::ALWAYS) text += fmt::format("{}: ", name_of(step.when));
  text += name_of(step.step);
  for (const auto* part : {&step.number, &step.extension, &step.user_id, &step.email, &step.menu_id}) {
    if (!part->empty()) text += " " + *part;
  }
  if (step.policy) text += fmt::format(" {}", EnumNameHuntPolicy(*step.policy));
  if (!step.members.empty()) text += fmt::format(" {}", fmt::join(step.members, ","));
  if (step.seconds) text += fmt::format(" {}s", *step.seconds);
  if (step.why) text += fmt::format(" {}", name_of(*step.why));
  return text;
}

/// One leg a line: `number [menu choice] -> step; step`.
std::string route(const CallBook& book, std::string_view number, std::string_view at = a_tuesday) {
  std::string text;
  for (const auto& leg : domain::route_of(book, number, instant(at))) {
    text += leg.number;
    if (!leg.menu_id.empty()) text += fmt::format(" {} {}", leg.menu_id, leg.choice);
    std::vector<std::string> steps;
    for (const auto& step : leg.steps) steps.push_back(text_of(step));
    text += fmt::format(" -> {}\n", fmt::join(steps, "; "));
  }
  return text;
}

Line line(Features features = {}) {
  return {.site_id = "LON",
          .occupier_id = "ACME",
          .user_id = "ADA",
          .extension = "201",
          .status = NumberStatus::active,
          .features = std::move(features)};
}

CallBook book_of(Features features) {
  CallBook book;
  book.lines.emplace("1", line(std::move(features)));
  return book;
}

TEST(Route, FollowsTheFeaturesOfANumber) {
  EXPECT_EQ(route(book_of({}), "1"),
            "1 -> RING 1 201 ADA 20s; BUSY: REJECT BUSY; NO_ANSWER: REJECT NO_ANSWER\n");
  EXPECT_EQ(route(book_of({.voicemail = 1}), "1"),
            "1 -> RING 1 201 ADA 20s; BUSY: VOICEMAIL; NO_ANSWER: VOICEMAIL\n");
  EXPECT_EQ(route(book_of({.voicemail = 1, .forward_busy = "+1"}), "1"),
            "1 -> RING 1 201 ADA 20s; BUSY: FORWARD +1; NO_ANSWER: VOICEMAIL\n");
  EXPECT_EQ(route(book_of({.voicemail = 1, .forward_no_answer = "+1"}), "1"),
            "1 -> RING 1 201 ADA 20s; BUSY: VOICEMAIL; NO_ANSWER: FORWARD +1\n");
  EXPECT_EQ(route(book_of({.forward_busy = "+1", .call_waiting = 1}), "1"),
            "1 -> RING 1 201 ADA 20s; NO_ANSWER: REJECT NO_ANSWER\n");
  EXPECT_EQ(route(book_of({.voicemail = 1, .forward_always = "+1", .do_not_disturb = 1}), "1"),
            "1 -> FORWARD +1\n");
}

TEST(Route, DoesNotDisturb) {
  EXPECT_EQ(route(book_of({.do_not_disturb = 1}), "1"), "1 -> REJECT DO_NOT_DISTURB\n");
  EXPECT_EQ(route(book_of({.voicemail = 1, .do_not_disturb = 1}), "1"), "1 -> VOICEMAIL\n");
  EXPECT_EQ(route(book_of({.voicemail = 1, .forward_busy = "+1", .do_not_disturb = 1}), "1"),
            "1 -> FORWARD +1\n");
}

TEST(Route, RejectsWhatIsNotActiveAndDoesNotKnowOthers) {
  for (const auto status : {NumberStatus::available, NumberStatus::reserved, NumberStatus::pending,
                            NumberStatus::cooldown, NumberStatus::ported_out}) {
    auto book = book_of({.forward_always = "+1"});
    book.lines.at("1").status = status;
    EXPECT_EQ(route(book, "1"), "1 -> REJECT NOT_ACTIVE\n");
  }
  EXPECT_EQ(route(book_of({}), "2"), "");
}

TEST(Route, RingsANumberThatNoUserHas) {
  auto book = book_of({.voicemail = 1, .call_waiting = 1});
  book.lines.at("1").user_id.clear();
  book.lines.at("1").extension.clear();
  EXPECT_EQ(route(book, "1"), "1 -> RING 1 20s; NO_ANSWER: VOICEMAIL\n");
}

TEST(Route, GoesOnAtTheNumbersItLeadsToOnceEach) {
  CallBook book;
  book.lines.emplace("1", line({.forward_busy = "2", .forward_no_answer = "3"}));
  book.lines.emplace("2", line({.forward_always = "3"}));
  book.lines.emplace("3", line({.do_not_disturb = 1}));
  EXPECT_EQ(route(book, "1"),
            "1 -> RING 1 201 ADA 20s; BUSY: FORWARD 2; NO_ANSWER: FORWARD 3\n"
            "2 -> FORWARD 3\n"
            "3 -> REJECT DO_NOT_DISTURB\n");
}

TEST(Route, IsNoLongerThanWhatWasConfiguredHoweverTheWaysMeet) {
  CallBook book;
  constexpr int chain = 60;
  for (int i = 0; i < chain; ++i) {
    const auto next = i + 1 < chain ? std::to_string(i + 1) : std::string{};
    book.lines.emplace(std::to_string(i), line({.forward_busy = next, .forward_no_answer = next}));
  }
  // 2 to the power of 60 ways.
  EXPECT_EQ(domain::route_of(book, "0", instant(a_tuesday)).size(), std::size_t{chain});
}

CallTreatment reception() { return {.kind = TreatmentKind::RECEPTION}; }
CallTreatment voicemail(std::string email = {}) {
  return {.kind = TreatmentKind::VOICEMAIL, .email = std::move(email)};
}
CallTreatment forward(std::string number) {
  return {.kind = TreatmentKind::FORWARD, .number = std::move(number)};
}
CallTreatment menu(std::string id) { return {.kind = TreatmentKind::MENU, .menu_id = std::move(id)}; }
CallTreatment hunt(std::vector<std::string> members) {
  return {.kind = TreatmentKind::HUNT, .policy = HuntPolicy::CIRCULAR, .members = std::move(members)};
}

constexpr std::uint16_t minute(int hours, int minutes) {
  return static_cast<std::uint16_t>(hours * 60 + minutes);
}

CallPlan plan_of(CallTreatment in_hours) {
  CallPlan plan;
  for (std::uint16_t weekday = 1; weekday <= 5; ++weekday) {
    plan.hours.push_back({weekday, minute(8, 30), minute(18, 0)});
  }
  plan.in_hours = std::move(in_hours);
  plan.out_of_hours = voicemail("night@example.org");
  plan.no_answer_seconds = 15;
  plan.no_answer = voicemail();
  return plan;
}

/// Main number 0 with the plan, and 1 to 3 of the same office.
CallBook office(CallPlan plan, std::string_view zone_name = "Europe/London") {
  CallBook book;
  for (const auto* number : {"0", "1", "2", "3"}) book.lines.emplace(number, line());
  book.lines.at("0").main = 1;
  book.offices.emplace("0", CallBook::Office{zone(zone_name), std::move(plan)});
  return book;
}

TEST(Route, HandlesAMainNumberAsItsPlanSays) {
  EXPECT_EQ(route(office(plan_of(reception())), "0"), "0 -> RECEPTION 15s; NO_ANSWER: VOICEMAIL\n");
  EXPECT_EQ(route(office(plan_of(voicemail("a@example.org"))), "0"), "0 -> VOICEMAIL a@example.org\n");
  EXPECT_EQ(route(office(plan_of(forward("+1"))), "0"), "0 -> FORWARD +1\n");
  EXPECT_EQ(route(office(plan_of(forward("1"))), "0"),
            "0 -> FORWARD 1\n1 -> RING 1 201 ADA 20s; BUSY: REJECT BUSY; NO_ANSWER: REJECT NO_ANSWER\n");
  EXPECT_EQ(route(office(plan_of(hunt({"3", "1", "2"}))), "0"),
            "0 -> HUNT CIRCULAR 3,1,2 15s; NO_ANSWER: VOICEMAIL\n");
}

TEST(Route, DoesNotLookAtAMainNumbersOwnFeatures) {
  auto book = office(plan_of(reception()));
  book.lines.at("0").features = {.forward_always = "1", .do_not_disturb = 1};
  EXPECT_EQ(route(book, "0"), "0 -> RECEPTION 15s; NO_ANSWER: VOICEMAIL\n");
}

TEST(Route, LeavesAMainNumberWithoutAPlanToTheReception) {
  auto book = office(plan_of(voicemail()));
  book.offices.at("0").plan.reset();
  EXPECT_EQ(route(book, "0"), "0 -> RECEPTION\n");
  book.offices.clear();
  EXPECT_EQ(route(book, "0"), "0 -> RECEPTION\n");
}

TEST(Route, LeavesOutMembersThatCannotRing) {
  auto book = office(plan_of(hunt({"1", "2", "3", "9"})));
  book.lines.at("1").status = NumberStatus::reserved;
  EXPECT_EQ(route(book, "0"), "0 -> HUNT CIRCULAR 2,3 15s; NO_ANSWER: VOICEMAIL\n");
  book.lines.at("2").occupier_id = "BETA";
  EXPECT_EQ(route(book, "0"), "0 -> HUNT CIRCULAR 3 15s; NO_ANSWER: VOICEMAIL\n");
  book.lines.at("3").features.do_not_disturb = 1;
  EXPECT_EQ(route(book, "0"), "0 -> VOICEMAIL\n");
  book.lines.at("3").features = {};
  book.lines.at("3").site_id = "OXF";
  EXPECT_EQ(route(book, "0"), "0 -> VOICEMAIL\n");
}

TEST(Route, LetsNoAnswerTakeOverOnce) {
  auto plan = plan_of(hunt({"1"}));
  plan.no_answer = reception();
  EXPECT_EQ(route(office(plan), "0"),
            "0 -> HUNT CIRCULAR 1 15s; NO_ANSWER: RECEPTION 15s; NO_ANSWER: REJECT NO_ANSWER\n");
  plan.no_answer = hunt({"9"});
  EXPECT_EQ(route(office(plan), "0"), "0 -> HUNT CIRCULAR 1 15s; NO_ANSWER: REJECT NO_ANSWER\n");
  plan.in_hours = hunt({"9"});
  EXPECT_EQ(route(office(plan), "0"), "0 -> REJECT NO_ANSWER\n");
}

TEST(Route, LeadsThroughMenus) {
  auto plan = plan_of(menu("M"));
  plan.menus = {{"M", {{"1", hunt({"1"})}, {"#", menu("N")}}, reception(), menu("N")},
                {"N", {{"0", forward("2")}}, voicemail(), voicemail()}};
  EXPECT_EQ(route(office(plan), "0"),
            "0 -> MENU M\n"
            "0 M 1 -> HUNT CIRCULAR 1 15s; NO_ANSWER: VOICEMAIL\n"
            "0 M # -> MENU N\n"
            "0 M TIMEOUT -> RECEPTION 15s; NO_ANSWER: VOICEMAIL\n"
            "0 M INVALID -> MENU N\n"
            "0 N 0 -> FORWARD 2\n"
            "0 N TIMEOUT -> VOICEMAIL\n"
            "0 N INVALID -> VOICEMAIL\n"
            "2 -> RING 2 201 ADA 20s; BUSY: REJECT BUSY; NO_ANSWER: REJECT NO_ANSWER\n");
}

TEST(Route, DoesNotComeBackToAMenuByNoAnswer) {
  auto plan = plan_of(reception());
  plan.no_answer = menu("M");
  plan.menus = {{"M", {{"1", menu("N")}}, reception(), voicemail()},
                {"N", {{"1", hunt({"1"})}}, voicemail(), voicemail()}};
  EXPECT_EQ(route(office(plan), "0"),
            "0 -> RECEPTION 15s; NO_ANSWER: MENU M\n"
            "0 M 1 -> MENU N\n"
            "0 M TIMEOUT -> RECEPTION 15s; NO_ANSWER: REJECT NO_ANSWER\n"
            "0 M INVALID -> VOICEMAIL\n"
            "0 N 1 -> HUNT CIRCULAR 1 15s; NO_ANSWER: REJECT NO_ANSWER\n"
            "0 N TIMEOUT -> VOICEMAIL\n"
            "0 N INVALID -> VOICEMAIL\n");
}

TEST(Route, TellsMenusOfTwoOfficesApart) {
  auto plan = plan_of(menu("M"));
  plan.menus = {{"M", {{"1", forward("9")}}, voicemail(), voicemail()}};
  auto book = office(plan);
  book.lines.emplace("9", line());
  book.lines.at("9").main = 1;
  plan.menus = {{"M", {{"1", reception()}}, voicemail(), voicemail()}};
  book.offices.emplace("9", CallBook::Office{zone("Asia/Tokyo"), plan});
  // It is night in Tokyo when it is noon in London.
  EXPECT_EQ(route(book, "0"),
            "0 -> MENU M\n"
            "0 M 1 -> FORWARD 9\n"
            "0 M TIMEOUT -> VOICEMAIL\n"
            "0 M INVALID -> VOICEMAIL\n"
            "9 -> VOICEMAIL night@example.org\n");
  EXPECT_EQ(route(book, "9", "2026-01-06T03:00:00Z"),
            "9 -> MENU M\n"
            "9 M 1 -> RECEPTION 15s; NO_ANSWER: VOICEMAIL\n"
            "9 M TIMEOUT -> VOICEMAIL\n"
            "9 M INVALID -> VOICEMAIL\n");
}

bool is_open(const CallPlan& plan, std::string_view at, std::string_view zone_name = "Europe/London") {
  return within_hours(plan, zone(zone_name).local_time(instant(at)));
}

TEST(RouteHours, AreThoseOfTheWeekdayAtTheSite) {
  const auto plan = plan_of(reception());
  EXPECT_FALSE(is_open(plan, "2026-01-05T08:29:59Z"));
  EXPECT_TRUE(is_open(plan, "2026-01-05T08:30:00Z"));
  EXPECT_TRUE(is_open(plan, "2026-01-05T17:59:59Z"));
  EXPECT_FALSE(is_open(plan, "2026-01-05T18:00:00Z"));
  EXPECT_FALSE(is_open(plan, "2026-01-04T12:00:00Z"));                // a Sunday
  EXPECT_TRUE(is_open(plan, "2026-01-04T23:30:00Z", "Asia/Tokyo"));   // Monday morning there
  EXPECT_FALSE(is_open(plan, "2026-01-09T23:30:00Z", "Asia/Tokyo"));  // Saturday morning there
  EXPECT_FALSE(is_open({}, "2026-01-05T12:00:00Z"));
}

TEST(RouteHours, GiveWayToExceptions) {
  auto plan = plan_of(reception());
  plan.exceptions = {
      {*domain::parse_date("2026-12-25"), {}},
      {*domain::parse_date("2026-12-24"), {{minute(9, 0), minute(10, 0)}, {minute(11, 0), minute(12, 0)}}},
      {*domain::parse_date("2026-12-26"), {{0, minute(24, 0)}}}};
  EXPECT_FALSE(is_open(plan, "2026-12-25T12:00:00Z"));  // a Friday
  EXPECT_TRUE(is_open(plan, "2026-12-24T09:30:00Z"));
  EXPECT_FALSE(is_open(plan, "2026-12-24T10:00:00Z"));
  EXPECT_TRUE(is_open(plan, "2026-12-24T11:00:00Z"));
  EXPECT_FALSE(is_open(plan, "2026-12-24T12:00:00Z"));
  EXPECT_TRUE(is_open(plan, "2026-12-26T00:00:00Z"));  // a Saturday
  EXPECT_TRUE(is_open(plan, "2026-12-26T23:59:59Z"));
  EXPECT_FALSE(is_open(plan, "2026-12-27T00:00:00Z"));
}

TEST(RouteHours, OnTheDaysTheClocksChange) {
  CallPlan plan;
  plan.hours = {{7, minute(1, 30), minute(2, 30)}};
  // London, 29 March 2026: 01:00 is followed by 02:00.
  EXPECT_FALSE(is_open(plan, "2026-03-29T00:59:59Z"));  // 00:59:59
  EXPECT_TRUE(is_open(plan, "2026-03-29T01:00:00Z"));   // 02:00
  EXPECT_TRUE(is_open(plan, "2026-03-29T01:29:59Z"));   // 02:29:59
  EXPECT_FALSE(is_open(plan, "2026-03-29T01:30:00Z"));  // 02:30
  // London, 25 October 2026: 02:00 is followed by 01:00 again.
  EXPECT_FALSE(is_open(plan, "2026-10-25T00:29:59Z"));  // 01:29:59, the first time
  EXPECT_TRUE(is_open(plan, "2026-10-25T00:30:00Z"));   // 01:30, the first time
  EXPECT_FALSE(is_open(plan, "2026-10-25T01:00:00Z"));  // 01:00, the second time
  EXPECT_TRUE(is_open(plan, "2026-10-25T01:30:00Z"));   // 01:30, the second time
  EXPECT_TRUE(is_open(plan, "2026-10-25T02:29:59Z"));
  EXPECT_FALSE(is_open(plan, "2026-10-25T02:30:00Z"));
}

TEST(RouteHours, DecideWhatHappensWithACall) {
  const auto book = office(plan_of(reception()));
  EXPECT_EQ(route(book, "0", "2026-03-27T17:30:00Z"), "0 -> RECEPTION 15s; NO_ANSWER: VOICEMAIL\n");
  // Summer time: 18:30 in London.
  EXPECT_EQ(route(book, "0", "2026-03-30T17:30:00Z"), "0 -> VOICEMAIL night@example.org\n");
}

}  // namespace
}  // namespace tenure::test
