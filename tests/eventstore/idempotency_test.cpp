// One id, one outcome, for ever: in the same drain, after the answer, after a restart, from sealed segments.

#include <future>

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/eventstore/support.h"

namespace tenure::test {
namespace {

using eventstore::Atomicity;
using eventstore::Batch;
using eventstore::Position;

std::string occupier(std::string_view id, std::string_view name = "An occupier") {
  return fmt::format(R"(RegisterOccupier {{"occupier_id":"{}","name":"{}"}})", id, name);
}

TEST(Idempotency, ARepeatGetsTheStoredAnswer) {
  House house;
  EXPECT_EQ(text_of(house.send("c1", occupier("A"))), "accepted 1+1");
  EXPECT_EQ(text_of(house.send("c2", occupier("A"))), "refused ALREADY_EXISTS");
  EXPECT_EQ(text_of(house.send("c1", occupier("A"))), "again accepted 1+1");
  EXPECT_EQ(text_of(house.send("c2", occupier("A"))), "again refused ALREADY_EXISTS");
  EXPECT_EQ(house.partition().committed(), Position{1});
  EXPECT_EQ(house.partition().status().commit.value, 2U) << "stored answers are not recorded again";
}

TEST(Idempotency, ARefusalStaysEvenWhenTheWorldHasChanged) {
  House house;
  const auto door = R"(AddDoor {"site_id":"LON","door_id":"D","name":"A door"})";
  EXPECT_EQ(text_of(house.send("c1", door)), "refused UNKNOWN_SITE");
  house.given_estate();
  EXPECT_EQ(text_of(house.send("c1", door)), "again refused UNKNOWN_SITE");
  EXPECT_EQ(text_of(house.send("c2", door)), "accepted 12+1");
}

TEST(Idempotency, AStoredRefusalKeepsItsDetail) {
  House house;
  house.send("c1", occupier("A"));
  const auto first = text_of(house.send("c2", occupier("A"), {.expected_version = 7}));
  EXPECT_EQ(first, "refused VERSION_CONFLICT: expected version 7, it is 1");
  EXPECT_EQ(text_of(house.send("c2", occupier("A"), {.expected_version = 7})), "again " + first);
  house.reopen();
  EXPECT_EQ(text_of(house.send("c2", occupier("A"), {.expected_version = 7})), "again " + first);
}

TEST(Idempotency, TheSameIdWithOtherContentIsAConflict) {
  House house;
  house.send("c1", occupier("A", "One"));
  EXPECT_EQ(text_of(house.send("c1", occupier("A", "Two"))), "refused IDEMPOTENCY_CONFLICT");
  EXPECT_EQ(text_of(house.send("c1", occupier("A", "One"), {.expected_version = 0})),
            "refused IDEMPOTENCY_CONFLICT");
  EXPECT_EQ(text_of(house.send("c1", occupier("A", "One"))), "again accepted 1+1")
      << "the conflict left no trace";
  EXPECT_EQ(house.partition().status().commit.value, 1U);
}

TEST(Idempotency, IdsBelongToAnOperatorAndASource) {
  House house;
  EXPECT_EQ(text_of(house.send("c1", occupier("A"), {.source = "api"})), "accepted 1+1");
  EXPECT_EQ(text_of(house.send("c1", occupier("B"), {.source = "booking"})), "accepted 2+1");
  EXPECT_EQ(text_of(house.send("c1", occupier("A"), {.operator_id = "TWO", .source = "api"})),
            "accepted 3+1");
  // The parts of a key do not run into each other.
  EXPECT_EQ(text_of(house.send("c1", occupier("C"), {.operator_id = "OPa", .source = "pi"})), "accepted 4+1");
}

TEST(Idempotency, ARepeatInTheSameBatchGetsTheFirstAnswer) {
  House house;
  Batch batch;
  add(batch, "c1", occupier("A"));
  add(batch, "c1", occupier("A"));
  add(batch, "c1", occupier("B"));
  const auto answer = house.partition().submit_and_wait(std::move(batch));
  ASSERT_TRUE(answer);
  EXPECT_EQ(text_of(answer->answers[0]), "accepted 1+1");
  EXPECT_EQ(text_of(answer->answers[1]), "again accepted 1+1");
  EXPECT_EQ(text_of(answer->answers[2]), "refused IDEMPOTENCY_CONFLICT");
}

TEST(Idempotency, ARepeatOfACommandOnItsWayToTheDiskIsAnsweredWhenThatIsDurable) {
  House house;
  std::promise<Position> committed_at_answer;
  ASSERT_TRUE(house.partition().submit(batch_of("c1", occupier("A")), [](auto) {}));
  ASSERT_TRUE(house.partition().submit(batch_of("c1", occupier("A")), [&](auto answer) {
    EXPECT_EQ(text_of(answer.value().answers[0]), "again accepted 1+1");
    committed_at_answer.set_value(house.partition().committed());
  }));
  EXPECT_GE(committed_at_answer.get_future().get(), Position{1});
}

TEST(Idempotency, AnAtomicBatchCountsStoredAnswersAsApplied) {
  House house;
  house.send("c1", occupier("A"));
  Batch batch{Atomicity::all};
  add(batch, "c1", occupier("A"));
  add(batch, "c2", occupier("B"));
  const auto answer = house.partition().submit_and_wait(std::move(batch));
  ASSERT_TRUE(answer);
  EXPECT_EQ(text_of(answer->answers[0]), "again accepted 1+1");
  EXPECT_EQ(text_of(answer->answers[1]), "accepted 2+1");
}

TEST(Idempotency, AnAtomicBatchFailsOnAStoredRefusalAndOnAConflict) {
  House house;
  house.send("c1", occupier("A"));
  house.send("c2", occupier("A"));
  for (const auto& [id, name] : {std::pair{"c2", "A"}, {"c1", "X"}}) {
    Batch batch{Atomicity::all};
    add(batch, "c3", occupier("B"));
    add(batch, id, occupier(name));
    const auto answer = house.partition().submit_and_wait(std::move(batch));
    ASSERT_TRUE(answer);
    EXPECT_EQ(text_of(answer->answers[0]), "not applied");
    EXPECT_EQ(answer->answers[1].outcome, eventstore::Answer::Outcome::refused);
  }
  EXPECT_EQ(house.partition().committed(), Position{1});
}

// Ids in rising order, in falling order, and without any order take different ways through the index.
class IdempotencyOfManyIds : public testing::TestWithParam<std::string> {
 protected:
  static constexpr int count = 400;
  static constexpr int factor = 1'237;  // prime to the modulus: a permutation

  [[nodiscard]] static std::string id_of(int index) {
    if (GetParam() == "rising") return fmt::format("C-{:06}", index);
    if (GetParam() == "falling") return fmt::format("C-{:06}", 900'000 - index);
    return fmt::format("{:x}-scattered", index * factor % 65'536);
  }
};

TEST_P(IdempotencyOfManyIds, AreFoundInEverySegment) {
  House house;
  house.options().segment_events = 64;
  house.options().cache_bytes_max = 16 * 1024;
  house.reopen();
  for (int index = 0; index < count; ++index) {
    // Every fourth is refused.
    const auto name = index % 4 == 3 ? id_of(index - 1) : id_of(index);
    const auto answer = house.send(id_of(index), occupier(name));
    ASSERT_EQ(answer.outcome == eventstore::Answer::Outcome::refused, index % 4 == 3) << text_of(answer);
    ASSERT_FALSE(answer.repeated);
  }
  const auto check = [&] {
    for (int index = 0; index < count; ++index) {
      const auto name = index % 4 == 3 ? id_of(index - 1) : id_of(index);
      const auto answer = house.send(id_of(index), occupier(name));
      ASSERT_TRUE(answer.repeated) << index << " " << text_of(answer);
      ASSERT_EQ(answer.outcome == eventstore::Answer::Outcome::refused, index % 4 == 3) << text_of(answer);
      ASSERT_EQ(text_of(house.send(id_of(index), occupier("OTHER"))), "refused IDEMPOTENCY_CONFLICT");
    }
  };
  check();
  house.reopen();
  EXPECT_GT(house.partition().status().indexed_up_to, 200U);
  check();
  // Without filters in memory RocksDB answers.
  house.options().filter_bytes_max = 0;
  house.reopen();
  check();
  EXPECT_EQ(house.partition().committed(), Position{count / 4 * 3});
}

INSTANTIATE_TEST_SUITE_P(Orders, IdempotencyOfManyIds, testing::Values("rising", "falling", "scattered"),
                         [](const auto& test) { return test.param; });

}  // namespace
}  // namespace tenure::test
