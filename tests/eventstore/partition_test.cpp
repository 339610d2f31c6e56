// The partition's promises one by one: positions, versions, order, refusals, atomic batches, limits, shutting down.

#include "eventstore/partition.h"

#include <future>

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "domain/kernel/text.h"
#include "tests/eventstore/support.h"

namespace tenure::test {
namespace {

using eventstore::Atomicity;
using eventstore::Batch;
using eventstore::BatchAnswer;
using eventstore::Position;
using eventstore::SubmitError;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

std::vector<std::string> texts_of(const BatchAnswer& answer) {
  std::vector<std::string> texts;
  for (const auto& one : answer.answers) texts.push_back(text_of(one));
  return texts;
}

std::string occupier(std::string_view id) {
  return fmt::format(R"(RegisterOccupier {{"occupier_id":"{}","name":"An occupier"}})", id);
}

TEST(Partition, GivesEventsGaplessPositionsAndVersions) {
  House house;
  house.given_estate();
  EXPECT_THAT(
      house.events(),
      ElementsAre("1 legal-entity/LE@1 LegalEntityRegistered by e-01", "2 site/LON@1 SiteRegistered by e-02",
                  "3 product/DESK@1 ProductDefined by e-03", "4 product/TEA@1 ProductDefined by e-04",
                  "5 site/LON@2 PriceSet by e-05", "6 occupier/ACME@1 OccupierRegistered by e-06",
                  "7 contract/C-1@1 occupier/ACME@2 ContractCreated by e-07",
                  "8 contract/C-1@2 occupier/ACME@3 site/LON@3 ContractSigned by e-08",
                  "9 site/LON@4 BusinessDayOpened by e-09",
                  "10 contract/C-1@3 occupier/ACME@4 ContractStarted by e-09",
                  "11 charge/lease:C-1:L1:2026-01-01:2026-02-01@1 contract/C-1@4 ChargeRaised by e-09"));
  EXPECT_EQ(house.partition().committed(), Position{11});
}

TEST(Partition, AnswersEachCommandOfABatchInOrder) {
  House house;
  Batch batch;
  add(batch, "c1", occupier("A"));
  add(batch, "c2", occupier("A"));
  add(batch, "c3", occupier("B"));
  const auto answer = house.partition().submit_and_wait(std::move(batch));
  ASSERT_TRUE(answer);
  EXPECT_THAT(texts_of(*answer), ElementsAre("accepted 1+1", "refused ALREADY_EXISTS", "accepted 2+1"));
  ASSERT_TRUE(answer->commit);
  EXPECT_EQ(answer->commit->first(), Position{1});
  EXPECT_EQ(answer->commit->last(), Position{2});
}

TEST(Partition, ARefusalTakesNoPositionAndChangesNothing) {
  House house;
  EXPECT_EQ(text_of(house.send("c1", R"(AddDoor {"site_id":"LON","door_id":"D","name":"A door"})")),
            "refused UNKNOWN_SITE");
  EXPECT_THAT(house.events(), IsEmpty());
  EXPECT_EQ(house.partition().committed(), Position{0});
  EXPECT_EQ(house.partition().status().commit.value, 1U) << "the refusal itself is recorded";
}

TEST(Partition, AnExpectedVersionThatIsNotTheAggregatesIsAConflict) {
  House house;
  house.given_estate();
  const auto price =
      R"(SetPrice {"site_id":"LON","product_id":"TEA","unit_price":300,"per":"UNIT","from":"2026-02-01"})";
  EXPECT_EQ(text_of(house.send("c1", price, {.expected_version = 3})),
            "refused VERSION_CONFLICT: expected version 3, it is 4");
  EXPECT_EQ(text_of(house.send("c2", price, {.expected_version = 4})), "accepted 12+1");
  EXPECT_EQ(text_of(house.send("c3", occupier("NEW"), {.expected_version = 1})),
            "refused VERSION_CONFLICT: expected version 1, it is 0");
  EXPECT_EQ(text_of(house.send("c4", occupier("NEW"), {.expected_version = 0})), "accepted 13+1");
}

TEST(Partition, OperatorsDoNotSeeEachOther) {
  House house;
  EXPECT_EQ(text_of(house.send("c1", occupier("A"), {.operator_id = "ONE"})), "accepted 1+1");
  EXPECT_EQ(text_of(house.send("c1", occupier("A"), {.operator_id = "TWO"})), "accepted 2+1");
  EXPECT_THAT(house.events(), ElementsAre("1 occupier/A@1 OccupierRegistered by c1",
                                          "2 occupier/A@1 OccupierRegistered by c1"));
}

TEST(Partition, AnAtomicBatchIsAcceptedWhole) {
  House house;
  Batch batch{Atomicity::all};
  add(batch, "c1", occupier("A"));
  add(batch, "c2", occupier("B"));
  const auto answer = house.partition().submit_and_wait(std::move(batch));
  ASSERT_TRUE(answer);
  EXPECT_THAT(texts_of(*answer), ElementsAre("accepted 1+1", "accepted 2+1"));
}

TEST(Partition, AnAtomicBatchThatFailsLeavesNoTrace) {
  House house;
  house.given_estate();
  Batch batch{Atomicity::all};
  add(batch, "c1", occupier("A"));
  add(batch, "c2",
      R"(AddCharge {"charge_id":"CH","occupier_id":"ACME","site_id":"LON","product_id":"TEA","quantity":1})");
  add(batch, "c3",
      R"(SetPrice {"site_id":"LON","product_id":"TEA","unit_price":1,"per":"UNIT","from":"2026-02-01"})");
  add(batch, "c4", occupier("ACME"));
  const auto before = house.partition().status().commit;
  const auto answer = house.partition().submit_and_wait(std::move(batch));
  ASSERT_TRUE(answer);
  EXPECT_THAT(texts_of(*answer),
              ElementsAre("not applied", "not applied", "not applied", "refused ALREADY_EXISTS"));
  EXPECT_FALSE(answer->commit);
  EXPECT_EQ(house.partition().status().commit, before);
  EXPECT_EQ(house.partition().committed(), Position{11});

  // The same ids may be sent again, and versions go on where they were.
  Batch mended{Atomicity::all};
  add(mended, "c1", occupier("A"));
  add(mended, "c3",
      R"(SetPrice {"site_id":"LON","product_id":"TEA","unit_price":2,"per":"UNIT","from":"2026-02-01"})");
  add(mended, "c4", occupier("B"));
  const auto again = house.partition().submit_and_wait(std::move(mended));
  ASSERT_TRUE(again);
  EXPECT_THAT(texts_of(*again), ElementsAre("accepted 12+1", "accepted 13+1", "accepted 14+1"));
  EXPECT_EQ(house.events()[12], "13 site/LON@5 PriceSet by c3");
}

TEST(Partition, AnAtomicBatchThatFailsAfterOthersInTheSameDrainLeavesTheseAlone) {
  House house;
  std::vector<std::string> answers;
  std::promise<void> done;
  const auto note = [&](std::expected<BatchAnswer, SubmitError> answer) {
    for (const auto& text : texts_of(answer.value())) answers.push_back(text);
    if (answers.size() == 4) done.set_value();
  };
  Batch atomic{Atomicity::all};
  add(atomic, "c2", occupier("B"));
  add(atomic, "c3", occupier("A"));
  ASSERT_TRUE(house.partition().submit(batch_of("c1", occupier("A")), note));
  ASSERT_TRUE(house.partition().submit(std::move(atomic), note));
  ASSERT_TRUE(house.partition().submit(batch_of("c4", occupier("B")), note));
  done.get_future().wait();
  EXPECT_THAT(answers, ElementsAre("accepted 1+1", "not applied", "refused ALREADY_EXISTS", "accepted 2+1"));
}

TEST(Partition, RecordedAtNeverGoesBack) {
  House house;
  const auto recorded_at = [&](Position position) {
    return (*house.partition().commit_at(position))->event_at(position).recorded_at();
  };
  house.clock().set(1'000'000);
  house.send("c1", occupier("A"));
  house.clock().set(400'000);
  house.send("c2", occupier("B"));
  house.reopen();
  house.send("c3", occupier("C"));
  house.clock().set(2'000'000);
  house.send("c4", occupier("D"));
  EXPECT_EQ(recorded_at({1}), 1'000'000);
  EXPECT_EQ(recorded_at({2}), 1'000'000);
  EXPECT_EQ(recorded_at({3}), 1'000'000);
  EXPECT_EQ(recorded_at({4}), 2'000'000);
}

TEST(Partition, FindsThePositionOfATime) {
  House house;
  for (const auto& [time, id] : {std::pair{10, "A"}, {20, "B"}, {20, "C"}, {30, "D"}}) {
    house.clock().set(time);
    house.send(id, occupier(id));
  }
  const auto position_at = [&](std::int64_t time) {
    return house.partition().position_at(domain::Instant{time})->value;
  };
  EXPECT_EQ(position_at(9), 0U);
  EXPECT_EQ(position_at(10), 1U);
  EXPECT_EQ(position_at(19), 1U);
  EXPECT_EQ(position_at(20), 3U);
  EXPECT_EQ(position_at(99), 4U);
}

TEST(Partition, FindsTheEventsOfAStream) {
  House house;
  house.given_estate();
  const auto positions = [&](std::uint64_t after, std::size_t limit) {
    std::vector<std::uint64_t> values;
    const auto found =
        house.partition().stream_positions("OP", {domain::StreamKind::site, "LON"}, after, limit);
    for (const auto position : found.value()) values.push_back(position.value);
    return values;
  };
  EXPECT_THAT(positions(0, 100), ElementsAre(2, 5, 8, 9));
  EXPECT_THAT(positions(1, 2), ElementsAre(5, 8));
  EXPECT_THAT(positions(4, 100), IsEmpty());
  EXPECT_THAT(house.partition().stream_positions("OP", {domain::StreamKind::site, "OXF"}, 0, 10).value(),
              IsEmpty());
  EXPECT_THAT(house.partition().stream_positions("TWO", {domain::StreamKind::site, "LON"}, 0, 10).value(),
              IsEmpty());
}

TEST(Partition, FoldsAStreamFromTheLogAlone) {
  House house;
  house.given_estate();
  const auto site = house.partition().fold_stream("OP", {domain::StreamKind::site, "LON"});
  ASSERT_TRUE(site);
  ASSERT_TRUE(*site);
  EXPECT_EQ((*site)->version(), 4U);
  EXPECT_EQ(house.partition().fold_stream("OP", {domain::StreamKind::site, "OXF"}).value(), nullptr);
}

TEST(Partition, ACommitBeyondTheEndIsNull) {
  House house;
  house.send("c1", occupier("A"));
  EXPECT_TRUE(house.partition().commit_at({1}).value());
  EXPECT_FALSE(house.partition().commit_at({2}).value());
  EXPECT_FALSE(house.partition().commit_at({0}).value());
}

TEST(Partition, WhoHasAnAnswerFindsEverythingItSpeaksOf) {
  House house;
  for (int index = 0; index < 50; ++index) {
    const auto id = fmt::format("O-{}", index);
    const auto answer = house.send(id, occupier(id));
    EXPECT_GE(house.partition().committed(), answer.first_position);
    EXPECT_TRUE(house.partition().commit_at(answer.first_position).value());
    EXPECT_EQ(
        house.partition().stream_positions("OP", {domain::StreamKind::occupier, id}, 0, 9).value().size(),
        1U);
  }
}

TEST(Partition, ABatchThatIsTooLargeIsNotTakenIn) {
  House house;
  house.options().batch_commands_max = 2;
  house.options().batch_bytes_max = 3'000;
  house.reopen();
  Batch many;
  for (const auto* id : {"A", "B", "C"}) add(many, id, occupier(id));
  EXPECT_EQ(house.partition().submit_and_wait(std::move(many)).error(), SubmitError::too_large);

  Batch wide;
  std::string sites = R"("S0")";
  for (int site = 1; site < 100; ++site) sites += fmt::format(R"(,"SITE-WITH-A-LONG-NAME-{}")", site);
  add(wide, "c1", fmt::format(R"(CreateAccessGroup {{"group_id":"G","name":"All","site_ids":[{}]}})", sites));
  ASSERT_GT(wide.bytes(), 3'000U);
  EXPECT_EQ(house.partition().submit_and_wait(std::move(wide)).error(), SubmitError::too_large);
  EXPECT_EQ(text_of(house.send("A", occupier("A"))), "accepted 1+1") << "nothing of them was recorded";
}

TEST(Partition, AMalformedCommandIsNotTakenIn) {
  Batch batch;
  const std::vector<std::uint8_t> rubbish{1, 2, 3, 4, 5, 6, 7, 8};
  const auto added = batch.add(rubbish);
  ASSERT_FALSE(added);
  EXPECT_EQ(added.error().code, "MALFORMED_BINARY");
  EXPECT_EQ(batch.size(), 0U);
  EXPECT_FALSE(batch.add({}));
  add(batch, "c1", occupier("A"));
  EXPECT_EQ(batch.size(), 1U);
}

TEST(Partition, AnEmptyBatchIsAnsweredAndRecordsNothing) {
  House house;
  const auto answer = house.partition().submit_and_wait(Batch{});
  ASSERT_TRUE(answer);
  EXPECT_THAT(answer->answers, IsEmpty());
  EXPECT_FALSE(answer->commit);
  EXPECT_EQ(house.partition().status().commit.value, 0U);
}

TEST(Partition, ShuttingDownAnswersWhatWasAcceptedAndRefusesTheRest) {
  House house;
  std::atomic<int> accepted = 0;
  for (int index = 0; index < 200; ++index) {
    const auto id = fmt::format("O-{}", index);
    ASSERT_TRUE(house.partition().submit(batch_of(id, occupier(id)), [&](auto answer) {
      if (answer && answer->answers[0].outcome == eventstore::Answer::Outcome::accepted) ++accepted;
    }));
  }
  house.partition().shut_down();
  EXPECT_EQ(accepted, 200);
  EXPECT_EQ(house.partition().submit_and_wait(batch_of("late", occupier("LATE"))).error(),
            SubmitError::shutting_down);
  EXPECT_EQ(house.partition().committed(), Position{200}) << "what is there can still be read";
  EXPECT_TRUE(house.partition().commit_at({200}).value());
  house.partition().shut_down();
}

TEST(Partition, AFullQueueRefusesAtOnceAndLetsWaitersWait) {
  House house;
  house.options().queue_bytes_max = 1;
  house.reopen();
  // Alone, a batch is always let in, whatever its size. The completion holds the publisher up, and with it, once the
  // few drains are used up, the sequencer.
  std::promise<void> go_on;
  const auto held = go_on.get_future().share();
  std::size_t taken = 0;
  std::optional<SubmitError> refused;
  for (int index = 0; index < 1'000 && !refused; ++index) {
    const auto id = fmt::format("O-{}", index);
    const auto offered = house.partition().submit(batch_of(id, occupier(id)), [held](auto) { held.wait(); });
    if (!offered) refused = offered.error();
    taken += offered.has_value();
  }
  EXPECT_EQ(refused, SubmitError::queue_full);
  go_on.set_value();
  const auto answer = house.partition().submit_and_wait(batch_of("waits", occupier("WAITS")));
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->answers[0].first_position.value, taken + 1);
}

TEST(Partition, TheStatusSaysWhatHappened) {
  House house;
  house.send("c1", occupier("A"));
  house.send("c1", occupier("A"));
  house.send("c2", occupier("A"));
  const auto status = house.partition().status();
  EXPECT_EQ(status.health, eventstore::PartitionStatus::Health::serving);
  EXPECT_EQ(status.reason, "");
  EXPECT_EQ(status.committed, Position{1});
  EXPECT_EQ(status.commit.value, 2U);
  EXPECT_EQ(status.commands_accepted, 1U);
  EXPECT_EQ(status.commands_refused, 1U);
  EXPECT_EQ(status.commands_repeated, 1U);
  EXPECT_EQ(status.syncs, 2U);
  EXPECT_GT(status.bytes_written, 0U);
  EXPECT_GT(status.cache_bytes, 0U);
}

TEST(Partition, AFolderThatIsOpenCannotBeOpenedAgain) {
  House house;
  const auto second = eventstore::Partition::open(house.options());
  ASSERT_FALSE(second);
  EXPECT_EQ(second.error().kind, eventstore::OpenError::Kind::in_use);
  EXPECT_THAT(second.error().message, HasSubstr("another process"));
}

TEST(Partition, AFolderThatCannotBeMadeIsUnreadable) {
  StandingClock clock;
  const auto opened = eventstore::Partition::open(small_options("/proc/no-such-place", clock));
  ASSERT_FALSE(opened);
  EXPECT_EQ(opened.error().kind, eventstore::OpenError::Kind::unreadable);
}

}  // namespace
}  // namespace tenure::test
