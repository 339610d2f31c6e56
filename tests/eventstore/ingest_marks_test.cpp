// Offsets of input topics: each stretch of records is applied once, whoever reads it and whatever fails meanwhile.

#include <future>
#include <set>

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "eventstore/commit_builder.h"
#include "eventstore/commit_format.h"
#include "eventstore/index_keys.h"
#include "eventstore/sealed_index.h"
#include "eventstore/verify.h"
#include "tests/eventstore/fault_file_system.h"
#include "tests/eventstore/tamper.h"

namespace tenure::test {
namespace {

using eventstore::Atomicity;
using eventstore::Batch;
using eventstore::BatchAnswer;
using eventstore::IngestMark;
using eventstore::MarkWhen;
using eventstore::Position;
using eventstore::Storage;
using eventstore::SubmitError;
using testing::HasSubstr;

using Offset = std::optional<std::uint64_t>;
constexpr Offset none = std::nullopt;
constexpr std::string_view topic = "tenure.bookings";

std::string occupier(std::uint64_t number) {
  return fmt::format(R"(RegisterOccupier {{"occupier_id":"O-{:06}","name":"An occupier"}})", number);
}
std::string id_of(std::uint64_t number) { return fmt::format("c-{:06}", number); }

Batch marked(Batch batch, Offset expected, std::uint64_t next, MarkWhen when = MarkWhen::all_accepted) {
  batch.mark_ingested({std::string{topic}, 0, expected, next}, when);
  return batch;
}
Batch mark_alone(Offset expected, std::uint64_t next) { return marked(Batch{}, expected, next); }
// Record `number` of the topic: an occupier of that number.
Batch record(std::uint64_t number) {
  return marked(batch_of(id_of(number), occupier(number)), number == 0 ? none : Offset{number}, number + 1);
}

class IngestMarks : public testing::Test {
 protected:
  BatchAnswer send(Batch batch) {
    auto answer = house_.partition().submit_and_wait(std::move(batch));
    EXPECT_TRUE(answer) << name_of(answer.error());
    return answer ? std::move(*answer) : BatchAnswer{};
  }
  void expect_stale(Batch batch) {
    const auto answer = house_.partition().submit_and_wait(std::move(batch));
    ASSERT_FALSE(answer);
    EXPECT_EQ(answer.error(), SubmitError::stale_input);
  }
  [[nodiscard]] Offset offset(std::uint32_t partition = 0) const {
    return house_.partition().ingest_offset(topic, partition);
  }
  void expect_clean() {
    const auto report = eventstore::verify(house_.partition());
    EXPECT_TRUE(report) << report.error().what;
  }
  std::string difference() {
    house_.reopen();
    const auto report = eventstore::verify(house_.partition());
    EXPECT_FALSE(report) << "nothing was found";
    return report ? "" : report.error().what;
  }

  mutable House house_;
};

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

TEST_F(IngestMarks, AreThereAgainFromTheTailOfTheLog) {
  for (std::uint64_t number = 0; number < 20; ++number) send(record(number));
  for (int round = 0; round < 2; ++round) {
    house_.reopen();
    EXPECT_EQ(offset(), 20U);
    expect_stale(record(19));
  }
  EXPECT_TRUE(send(record(20)).marked);
}

TEST_F(IngestMarks, AreThereAgainFromSealedSegmentsAndTheTail) {
  house_.options().segment_events = 10;
  house_.reopen();
  // Sealed and never touched again.
  Batch quiet;
  quiet.mark_ingested({"quiet", 3, none, 77}, MarkWhen::always);
  send(std::move(quiet));
  for (std::uint64_t number = 0; number < 48; ++number) {
    send(record(number));
    if (number % 9 == 0) {
      house_.reopen();
      EXPECT_EQ(offset(), number + 1);
      EXPECT_EQ(house_.partition().ingest_offset("quiet", 3), 77U);
    }
  }
  expect_clean();
  house_.reopen();
  EXPECT_GT(house_.partition().status().indexed_up_to, 30U);
  EXPECT_EQ(offset(), 48U);
  expect_clean();
}

TEST_F(IngestMarks, MarksAloneFillASegmentToo) {
  house_.options().segment_events = 10;
  house_.reopen();
  for (std::uint64_t next = 0; next < 25; ++next) send(mark_alone(next == 0 ? none : Offset{next - 1}, next));
  tamper(house_, [](Storage& storage) {
    const auto mark = value_of(storage, storage.commands(), std::string{eventstore::mark_key});
    EXPECT_EQ(eventstore::parse_mark(mark)->number.value, 20U);
  });
  house_.reopen();
  EXPECT_EQ(offset(), 24U);
  EXPECT_EQ(text_of(house_.send("c1", occupier(1))), "accepted 1+1");
  expect_clean();
}

TEST_F(IngestMarks, AFolderSealedBeforeThereWereMarksOpens) {
  house_.options().segment_events = 10;
  house_.reopen();
  for (std::uint64_t number = 0; number < 15; ++number) house_.send(id_of(number), occupier(number));
  tamper(house_, [](Storage& storage) {
    remove(storage, storage.commands(), std::string{eventstore::ingested_key});
  });
  house_.reopen();
  EXPECT_EQ(offset(), none);
  expect_clean();
}

class SealedIngestMarks : public IngestMarks {
 protected:
  SealedIngestMarks() {
    house_.options().segment_events = 10;
    house_.reopen();
    for (std::uint64_t number = 0; number < 15; ++number) send(record(number));
  }
};

TEST_F(SealedIngestMarks, ThatAreGoneAreFoundByVerification) {
  tamper(house_, [](Storage& storage) {
    remove(storage, storage.commands(), std::string{eventstore::ingested_key});
  });
  EXPECT_THAT(difference(), HasSubstr("ingest offsets are not those of the log"));
}

TEST_F(SealedIngestMarks, ThatDifferAreFoundByVerification) {
  tamper(house_, [](Storage& storage) {
    auto value = value_of(storage, storage.commands(), std::string{eventstore::ingested_key});
    value[value.size() - 8] = static_cast<char>(value[value.size() - 8] + 1);
    put(storage, storage.commands(), std::string{eventstore::ingested_key}, value);
  });
  EXPECT_THAT(difference(), HasSubstr("ingest offsets are not those of the log"));
}

TEST_F(SealedIngestMarks, ThatAreNotReadableKeepThePartitionFromOpening) {
  tamper(house_, [](Storage& storage) {
    auto value = value_of(storage, storage.commands(), std::string{eventstore::ingested_key});
    value.pop_back();
    put(storage, storage.commands(), std::string{eventstore::ingested_key}, value);
  });
  const auto error = house_.try_reopen();
  ASSERT_TRUE(error);
  EXPECT_EQ(error->kind, eventstore::OpenError::Kind::damaged);
  EXPECT_THAT(error->message, HasSubstr("ingest offsets are not readable"));
}

TEST_F(IngestMarks, AMarkThatGoesBackIsFoundByVerification) {
  send(record(0));
  send(record(1));
  const auto chain = house_.partition().status().chain;
  tamper(house_, [&](Storage& storage) {
    const std::vector<IngestMark> back{{std::string{topic}, 0, none, 1}};
    const auto commit = eventstore::CommitBuilder::build({{3}, {3}, {}, {}, {}, {}, back}, chain);
    put(storage, storage.log(), eventstore::commit_key({3}, {3}), std::string{commit->bytes()});
  });
  EXPECT_THAT(difference(),
              HasSubstr("commit 3 takes input tenure.bookings/0 back to offset 1, it was at 2"));
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

// Storage that fails under a reader: the offset is that of the events, always.
class IngestMarksUnderFaults : public testing::TestWithParam<UnsyncedBytes> {
 protected:
  IngestMarksUnderFaults() {
    house_.options().environment = storage_.environment();
    house_.options().segment_events = 40;
  }
  void begin_in(const TemporaryFolder& folder) {
    house_.close();
    house_.options().folder = folder.path();
    house_.reopen();
  }
  bool try_record(std::uint64_t number) {
    const auto answer = house_.partition().submit_and_wait(record(number));
    return answer && answer->marked;
  }
  [[nodiscard]] std::uint64_t offset() { return house_.partition().ingest_offset(topic, 0).value_or(0); }
  // Every record has exactly one event; a reader goes on where the offset says.
  void expect_recovered(std::uint64_t answered) {
    EXPECT_GE(offset(), answered);
    EXPECT_LE(offset(), answered + 1);
    EXPECT_EQ(house_.partition().committed(), Position{offset()});
    const auto next = offset();
    EXPECT_TRUE(try_record(next));
    EXPECT_EQ(house_.partition().committed(), Position{next + 1});
    const auto report = eventstore::verify(house_.partition());
    EXPECT_TRUE(report) << report.error().what;
  }

  FaultFileSystem storage_;
  House house_;
};

TEST_P(IngestMarksUnderFaults, APowerCutLosesNeitherTheOffsetNorTheEvents) {
  for (const std::uint64_t sent : {0, 1, 19, 20, 21, 70}) {
    SCOPED_TRACE(sent);
    TemporaryFolder folder;
    begin_in(folder);
    for (std::uint64_t number = 0; number < sent; ++number) ASSERT_TRUE(try_record(number));
    storage_.lose_power();
    EXPECT_FALSE(try_record(sent));
    EXPECT_EQ(offset(), sent) << "what is not durable is not shown";
    house_.close();
    storage_.restore_power(GetParam());
    house_.reopen();
    EXPECT_EQ(offset(), sent);
    expect_recovered(sent);
    house_.close();
  }
}

TEST_P(IngestMarksUnderFaults, AFailedSyncAtAnyPointKeepsOffsetAndEventsTogether) {
  for (std::uint64_t nth = 1; nth <= 60; nth += 7) {
    SCOPED_TRACE(nth);
    TemporaryFolder folder;
    begin_in(folder);
    storage_.fail_sync(nth);
    std::uint64_t answered = 0;
    while (answered < 2'000 && try_record(answered)) ++answered;
    ASSERT_LT(answered, 2'000U);
    EXPECT_EQ(offset(), answered);
    storage_.heal();
    house_.reopen();
    expect_recovered(answered);
    house_.close();
  }
}

INSTANTIATE_TEST_SUITE_P(Tails, IngestMarksUnderFaults,
                         testing::Values(UnsyncedBytes::lost, UnsyncedBytes::torn), [](const auto& test) {
                           return test.param == UnsyncedBytes::lost ? "lost" : "torn";
                         });

}  // namespace
}  // namespace tenure::test
