// Offsets of input topics: a stretch of records is applied once, whoever reads it.

#include <algorithm>
#include <future>
#include <set>

#include <gmock/gmock.h>

#include "tests/eventstore/ingest_support.h"

namespace tenure::test::ingest {
namespace {

using eventstore::Atomicity;
using eventstore::Batch;
using eventstore::IngestMark;
using eventstore::MarkWhen;
using eventstore::Position;
using eventstore::SubmitError;

TEST_F(IngestMarks, AnOffsetMovesWithWhatTheRecordsCaused) {
  EXPECT_EQ(offset(), none);
  const auto answer = send(marked(batch_of("c1", occupier(1)), none, 5));
  EXPECT_TRUE(answer.marked);
  EXPECT_EQ(text_of(answer.answers.at(0)), "accepted 1+1");
  ASSERT_TRUE(answer.commit);
  ASSERT_EQ(answer.commit->body().ingested()->size(), 1U);
  EXPECT_EQ(offset(), 5U);
  EXPECT_TRUE(send(marked(batch_of("c2", occupier(2)), 5, 9)).marked);
  EXPECT_EQ(offset(), 9U);
  expect_clean();
}

TEST_F(IngestMarks, ABatchWithoutAMarkMovesNothing) {
  const auto answer = send(batch_of("c1", occupier(1)));
  EXPECT_FALSE(answer.marked);
  EXPECT_EQ(answer.commit->body().ingested(), nullptr);
  EXPECT_EQ(offset(), none);
}

TEST_F(IngestMarks, ABatchThatDoesNotBeginAtTheStoredOffsetIsNotDecided) {
  expect_stale(marked(batch_of("c1", occupier(1)), 0, 5));
  EXPECT_EQ(offset(), none) << "nothing was stored, so nothing is expected but nothing";
  send(mark_alone(none, 5));
  for (const Offset expected : {none, Offset{0}, Offset{4}, Offset{6}}) {
    expect_stale(marked(batch_of("c1", occupier(1)), expected, 10));
    expect_stale(marked(batch_of("c1", occupier(1)), expected, 10, MarkWhen::always));
  }
  EXPECT_EQ(offset(), 5U);
  EXPECT_EQ(house_.partition().committed(), Position{0});
  EXPECT_EQ(text_of(house_.send("c1", occupier(1))), "accepted 1+1") << "the id was not used";
  EXPECT_EQ(house_.partition().status().commit.value, 2U);
}

TEST_F(IngestMarks, TopicsAndTheirPartitionsAreKeptApart) {
  for (const auto& [name, partition, next] : {std::tuple{"a", 0U, 7U}, {"a", 1U, 8U}, {"b", 0U, 9U}}) {
    Batch batch;
    batch.mark_ingested({name, partition, none, next}, MarkWhen::always);
    EXPECT_TRUE(send(std::move(batch)).marked);
  }
  const auto check = [&] {
    EXPECT_EQ(house_.partition().ingest_offset("a", 0), 7U);
    EXPECT_EQ(house_.partition().ingest_offset("a", 1), 8U);
    EXPECT_EQ(house_.partition().ingest_offset("b", 0), 9U);
    EXPECT_EQ(house_.partition().ingest_offset("b", 1), none);
    EXPECT_EQ(house_.partition().ingest_offset("ab", 0), none);
  };
  check();
  house_.reopen();
  check();
}

TEST_F(IngestMarks, AMarkAloneIsACommitWithoutEvents) {
  house_.send("c1", occupier(1));
  const auto answer = send(mark_alone(none, 3));
  EXPECT_TRUE(answer.marked);
  ASSERT_TRUE(answer.commit);
  EXPECT_EQ(answer.commit->number().value, 2U);
  EXPECT_EQ(answer.commit->first(), Position{2});
  EXPECT_EQ(answer.commit->event_count(), 0U);
  EXPECT_EQ(house_.partition().committed(), Position{1});
  EXPECT_EQ(text_of(house_.send("c2", occupier(2))), "accepted 2+1");
  EXPECT_EQ(house_.events().size(), 2U);
  expect_clean();
  house_.reopen();
  EXPECT_EQ(offset(), 3U);
  expect_clean();
}

TEST_F(IngestMarks, ARefusalHoldsBackAMarkThatAsksForAcceptance) {
  house_.send("taken", occupier(1));
  Batch batch;
  add(batch, "c1", occupier(1));
  add(batch, "c2", occupier(2));
  const auto answer = send(marked(std::move(batch), none, 2));
  EXPECT_FALSE(answer.marked);
  EXPECT_EQ(text_of(answer.answers[0]), "refused ALREADY_EXISTS");
  EXPECT_EQ(text_of(answer.answers[1]), "accepted 2+1");
  EXPECT_EQ(offset(), none);

  // What a reader does about it: it puts the refused record aside and moves on, with what was accepted as a repeat.
  Batch again;
  add(again, "aside", occupier(3));
  add(again, "c2", occupier(2));
  EXPECT_TRUE(send(marked(std::move(again), none, 2, MarkWhen::always)).marked);
  EXPECT_EQ(offset(), 2U);
  expect_clean();
}

TEST_F(IngestMarks, ARefusalDoesNotHoldBackAMarkThatIsMadeAlways) {
  house_.send("taken", occupier(1));
  const auto answer = send(marked(batch_of("c1", occupier(1)), none, 2, MarkWhen::always));
  EXPECT_TRUE(answer.marked);
  EXPECT_EQ(text_of(answer.answers[0]), "refused ALREADY_EXISTS");
  EXPECT_EQ(offset(), 2U);
}

// The largest record that can be put aside, with the mark that moves past it.
TEST_F(IngestMarks, ARecordThatIsPutAsideIsInTheCommitOfItsMark) {
  std::vector<std::uint8_t> value(1 << 20);
  for (std::size_t at = 0; at < value.size(); ++at) value[at] = static_cast<std::uint8_t>(at * 7);
  flatbuffers::FlatBufferBuilder builder;
  const auto body = command::CreateParkInputDirect(builder, "P1", "tenure.bookings", 0, 4, nullptr, &value,
                                                   nullptr, "MALFORMED_JSON");
  builder.Finish(command::CreateCommandDirect(builder, "park-1", "OP", "ingest", "ingest", nullptr,
                                              flatbuffers::nullopt, command::CommandBody::ParkInput,
                                              body.Union()));
  Batch batch;
  ASSERT_TRUE(batch.add({builder.GetBufferPointer(), builder.GetSize()}));
  const auto answer = send(marked(std::move(batch), none, 5, MarkWhen::always));
  EXPECT_TRUE(answer.marked);
  ASSERT_EQ(text_of(answer.answers.at(0)), "accepted 1+1");
  EXPECT_EQ(house_.events().back(), "1 parked-input/P1@1 InputParked by park-1");
  house_.reopen();
  const auto commit = house_.partition().commit_at({1});
  ASSERT_TRUE(commit && *commit);
  const auto& kept = *(*commit)->event_at({1}).body_as_InputParked()->value();
  EXPECT_TRUE(std::ranges::equal(kept, value));
  EXPECT_EQ(offset(), 5U);
  expect_clean();
}

TEST_F(IngestMarks, ARepeatCountsByItsStoredAnswer) {
  house_.send("c1", occupier(1));
  house_.send("c2", occupier(1));
  EXPECT_FALSE(send(marked(batch_of("c2", occupier(1)), none, 1)).marked) << "refused once, refused for ever";
  EXPECT_FALSE(send(marked(batch_of("c1", occupier(9)), none, 1)).marked) << "other content: a conflict";
  const auto answer = send(marked(batch_of("c1", occupier(1)), none, 1));
  EXPECT_TRUE(answer.marked);
  EXPECT_EQ(text_of(answer.answers[0]), "again accepted 1+1");
  ASSERT_TRUE(answer.commit) << "the mark is new even where the answer is not";
  EXPECT_EQ(answer.commit->number().value, 3U);
}

TEST_F(IngestMarks, OfAnAtomicBatchThatFailsOnlyAMarkMadeAlwaysIsRecorded) {
  house_.send("taken", occupier(1));
  const auto failing = [] {
    Batch batch{Atomicity::all};
    add(batch, "c1", occupier(2));
    add(batch, "c2", occupier(1));
    return batch;
  };
  const auto held = send(marked(failing(), none, 2));
  EXPECT_FALSE(held.marked);
  EXPECT_FALSE(held.commit);
  EXPECT_EQ(house_.partition().status().commit.value, 1U);
  const auto moved = send(marked(failing(), none, 2, MarkWhen::always));
  EXPECT_TRUE(moved.marked);
  EXPECT_EQ(text_of(moved.answers[0]), "not applied");
  EXPECT_EQ(moved.commit->event_count(), 0U);
  EXPECT_EQ(offset(), 2U);
  expect_clean();
  house_.reopen();
  EXPECT_EQ(text_of(house_.send("c1", occupier(2))), "accepted 2+1");
}

// Several batches in one drain: each is checked against the one before it, durable or not.
TEST_F(IngestMarks, BatchesOfOneDrainFollowEachOther) {
  std::promise<void> go_on;
  const auto held = go_on.get_future().share();
  // While the publisher is held up, the few drains are used up, and what is sent then has to share one.
  ASSERT_TRUE(house_.partition().submit(batch_of("first", occupier(900'000)), [held](auto) { held.wait(); }));
  constexpr std::uint64_t records = 50;
  std::set<std::uint64_t> commits;
  std::uint64_t marks = 0;
  std::uint64_t stale = 0;
  std::promise<void> done;
  for (std::uint64_t number = 0; number < records; ++number) {
    ASSERT_TRUE(house_.partition().submit(record(number), [&](auto answer) {
      if (answer && answer->marked) ++marks;
      if (answer && answer->commit) commits.insert(answer->commit->number().value);
    }));
    // A second reader, who does not know of the first.
    ASSERT_TRUE(house_.partition().submit(record(number), [&, number](const auto& answer) {
      if (!answer && answer.error() == SubmitError::stale_input) ++stale;
      if (number + 1 == records) done.set_value();
    }));
  }
  go_on.set_value();
  done.get_future().wait();
  EXPECT_EQ(marks, records);
  EXPECT_EQ(stale, records);
  EXPECT_LT(commits.size(), records) << "no two shared a drain";
  EXPECT_EQ(offset(), records);
  EXPECT_EQ(house_.partition().committed(), Position{records + 1});
  expect_clean();
  house_.reopen();
  EXPECT_EQ(offset(), records);
}

TEST_F(IngestMarks, WhoIsStaleFindsTheOffsetToSeekTo) {
  std::promise<Offset> found;
  ASSERT_TRUE(house_.partition().submit(record(0), [](auto) {}));
  ASSERT_TRUE(house_.partition().submit(record(0), [&](const auto& answer) {
    EXPECT_EQ(answer.error(), SubmitError::stale_input);
    found.set_value(offset());
  }));
  EXPECT_EQ(found.get_future().get(), 1U);
}

TEST(IngestMarksOfABatchDeathTest, ThatMakeNoSenseStopTheProcess) {
  const auto mark = [](IngestMark one, int times) {
    Batch batch;
    for (; times > 0; --times) batch.mark_ingested(one, MarkWhen::always);
  };
  EXPECT_DEATH(mark({"topic", 0, none, 1}, 2), "one mark in a batch");
  EXPECT_DEATH(mark({"", 0, none, 1}, 1), "name of a topic");
  EXPECT_DEATH(mark({std::string(250, 't'), 0, none, 1}, 1), "name of a topic");
  EXPECT_DEATH(mark({"topic", 0, 2, 1}, 1), "does not go back");
}

}  // namespace
}  // namespace tenure::test::ingest
