// Storage that fails: what was answered is there afterwards, what was not answered may be sent again, and nothing is
// there twice or in part.

#include <future>

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "eventstore/verify.h"
#include "tests/eventstore/fault_file_system.h"
#include "tests/eventstore/support.h"

namespace tenure::test {
namespace {

using eventstore::PartitionStatus;
using eventstore::Position;
using eventstore::SubmitError;
using testing::HasSubstr;

std::string occupier(int number) {
  return fmt::format(R"(RegisterOccupier {{"occupier_id":"O-{:06}","name":"An occupier"}})", number);
}
std::string id_of(int number) { return fmt::format("c-{:06}", number); }

// A house whose storage can be made to fail. Its storage is declared first: it outlives the partition.
class FaultInjection : public testing::Test {
 protected:
  FaultInjection() {
    house_.options().environment = storage_.environment();
    house_.options().segment_events = 40;
    house_.reopen();
  }

  // Sends the command; nothing where there was no answer.
  std::optional<eventstore::Answer> try_send(int number) {
    auto answer = house_.partition().submit_and_wait(batch_of(id_of(number), occupier(number)));
    if (!answer) {
      EXPECT_EQ(answer.error(), SubmitError::stopped);
      return std::nullopt;
    }
    return answer->answers.at(0);
  }

  // Sends until there is no answer any more; returns how many were answered. A fault in what the indexer does comes when
  // it gets that far, however far behind the commands it is: only what it sealed counts against the limit.
  int send_until_it_fails(std::uint64_t sealed_max = 2'000) {
    int number = 0;
    while (house_.partition().status().indexed_up_to < sealed_max && try_send(number)) ++number;
    return number;
  }

  // The first `answered` commands have their answers for ever; the others are applied now, once.
  void expect_recovered(int answered) {
    EXPECT_GE(house_.partition().committed().value, static_cast<std::uint64_t>(answered));
    EXPECT_LE(house_.partition().committed().value, static_cast<std::uint64_t>(answered) + 1);
    for (int number = 0; number < answered; ++number) {
      ASSERT_EQ(text_of(house_.send(id_of(number), occupier(number))),
                fmt::format("again accepted {}+1", number + 1));
    }
    for (int number = answered; number < answered + 3; ++number) {
      const auto answer = house_.send(id_of(number), occupier(number));
      ASSERT_EQ(answer.outcome, eventstore::Answer::Outcome::accepted) << text_of(answer);
      ASSERT_EQ(answer.first_position.value, static_cast<std::uint64_t>(number) + 1);
    }
    const auto report = eventstore::verify(house_.partition());
    ASSERT_TRUE(report) << report.error().what;
  }

  void expect_stopped() {
    const auto status = house_.partition().status();
    EXPECT_EQ(status.health, PartitionStatus::Health::stopped);
    EXPECT_THAT(status.reason, HasSubstr("open the partition again"));
  }

  FaultFileSystem storage_;
  House house_;
};

TEST_F(FaultInjection, AFailedSyncStopsThePartitionUntilItIsOpenedAgain) {
  ASSERT_TRUE(try_send(0));
  storage_.fail_sync(1);
  EXPECT_FALSE(try_send(1));
  expect_stopped();
  // The disk works again, but nobody knows what became of the bytes of that sync.
  storage_.heal();
  const auto syncs = storage_.syncs();
  EXPECT_FALSE(try_send(1));
  EXPECT_FALSE(try_send(2));
  EXPECT_EQ(storage_.syncs(), syncs) << "the sync is not tried again";
  EXPECT_EQ(house_.partition().committed(), Position{1});
  EXPECT_EQ(house_.partition().commit_at({1}).value()->first(), Position{1}) << "what is durable can be read";
  EXPECT_EQ(house_.events().size(), 1U);
  house_.reopen();
  expect_recovered(1);
}

TEST_F(FaultInjection, WhoWaitsWhenItStopsIsTold) {
  storage_.fail_sync(1);
  std::vector<std::future<bool>> answers;
  for (int number = 0; number < 50; ++number) {
    auto answered = std::make_shared<std::promise<bool>>();
    auto future = answered->get_future();
    const auto offered = house_.partition().submit(
        batch_of(id_of(number), occupier(number)),
        [answered](const auto& answer) { answered->set_value(answer.has_value()); });
    if (offered) answers.push_back(std::move(future));
  }
  for (auto& answer : answers) EXPECT_FALSE(answer.get());
  expect_stopped();
  EXPECT_EQ(house_.partition().committed(), Position{0});
}

TEST_F(FaultInjection, AFailedSyncAtAnyPointLosesNothingThatWasAnswered) {
  for (std::uint64_t nth = 1; nth <= 60; nth += 7) {
    SCOPED_TRACE(nth);
    TemporaryFolder folder;
    house_.close();
    house_.options().folder = folder.path();
    house_.reopen();
    storage_.fail_sync(nth);
    const auto answered = send_until_it_fails();
    expect_stopped();
    storage_.heal();
    house_.reopen();
    expect_recovered(answered);
    house_.close();
  }
}

// Whether the entry of a failed sync is on disk is unknown; here it is, so what it names must be there as well.
TEST_F(FaultInjection, AManifestThatIsNotSyncedNamesNoFileThatIsGone) {
  for (std::uint64_t nth = 1; nth <= 6; ++nth) {
    SCOPED_TRACE(nth);
    TemporaryFolder folder;
    house_.close();
    house_.options().folder = folder.path();
    house_.reopen();
    storage_.fail_manifest_sync(nth);
    const auto answered = send_until_it_fails();
    expect_stopped();
    storage_.heal();
    house_.reopen();
    expect_recovered(answered);
    house_.close();
  }
}

TEST_F(FaultInjection, AFullDiskLosesNothingThatWasAnswered) {
  for (const std::uint64_t bytes : {0, 100, 4'000, 20'000, 60'000}) {
    SCOPED_TRACE(bytes);
    TemporaryFolder folder;
    house_.close();
    house_.options().folder = folder.path();
    house_.reopen();
    storage_.fill_disk_after(bytes);
    const auto answered = send_until_it_fails();
    expect_stopped();
    storage_.heal();
    house_.reopen();
    expect_recovered(answered);
    house_.close();
  }
}

class PowerCut : public FaultInjection, public testing::WithParamInterface<UnsyncedBytes> {};

TEST_P(PowerCut, LosesNothingThatWasAnswered) {
  for (const int sent : {0, 1, 39, 40, 41, 130}) {
    SCOPED_TRACE(sent);
    TemporaryFolder folder;
    house_.close();
    house_.options().folder = folder.path();
    house_.reopen();
    for (int number = 0; number < sent; ++number) ASSERT_TRUE(try_send(number));
    storage_.lose_power();
    EXPECT_FALSE(try_send(sent));
    house_.close();
    storage_.restore_power(GetParam());
    house_.reopen();
    expect_recovered(sent);
    house_.close();
  }
}

TEST_P(PowerCut, InTheMiddleOfADrainLeavesAllOfItOrNothing) {
  for (int number = 0; number < 3; ++number) ASSERT_TRUE(try_send(number));
  // The write reaches the file, the sync does not come about.
  storage_.fail_sync(1);
  eventstore::Batch batch;
  for (int number = 3; number < 500; ++number) add(batch, id_of(number), occupier(number));
  EXPECT_EQ(house_.partition().submit_and_wait(std::move(batch)).error(), SubmitError::stopped);
  storage_.lose_power();
  house_.close();
  storage_.restore_power(GetParam());
  house_.reopen();
  EXPECT_EQ(house_.partition().committed(), Position{3}) << "no half drain";
  expect_recovered(3);
}

TEST_P(PowerCut, TwiceInARow) {
  for (int number = 0; number < 50; ++number) ASSERT_TRUE(try_send(number));
  for (int cut = 0; cut < 3; ++cut) {
    storage_.lose_power();
    house_.close();
    storage_.restore_power(GetParam());
    house_.reopen();
  }
  expect_recovered(50);
}

INSTANTIATE_TEST_SUITE_P(Tails, PowerCut, testing::Values(UnsyncedBytes::lost, UnsyncedBytes::torn),
                         [](const auto& test) {
                           return test.param == UnsyncedBytes::lost ? "lost" : "torn";
                         });

TEST(NearlyFullDisk, RefusesEarlyAndGoesOnWhenThereIsRoom) {
  House house;
  std::atomic<std::uintmax_t> free = 10 * eventstore::mebibyte;
  house.options().disk_free_min = 5 * eventstore::mebibyte;
  house.options().free_bytes = [&](const std::filesystem::path&) { return free.load(); };
  house.reopen();
  EXPECT_EQ(text_of(house.send("c-0", occupier(0))), "accepted 1+1");
  free = 4 * eventstore::mebibyte;
  EXPECT_EQ(house.partition().submit_and_wait(batch_of("c-1", occupier(1))).error(), SubmitError::stopped);
  auto status = house.partition().status();
  EXPECT_EQ(status.health, PartitionStatus::Health::stopped);
  EXPECT_THAT(status.reason, HasSubstr("nearly full"));
  EXPECT_THAT(status.reason, HasSubstr("4 MiB are free, 5 MiB must be"));
  EXPECT_EQ(house.partition().committed(), Position{1});
  free = 6 * eventstore::mebibyte;
  status = house.partition().status();
  EXPECT_EQ(status.health, PartitionStatus::Health::serving) << "asking is enough to notice";
  EXPECT_EQ(text_of(house.send("c-1", occupier(1))), "accepted 2+1") << "nothing of it was recorded before";
}

}  // namespace
}  // namespace tenure::test
