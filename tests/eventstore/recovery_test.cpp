// What is there after closing and opening again: everything that was answered, and nothing else.

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "eventstore/verify.h"
#include "tests/eventstore/support.h"

namespace tenure::test {
namespace {

using eventstore::Position;
using testing::IsEmpty;

std::string occupier(std::string_view id) {
  return fmt::format(R"(RegisterOccupier {{"occupier_id":"{}","name":"An occupier"}})", id);
}
std::string price(int amount) {
  return fmt::format(
      R"(SetPrice {{"site_id":"LON","product_id":"TEA","unit_price":{},"per":"UNIT","from":"2026-02-01"}})",
      amount);
}
std::string charge(int number) {
  return fmt::format(
      R"(AddCharge {{"charge_id":"CH-{:06}","occupier_id":"ACME","site_id":"LON","product_id":"TEA","quantity":1}})",
      number);
}

void expect_clean(House& house) {
  const auto report = eventstore::verify(house.partition());
  EXPECT_TRUE(report) << report.error().position.value << " " << report.error().what;
}

TEST(Recovery, AnEmptyPartitionOpensAgain) {
  House house;
  house.reopen();
  EXPECT_EQ(house.partition().committed(), Position{0});
  EXPECT_THAT(house.events(), IsEmpty());
  expect_clean(house);
}

// Commits without events share their position with the one that follows.
TEST(Recovery, BeginsWithARefusal) {
  House house;
  EXPECT_EQ(text_of(house.send("c1", price(1))).substr(0, 20), "refused UNKNOWN_SITE");
  EXPECT_EQ(text_of(house.send("c2", price(2))).substr(0, 20), "refused UNKNOWN_SITE");
  EXPECT_EQ(text_of(house.send("c3", occupier("ACME"))), "accepted 1+1");
  expect_clean(house);
  house.reopen();
  EXPECT_EQ(text_of(house.send("c1", price(1))).substr(0, 26), "again refused UNKNOWN_SITE");
  EXPECT_EQ(text_of(house.send("c3", occupier("ACME"))), "again accepted 1+1");
  expect_clean(house);
}

TEST(Recovery, EverythingIsThereAgain) {
  House house;
  house.given_estate();
  const auto before = house.events();
  const auto status = house.partition().status();
  house.reopen();
  EXPECT_EQ(house.events(), before);
  EXPECT_EQ(house.partition().status().commit, status.commit);
  EXPECT_EQ(house.partition().status().chain, status.chain);
  EXPECT_EQ(house.partition().status().recorded_at, status.recorded_at);
  EXPECT_EQ(text_of(house.send("c1", charge(1))), "accepted 12+1");
  EXPECT_EQ(house.events().back(), "12 charge/CH-000001@1 ChargeRaised by c1");
  expect_clean(house);
}

TEST(Recovery, VersionsGoOnWhereTheyWere) {
  House house;
  house.given_estate();
  for (int round = 0; round < 12; ++round) {
    house.send(fmt::format("c{}", round), price(round));
    house.reopen();
  }
  EXPECT_EQ(house.events().back(), "23 site/LON@16 PriceSet by c11");
  expect_clean(house);
}

TEST(Recovery, RefusalsBehindTheLastEventCountToo) {
  House house;
  house.given_estate();
  house.send("c1", occupier("ACME"));
  house.reopen();
  EXPECT_EQ(text_of(house.send("c1", occupier("ACME"))), "again refused ALREADY_EXISTS");
  house.send("c2", occupier("ACME"));
  house.reopen();
  EXPECT_EQ(text_of(house.send("c3", charge(1))), "accepted 12+1");
  EXPECT_TRUE(house.partition().commit_at({12}).value()->holds({12})) << "not the refusals before it";
  EXPECT_TRUE(house.partition().commit_at({11}).value()->holds({11}));
  expect_clean(house);
}

// Small segments and a cache that holds next to nothing: every way of loading an aggregate is taken.
class RecoveryOfSegments : public testing::Test {
 protected:
  RecoveryOfSegments() {
    house_.options().segment_events = 50;
    house_.options().cache_bytes_max = 12 * 1024;
    house_.options().feed_bytes_max = 8 * 1024;
    house_.reopen();
    house_.given_estate();
  }
  void add_history(int from, int to) {
    for (int number = from; number < to; ++number) {
      EXPECT_EQ(house_.send(fmt::format("ch-{:06}", number), charge(number)).outcome,
                eventstore::Answer::Outcome::accepted);
      if (number % 5 == 0) house_.send(fmt::format("pr-{:06}", number), price(number));
      // An old charge, cold by now.
      if (number % 7 == 0 && number > 100) {
        const auto reverse =
            fmt::format(R"(ReverseCharge {{"charge_id":"CH-{:06}","reversal_reason":"wrong"}})", number - 98);
        EXPECT_EQ(house_.send(fmt::format("rv-{:06}", number), reverse).outcome,
                  eventstore::Answer::Outcome::accepted);
      }
    }
  }
  House house_;
};

TEST_F(RecoveryOfSegments, AreSealedAndRead) {
  add_history(0, 300);
  const auto before = house_.events();
  expect_clean(house_);
  house_.reopen();
  EXPECT_GE(house_.partition().status().indexed_up_to, 250U);
  EXPECT_EQ(house_.events(), before);
  expect_clean(house_);
  add_history(300, 400);
  expect_clean(house_);
  const auto site = house_.partition().fold_stream("OP", {domain::StreamKind::site, "LON"});
  EXPECT_EQ(site.value()->version(), 4U + 80U);
}

TEST_F(RecoveryOfSegments, SavedStatesAreOnlyAShortcut) {
  add_history(0, 200);
  house_.reopen();
  const auto report = eventstore::verify(house_.partition());
  ASSERT_TRUE(report) << report.error().what;
  EXPECT_GE(report->saved_states, 1U) << "the site's stream is long";
  EXPECT_EQ(report->events, house_.partition().committed().value);
}

TEST_F(RecoveryOfSegments, AnOldChargeStillExists) {
  add_history(0, 200);
  house_.reopen();
  EXPECT_EQ(text_of(house_.send("late", charge(3))), "refused ALREADY_EXISTS");
  house_.options().filter_bytes_max = 0;
  house_.reopen();
  EXPECT_EQ(text_of(house_.send("later", charge(3))), "refused ALREADY_EXISTS");
}

TEST_F(RecoveryOfSegments, ASmallerSegmentSizeSealsMoreWhenOpened) {
  add_history(0, 60);
  house_.options().segment_events = 10;
  house_.reopen();
  EXPECT_GT(house_.partition().status().indexed_up_to, house_.partition().committed().value - 11);
  expect_clean(house_);
}

TEST_F(RecoveryOfSegments, LongWorkIsReported) {
  add_history(0, 20);
  std::uint64_t reports = 0;
  house_.options().progress = [&](std::string_view, std::uint64_t, std::uint64_t) { ++reports; };
  house_.reopen();
  EXPECT_GT(reports, 0U);
}

}  // namespace
}  // namespace tenure::test
