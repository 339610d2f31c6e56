// No circle of calls, however the three commands that lead calls on are mixed: after each, a search that cannot be wrong
// because it tries every way finds none. What it searches is kept here, from what the commands said.

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "domain/telephony/call_graph.h"
#include "tests/domain/scenario.h"
#include "tests/domain/telephony/telephone_house.h"

namespace tenure::test {
namespace {

constexpr std::size_t numbers_count = 6;
constexpr std::size_t acme_count = 4;

std::string number(std::size_t index) { return fmt::format("+4420794602{:02}", index); }
std::string_view holder(std::size_t index) { return index < acme_count ? "ACME" : "BETA"; }

using Ways = std::set<std::string>;

/// What each number and each occupier's call handling was told to lead to, and the main numbers.
struct Told {
  std::map<std::string, Ways> forwards;
  std::map<std::string, Ways> handling;
  std::map<std::string, std::string> main;

  [[nodiscard]] Ways from(const std::string& at) const {
    Ways ways;
    if (const auto found = forwards.find(at); found != forwards.end()) ways = found->second;
    for (const auto& [occupier, main_number] : main) {
      const auto found = handling.find(occupier);
      if (main_number == at && found != handling.end())
        ways.insert(found->second.begin(), found->second.end());
    }
    return ways;
  }
  /// Whether a call can go on for more steps than there are numbers.
  [[nodiscard]] bool has_circle() const {
    for (std::size_t start = 0; start < numbers_count; ++start) {
      Ways reached{number(start)};
      for (std::size_t step = 0; step < numbers_count; ++step) {
        Ways next;
        for (const auto& at : reached) next.merge(from(at));
        reached = std::move(next);
      }
      if (!reached.empty()) return true;
    }
    return false;
  }
};

std::string stock() {
  std::string lines = telephone_house();
  lines += R"(
    given ActivateService {"service_id":"MORE-A","contract_id":"ACME-LON"}
    given ActivateService {"service_id":"MORE-B","contract_id":"BETA-LON"}
  )";
  for (std::size_t i = 0; i < numbers_count; ++i) {
    lines += fmt::format(
        "\n given ProvisionPhoneNumber {{\"number\":\"{0}\"}}"
        "\n given AllocatePhoneNumber {{\"number\":\"{0}\",\"occupier_id\":\"{1}\"}}"
        "\n given ActivatePhoneNumber {{\"number\":\"{0}\"}}",
        number(i), holder(i));
  }
  return lines + "\n";
}

std::size_t any_number() { return *rc::gen::inRange<std::size_t>(0, numbers_count); }

/// One command, and what is true when it is accepted.
struct Step {
  std::string line;
  Told then;
};

Step configure(const Told& now) {
  const auto at = number(any_number());
  Step step{.line = {}, .then = now};
  auto& ways = step.then.forwards[at];
  ways.clear();
  std::string features;
  for (const auto* way : {"forward_always", "forward_busy", "forward_no_answer"}) {
    if (*rc::gen::inRange(0, 3) != 0) continue;
    const auto to = number(any_number());
    ways.insert(to);
    features += fmt::format("{}\"{}\":\"{}\"", features.empty() ? "" : ",", way, to);
  }
  step.line = fmt::format(R"(ConfigurePhoneNumber {{"number":"{}","features":{{{}}}}})", at, features);
  return step;
}

Step nominate(const Told& now) {
  const auto index = any_number();
  Step step{.line = {}, .then = now};
  step.then.main[std::string{holder(index)}] = number(index);
  step.line =
      fmt::format(R"(NominateMainNumber {{"occupier_id":"{}","number":"{}"}})", holder(index), number(index));
  return step;
}

Step handle(const Told& now) {
  const bool acme = *rc::gen::arbitrary<bool>();
  const std::string occupier{acme ? "ACME" : "BETA"};
  const auto member =
      number(*rc::gen::inRange<std::size_t>(acme ? 0 : acme_count, acme ? acme_count : numbers_count));
  const auto forwarded = number(any_number());
  const auto keyed = number(any_number());
  Step step{.line = {}, .then = now};
  step.then.handling[occupier] = {member, forwarded, keyed};
  step.line =
      fmt::format(R"(SetCallHandling {{"occupier_id":"{}","in_hours":{{"kind":"HUNT","members":["{}"]}},)"
                  R"("no_answer":{{"kind":"FORWARD","number":"{}"}},"menus":[{{"menu_id":"M",)"
                  R"("keys":[{{"key":"1","treatment":{{"kind":"FORWARD","number":"{}"}}}}],)"
                  R"("timeout":{{"kind":"RECEPTION"}},"invalid":{{"kind":"RECEPTION"}}}}]}})",
                  occupier, member, forwarded, keyed);
  return step;
}

/// A main number gives way, so that another can be nominated.
Step deactivate_main(const Told& now) {
  Step step{.line = {}, .then = now};
  if (now.main.empty()) return configure(now);
  const auto main = *now.main.begin();
  step.then.main.erase(main.first);
  step.line = fmt::format(R"(DeactivatePhoneNumber {{"number":"{}"}})", main.second);
  return step;
}

RC_GTEST_PROP(CallCircles, AreRefusedAndNothingElseIs, ()) {
  static const auto background = stock();
  Scenario scenario;
  prepare(scenario, background);
  Told told;
  const auto steps = *rc::gen::inRange(1, 40);
  bool refused = false;
  for (int i = 0; i < steps; ++i) {
    static constexpr std::array makers{configure, configure, handle, nominate, deactivate_main};
    const auto step = makers[*rc::gen::inRange<std::size_t>(0, makers.size())](told);
    const auto applied = scenario.send(step.line);
    if (applied) {
      told = step.then;
      RC_ASSERT(!told.has_circle());
      if (step.line.starts_with("Deactivate")) {
        scenario.given("Activate" + step.line.substr(std::string_view{"Deactivate"}.size()));
      }
    } else if (applied.error().code == domain::Code::CALL_ROUTE_CYCLE) {
      RC_ASSERT(step.then.has_circle());
      refused = true;
    } else {
      RC_ASSERT(applied.error().code == domain::Code::MAIN_NUMBER_EXISTS);
    }
  }
  RC_CLASSIFY(refused, "a circle was refused");
}

TEST(CallCircles, AreNotLookedForBeyondABound) {
  Scenario scenario;
  prepare(scenario, telephone_house());
  const auto entitled = domain::call_route_numbers_max + 10;
  scenario.given(fmt::format(
      R"(ActivateService {{"service_id":"MANY","contract_id":"ACME-LON","quantity":{}}})", entitled));
  const auto at = [](std::size_t i) { return fmt::format("+44207947{:04}", i); };
  const auto leads_on = [&](std::size_t from) {
    return fmt::format(R"(ConfigurePhoneNumber {{"number":"{}","features":{{"forward_always":"{}"}}}})",
                       at(from), at(from + 1));
  };
  // A chain, made from its end so that each walk but the last ones is short.
  for (std::size_t i = 0; i <= domain::call_route_numbers_max + 1; ++i) {
    scenario.given(fmt::format(
        "ProvisionPhoneNumber {{\"number\":\"{0}\"}}\nAllocatePhoneNumber {{\"number\":\"{0}\"}}\n"
        "ActivatePhoneNumber {{\"number\":\"{0}\"}}",
        at(i)));
  }
  for (std::size_t i = domain::call_route_numbers_max; i > 0; --i) scenario.given(leads_on(i));
  const auto applied = scenario.send(leads_on(0));
  ASSERT_FALSE(applied);
  EXPECT_EQ(applied.error().code, domain::Code::CALL_ROUTE_CYCLE);
  EXPECT_NE(applied.error().detail.find("1000"), std::string::npos) << applied.error().detail;
}

}  // namespace
}  // namespace tenure::test
