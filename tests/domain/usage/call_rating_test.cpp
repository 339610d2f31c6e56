#include "domain/usage/call_rating.h"

#include <vector>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace tenure::domain {
namespace {

constexpr std::int64_t penny = 1'000'000;

CallRate per_second_after_a_minute() { return {"", 0, 0, 60, 1, 1}; }

TEST(CallRating, BillsTheInitialIncrementThenMultiples) {
  const auto rate = per_second_after_a_minute();
  EXPECT_EQ(billed_seconds(0, rate), 0u);
  EXPECT_EQ(billed_seconds(1, rate), 60u);
  EXPECT_EQ(billed_seconds(60, rate), 60u);
  EXPECT_EQ(billed_seconds(61, rate), 61u);
  const CallRate by_six{"", 0, 0, 30, 6, 1};
  EXPECT_EQ(billed_seconds(30, by_six), 30u);
  EXPECT_EQ(billed_seconds(31, by_six), 36u);
  EXPECT_EQ(billed_seconds(36, by_six), 36u);
  EXPECT_EQ(billed_seconds(37, by_six), 42u);
}

TEST(CallRating, RefusesSecondsThatHaveNo32Bits) {
  EXPECT_EQ(billed_seconds(4'294'967'295u, {"", 0, 0, 1, 86'400, 1}), std::nullopt);
  EXPECT_EQ(billed_seconds(4'294'967'295u, {"", 0, 0, 1, 1, 1}), 4'294'967'295u);
}

TEST(CallRating, TheLongestPrefixDecides) {
  const TariffVersion version{Date{0}, {{"", 1, 0, 1, 1, 1}, {"33", 2, 0, 1, 1, 1}, {"336", 3, 0, 1, 1, 1}}};
  EXPECT_EQ(rate_for(version, "33612345678")->connection_fee, 3);
  EXPECT_EQ(rate_for(version, "33123456789")->connection_fee, 2);
  EXPECT_EQ(rate_for(version, "442079460001")->connection_fee, 1);
  EXPECT_EQ(rate_for(version, "")->connection_fee, 1);
  const TariffVersion only_france{Date{0}, {{"33", 2, 0, 1, 1, 1}}};
  EXPECT_EQ(rate_for(only_france, "442079460001"), nullptr);
  EXPECT_EQ(rate_for(only_france, "3"), nullptr);
  EXPECT_EQ(rate_for(only_france, ""), nullptr);
}

TEST(CallRating, TheVersionInForceIsTheLastThatHasBegun) {
  const Tariff tariff{"GBP", {{Date{10}, {}}, {Date{20}, {}}}};
  EXPECT_EQ(version_on(tariff, Date{9}), nullptr);
  EXPECT_EQ(version_on(tariff, Date{10})->from, Date{10});
  EXPECT_EQ(version_on(tariff, Date{19})->from, Date{10});
  EXPECT_EQ(version_on(tariff, Date{20})->from, Date{20});
}

RatedCall call(std::int64_t start, std::uint32_t seconds, std::int64_t fee, std::int64_t per_minute) {
  return {Instant{start}, seconds, fee, per_minute, 1};
}

TEST(CallRating, RoundsABillOnce) {
  // Three calls of a third of a penny: one penny, where rounding each would come to nothing.
  const std::vector<RatedCall> calls{call(1, 20, 0, penny), call(2, 20, 0, penny), call(3, 20, 0, penny)};
  EXPECT_EQ(bill_of(calls, 0, Rounding::HALF_UP), (UsageBill{3, 60, 0, MinorUnits{1}}));
  const std::vector<RatedCall> half{call(1, 30, 0, penny)};
  EXPECT_EQ(bill_of(half, 0, Rounding::HALF_UP)->net, MinorUnits{1});
  EXPECT_EQ(bill_of(half, 0, Rounding::HALF_EVEN)->net, MinorUnits{0});
}

TEST(CallRating, IncludedSecondsGoToCallsInTheOrderOfTheirStart) {
  // A cheap call, then a dear one: two minutes are included.
  const std::vector<RatedCall> calls{call(1, 60, 2 * penny, 3 * penny), call(2, 120, 5 * penny, 60 * penny)};
  // The first is free with its fee; of the second 60 seconds and the fee are charged: 5 + 60.
  EXPECT_EQ(bill_of(calls, 120, Rounding::HALF_UP), (UsageBill{2, 180, 120, MinorUnits{65}}));
  EXPECT_EQ(bill_of(calls, 0, Rounding::HALF_UP)->net, MinorUnits{2 + 3 + 5 + 120});
  EXPECT_EQ(bill_of(calls, 1'000, Rounding::HALF_UP), (UsageBill{2, 180, 180, MinorUnits{0}}));
}

TEST(CallRating, CallsThatMayNotUseIncludedSecondsLeaveThemToOthers) {
  const std::vector<RatedCall> calls{{Instant{1}, 60, 0, 7 * penny, 0}, call(2, 60, 0, 9 * penny)};
  EXPECT_EQ(bill_of(calls, 60, Rounding::HALF_UP), (UsageBill{2, 120, 60, MinorUnits{7}}));
}

TEST(CallRating, ABillThatHasNoInt64IsAnOverflow) {
  const std::vector<RatedCall> calls(20, call(1, 4'000'000'000u, 0, 9'000'000'000'000'000));
  EXPECT_FALSE(bill_of(std::span{calls}, 0, Rounding::HALF_UP));
  EXPECT_TRUE(cost_at_most(calls.front()));
}

RC_GTEST_PROP(CallRating, CostsNeverMoreThanWasCheckedAndNeverLessWithMoreIncluded, ()) {
  const auto number_of_calls = *rc::gen::inRange(0, 20);
  std::vector<RatedCall> calls;
  std::int64_t most = 0;
  for (int i = 0; i < number_of_calls; ++i) {
    calls.push_back({Instant{*rc::gen::inRange(0, 5)}, *rc::gen::inRange(0u, 300u),
                     *rc::gen::inRange<std::int64_t>(0, 3 * penny),
                     *rc::gen::inRange<std::int64_t>(0, 9 * penny), *rc::gen::element<std::uint8_t>(0, 1)});
    most += cost_at_most(calls.back())->value();
  }
  std::ranges::sort(calls);
  const auto some = *rc::gen::inRange<std::uint64_t>(0, 1'000);
  const auto more = some + *rc::gen::inRange<std::uint64_t>(0, 1'000);
  const auto without = bill_of(calls, 0, Rounding::HALF_UP)->net;
  const auto with_some = bill_of(calls, some, Rounding::HALF_UP)->net;
  RC_ASSERT(without.value() <= most);
  RC_ASSERT(with_some <= without);
  RC_ASSERT(bill_of(calls, more, Rounding::HALF_UP)->net <= with_some);
}

}  // namespace
}  // namespace tenure::domain
