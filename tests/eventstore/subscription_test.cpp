// Readers: from any position to the end and then live, every event once, whatever the reader's pace.

#include <atomic>
#include <future>
#include <thread>

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/eventstore/support.h"

namespace tenure::test {
namespace {

using eventstore::Position;
using eventstore::Subscription;
using std::chrono::milliseconds;
using std::chrono::minutes;
using testing::ElementsAre;
using testing::IsEmpty;

std::string occupier(int number) {
  return fmt::format(R"(RegisterOccupier {{"occupier_id":"O-{:06}","name":"An occupier"}})", number);
}

void send_occupiers(House& house, int from, int to) {
  for (int number = from; number < to; ++number) house.send(fmt::format("c-{:06}", number), occupier(number));
}

// All positions up to now.
std::vector<std::uint64_t> drain(Subscription& subscription) {
  std::vector<std::uint64_t> positions;
  for (;;) {
    const auto after = subscription.position();
    const auto commit = subscription.next();
    EXPECT_TRUE(commit);
    if (!commit || !*commit) return positions;
    for (auto position = std::max((*commit)->first(), Position{after.value + 1});
         position <= (*commit)->last(); ++position.value) {
      positions.push_back((*commit)->event_at(position).position());
    }
  }
}

std::vector<std::uint64_t> positions_between(std::uint64_t first, std::uint64_t last) {
  std::vector<std::uint64_t> all;
  for (auto position = first; position <= last; ++position) all.push_back(position);
  return all;
}

TEST(Subscription, BeginsAnywhere) {
  House house;
  send_occupiers(house, 0, 20);
  for (const std::uint64_t after : {0, 1, 19, 20, 25}) {
    const auto subscription = house.partition().subscribe({after});
    EXPECT_EQ(drain(*subscription), positions_between(after + 1, 20));
  }
}

TEST(Subscription, GoesOnLive) {
  House house;
  const auto subscription = house.partition().subscribe({0});
  EXPECT_THAT(drain(*subscription), IsEmpty());
  send_occupiers(house, 0, 3);
  EXPECT_THAT(drain(*subscription), ElementsAre(1, 2, 3));
  EXPECT_THAT(drain(*subscription), IsEmpty());
  send_occupiers(house, 3, 4);
  EXPECT_THAT(drain(*subscription), ElementsAre(4));
}

TEST(Subscription, ReadsFromTheLogWhatTheFeedNoLongerHas) {
  House house;
  house.options().feed_bytes_max = 2'048;
  house.reopen();
  const auto subscription = house.partition().subscribe({0});
  send_occupiers(house, 0, 200);
  EXPECT_EQ(drain(*subscription), positions_between(1, 200));
  house.reopen();
  EXPECT_EQ(drain(*house.partition().subscribe({150})), positions_between(151, 200));
}

// So many registrations in commits of a thousand or less; the same ones again are refused.
void send_many_occupiers(House& house, const std::string& ids, int from, int to) {
  for (int begin = from; begin < to; begin += 1'000) {
    eventstore::Batch batch;
    for (int number = begin; number < std::min(begin + 1'000, to); ++number) {
      add(batch, fmt::format("{}-{:06}", ids, number), occupier(number));
    }
    ASSERT_TRUE(house.partition().submit_and_wait(std::move(batch)));
  }
}

TEST(Subscription, CatchesUpOverManyStretchesOfTheLog) {
  House house;
  send_many_occupiers(house, "a", 0, 8'000);
  // More refusals than are read at a time.
  send_many_occupiers(house, "b", 0, 8'000);
  send_many_occupiers(house, "c", 8'000, 16'000);
  house.reopen();
  EXPECT_EQ(drain(*house.partition().subscribe({0})), positions_between(1, 16'000));
  EXPECT_EQ(drain(*house.partition().subscribe({7'999})), positions_between(8'000, 16'000));
  const auto follower = house.partition().subscribe({8'000});
  EXPECT_EQ(drain(*follower), positions_between(8'001, 16'000));
  send_occupiers(house, 16'000, 16'001);
  EXPECT_THAT(drain(*follower), ElementsAre(16'001));
}

TEST(Subscription, MayEndOrOutliveItsPartitionWhileTheLogIsReadAhead) {
  House house;
  send_many_occupiers(house, "a", 0, 16'000);
  house.reopen();
  const auto subscription = house.partition().subscribe({0});
  ASSERT_TRUE(subscription->next());
  {
    ASSERT_TRUE(house.partition().subscribe({0})->next());
  }
  house.close();
  auto after = subscription->position();
  auto read = subscription->next();
  while (read) {
    ASSERT_TRUE(*read);
    EXPECT_EQ((*read)->first(), Position{after.value + 1});
    after = subscription->position();
    read = subscription->next();
  }
  EXPECT_LT(after, Position{16'000});
  EXPECT_EQ(read.error().message, "the partition was closed");
}

TEST(Subscription, RefusalsAreNotHandedOut) {
  House house;
  send_occupiers(house, 0, 1);
  house.send("r1", occupier(0));
  house.send("r2", occupier(0));
  send_occupiers(house, 1, 2);
  house.send("r3", occupier(0));
  const auto live = house.partition().subscribe({0});
  EXPECT_THAT(drain(*live), ElementsAre(1, 2));
  house.reopen();
  EXPECT_THAT(drain(*house.partition().subscribe({0})), ElementsAre(1, 2));
  EXPECT_THAT(drain(*house.partition().subscribe({1})), ElementsAre(2));
}

TEST(Subscription, ACommitMayBeginBeforeThePosition) {
  House house;
  eventstore::Batch batch;
  for (int number = 0; number < 10; ++number) add(batch, fmt::format("c-{}", number), occupier(number));
  ASSERT_TRUE(house.partition().submit_and_wait(std::move(batch)));
  EXPECT_EQ(drain(*house.partition().subscribe({4})), positions_between(5, 10));
  house.reopen();
  EXPECT_EQ(drain(*house.partition().subscribe({4})), positions_between(5, 10));
}

TEST(Subscription, MayOutliveItsPartition) {
  House house;
  house.options().feed_bytes_max = 1;
  house.reopen();
  const auto subscription = house.partition().subscribe({0});
  send_occupiers(house, 0, 5);
  house.close();
  const auto read = subscription->next();
  ASSERT_FALSE(read);
  EXPECT_EQ(read.error().message, "the partition was closed");
  EXPECT_FALSE(subscription->wait_next(minutes{10}));
}

TEST(Subscription, WaitingEndsWhenSomethingComes) {
  House house;
  const auto subscription = house.partition().subscribe({0});
  auto waiting = std::async(std::launch::async, [&] { return subscription->wait_next(minutes{10}); });
  send_occupiers(house, 0, 1);
  const auto commit = waiting.get();
  ASSERT_TRUE(commit);
  ASSERT_TRUE(*commit);
  EXPECT_EQ((*commit)->first(), Position{1});
}

TEST(Subscription, WaitingEndsWithNothingWhenNothingComesOrThePartitionShutsDown) {
  House house;
  const auto subscription = house.partition().subscribe({0});
  EXPECT_FALSE(subscription->wait_next(milliseconds{1}).value());
  auto waiting = std::async(std::launch::async, [&] { return subscription->wait_next(minutes{10}); });
  house.partition().shut_down();
  EXPECT_FALSE(waiting.get().value());
}

TEST(Subscription, IsWokenOnceWhenSomethingComes) {
  House house;
  const auto subscription = house.partition().subscribe({0});
  std::atomic<int> woken = 0;
  subscription->notify_once([&] { ++woken; });
  EXPECT_EQ(woken, 0);
  send_occupiers(house, 0, 1);
  EXPECT_EQ(woken, 1) << "before the answer";
  send_occupiers(house, 1, 2);
  EXPECT_EQ(woken, 1);
  subscription->notify_once([&] { ++woken; });
  EXPECT_EQ(woken, 2) << "at once, there is something already";
}

TEST(Subscription, ALaterWakeUpReplacesTheEarlierAndNoneOutlivesItsSubscription) {
  House house;
  std::atomic<int> first = 0;
  std::atomic<int> second = 0;
  {
    const auto subscription = house.partition().subscribe({0});
    subscription->notify_once([&] { ++first; });
    subscription->notify_once([&] { ++second; });
    send_occupiers(house, 0, 1);
    drain(*subscription);
    subscription->notify_once([&] { ++second; });
  }
  send_occupiers(house, 1, 2);
  EXPECT_EQ(first, 0);
  EXPECT_EQ(second, 1);
}

TEST(Subscription, ReadersOfEveryPaceSeeEverythingOnceWhileWritersGoOn) {
  House house;
  house.options().feed_bytes_max = 8 * 1024;
  house.reopen();
  constexpr std::uint64_t events = 600;
  std::vector<std::jthread> readers;
  std::vector<std::vector<std::uint64_t>> seen(3);
  for (std::size_t reader = 0; reader < seen.size(); ++reader) {
    readers.emplace_back([&, reader] {
      // One is always there, one looks only after every hundredth event, one comes late.
      const std::uint64_t pace = reader == 1 ? 100 : 1;
      const auto subscription = house.partition().subscribe({reader == 2 ? events / 2 : 0});
      while (subscription->position().value < events) {
        const auto beyond = std::min(events, subscription->position().value + pace);
        while (house.partition().committed().value < beyond) std::this_thread::yield();
        for (const auto position : drain(*subscription)) seen[reader].push_back(position);
      }
    });
  }
  send_occupiers(house, 0, events);
  readers.clear();
  EXPECT_EQ(seen[0], positions_between(1, events));
  EXPECT_EQ(seen[1], positions_between(1, events));
  EXPECT_EQ(seen[2], positions_between(events / 2 + 1, events));
}

}  // namespace
}  // namespace tenure::test
